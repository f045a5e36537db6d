"""Calendar arithmetic: intervals of whole days, both ends included."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from whosays.lexicon.times import Holiday, load_hijri, load_holidays
from whosays.resolving.timex.forms import Mod

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
"""First and last month of the meteorological seasons of the northern hemisphere; winter runs from December to February."""
MOON_DAYS = 1
"""Days by which the sighting of the moon may differ from the table of Islamic months."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1


def day(value: date) -> Interval:
    """One day."""
    return Interval(value, value)


def plus_days(value: date, days: int) -> date:
    """`value` moved by days; the calendar's ends stop it."""
    try:
        return value + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def plus_months(value: date, months: int) -> date:
    """The same day `months` later, or the last day of that month; the calendar's ends stop it."""
    index = value.year * 12 + value.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        return date.max if months > 0 else date.min
    return date(year, month, min(value.day, calendar.monthrange(year, month)[1]))


def month_of(year: int, month: int) -> Interval:
    """A calendar month."""
    return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def year_of(year: int) -> Interval:
    """A calendar year."""
    return Interval(date(year, 1, 1), date(year, 12, 31))


def quarter_of(year: int, quarter: int) -> Interval:
    """A calendar quarter, 1..4."""
    return Interval(month_of(year, quarter * 3 - 2).first, month_of(year, quarter * 3).last)


def half_of(year: int, half: int) -> Interval:
    """A half year, 1 or 2."""
    return (
        Interval(date(year, 1, 1), date(year, 6, 30))
        if half == 1
        else Interval(date(year, 7, 1), date(year, 12, 31))
    )


def season_of(year: int, season: str) -> Interval:
    """A season; the winter of a year is the one that begins in its December."""
    if season == "WI":
        return Interval(date(year, 12, 1), month_of(year + 1, 2).last)
    first, last = SEASON_MONTHS[season]
    return Interval(date(year, first, 1), month_of(year, last).last)


def decade_of(decade: int) -> Interval:
    """A decade: 198 is 1980..1989."""
    return Interval(date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31))


def century_of(century: int) -> Interval:
    """A century: 20 is 1901..2000."""
    return Interval(date(century * 100 - 99, 1, 1), date(century * 100, 12, 31))


def week_of(value: date) -> Interval:
    """The ISO week, Monday to Sunday, that holds a day."""
    monday = value - timedelta(days=value.isoweekday() - 1)
    return Interval(monday, monday + timedelta(days=6))


def weekend_of(value: date) -> Interval:
    """Saturday and Sunday of the ISO week that holds a day."""
    monday = week_of(value).first
    return Interval(monday + timedelta(days=5), monday + timedelta(days=6))


def unit_of(value: date, unit: str) -> Interval | None:
    """The calendar unit that holds a day; null for units shorter than a day."""
    makers = {
        "day": lambda: day(value),
        "night": lambda: day(value),
        "week": lambda: week_of(value),
        "weekend": lambda: weekend_of(value),
        "fortnight": lambda: Interval(week_of(value).first, week_of(value).last),
        "month": lambda: month_of(value.year, value.month),
        "quarter": lambda: quarter_of(value.year, (value.month + 2) // 3),
        "year": lambda: year_of(value.year),
        "decade": lambda: decade_of(value.year // 10),
        "century": lambda: century_of((value.year + 99) // 100),
    }
    return makers[unit]() if unit in makers else None


def shift(value: date, unit: str, count: int) -> date:
    """A day moved by whole units; hours and minutes leave it."""
    days = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
    if unit in days:
        return plus_days(value, days[unit] * count)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    return plus_months(value, months[unit] * count) if unit in months else value


def third(whole: Interval, mod: Mod) -> Interval:
    """Early, mid or late: the first, middle or last third of an interval, in whole days or months."""
    if mod not in {"START", "MID", "END"} or whole.days < 3:
        return whole
    if whole.days > 300:
        return _third_of_months(whole, mod)
    size = whole.days // 3 if whole.days < 28 else 10
    if mod == "START":
        return Interval(whole.first, plus_days(whole.first, size - 1))
    if mod == "MID":
        return Interval(
            plus_days(whole.first, size), plus_days(whole.first, 2 * size - 1 + (1 if whole.days == 7 else 0))
        )
    return Interval(plus_days(whole.first, 2 * size), whole.last)


def _third_of_months(whole: Interval, mod: Mod) -> Interval:
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    size = months // 3
    start = {"START": 0, "MID": size, "END": 2 * size}[mod]
    first = plus_months(whole.first, start)
    last = whole.last if mod == "END" else plus_days(plus_months(whole.first, start + size), -1)
    return Interval(first, last)


def holiday_of(name: str, year: int) -> tuple[Interval, ...]:
    """When a holiday fell in a Gregorian year: none, one or two intervals (Islamic feasts move)."""
    holiday = load_holidays()[name]
    kind = holiday.rule[0]
    if kind == "hijri":
        return _hijri(holiday, year)
    length = (holiday.days or 1) - 1
    first = _gregorian(holiday, year)
    return () if first is None else (Interval(first, plus_days(first, length)),)


def is_lunar(name: str) -> bool:
    """Whether the date depends on the sighting of the moon."""
    return load_holidays()[name].rule[0] == "hijri"


def _gregorian(holiday: Holiday, year: int) -> date | None:
    kind, *numbers = holiday.rule
    if kind == "fixed":
        return date.fromisoformat(f"{year:04d}-{numbers[0]}")
    if kind == "easter":
        return plus_days(easter(year), int(numbers[0]))
    if kind == "pascha":
        return plus_days(pascha(year), int(numbers[0]))
    month, weekday, nth = (int(number) for number in numbers)
    days = [d for d in _days(month_of(year, month)) if d.isoweekday() == weekday]
    return days[nth - 1 if nth > 0 else nth]


def _days(interval: Interval) -> list[date]:
    return [plus_days(interval.first, i) for i in range(interval.days)]


def _hijri(holiday: Holiday, year: int) -> tuple[Interval, ...]:
    month, first_day = int(holiday.rule[1]), int(holiday.rule[2])
    months = load_hijri()
    found = []
    for start in months[month]:
        first = plus_days(start, first_day - 1)
        if holiday.days is None:
            after = [other for other in months[month + 1] if other > start]
            last = plus_days(after[0], -1) if after else plus_days(start, 29)
        else:
            last = plus_days(first, holiday.days - 1)
        if first.year == year:
            found.append(Interval(first, last))
    return tuple(found)


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    lunar = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * lunar) // 451
    month, rest = divmod(h + lunar - 7 * m + 114, 31)
    return date(year, month, rest + 1)


def pascha(year: int) -> date:
    """Eastern Easter Sunday in the Gregorian calendar, 1900..2099 (Meeus, chapter 8, plus 13 days)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, rest = divmod(d + e + 114, 31)
    return plus_days(date(year, month, rest + 1), 13)
