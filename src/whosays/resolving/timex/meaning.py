"""What an expression means once tied to the calendar, and the TIMEX3 values that say so."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from whosays.model.resolution import TimeBasis, TimePrecision
from whosays.resolving.timex.calendar import Interval
from whosays.resolving.timex.forms import Quantity

MOON_REASON = "Umm al-Qura calendar, a day either way for the moon"
"""Reason of a feast whose day the moon decides."""
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
LETTERS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "quarter": "Q",
    "decade": "E",
    "century": "C",
}
SHORT_UNITS = frozenset({"second", "minute", "hour"})
PARTS = {"DAWN": "MO", "DUSK": "EV", "MIDNIGHT": "NI"}
"""Parts of the day that TIMEX3 has no letters for."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A tied expression: `interval` null when open at both ends, `unit` its granularity for what counts from it."""

    type: TimeType
    value: str | None
    first: date | None = None
    last: date | None = None
    precision: TimePrecision = "open"
    basis: TimeBasis = "unknown"
    anchor: str = ""
    reason: str = ""
    unit: str = ""
    moment: str | None = field(default=None)

    @property
    def interval(self) -> Interval | None:
        """Both ends, or null when either is open."""
        return None if self.first is None or self.last is None else Interval(self.first, self.last)


def week_value(value: date) -> str:
    """2016-W12: the ISO week of a day."""
    year, week, _ = value.isocalendar()
    return f"{year:04d}-W{week:02d}"


def unit_value(value: date, unit: str) -> str:
    """TIMEX3 value of the calendar unit that holds a day."""
    if unit in {"week", "fortnight"}:
        return week_value(value)
    if unit == "weekend":
        return f"{week_value(value)}-WE"
    if unit == "month":
        return f"{value.year:04d}-{value.month:02d}"
    if unit == "quarter":
        return f"{value.year:04d}-Q{(value.month + 2) // 3}"
    if unit == "year":
        return f"{value.year:04d}"
    if unit == "decade":
        return f"{value.year // 10}"
    if unit == "century":
        return f"{(value.year - 1) // 100}"
    return value.isoformat()


def duration_value(quantity: Quantity, unit: str) -> str:
    """TIMEX3 value of a length: P3D, PT2H, PXW; half hours in minutes."""
    prefix = "PT" if unit in SHORT_UNITS else "P"
    count = quantity.value
    if unit == "fortnight":
        return "P2W" if count in {1, None} else f"P{_plain((count or 1) * 2)}W"
    if unit == "weekend":
        return "P2D" if count in {1, None} else f"P{_plain(count or 1)}W"
    if count is None:
        return f"{prefix}X{LETTERS[unit]}"
    if count == 0.5 and unit in {"hour", "year", "day"}:
        return {"hour": "PT30M", "year": "P6M", "day": "PT12H"}[unit]
    if unit == "decade":
        return f"P{_plain(count * 10)}Y"
    if unit == "century":
        return f"P{_plain(count * 100)}Y"
    if count % 1 == 0.5 and unit in {"hour", "year"}:
        return f"{prefix}{int(count)}{LETTERS[unit]}{'30M' if unit == 'hour' else '6M'}"
    text = f"{prefix}{_plain(count)}{LETTERS[unit]}"
    if quantity.vague:
        second, other = quantity.vague.split()
        letter = LETTERS[other]
        text += ("T" if other in SHORT_UNITS and "T" not in text else "") + f"{second}{letter}"
    return text


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def length_precision(days: int) -> TimePrecision:
    """Precision of a stretch that is no calendar unit, by its length in days."""
    if days <= 1:
        return "day"
    if days <= 31:
        return "days"
    if days <= 62:
        return "month"
    return "season" if days <= 186 else "year"


UNIT_PRECISION: dict[str, TimePrecision] = {
    "day": "day",
    "night": "day",
    "weekend": "days",
    "week": "week",
    "fortnight": "days",
    "month": "month",
    "season": "season",
    "quarter": "season",
    "half": "season",
    "year": "year",
    "decade": "year",
    "century": "year",
}
"""Precision of each calendar unit in the records' terms."""
