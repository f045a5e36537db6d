"""When an act happened whose own sentence does not date it: the day of the story, of the telling before, or an honest bound."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from whosays.claims.factuality import CALLED_OFF
from whosays.claims.ground import Ground
from whosays.claims.period import WHOLE_DATE, opening, period, told_when
from whosays.claims.story import narrated, paragraph, tense_of, told_again, whole_days
from whosays.model.claim import Claim, ClaimTime
from whosays.model.resolution import TimeMention

STANDING: Final = frozenset(["presence", "siege", "weapon_use"])
"""Types that last: told in the present they hold when the report is published."""
FOUND: Final = frozenset(["body", "corpse", "remains", "cadaver", "skeleton", "grave"])
"""Nouns for what is found of the dead: they tell that somebody died before, not when."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the report has told when a claim is to be dated: the claims before it, placed and dated, the leading one, and the days it is of."""

    before: Sequence[Claim]
    lead: Claim | None
    period: TimeMention | None = None
    opening: TimeMention | None = None
    marks: Sequence[tuple[int, TimeMention]] = ()
    """The times that bear on what stands beside them, in text order, each with its paragraph: not those of saying, nor in a clause beside the story."""


def told(g: Ground, lead: Claim | None) -> Told:
    """What the report tells of its own days, before any claim is dated."""
    marks = []
    for mention in g.resolution.times:
        i = g.reading.token_at(mention.start)
        if i is not None and mention.function == "at" and not told_when(g, mention):
            marks.append((g.reading.sentences[g.tree.tokens[i].sentence].paragraph, mention))
    return Told((), lead, period(g), opening(g), marks)


def timeless(claim: Claim) -> bool:
    """Whether no calendar day is known; an hour without its day counts as none."""
    return (claim.time.earliest is None and claim.time.latest is None) or _hour_only(claim)


def _hour_only(claim: Claim) -> bool:
    """Whether its own words give an hour, and the day is that of the last date named: the story's day is surer."""
    return "day spoken of" in claim.time.reason and "night" not in claim.time.text.lower()


def with_time(g: Ground, claim: Claim, told: Told) -> Claim:
    """The claim with the time that earlier tellings give it; a past act takes the day of its story, a perfect only an end."""
    if claim.modality in AHEAD:
        return _from_publication(g, claim)
    if claim.modality not in ("actual", "habitual", "attempted"):
        return claim
    hour = any(words in claim.time.reason for words in ("day is not stated", "day spoken of"))
    within = told.period is not None and claim.time.earliest is None and claim.time.latest is None
    if claim.time.start is not None and not hour and not within:
        return claim  # Its own words date it, to a day that the report leaves open.
    tense = tense_of(g, claim)
    if tense == "never":
        return replace(claim, time=replace(claim.time, reason="denied as a habit, of no one day"))
    if tense == "now" or (tense == "present" and claim.type in STANDING):
        return _today(g, claim)
    again = told_again(g, claim, [c for c in told.before if c.time.earliest or c.time.latest])
    if again is not None:
        return _taken(claim, again.time, "the same act told before")
    if claim.factuality.endswith("-") and _of_any(g, claim):
        return until_published(g, claim, "denied of every such act, of no one day")
    if claim.modality == "habitual" or not (narrated(claim) or ((hour or told.period) and tense == "past")) or tense == "perfect":
        return until_published(g, claim)
    return _with_day_of_story(g, claim, told, "past" if (claim.attribution or hour) and tense == "pluperfect" else tense)


def _with_day_of_story(g: Ground, claim: Claim, told: Told, tense: str) -> Claim:
    """The day of the same sentence, else of the paragraph, else of the lead.

    "Said that they had taken the town": the tense is the reporter's, the act is the story's.
    """
    source = _source(g, claim, told)
    if source is None or _later_than_publication(g, source.time):
        return claim if claim.time.earliest or claim.time.latest else until_published(g, claim)
    if tense == "pluperfect":
        return _until(claim, source.time.latest, "anchored", f"before the time told in {source.where}")
    if _found_dead(g, claim):
        return until_published(g, claim, "found dead: when they died is not told")
    return _taken(claim, source.time, source.where)


@dataclass(frozen=True, slots=True)
class _Source:
    """A time told elsewhere, and where."""

    time: ClaimTime
    where: str


def _source(g: Ground, claim: Claim, told: Told) -> _Source | None:
    """Of all times told, the one that a claim without its own takes: of its sentence, its paragraph, the report's period, the story's opening."""
    same = [c for c in told.before if c.evidence == claim.evidence and whole_days(c)]
    if same:
        return _Source(same[-1].time, "the same sentence")
    here = paragraph(g, claim)
    near = [c for c in told.before if whole_days(c) and narrated(c) and paragraph(g, c) == here]
    mark = _mark_before(g, claim, told, here[0], near[-1].trigger.start if near else -1)
    if mark is not None:
        return _Source(_of_mention(g, mark), "this paragraph")
    if near:
        return _Source(near[-1].time, "this paragraph")
    if told.period is not None:
        return _Source(_of_mention(g, told.period), "the days that the report is of")
    if told.lead is not None and whole_days(told.lead):
        return None if _looks_back(claim, told, here[0], told.lead.time) else _Source(told.lead.time, "the lead")
    if told.opening is not None:
        time = _of_mention(g, told.opening)
        return None if _looks_back(claim, told, here[0], time) else _Source(time, "the opening of the story")
    return None


def _mark_before(g: Ground, claim: Claim, told: Told, paragraph_: int, after: int) -> TimeMention | None:
    """The last day told in an earlier sentence of the paragraph, after code point `after`, that goes on for what follows."""
    sentence = g.reading.sentences[g.tree.tokens[g.reading.token_at(claim.trigger.start) or 0].sentence]
    for number, mention in reversed(told.marks):
        one = mention.precision == "day" and mention.earliest is not None and mention.earliest == mention.latest
        if number == paragraph_ and after < mention.start < sentence.start and one and "day spoken of" not in mention.reason:
            return mention
    return None


BACK: Final = timedelta(days=4)
"""What is told so long before the story's day is what came before it."""


def _looks_back(claim: Claim, told: Told, paragraph_: int, story: ClaimTime) -> bool:
    """Whether the paragraph, up to the claim, speaks of an older time: what is told there has not the day of the story."""
    if story.earliest is None:
        return False
    first = date.fromisoformat(story.earliest[:WHOLE_DATE]) - BACK
    before = (m for number, m in told.marks if number == paragraph_ and m.start < claim.evidence[0].end and m.latest is not None)
    return any(date.fromisoformat(str(m.latest)[:WHOLE_DATE]) < first for m in before)


def _of_mention(g: Ground, mention: TimeMention) -> ClaimTime:
    return ClaimTime(
        mention.precision, "anchored", "within", mention.earliest, mention.latest, g.report.text[mention.start : mention.end],
        mention.start, mention.end, mention.anchor,
    )


def _taken(claim: Claim, time: ClaimTime, where: str) -> Claim:
    time = replace(
        time, text=claim.time.text, start=claim.time.start, end=claim.time.end, basis="anchored", anchor=time.text or time.anchor,
        reason=f"the day is taken over from {where}",
    )
    return replace(claim, time=time)


def taken(g: Ground, claim: Claim, mention: TimeMention, where: str) -> Claim:
    """The claim with the day of a time that the report names elsewhere."""
    return _taken(replace(claim, time=ClaimTime()), _of_mention(g, mention), where)


def _of_any(g: Ground, claim: Claim) -> bool:
    """Whether the denial is of any such act: "denies having killed any civilian"."""
    head = g.reading.token_at(claim.trigger.start)
    nouns = g.tree.below[head] if head is not None else ()
    return any(g.tree.tokens[c].text.lower() == "any" for noun in (head, *nouns) if noun is not None for c in g.tree.below[noun])


def _found_dead(g: Ground, claim: Claim) -> bool:
    head = g.reading.token_at(claim.trigger.start)
    words = {t.lemma.lower() for t in g.tree.tokens[head : head + 4] if t.end <= claim.trigger.end} if head is not None else set()
    return bool(words & FOUND)


def _today(g: Ground, claim: Claim) -> Claim:
    day = (g.report.published.value or "")[:WHOLE_DATE]
    if len(day) < WHOLE_DATE:
        return claim
    return replace(claim, time=ClaimTime("day", "publication", "within", day, day, reason="told in the present of the day of publication"))


def _later_than_publication(g: Ground, time: ClaimTime) -> bool:
    published = g.report.published.value
    return bool(published and time.earliest and time.earliest[:WHOLE_DATE] > published[:WHOLE_DATE])


AHEAD: Final = ("planned", "predicted", "threatened")
"""Modalities of what lies ahead when it is told."""


def _from_publication(g: Ground, claim: Claim) -> Claim:
    """What is planned, threatened or foreseen happens, if at all, no earlier than the report; a plan given up has no time."""
    day = (g.report.published.value or "")[:WHOLE_DATE]
    denied = bool(claim.attribution) and claim.attribution[-1].stance == "denying"
    given_up = (claim.factuality.endswith("-") and not denied) or tense_of(g, claim) == "pluperfect" or _called_off(g, claim)
    if len(day) < WHOLE_DATE or claim.time.start is not None or given_up:
        return claim
    return replace(claim, time=ClaimTime("open", "publication", "within", day, None, reason="lies ahead when the report is published"))


def ahead(g: Ground, claim: Claim) -> Claim:
    """The claim, what lies ahead in it not before the report: "this month", "before 1 April"."""
    day = (g.report.published.value or "")[:WHOLE_DATE]
    first, last = claim.time.earliest, claim.time.latest
    if claim.modality not in AHEAD or claim.factuality.endswith("-") or len(day) < WHOLE_DATE or last is None or str(last)[:WHOLE_DATE] <= day:
        return claim
    if first is not None and str(first)[:WHOLE_DATE] >= day:
        return claim
    return replace(claim, time=replace(claim.time, earliest=day, reason=f"{claim.time.reason}; it lies ahead of the report"))


def _called_off(g: Ground, claim: Claim) -> bool:
    head = g.reading.token_at(claim.trigger.start)
    return head is not None and any(g.tree.tokens[n].lemma.lower() in CALLED_OFF for n in g.tree.up(head))


def until_published(g: Ground, claim: Claim, reason: str = "no later than the report") -> Claim:
    """The claim as done some time before the report; as it was where nothing tells when that was published."""
    return _until(claim, g.report.published.value, "publication", reason)


def _until(claim: Claim, day: str | None, basis: str, reason: str) -> Claim:
    if not day or len(day) < WHOLE_DATE:
        return claim
    time = ClaimTime("open", basis, "within", None, day[:WHOLE_DATE], claim.time.text, claim.time.start, claim.time.end, reason=reason)  # type: ignore[arg-type]
    return replace(claim, time=time)
