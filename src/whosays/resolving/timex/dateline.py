"""The day of writing where no publication date is given: a dateline, a dated heading, a release number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.calendar import Interval
from whosays.resolving.timex.forms import Between, Calendar, Expr

HEAD_CHARS = 600
"""Datelines and release numbers stand within so many code points of the start."""
_RELEASE = re.compile(r"(?<![\w-])(20\d\d)-(0[1-9]|1[0-2])-[A-Z]{1,3}-\d{2,4}\b")
_PLACE = re.compile(
    r"(?:^|[\n\r\u2028\u2029.\xa0 ])[A-Z][\w'’ .-]{2,40}(?:,\s*[A-Z][\w'’ .]{2,30})?\s*[(,–—-]\s*$"
)
_BYLINE = re.compile(
    r"(?:^|[\n\r\u2028\u2029|])\s*(?:Published|Posted|Date|Issued|Released|Date of publication)(?: on| at)?:?\s*$",
    re.IGNORECASE,
)
_LINE = re.compile(r"[\n\r\u2028\u2029]")
_LINE_CHARS = 100
"""A heading is no longer than this."""


@dataclass(frozen=True, slots=True)
class Written:
    """When the text says that it was written: a day, or only `near`, the month of its release number; `label` for anchors."""

    day: date | None = None
    near: Interval | None = None
    label: str = ""


def written(text: str, exprs: Sequence[Expr], published: date | None = None) -> Written:
    """What the head of the text tells of its own date; empty when it tells nothing.

    A dateline without a year takes that of its release number, of a heading, or of `published`, at most a year before it.
    """
    head = text[:HEAD_CHARS]
    release = _RELEASE.search(head)
    near = cal.month_of(int(release[1]), int(release[2])) if release else None
    early = [expr for expr in exprs if expr.end <= HEAD_CHARS and isinstance(expr.form, Calendar)]
    places = [(expr, where) for expr in early if (where := _where(text, expr))]
    years = [expr.form.year for expr, _ in places if isinstance(expr.form, Calendar) and expr.form.year]
    for wanted in ("dateline", "heading"):
        for expr, where in places:
            day = _day(expr, years[0] if years else None, near, published) if where == wanted else None
            if day is not None:
                return Written(day, None, wanted)
    if near is not None:
        return Written(None, near, "release number")
    covered = next((span for expr in exprs if expr.end <= HEAD_CHARS and (span := _covered(text, expr))), None)
    return Written(None, covered, "heading") if covered else Written()


def _covered(text: str, expr: Expr) -> Interval | None:
    """The month in which a period ends that stands, with its year, on a short line of the head: "Reporting period: 8 - 14 August 2004"."""
    last = expr.form.last.form if isinstance(expr.form, Between) else expr.form
    if not isinstance(last, Calendar) or last.year is None or last.month is None or last.season == "?":
        return None
    before, after = _LINE.split(text[max(0, expr.start - _LINE_CHARS) : expr.start])[-1], _LINE.split(text[expr.end :])[0]
    short = len(before) + len(after) + expr.end - expr.start < _LINE_CHARS and not re.search(r"[.!?]\s*$", after.strip() or "x")
    return cal.month_of(last.year, last.month) if short else None


def _where(text: str, expr: Expr) -> str:
    """`dateline` after a place, `heading` alone on its line or before a colon, else empty."""
    before, after = text[max(0, expr.start - 80) : expr.start], text[expr.end : expr.end + 80]
    if _PLACE.search(before) and re.match(r"\s*(?:[)–—:-]|\n|\([A-Z][\w/ ]*\)\s*[-–—])", after):
        return "dateline"
    if _BYLINE.search(before):
        return "dateline"
    line_before, line_after = _LINE.split(before)[-1], _LINE.split(after)[0]
    if not line_before.strip() and after.startswith(":"):
        return "heading"
    short = len(line_before) + expr.end - expr.start < _LINE_CHARS and (
        expr.start < 80 or "\n" in before or "\u2028" in before
    )
    return (
        "heading" if short and not line_after.strip() and not re.search(r"[.!?]\s", line_before + " ") else ""
    )


def _day(expr: Expr, year: int | None, near: Interval | None, published: date | None) -> date | None:
    form = expr.form
    if (
        not isinstance(form, Calendar)
        or form.month is None
        or form.day is None
        or form.season == "?"
        or form.year_shift is not None
    ):
        return None
    known = form.year or year
    if known is None and near is not None:
        # A December release may carry a January date, and the other way round.
        known = near.first.year + {(12, 1): 1, (1, 12): -1}.get((near.first.month, form.month), 0)
    if known is None and published is not None:
        known = published.year - (1 if (form.month, form.day) > (published.month, published.day) else 0)
    try:
        return date(known, form.month, form.day) if known else None
    except ValueError:
        return None
