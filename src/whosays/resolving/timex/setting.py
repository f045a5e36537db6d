"""Sets the scene of a report: which day "today" is, which date is the newest, what a story goes on from."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from whosays.model.reading import Token
from whosays.model.report import Published
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.anchoring import resolve
from whosays.resolving.timex.calendar import Interval
from whosays.resolving.timex.dateline import written
from whosays.resolving.timex.forms import Calendar, Day, Expr, Weekday
from whosays.resolving.timex.lexer import Run
from whosays.resolving.timex.narrative import Mark, Narrative
from whosays.resolving.timex.scene import Scene
from whosays.resolving.timex.tense import Tense, is_firm, tense_at

MONTH_FIRST = frozenset({"US", "PH", "FM", "MH", "PW", "GU"})
"""Countries that write the month before the day (Unicode CLDR 45, short date patterns)."""
EARLIEST, LATEST = date(1800, 1, 1), date(2100, 12, 31)
"""A publication date outside these bounds is an error of its source."""
DATELINE_DAYS = 400
"""A dateline so much older than publication still tells when the words were written: the text was printed again."""
STORY_SENTENCES = 3
"""So many sentences on, a story still goes on from a date."""
_EVENT_PHRASE = re.compile(
    r"\s+(?:after|before|following|from)\s+(?:the|this|that|those|its|their|his|her|a|an)\s+"
    r"((?:[a-z-]+\s+){0,2}[a-z]{3,})(?=\W*\b(?:on|in|at|of|by|near|and|that|which)\b|\s*[,.;:)]|\s*$)"
)
"""What stands after "two days after": a common noun with its determiner."""
_EVENT_DATED = re.compile(r"\s+(?:after|before|following)\s+(?:[\w'’-]+\s+){1,7}(?:on|of)\s+(?:the\s+)?")
"""What may stand between "two days" and the date of the event."""
_WORD = re.compile(r"[a-z]{3,}")
_STEM = 5
"""So many letters tell two forms of a word to be one."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression where it stands: its run, and the numbers of its sentence and paragraph."""

    run: Run
    expr: Expr
    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Setting:
    """The report as the scene's questions need it: text, sentence bounds, tokens."""

    text: str
    bounds: Sequence[tuple[int, int]]
    tokens: Sequence[Token]
    token_starts: Sequence[int]
    sentence_starts: Sequence[int]
    tenses: dict[tuple[int, int], Tense]

    def words(self, expr: Expr) -> str:
        """The words of an expression."""
        return self.text[expr.start : expr.end]

    def leads(self, expr: Expr) -> str:
        """The word before an expression, in small letters."""
        before = self.text[max(0, expr.start - 12) : expr.start].split()
        return before[-1].lower() if before else ""

    def _token(self, expr: Expr) -> int | None:
        at = bisect.bisect_right(self.token_starts, expr.start) - 1
        return at if at >= 0 else None

    def tense(self, expr: Expr) -> Tense:
        """Tense of the clause around an expression; asked once for each."""
        key = (expr.start, expr.end)
        if key not in self.tenses:
            sentence = self.bounds[max(0, bisect.bisect_right(self.sentence_starts, expr.start) - 1)]
            self.tenses[key] = tense_at(self.text, key, sentence, self.tokens, self._token(expr))
        return self.tenses[key]

    def firm(self, expr: Expr) -> bool:
        """Whether a past verb itself governs an expression; false without tokens."""
        at = self._token(expr)
        return at is not None and is_firm(self.tokens, at)

    def goes_on(self, expr: Expr, mark: Mark, here: int) -> bool:
        """Whether the story goes on from a mark: the same sentence, or one close after it that opens with the time."""
        if mark.sentence == here:
            return True
        opening = self.text[self.bounds[here][0] : expr.start].strip(" \n\t\"“‘'")
        return here - mark.sentence <= STORY_SENTENCES and len(opening.split()) <= 2

    def event_date(self, expr: Expr, found: Sequence[Found]) -> Expr | None:
        """The date in the phrase of the event itself: two days after the attack on September 14."""
        at = bisect.bisect_right(found, expr.start, key=lambda item: item.expr.start)
        if at >= len(found) or not isinstance(found[at].expr.form, Calendar | Weekday | Day):
            return None
        other = found[at].expr
        return other if _EVENT_DATED.fullmatch(self.text, expr.end, other.start) else None

    def apposed(self, expr: Expr, narrative: Narrative) -> Mark | None:
        """The day just before an expression, with only a comma or a dash between: on March 17, three days after ..."""
        mark = narrative.marks[-1] if narrative.marks else None
        if mark is None or mark.unit != "day" or mark.sentence != narrative.sentence:
            return None
        between = self.text[mark.start + len(mark.words) : expr.start]
        return mark if re.fullmatch(r"\s?[,(–—-]\s?(?:just |only |exactly )?", between) else None

    def event_mark(self, expr: Expr, narrative: Narrative) -> Mark | None:
        """The day of a near sentence that speaks of the event that stands after "two days after ..."."""
        phrase = _EVENT_PHRASE.match(self.text, expr.end)
        if phrase is None:
            return None
        wanted = phrase[1].split()[-1][:_STEM]
        for mark in reversed(narrative.marks[-6:]):
            alone = sum(other.sentence == mark.sentence for other in narrative.marks) == 1
            if mark.unit == "day" and alone and 0 <= narrative.sentence - mark.sentence <= 2:
                start, end = self.bounds[mark.sentence]
                stop = expr.start if mark.sentence == narrative.sentence else end
                if wanted in {word[:_STEM] for word in _WORD.findall(self.text[start:stop].lower())}:
                    return mark
        return None


def make_scene(setting: Setting, found: Sequence[Found], published: Published, country: str | None) -> Scene:
    """The scene of one report, before its first time is resolved."""
    today, near, dateline = anchor_day(setting.text, found, published)
    narrative = Narrative()
    scene = Scene(
        today,
        near,
        None if country is None else country not in MONTH_FIRST,
        setting.tense,
        narrative,
        dateline=dateline,
        firm=setting.firm,
        goes_on=lambda expr, mark: setting.goes_on(expr, mark, narrative.sentence),
        leads=setting.leads,
        follows=lambda expr: setting.text[expr.end : expr.end + 40],
        words=setting.words,
        event_date=lambda expr: setting.event_date(expr, found),
        apposed=lambda expr: setting.apposed(expr, narrative),
        event_mark=lambda expr: setting.event_mark(expr, narrative),
    )
    scene.newest = _newest(setting, found, scene)
    return scene


def day_of(value: str) -> date | None:
    """The day of an ISO date, date-time, month or year (its first day); null for anything else."""
    for words in (value, value[:10]):
        try:
            return datetime.fromisoformat(words).date()
        except ValueError:
            continue
    if not re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", value) or value.startswith("0000"):
        return None
    return date(int(value[:4]), int(value[5:7] or 1), 1)


def published_day(published: Published) -> tuple[date | None, Interval | None]:
    """The day of publication, or the month or year when no more is known, or neither."""
    day = day_of(published.value) if published.value else None
    if day is None or not EARLIEST <= day <= LATEST:
        return None, None
    length = len(published.value or "")
    if length == len("2016") or published.precision == "year":
        return None, cal.year_of(day.year)
    if length == len("2016-03") or published.precision == "month":
        return None, cal.month_of(day.year, day.month)
    return day, None


def anchor_day(
    text: str, found: Sequence[Found], published: Published
) -> tuple[date | None, Interval | None, str]:
    """The day that "today" means: the dateline's, which goes with the words, before the day of publication.

    Also the month or year when no day is known, and a label when it is not publication.
    """
    today, near = published_day(published)
    told = written(text, [item.expr for item in found], today or (near.last if near else None))
    if told.day is not None and (today is None or 0 <= (today - told.day).days <= DATELINE_DAYS):
        return told.day, None, told.label if told.day != today else ""
    if today is None and near is None:
        return None, told.near, told.label
    return today, near, ""


def _newest(setting: Setting, found: Sequence[Found], scene: Scene) -> Mark | None:
    """The newest past date that is written with its year."""
    best: Mark | None = None
    for item in found:
        form, expr = item.expr.form, item.expr
        if not isinstance(form, Calendar) or form.year is None or form.season == "?":
            continue
        meaning = resolve(replace(expr, mod=""), scene)
        later = meaning.first is not None and (best is None or meaning.first > best.first)
        if later and meaning.interval is not None and scene.tense(expr) != "future":
            span = meaning.interval
            best = Mark(expr.start, setting.words(expr), span.first, span.last, meaning.unit, True, 0, 0)
    return best
