"""Every time expression of a report, found and tied to the calendar: the door of `timex`."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from whosays.lexicon.times import load_zones
from whosays.model.issue import Issue
from whosays.model.reading import Token
from whosays.model.report import Published
from whosays.model.resolution import TimeMention
from whosays.model.span import Span
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.anchoring import resolve
from whosays.resolving.timex.calendar import Interval
from whosays.resolving.timex.compose import compose
from whosays.resolving.timex.dateline import written
from whosays.resolving.timex.forms import Between, Calendar, Clock, Duration, Expr, Offset, Ref, Repeat
from whosays.resolving.timex.grammar import expressions
from whosays.resolving.timex.lexer import Run, runs
from whosays.resolving.timex.meaning import Meaning
from whosays.resolving.timex.narrative import Mark, Narrative
from whosays.resolving.timex.scene import Scene
from whosays.resolving.timex.tense import Tense, is_firm, tense_at

Function = Literal["at", "since", "until", "before", "after", "for", "every"]
MONTH_FIRST = frozenset({"US", "PH", "FM", "MH", "PW", "GU"})
"""Countries that write the month before the day (Unicode CLDR 45, short date patterns)."""
EARLIEST, LATEST = date(1800, 1, 1), date(2100, 12, 31)
"""A publication date outside these bounds is an error of its source."""
DATELINE_DAYS = 400
"""A dateline so much older than publication still tells when the words were written: the text was printed again."""
_STORY_SENTENCES = 3
"""So many sentences on, a story still goes on from a date."""
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[A-Z“\"‘(])|\n\s*\n|[\u2028\u2029]+")
_EVENT_PHRASE = re.compile(
    r"\s+(?:after|before|following|from)\s+(?:the|this|that|those|its|their|his|her|a|an)\s+((?:[a-z-]+\s+){0,2}[a-z]{3,})(?=\W*\b(?:on|in|at|of|by|near|and|that|which)\b|\s*[,.;:)]|\s*$)"
)
"""What stands after "two days after": a common noun with its determiner."""
_CONTENT = re.compile(r"[a-z]{3,}")
_STOP = frozenset(
    [
        "that",
        "they",
        "their",
        "them",
        "with",
        "from",
        "have",
        "been",
        "were",
        "this",
        "after",
        "before",
        "when",
        "which",
        "than",
        "there",
        "also",
        "said",
        "says",
        "would",
    ]
)


@dataclass(frozen=True, slots=True)
class _Found:
    run: Run
    expr: Expr
    sentence: int
    paragraph: int


def resolve_times(
    text: str,
    sentences: Sequence[tuple[int, int]],
    published: Published,
    tokens: Sequence[Token] = (),
    language_country: str | None = None,
) -> tuple[tuple[TimeMention, ...], tuple[Issue, ...]]:
    """Every time expression of `text` in order, each tied to the calendar or openly not, and what was wrong with the dates.

    `sentences` are `[start, end)` in text order (empty: cut at full stops); `tokens` help to tell tense; `language_country` is the
    ISO 3166 alpha-2 code of the outlet, which settles 03/04/2016. Without a publication date nothing relative to it is resolved,
    unless a dateline in the text gives the day.
    """
    bounds = list(sentences) or _cut(text)
    found = _find(text, bounds)
    scene = _scene(text, bounds, found, published, tokens, language_country)
    mentions = [_mention(text, item, scene, published) for item in found]
    kept = tuple(mention for mention in mentions if mention is not None)
    return kept, publication_issues(published, kept)


def publication_issues(published: Published, times: Sequence[TimeMention]) -> tuple[Issue, ...]:
    """What cannot be about a publication date: no date at all, or before the newest past date that the text writes in full."""
    if published.value is None:
        return ()
    day = _day_of(published.value)
    if day is None:
        message = f"publication date {published.value!r} is no date; expected an ISO date or date-time"
        return (Issue("resolving", "publication_impossible", "", message),)
    if not EARLIEST <= day <= LATEST:
        return (
            Issue(
                "resolving",
                "publication_impossible",
                "",
                f"publication date {published.value} is out of all bounds",
            ),
        )
    later = [
        time
        for time in times
        if _is_past_date(time) and str(time.earliest)[:10] > _last_of(published).isoformat()
    ]
    if not later:
        return ()
    newest = max(later, key=lambda time: (str(time.earliest), -time.start))
    message = f"published {published.value}, but the text tells of {str(newest.earliest)[:10]} as past"
    return (Issue("resolving", "published_before_text", "", message, Span(newest.start, newest.end)),)


def _is_past_date(time: TimeMention) -> bool:
    full = time.basis == "explicit" and time.precision in {"minute", "day", "month"} and time.function == "at"
    return full and "looks ahead" not in time.reason and time.earliest is not None


# Finding


def _cut(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [(a, b) for a, b in zip(starts, [*ends, len(text)], strict=True) if a < b] or [(0, len(text))]


def _find(text: str, bounds: list[tuple[int, int]]) -> list[_Found]:
    starts = [start for start, _ in bounds]
    paragraphs = [match.end() for match in re.finditer(r"\n\s*\n|[\u2028\u2029]", text)]
    found = []
    for run in runs(text):
        exprs = expressions(run, text)
        for expr in compose(run, exprs) if len(exprs) > 1 else exprs:
            sentence = max(0, bisect.bisect_right(starts, expr.start) - 1)
            found.append(_Found(run, expr, sentence, bisect.bisect_right(paragraphs, expr.start)))
    return found


# The scene


def _scene(
    text: str,
    bounds: list[tuple[int, int]],
    found: list[_Found],
    published: Published,
    tokens: Sequence[Token],
    country: str | None,
) -> Scene:
    token_starts = [token.start for token in tokens]
    sentence_of = {id(item.expr): item.sentence for item in found}
    memory: dict[tuple[int, int], Tense] = {}

    def tense(expr: Expr) -> Tense:
        key = (expr.start, expr.end)
        if key not in memory:
            sentence = sentence_of.get(id(expr))
            if sentence is None:
                sentence = max(0, bisect.bisect_right([s for s, _ in bounds], expr.start) - 1)
            at = bisect.bisect_right(token_starts, expr.start) - 1 if tokens else -1
            memory[key] = tense_at(
                text, expr.start, expr.end, bounds[sentence], tokens, at if at >= 0 else None
            )
        return memory[key]

    today, near, dateline = _anchor_day(text, found, published)
    day_first = None if country is None else country not in MONTH_FIRST
    scene = Scene(
        today,
        near,
        day_first,
        tense,
        Narrative(),
        dateline=dateline,
        words=lambda expr: text[expr.start : expr.end],
    )
    if tokens:
        scene.firm = lambda expr: is_firm(tokens, max(0, bisect.bisect_right(token_starts, expr.start) - 1))
    scene.goes_on = lambda expr, mark: _goes_on(text, bounds, expr, mark, scene)
    scene.leads = lambda expr: text[max(0, expr.start - 12) : expr.start].rstrip().rsplit(" ", 1)[-1].lower()
    scene.event_mark = lambda expr: _event_mark(text, bounds, expr, scene)
    scene.newest = _newest(text, found, scene)
    return scene


def _day_of(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        pass
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return (
            date(int(value[:4]), int(value[5:7] or 1), 1)
            if re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", value)
            else None
        )


def _published_day(published: Published) -> tuple[date | None, Interval | None]:
    """The day of publication, or the month or year when no more is known."""
    day = _day_of(published.value) if published.value else None
    if day is None or not EARLIEST <= day <= LATEST:
        return None, None
    if len(published.value or "") == 4 or published.precision == "year":
        return None, cal.year_of(day.year)
    if len(published.value or "") == 7 or published.precision == "month":
        return None, cal.month_of(day.year, day.month)
    return day, None


def _anchor_day(
    text: str, found: list[_Found], published: Published
) -> tuple[date | None, Interval | None, str]:
    """The day that "today" means: the dateline's, which goes with the words, before the day of publication."""
    today, near = _published_day(published)
    told = written(text, [item.expr for item in found], today or (near.last if near else None))
    if told.day is not None and (today is None or 0 <= (today - told.day).days <= DATELINE_DAYS):
        return told.day, None, told.label if told.day != today else ""
    if today is None and near is None:
        return None, told.near, told.label
    return today, near, ""


def _last_of(published: Published) -> date:
    day, near = _published_day(published)
    return day or (near.last if near else date.max)


def _newest(text: str, found: list[_Found], scene: Scene) -> Mark | None:
    """The newest past date that is written with its year."""
    best: Mark | None = None
    for item in found:
        form, expr = item.expr.form, item.expr
        if (
            not isinstance(form, Calendar)
            or form.year is None
            or form.season == "?"
            or scene.tense(expr) == "future"
        ):
            continue
        meaning = resolve(replace(expr, mod=""), scene)
        if meaning.first and meaning.last and (best is None or meaning.first > best.first):
            best = Mark(
                expr.start, text[expr.start : expr.end], meaning.first, meaning.last, meaning.unit, True, 0, 0
            )
    return best


def _goes_on(text: str, bounds: list[tuple[int, int]], expr: Expr, mark: Mark, scene: Scene) -> bool:
    """Whether the story goes on from a mark: the same sentence, or a sentence close after it that opens with the time."""
    here = scene.narrative.sentence
    if mark.sentence == here:
        return True
    opening = text[bounds[here][0] : expr.start].strip(" \n\t\"“‘'")
    return here - mark.sentence <= _STORY_SENTENCES and len(opening.split()) <= 2


def _event_mark(text: str, bounds: list[tuple[int, int]], expr: Expr, scene: Scene) -> Mark | None:
    """The day of an earlier sentence that speaks of the event that stands after "two days after ..."."""
    phrase = _EVENT_PHRASE.match(text, expr.end)
    wanted = {phrase[1].split()[-1][:5]} - _STOP if phrase else set()
    for mark in reversed(scene.narrative.marks[-6:]) if wanted else ():
        if mark.unit != "day" or not 0 <= scene.narrative.sentence - mark.sentence <= 2:
            continue
        if sum(other.sentence == mark.sentence for other in scene.narrative.marks) > 1:
            continue
        start, end = bounds[mark.sentence]
        own = scene.narrative.sentence == mark.sentence
        words = text[start : expr.start if own else end].lower()
        if wanted & {word[:5] for word in _CONTENT.findall(words) if word not in _STOP}:
            return mark
    return None


# Mentions


def _mention(text: str, item: _Found, scene: Scene, published: Published) -> TimeMention | None:
    expr = item.expr
    scene.narrative.sentence, scene.narrative.paragraph = item.sentence, item.paragraph
    meaning = resolve(expr, scene)
    function = _function(item)
    if function == "at" and meaning.unit and not _is_comparison(expr, meaning):
        scene.narrative.add(expr.start, text[expr.start : expr.end], meaning)
    mention = _plain(expr, meaning, function, scene)
    return _bounded(mention, meaning, scene)


def _is_comparison(expr: Expr, meaning: Meaning) -> bool:
    """Whether a quarter is named only to compare with it ("a year earlier"): the quarter spoken of stays."""
    form = expr.form
    return meaning.unit == "quarter" and (
        isinstance(form, Offset) or (isinstance(form, Calendar) and form.year_shift is not None)
    )


_FUNCTIONS: dict[str, Function] = {
    "SINCE": "since", "UNTIL": "until", "BY": "until", "BEFORE": "before", "AFTER": "after", "FROM": "since",
}  # fmt: skip


def _function(item: _Found) -> Function:
    expr, words = item.expr, item.run.words
    if isinstance(expr.form, Repeat):
        return "every"
    if isinstance(expr.form, Duration):
        return "for"
    if isinstance(expr.form, Between) or expr.rule == "current":
        return "at"
    place = expr.first - 1
    while place >= 0 and words[place].kind in {"THE", "APPROX", "LPAR"}:
        place -= 1
    kind = words[place].kind if place >= 0 else ""
    follows = words[expr.last + 1].kind if expr.last + 1 < len(words) else ""
    if kind in {"BEFORE", "AFTER", "BY"} and follows == "POSS":
        return "at"
    if kind == "FROM":
        return "since" if follows in {"ON", "UNTIL", "TO"} else "at"
    if kind == "TO" and words[place].value == "":
        return "until" if item.run.words[place].end - item.run.words[place].start == 7 else "at"
    return _FUNCTIONS.get(kind, "at")


def _plain(expr: Expr, meaning: Meaning, function: Function, scene: Scene) -> TimeMention:
    earliest, latest = _iso(meaning.first), _iso(meaning.last)
    precision, basis, reason = meaning.precision, meaning.basis, meaning.reason
    if meaning.moment and meaning.first and expr.clock:
        offset = _offset(expr.clock, meaning.first)
        if offset:
            moment = _moment(meaning.first, expr.clock.minutes, offset)
            earliest, latest, precision = moment, moment, "minute"
        else:
            reason = f"{reason}; the hour's zone is not stated".lstrip("; ")
    if (
        scene.tense(expr) == "future"
        and meaning.basis == "explicit"
        and meaning.first
        and (scene.today is None or meaning.first > scene.today)
    ):
        reason = f"{reason}; the clause looks ahead".lstrip("; ")
    extent: Literal["within", "throughout"] = "throughout" if function in {"since", "until"} else "within"
    type_ = meaning.type if meaning.type in {"DATE", "TIME", "DURATION", "SET"} else "DATE"
    return TimeMention(
        expr.start, expr.end, type_, meaning.value, earliest, latest, precision, basis, extent, function, meaning.anchor, reason,  # type: ignore[arg-type]
    )  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(day: date, minutes: int, offset: str) -> str:
    sign = -1 if offset[0] == "-" else 1
    zone = timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6])))
    at = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
    return at.isoformat(timespec="minutes")


def _offset(clock: Clock, day: date) -> str | None:
    """Offset of the zone named, on that day; null when none is named or the zone database is not there."""
    if clock.offset:
        return clock.offset
    zone = load_zones().get(clock.zone)
    if zone is None:
        return None
    if zone.offset:
        return zone.offset
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        there = ZoneInfo(zone.iana or "UTC")
    except ZoneInfoNotFoundError:
        return None
    at = datetime(day.year, day.month, day.day, tzinfo=there) + timedelta(minutes=clock.minutes)
    return at.isoformat(timespec="minutes")[-6:]


def _bounded(mention: TimeMention, meaning: Meaning, scene: Scene) -> TimeMention:
    """Since, until, before and after open one end of the interval."""
    first, last, today = meaning.first, meaning.last, scene.today
    if mention.function == "at" or (isinstance(meaning.type, str) and meaning.type in {"DURATION", "SET"}):
        return mention
    if mention.function == "since" and first is not None:
        end = today if today is not None and today >= first else None
        return replace(mention, latest=_iso(end), precision="open")
    if mention.function == "until" and last is not None:
        return replace(mention, earliest=None, precision="open", latest=mention.latest)
    if mention.function == "before" and first is not None:
        return replace(mention, earliest=None, latest=_iso(cal.plus_days(first, -1)), precision="open")
    if mention.function == "after" and last is not None:
        start = cal.plus_days(last, 1)
        end = today if today is not None and today >= start else None
        return replace(mention, earliest=_iso(start), latest=_iso(end), precision="open")
    return mention


__all__ = ["Offset", "Ref", "publication_issues", "resolve_times"]
