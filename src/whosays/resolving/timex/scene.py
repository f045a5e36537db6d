"""What is known while a report is read, and the helpers that turn intervals into meanings."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from whosays.model.resolution import TimeBasis
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.calendar import Interval
from whosays.resolving.timex.forms import Expr
from whosays.resolving.timex.meaning import UNIT_PRECISION, Meaning, TimeType, length_precision
from whosays.resolving.timex.narrative import Mark, Narrative
from whosays.resolving.timex.tense import Tense

UNDATED = "counts from the publication date, which is unknown"


@dataclass(slots=True)
class Scene:
    """What is known while a report is read: publication day (null when unknown), the narrative, and how to ask for tense."""

    today: date | None
    near: Interval | None
    day_first: bool | None
    tense: Callable[[Expr], Tense]
    narrative: Narrative
    newest: Mark | None = None
    dateline: str = ""
    firm: Callable[[Expr], bool] = field(default=lambda _: False)
    goes_on: Callable[[Expr, Mark], bool] = field(default=lambda _expr, _mark: True)
    leads: Callable[[Expr], str] = field(default=lambda _: "")
    event_date: Callable[[Expr], Expr | None] = field(default=lambda _: None)
    apposed: Callable[[Expr], Mark | None] = field(default=lambda _: None)
    follows: Callable[[Expr], str] = field(default=lambda _: "")
    words: Callable[[Expr], str] = field(default=lambda _: "")
    event_mark: Callable[[Expr], Mark | None] = field(default=lambda _: None)

    @property
    def anchor(self) -> str:
        """Label of the publication anchor."""
        if self.today is None:
            return ""
        return f"{self.dateline or 'publication'} {self.today.isoformat()}"

    @property
    def basis(self) -> TimeBasis:
        """Basis of what counts from the anchor: publication, or the dateline that stands in for it."""
        return "anchored" if self.dateline else "publication"


def unit_meaning(
    value: str, interval: Interval, unit: str, basis: TimeBasis, anchor: str = "", reason: str = ""
) -> Meaning:
    """A meaning that is one calendar unit."""
    return Meaning(
        "DATE", value, interval.first, interval.last, UNIT_PRECISION[unit], basis, anchor, reason, unit
    )


def open_time(type_: TimeType, value: str | None, reason: str) -> Meaning:
    """A meaning that is tied to nothing, and why."""
    return Meaning(type_, value, reason=reason)


def narrow(meaning: Meaning, expr: Expr, scene: Scene) -> Meaning:
    """Apply early, mid, late, earlier, later; a past time never runs beyond publication."""
    interval = meaning.interval
    if interval is None:
        return meaning
    today, whole = scene.today, interval
    if expr.mod in {"START", "MID", "END"}:
        interval = cal.third(interval, expr.mod)
    inside = today is not None and interval.first <= today <= interval.last
    if today is not None and inside:
        if expr.mod == "LATER" or (scene.tense(expr) == "future" and expr.mod != "EARLIER"):
            interval = Interval(today, interval.last) if expr.mod == "LATER" else interval
        elif interval.last != interval.first:
            interval = Interval(interval.first, today)
    if interval == whole:
        return meaning
    if expr.mod == "" and interval.days > 1:
        return replace(meaning, first=interval.first, last=interval.last)
    precision = (
        meaning.precision if interval.days > 31 or interval.days == 1 else length_precision(interval.days)
    )
    if precision == "day" and interval.days > 1:
        precision = "days"
    return replace(meaning, first=interval.first, last=interval.last, precision=precision)
