"""What a report tells as one story: which acts are narrated, in which paragraph, and which claim leads."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.chains import Ground
from whosays.model.claim import Claim
from whosays.model.types import GROUP_OF

NARRATED: Final = frozenset(["force", "control", "harm", "unrest"])
"""Groups of acts that a report tells as one story; talk, support and organisation are not placed or dated by it."""
BULLETS: Final = ("•", ">>", "- ", "* ", "– ", "▪", "·")
LEAD_CLAIMS: Final = 6
"""So many narrated claims of the body may tell when and where the story happens."""


def narrated(claim: Claim) -> bool:
    """Whether the claim's act belongs to the story of its report."""
    return GROUP_OF[claim.type] in NARRATED


def lead_of(g: Ground, claims: Sequence[Claim]) -> Claim | None:
    """The claim that tells when and where the story happens: the first of the body with both, else the first dated."""
    title_end = g.report.title_span.end if g.report.title_span else 0
    body = [c for c in claims if c.trigger.start >= title_end and narrated(c) and c.modality == "actual"]
    dated = [c for c in body[:LEAD_CLAIMS] if whole_days(c)]
    both = [c for c in dated if c.places]
    return next(iter(both or dated), None)


def whole_days(claim: Claim) -> bool:
    """Whether the claim's time is known to a day, or to a few."""
    return bool(claim.time.earliest and claim.time.latest and claim.modality == "actual" and claim.time.precision in ("day", "days", "minute"))


def paragraph(g: Ground, claim: Claim) -> tuple[int, int]:
    """The paragraph of a claim and, where it is a list, the item."""
    i = g.reading.token_at(claim.trigger.start)
    if i is None:
        return -1, 0
    sentence = g.reading.sentences[g.tree.tokens[i].sentence]
    items = sum(
        g.report.text[s.start : s.start + 2].startswith(BULLETS)
        for s in g.reading.sentences[: sentence.i + 1] if s.paragraph == sentence.paragraph
    )
    return sentence.paragraph, items


def latest(told: Sequence[Claim], otherwise: Claim | None) -> Claim | None:
    """The last of the tellings, or `otherwise` where there is none."""
    return told[-1] if told else otherwise
