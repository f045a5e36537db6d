"""How far one telling is what a denial answers: a sum over a handful of signs, each with its weight.

The weights were fitted by logistic regression on some fifty answered denials and their rivals: our own chain set's development passages, short passages of ours and
denials that readers marked in real text. That is little: `python -m bench.answering`, which fits them anew on today's reading, gives other values for the lesser
signs and chooses no better on real text that it was not fitted on. A pair above 0 is more likely an answer than not.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from whosays.claims.answer_rules import (
    DEEDS,
    FIGHTING,
    WISHES,
    answers_near,
    goes_on_denying,
    just_told,
    names_denier,
    one_act,
    one_teller,
    same_harm,
    sentences_after,
    tells_harm,
)
from whosays.claims.ground import Ground
from whosays.model.claim import Claim
from whosays.model.types import GROUP_OF

NEAR: Final = 4
"""How many sentences after the telling a denial can stand that answers it."""
AHEAD: Final = 1
"""How many before it: "Ankara denies any incursion. Villagers said commandos had crossed"."""
GAPS: Final = {-1: "the telling follows", 0: "in one sentence", 1: "in the next sentence", 2: "", 3: "three or four sentences on", 4: "three or four sentences on"}

WEIGHTS: Final[dict[str, float]] = {
    "always": -0.91,
    "in one sentence": 0.7, "in the next sentence": 0.68, "three or four sentences on": -0.27, "far back": -0.68, "the telling follows": -0.32,
    "of one type": 0.57, "both of fighting": 0.16, "of other kinds": -0.9, "turns down a wish": -0.49, "denies harm that was not told": -0.92, "not told as done": -0.87,
    "one actor": 0.43, "one target": 1.07, "the denier is told to have done it": 0.25, "the telling names the denier": 0.75,
    "denied outright": -0.22, "the speaker has just denied": 0.66, "points back": 1.44, "told as a mere claim": 0.47, "told by the report": -1.44,
    "may be one act": 0.24, "answers what was just told": 0.84, "follows it outright": 0.17,
}
"""Weight of each sign; "always" is the constant."""


def score(g: Ground, told: Claim, denial: Claim) -> tuple[float, tuple[str, ...]]:
    """The sum of the weights of a pair, and its signs."""
    found = tuple(signs(g, told, denial))
    return sum(WEIGHTS.get(sign, 0.0) for sign in found), found


def candidates(g: Ground, denial: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that a denial may answer: asserted by somebody else, near it, or of the same type wherever they stand."""
    found = []
    for c in claims:
        if c.claim_id == denial.claim_id or c.factuality.endswith("-") or one_teller(c, denial):
            continue
        gap = sentences_after(g, c, denial)
        if gap is not None and (-AHEAD <= gap <= NEAR or (gap > NEAR and c.type == denial.type)):
            found.append(c)
    return found


def signs(g: Ground, told: Claim, denial: Claim) -> Iterator[str]:
    """What speaks for or against the pair, by name."""
    yield "always"
    gap = sentences_after(g, told, denial)
    yield from filter(None, [GAPS.get(NEAR + 1 if gap is None else gap, "far back")])
    yield from _kinds(told, denial)
    yield from _parties(g, told, denial)
    yield from _manner(g, told, denial)
    if one_act(told, denial) and (told.type == denial.type or same_harm(told, denial)):
        yield "may be one act"
    if answers_near(g, told, denial):
        yield "answers what was just told"
    elif just_told(g, told, denial):
        yield "follows it outright"


def _kinds(told: Claim, denial: Claim) -> Iterator[str]:
    groups = {GROUP_OF[told.type], GROUP_OF[denial.type]}
    if told.type == denial.type:
        yield "of one type"
    elif len(groups) > 1 and groups <= FIGHTING:
        yield "both of fighting"
    elif len(groups) > 1 and not groups <= set(DEEDS):
        yield "of other kinds"
    if denial.type in ("casualties", "killing") and not tells_harm(told):
        yield "denies harm that was not told"
    if denial.type in WISHES:
        yield "turns down a wish"
    if told.modality != "actual":
        yield "not told as done"


def _parties(g: Ground, told: Claim, denial: Claim) -> Iterator[str]:
    for role in ("actor", "target"):
        if _heads(told, role) & _heads(denial, role):
            yield f"one {role}"
    if not denial.attribution:
        return
    source = denial.attribution[-1].source
    if any((r.entity_id is not None and r.entity_id == source.entity_id) or r.name == source.name for r in told.role("actor")):
        yield "the denier is told to have done it"
    if names_denier(g, told, denial):
        yield "the telling names the denier"


def _heads(claim: Claim, role: str) -> set[str]:
    """The participants of a role, by id and by the last word of their name."""
    return {r.entity_id for r in claim.role(role) if r.entity_id} | {r.name.casefold().split(" ")[-1].rstrip("s") for r in claim.role(role)}


def _manner(g: Ground, told: Claim, denial: Claim) -> Iterator[str]:
    if denial.attribution and denial.attribution[-1].stance == "denying":
        yield "denied outright"
    elif denial.attribution and goes_on_denying(g, denial):
        yield "the speaker has just denied"
    if not told.attribution:
        yield "told by the report"
    elif told.attribution[-1].stance == "distancing":
        yield "told as a mere claim"
    if any("refers back" in reason for reason in denial.reasons[:1]):
        yield "points back"
