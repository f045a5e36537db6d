"""Tellings that stand against another's without denying it: "had struck only a rebel camp" disputes the target, "the rebels shelled it themselves" the doer."""

from collections.abc import Iterator, Sequence
from typing import Final

from whosays.claims.answer_rules import names_denier, one_teller, sentences_after, spoken
from whosays.claims.ground import Ground
from whosays.claims.shared_words import shares
from whosays.model.claim import Aspect, Claim, Relation
from whosays.model.types import GROUP_OF

WHY: Final[dict[Aspect, str]] = {"target": "limits the act to another target", "actor": "gives the act another doer", "whole": "tells of a holder with whom it cannot have been"}
"""What a telling that stands against another does, by the aspect that it disputes."""
ONLY: Final = frozenset(["only", "solely", "exclusively", "purely", "nothing"])
BACKWARD: Final = frozenset(["it", "them", "him", "her", "this", "that", "these", "those"])
ITSELF: Final = frozenset(["itself", "himself", "herself", "themselves"])
WITHIN: Final = 2
"""How many sentences after the telling what stands against it may come; one before it."""
FIGHTING: Final = frozenset(["force", "control", "harm"])


def countered(g: Ground, claim: Claim, claims: Sequence[Claim]) -> list[Relation]:
    """The relation of an asserted claim to the nearest telling that it disputes in its target or doer; none for most claims."""
    if claim.factuality.endswith("-") or claim.modality != "actual" or not claim.attribution or (GROUP_OF[claim.type] not in FIGHTING and claim.type != "presence"):
        return []
    for aspect, others in _disputed(g, claim, claims):
        if others:
            told = min(others, key=lambda c: (c.trigger.start > claim.trigger.start, c.type != claim.type, abs(c.trigger.start - claim.trigger.start)))
            why = WHY[aspect]
            return [Relation("denies", told.claim_id, aspect, claim.trigger.text, claim.trigger.start, claim.trigger.end, why)]
    return []


def _disputed(g: Ground, claim: Claim, claims: Sequence[Claim]) -> Iterator[tuple[Aspect, list[Claim]]]:
    near = [c for c in claims if c is not claim and _may_answer(g, c, claim)]
    if near and _limited(g, claim):
        yield "target", [c for c in near if _others(c, claim, "target") and (names_denier(g, c, claim) or _shares_actor(c, claim) or _by_the_group(c))]
    if near and claim.type == "presence" and _held(claim):
        yield "whole", [c for c in near if c.type in ("territory_gained", "surrender", "withdrawal") and _others(c, claim, "actor") and shares(g, spoken(c), spoken(claim))]
    if near and _taken_up(g, claim):
        yield "actor", [c for c in near if c.type == claim.type and _others(c, claim, "actor") and names_denier(g, c, claim)]


def _may_answer(g: Ground, told: Claim, claim: Claim) -> bool:
    gap = sentences_after(g, told, claim)
    if gap is None or not -1 <= gap <= WITHIN or told.factuality.endswith("-") or not told.attribution or told.modality != "actual":
        return False
    return GROUP_OF[told.type] in FIGHTING and not one_teller(told, claim) and (gap >= 0 or shares(g, spoken(told), spoken(claim)))


def _others(told: Claim, claim: Claim, role: str) -> bool:
    """Whether both name whom or who, and not the same."""
    mine, theirs = ({r.entity_id or r.name.casefold() for r in c.role(role)} for c in (told, claim))
    return bool(theirs) and not mine & theirs


def _shares_actor(told: Claim, claim: Claim) -> bool:
    mine, theirs = ({r.entity_id or r.name.casefold() for r in c.role("actor")} for c in (told, claim))
    source = claim.attribution[-1].source
    return bool(mine & (theirs | {source.entity_id or source.name.casefold()}))


def _by_the_group(told: Claim) -> bool:
    """Whether the doer told of is only "the group", "they": in a neighbouring sentence, whoever speaks there."""
    return any(r.name.casefold().removeprefix("the ") in ("group", "movement", "they", "militia", "army", "force", "forces") for r in told.role("actor"))


def _limited(g: Ground, claim: Claim) -> bool:
    """ "Fired only at armed men", "hit military targets and nothing else": "only" beside the act, its object or preposition, and not a number or a day."""
    head = g.reading.token_at(claim.trigger.start)
    if head is None:
        return False
    for n in g.tree.nodes(head):
        if g.tree.tokens[n].text.lower() not in ONLY:
            continue
        behind = g.tree.tokens[n + 1] if n + 1 < len(g.tree.tokens) else None
        if g.tree.tokens[n].text.lower() == "nothing":
            return behind is not None and behind.text.lower() in ("else", "but")
        if behind is not None and behind.pos != "NUM" and not any(t.start <= behind.start < t.end for t in g.resolution.times) and behind.text.lower() not in ("after", "when", "on", "in", "once", "then"):
            return True
    return False


def _held(claim: Claim) -> bool:
    """ "The outpost was still in government hands", "the town remains under army control"."""
    words = claim.trigger.text.lower()
    return any(word in words for word in ("hands", "control", "held"))


def _taken_up(g: Ground, claim: Claim) -> bool:
    """Whether the claim speaks of the act told before: "had shelled it themselves", "it was bandits who killed them", "set fire to their own homes"."""
    head = g.reading.token_at(claim.trigger.start)
    if head is None or g.tree.tokens[head].pos != "VERB":
        return False
    tokens = [g.tree.tokens[n] for n in g.tree.nodes(head)]
    back = any(t.text.lower() in BACKWARD and t.dep in ("dobj", "pobj", "nsubjpass") and t.pos in ("PRON", "DET") for t in tokens)
    own = any(t.text.lower() in ITSELF or (t.text.lower() == "own" and t.dep == "amod") for t in tokens)
    return back or own
