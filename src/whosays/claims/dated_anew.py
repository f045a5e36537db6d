"""The times of acts as all signs together make them likely, where the rules that dated them are likely wrong."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.choosing import times
from whosays.claims.circumstances import worded
from whosays.claims.ground import Ground
from whosays.claims.placing import weighed
from whosays.claims.told_times import ahead, taken, until_published
from whosays.model.claim import Claim, ClaimTime
from whosays.model.resolution import TimeMention

TOLD: Final = ("actual", "attempted")
"""Modalities of acts that the report tells as done: only they share the day of what is told beside them."""


def dated_anew(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, in text order, each with the rules' time or a likelier one."""
    if not g.resolution.times or not g.pointed:
        return list(claims)
    days = times.days_of(g, claims)
    return [_anew(g, days, claim) for claim in claims]


def _anew(g: Ground, days: times.Days, claim: Claim) -> Claim:
    event = days.events.get((claim.trigger.start, claim.type))
    choice = times.chosen(g, days, claim) if event is not None and weighed(g, event.head) else None
    if choice is None or event is None:
        return claim
    how = f"{times.LIKELIER} that the report names ({choice.chance:.2f})"
    if choice.named is None:
        return until_published(g, replace(claim, time=ClaimTime()), "no time that the report names is likely") if claim.modality in TOLD else claim
    mention = choice.named.mention
    if choice.own:
        return ahead(g, replace(claim, time=worded(g, mention, event.head, how, beside=choice.named.governor != event.head)))
    if claim.modality not in TOLD or mention.earliest is None or mention.latest is None or _begins(mention):
        return claim
    return taken(g, claim, mention, f"another sentence, {how}")


def _begins(mention: TimeMention) -> bool:
    """Whether the words only tell when something began or ended: no other act is of that time."""
    return mention.function in ("since", "until", "before", "after")
