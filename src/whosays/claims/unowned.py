"""Acts without a doer that only one side of the report can have done, or only its two sides together.

Air strikes are of the one side that flies; clashes, truces and peace talks are of the two that fight, where the report knows of no others.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.camps import AIR, LAND, STATE_NOUNS, Camp, Camps, side_of
from whosays.claims.ground import Ground
from whosays.lexicon import demonyms
from whosays.model.claim import Claim, Role

FLYING: Final = frozenset(noun for noun, suffixes in STATE_NOUNS.items() if suffixes == AIR)
"""Nouns for what flies."""
GREAT: Final = frozenset(["US", "RU", "FR", "GB", "SA", "AE", "TR", "IL"])
"""States that fly over the wars of others: where one is so much as named, an air strike that nobody owns may be its (own judgement)."""
RISING: Final = frozenset(["rebel"])
"""Kinds of group whose war is with the state: others fight one another as well."""
TALKED: Final = ("talks", "ceasefire")
"""What the two sides do together besides fighting."""
LEAST_NAMED: Final = 2
"""So often the group must be named before a clash that names nobody is its."""


def is_unowned(claim: Claim) -> bool:
    """Whether an air strike, a clash, a truce or talks name nobody who did it."""
    told = claim.type in TALKED or (claim.type in ("air_strike", "armed_clash") and claim.modality == "actual" and claim.factuality[-1] == "+")
    return told and not claim.role("actor")


def with_owners(g: Ground, claims: Sequence[Claim], known: Camps) -> tuple[Claim, ...]:
    """The claims in their order, air strikes and clashes of nobody given to whom alone they can be; unchanged where another state's forces are named."""
    if known.foreign or known.country is None:
        return tuple(claims)
    owners = {"air_strike": _flying(g, known), "armed_clash": _opposed(g, known, LAND), **dict.fromkeys(TALKED, _opposed(g, known, ("",)))}
    return tuple(_owned(c, owners[c.type], known) if is_unowned(c) else c for c in claims)


def _owned(claim: Claim, owners: Sequence[Role], known: Camps) -> Claim:
    abroad = claim.type not in TALKED and bool(claim.places) and claim.places[0].country in known.abroad
    own = {side_of(r, known) for r in claim.role("target") if r.entity_id is not None and demonyms.load().by_word(r.name) is None}
    return claim if abroad or (claim.type == "air_strike" and "state" in own) else replace(claim, roles=(*claim.roles, *owners))


def _role(g: Ground, camp: Camp, start: int, end: int, why: str) -> Role:
    return Role("actor", g.report.text[start:end], start, end, camp.name, camp.entity_id, "PR", f"PR: {why}")


# --- who alone flies -----------------------------------------------------------------------------------------------------


def _flying(g: Ground, known: Camps) -> tuple[Role, ...]:
    """The home state's body, named in the report, that alone in it has aircraft; nobody where a group's aircraft or a state that flies abroad is named."""
    if known.abroad & GREAT or any(_of_a_group(g, t.i, known) for t in g.tree.tokens if t.lemma.lower() in FLYING):
        return ()
    camp = next((known.forces[s] for s in AIR if s in known.forces), None)
    return (_role(g, camp, camp.start, camp.end, "no other side in this report has aircraft"),) if camp is not None else ()


def _of_a_group(g: Ground, craft: int, known: Camps) -> bool:
    owners = {g.mention_of[i].name for i in g.tree.all(craft, "compound", "nmod", "poss", "amod") if i in g.mention_of}
    return any(c.name in owners for c in known.groups)


# --- who alone fight -------------------------------------------------------------------------------------------------------


def _opposed(g: Ground, known: Camps, suffixes: Sequence[str]) -> tuple[Role, ...]:
    """The state's body of these suffixes, named or described, and the one group that has risen against it; nobody where either is not told."""
    group, state, where = known.group(RISING, None, LEAST_NAMED), known.body(suffixes), _state_words(g, known, suffixes) or _state_words(g, known, LAND)
    if group is None or group.start < 0 or state is None or where is None:
        return ()
    why = "the two that fight in this report, and no others"
    return tuple(sorted((_role(g, group, group.start, group.end, why), _role(g, state, *where, why)), key=lambda r: r.start))


def _state_words(g: Ground, known: Camps, suffixes: Sequence[str]) -> tuple[int, int] | None:
    """Where the report first speaks of the state's body: by its name, else by a noun for it."""
    named = next((known.forces[s] for s in suffixes if s in known.forces), None)
    if named is not None:
        return named.start, named.end
    for token in g.tree.tokens:
        mention = g.mention_of.get(token.i)
        if STATE_NOUNS.get(token.lemma.lower()) == suffixes and token.dep != "compound" and (mention is None or mention.entity is None):
            return token.start, token.end
    return None
