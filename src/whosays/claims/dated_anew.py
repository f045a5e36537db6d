"""The times of acts as all signs together make them likely, where the rules that dated them are likely wrong."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.choosing import times
from whosays.claims.circumstances import worded
from whosays.claims.ground import Ground
from whosays.claims.period import WHOLE_DATE
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
        time = worded(g, mention, event.head, how, beside=choice.named.governor != event.head)
        return ahead(g, replace(claim, time=_since(g, choice.named, event.head, time)))
    if claim.modality not in TOLD or mention.earliest is None or mention.latest is None or _begins(mention):
        return claim
    return taken(g, claim, mention, f"another sentence, {how}")


def _begins(mention: TimeMention) -> bool:
    """Whether the words only tell when something began or ended: no other act is of that time."""
    return mention.function in ("since", "until", "before", "after")


def _since(g: Ground, named: times.Named, head: int, time: ClaimTime) -> ClaimTime:
    """From then on where the time is that of a clause with "since" beside the act: "has killed 400 since the offensive began on 3 May"."""
    published, clause = g.report.published.value, named.governor
    if clause is None or clause == head or g.tree.under(head, clause) or not published or len(published) < WHOLE_DATE or time.earliest is None:
        return time
    since = any(g.tree.tokens[n].text.lower() == "since" for n in (*g.tree.below[clause], g.tree.tokens[clause].head))
    last = published[:WHOLE_DATE]
    if not since or str(time.earliest)[:WHOLE_DATE] > last:
        return time
    return replace(time, precision="days", latest=last, extent="within", reason=f"{time.reason}; from then to publication")
