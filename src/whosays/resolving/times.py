"""Every time expression of a report, found and tied to the calendar: the door of `timex`."""

import bisect
import re
from collections.abc import Sequence

from whosays.model.issue import Issue
from whosays.model.reading import Token
from whosays.model.report import Published
from whosays.model.resolution import TimeMention
from whosays.model.span import Span
from whosays.resolving.timex.anchoring import resolve
from whosays.resolving.timex.compose import compose
from whosays.resolving.timex.dates import WEEKDAY_MISFITS
from whosays.resolving.timex.forms import Between, Calendar, Expr, Offset
from whosays.resolving.timex.grammar import expressions
from whosays.resolving.timex.lexer import runs
from whosays.resolving.timex.meaning import Meaning
from whosays.resolving.timex.mention import LOOKS_AHEAD, function_of, to_mention
from whosays.resolving.timex.scene import Scene
from whosays.resolving.timex.setting import (
    EARLIEST,
    LATEST,
    Found,
    Setting,
    day_of,
    make_scene,
    published_day,
)

DATELINE_GAP_DAYS = 3
"""A dateline so much older than publication is worth an issue: the text may be a reprint."""
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[A-Z“\"‘(])|\n\s*\n|[\u2028\u2029]+")
_PARAGRAPH_END = re.compile(r"\n\s*\n|[\u2028\u2029]")


def resolve_times(
    text: str,
    sentences: Sequence[tuple[int, int]],
    published: Published,
    tokens: Sequence[Token] = (),
    language_country: str | None = None,
    names: Sequence[Span] = (),
) -> tuple[tuple[TimeMention, ...], tuple[Issue, ...]]:
    """Every time expression of `text` in order, each tied to the calendar or openly not, and what contradicts itself.

    `sentences` are `[start, end)` in text order (empty: cut at full stops); `tokens` help to tell tense;
    `language_country` is the ISO 3166 alpha-2 code of the outlet, which settles 03/04/2016; `names` are the names of
    known actors, whose dates tell no time ("March 23 Movement"). Without a publication
    date nothing that counts from it is resolved, unless a dateline in the text gives the day.
    """
    bounds = list(sentences) or _cut(text)
    token_starts = [token.start for token in tokens]
    setting = Setting(text, bounds, tokens, token_starts, [start for start, _ in bounds], {})
    found = [item for item in _find(text, setting.sentence_starts) if not _in_name(item.expr, names) and not _names_site(text, item.expr)]
    scene = make_scene(setting, found, published, language_country)
    times = tuple(_mention(setting, item, scene) for item in found)
    return times, (*_weekday_issues(text, times), *_dateline_issues(published, scene))


def publication_issues(published: Published, times: Sequence[TimeMention]) -> tuple[Issue, ...]:
    """What cannot be about a publication date: no date at all, or before the newest past date that the text writes out."""
    if published.value is None:
        return ()
    day = day_of(published.value)
    if day is None or not EARLIEST <= day <= LATEST:
        message = f"publication date {published.value!r} cannot be; expected an ISO date from {EARLIEST} to {LATEST}"
        return (Issue("resolving", "publication_impossible", "", message),)
    known, near = published_day(published)
    last = (known or (near.last if near else LATEST)).isoformat()
    later = [time for time in times if _is_past_date(time) and str(time.earliest)[:10] > last]
    if not later:
        return ()
    newest = max(later, key=lambda time: (str(time.earliest), -time.start))
    message = f"published {published.value}, but the text tells of {str(newest.earliest)[:10]} as past"
    return (Issue("resolving", "published_before_text", "", message, Span(newest.start, newest.end)),)


def _is_past_date(time: TimeMention) -> bool:
    full = time.basis == "explicit" and time.precision in {"minute", "day", "month"} and time.function == "at"
    return full and LOOKS_AHEAD not in time.reason and time.earliest is not None


def _weekday_issues(text: str, times: Sequence[TimeMention]) -> list[Issue]:
    code = "weekday_contradicts_date"
    return [
        Issue(
            "resolving",
            code,
            "",
            f"{text[time.start : time.end]!r}: that date is another weekday",
            Span(time.start, time.end),
        )
        for time in times
        if WEEKDAY_MISFITS in time.reason
    ]


def _dateline_issues(published: Published, scene: Scene) -> list[Issue]:
    day, _ = published_day(published)
    if (
        not scene.dateline
        or scene.today is None
        or day is None
        or (day - scene.today).days <= DATELINE_GAP_DAYS
    ):
        return []
    message = f"published {day}, but its {scene.dateline} says {scene.today}: times count from the latter"
    return [Issue("resolving", "dateline_before_publication", "", message)]


def _cut(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [(a, b) for a, b in zip(starts, [*ends, len(text)], strict=True) if a < b] or [(0, len(text))]


def _find(text: str, sentence_starts: Sequence[int]) -> list[Found]:
    paragraphs = [match.end() for match in _PARAGRAPH_END.finditer(text)]
    found = []
    for run in runs(text):
        exprs = expressions(run, text)
        for expr in compose(run, exprs) if len(exprs) > 1 else exprs:
            sentence = max(0, bisect.bisect_right(sentence_starts, expr.start) - 1)
            found.append(Found(run, expr, sentence, bisect.bisect_right(paragraphs, expr.start)))
    return found


_SITE = re.compile(
    r"\s+(?:Hospital|Bridge|Square|Street|Avenue|Road|Stadium|Mosque|Market|School|University|Airport|Dam|Park|Camp|Barracks|Brigade|Battalion|Movement|Alliance|Front|Coalition|"
    r"(?:district|neighbou?rhood|quarter|square|street|bridge|roundabout|brigade|suburb|stadium|alliance|movement|coalition)\b(?!\s+(?:attack|bombing|blast|raid|strike|clash|fighting|shooting|massacre|protest)))"
)
"""What bears a date as its name: "the May 22 Hospital", "the 7 July district"; not "the 3 May market bombing"."""


def _names_site(text: str, expr: Expr) -> bool:
    """Whether a day without its year is the name of a site, a quarter or a body."""
    form = expr.form
    bare = isinstance(form, Calendar) and form.day is not None and form.month is not None and form.year is None and not (expr.clock or expr.part)
    return bare and _SITE.match(text, expr.end) is not None


def _in_name(expr: Expr, names: Sequence[Span]) -> bool:
    """Whether an expression lies inside a name longer than itself."""
    return any(n.start <= expr.start and expr.end <= n.end and n.end - n.start > expr.end - expr.start for n in names)


def _mention(setting: Setting, item: Found, scene: Scene) -> TimeMention:
    expr = item.expr
    scene.narrative.sentence, scene.narrative.paragraph = item.sentence, item.paragraph
    meaning = resolve(expr, scene)
    function = function_of(item)
    if function == "at" and (meaning.unit or isinstance(expr.form, Between)) and not _is_comparison(expr, meaning):
        scene.narrative.add(expr.start, setting.words(expr), meaning)
    return to_mention(expr, meaning, function, scene)


def _is_comparison(expr: Expr, meaning: Meaning) -> bool:
    """Whether a quarter is named only to compare with it ("a year earlier"): the quarter spoken of stays."""
    form = expr.form
    shifted = isinstance(form, Offset) or (isinstance(form, Calendar) and form.year_shift is not None)
    return meaning.unit == "quarter" and shifted
