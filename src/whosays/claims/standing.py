"""Which claims of a report stand: one act is told once, by its fullest telling, and a denial or an accusation not beside what it is of."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.ground import Ground
from whosays.model.claim import Claim
from whosays.model.types import GROUP_OF


def without_bare_rejections(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """A denial stands once: as the act denied, not also as the rejecting."""
    cues = [link.cue for c in claims if c.factuality.endswith("-") for link in c.attribution[-1:] if link.stance == "denying" and link.cue is not None]
    cues += [c.trigger for c in claims if any(r.kind == "denies" for r in c.relations)]
    return tuple(
        c for c in claims
        if c.type not in ("rejection", "accusation") or c.relations or not any(cue.start < c.trigger.end and c.trigger.start < cue.end for cue in cues)
    )


def without_told_accusations(g: Ground, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """"Accused the army of shelling the town" stands once: as the shelling, which its accuser says; not also as the accusing."""
    acts = [c for c in claims if GROUP_OF[c.type] in ("force", "harm", "control")]
    return tuple(a for a in claims if a.type != "accusation" or not any(_accused_of(g, a, act) for act in acts))


def _accused_of(g: Ground, accusation: Claim, act: Claim) -> bool:
    """Whether the act is what the accusation is of: said by the accuser under the same verb, or told in its complement or object."""
    if any(link.cue and link.cue.start < accusation.trigger.end and accusation.trigger.start < link.cue.end for link in act.attribution):
        return True
    over, under = g.reading.token_at(accusation.trigger.start), g.reading.token_at(act.trigger.start)
    if over is None or under is None or act.evidence != accusation.evidence:
        return False
    above = g.tree.tokens[under].head
    return above == over or (g.tree.tokens[above].pos == "ADP" and g.tree.tokens[above].head == over)


def against_besiegers(claims: Sequence[Claim]) -> list[Claim]:
    """ "the army's capture broke the rebels' siege": ground won by ending a siege was won from the besiegers."""
    found = []
    for claim in claims:
        ended = [
            c for c in claims
            if claim.type == "territory_gained" and not claim.role("target") and c.type == "siege" and c.phase == "ends" and c.evidence == claim.evidence
        ]
        besiegers = tuple(replace(r, role="target", reason="whose siege the gain ended") for c in ended[:1] for r in c.role("actor"))
        found.append(replace(claim, roles=(*claim.roles, *besiegers)) if besiegers else claim)
    return found


def without_repeats(g: Ground, claims: list[Claim]) -> list[Claim]:
    """One act named twice in one sentence by one source ("helped with data provided by rebels") stands once, the fuller telling."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-_fullness(c), c.trigger.start)):
        if not any(_tells_again(g, known, claim) for known in kept):
            kept.append(claim)
    return sorted(kept, key=lambda c: (c.trigger.start, c.trigger.end))


def _fullness(claim: Claim) -> float:
    parties = {role.role for role in claim.role("actor", "target")}
    return 2 * len(parties) + len(claim.counts) + len(claim.places) * 0.5 + claim.confidence


def _tells_again(g: Ground, known: Claim, claim: Claim) -> bool:
    if known.type != claim.type or known.evidence != claim.evidence or known.factuality[-1] != claim.factuality[-1]:
        return False
    if [link.source.start for link in known.attribution] != [link.source.start for link in claim.attribution]:
        return False
    if (claim.counts and claim.counts != known.counts) or _another(g, claim) or _another(g, known):
        return False
    if bool(claim.role("origin_party")) != bool(known.role("origin_party")):
        return False  # a town taken and lost again
    if any(_names(a, "actor") & _names(b, "target") for a, b in ((known, claim), (claim, known))):
        return False  # "took the town and lost it": who did the one suffers the other
    for role in ("actor", "target"):
        mine, theirs = ({r.entity_id or r.name for r in c.role(role)} for c in (claim, known))
        if mine and not mine & theirs:
            return False
    return True


ANOTHER: Final = frozenset(["second", "third", "fourth", "another", "other", "further", "fresh", "new", "separate", "additional"])


def _another(g: Ground, claim: Claim) -> bool:
    """Whether the words of the act set it apart from one told beside it: "a second volley"."""
    head = g.reading.token_at(claim.trigger.start)
    return head is not None and any(g.tree.tokens[c].text.lower() in ANOTHER for c in (head, *g.tree.below[head], *g.tree.below[g.tree.tokens[head].head]) if c <= head)


def _names(claim: Claim, role: str) -> set[str]:
    return {r.entity_id or r.name for r in claim.role(role)}


def without_accusations_of_authors(claims: Sequence[Claim]) -> list[Claim]:
    """ "X was behind the attack": the attack by X, and no accusation by nobody beside it."""
    return [
        c for c in claims
        if c.type != "accusation" or c.role("actor")
        or not any(o is not c and o.role("actor") and c.trigger.start <= o.trigger.start and o.trigger.end <= c.trigger.end for o in claims)
    ]
