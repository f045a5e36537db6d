""" "Both sides", "the two camps": the two parties that the report sets against one another, where it does so with no others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from whosays.claims.ground import Ground
from whosays.model.claim import Claim, Role
from whosays.model.types import GROUP_OF

SIDES: Final = frozenset(["side", "camp", "party"])
"""Nouns that, with "both" or "two" or "warring", stand for those who fight one another."""
COUNTING: Final = frozenset(["both", "two", "warring"])
LEAD: Final = 2
"""How many times as often as any other pair the two must be set against one another (own judgement)."""


def with_sides(g: Ground, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with "both sides" as the two that fight in this report; unchanged where it does not say who they are."""
    if not any(_both(g, r) for c in claims for r in c.roles):
        return tuple(claims)
    pair = _opposed(g, claims)
    return tuple(claims) if pair is None else tuple(_named(g, c, pair) for c in claims)


def _both(g: Ground, role: Role) -> bool:
    tokens = [g.tree.tokens[i] for i in g.reading.tokens_in(role.start, role.end)]
    return len(tokens) <= len(("the", "two", "sides")) and any(t.lemma.lower() in SIDES and t.tag == "NNS" for t in tokens) and any(t.text.lower() in COUNTING for t in tokens)


def _opposed(g: Ground, claims: Sequence[Claim]) -> tuple[Role, Role] | None:
    """The pair of named parties that most claims of force set against one another, if none rivals it."""
    found: Counter[tuple[str, str]] = Counter()
    roles: dict[str, Role] = {}
    for claim in claims:
        if GROUP_OF.get(claim.type) not in ("force", "control") or claim.factuality[-1] != "+":
            continue
        actors, others = claim.role("actor"), claim.role("target", "origin_party")
        for one, other in combinations(actors, 2) if claim.type == "armed_clash" else [(a, t) for a in actors for t in others]:
            if _is_body(g, one) and _is_body(g, other) and _key(one) != _key(other):
                found[min(_key(one), _key(other)), max(_key(one), _key(other))] += 1
                roles.setdefault(_key(one), one)
                roles.setdefault(_key(other), other)
    ranked = found.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]):
        return None
    one, other = sorted((roles[key] for key in ranked[0][0]), key=lambda role: role.start)
    return one, other


def _key(role: Role) -> str:
    return role.entity_id or role.name.casefold()


def _is_body(g: Ground, role: Role) -> bool:
    """Whether the party is a body under arms or a government, called by name."""
    named = any(m.name == role.name and m.type in ("organisation", "armed_group") for m in g.reading.mentions)
    return named and role.name[:1].isupper()


def _named(g: Ground, claim: Claim, pair: tuple[Role, Role]) -> Claim:
    roles: list[Role] = []
    for role in claim.roles:
        both = pair if _both(g, role) else ()
        roles += [replace(role, name=p.name, entity_id=p.entity_id, reason=f"{role.reason}; the two that the report sets against one another") for p in both] or [role]
    return replace(claim, roles=tuple(roles)) if len(roles) != len(claim.roles) else claim
