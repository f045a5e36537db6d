"""Days and months of the calendar: in full, without their year, in an unknown order."""

import re
from datetime import date, timedelta

from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.calendar import Interval
from whosays.resolving.timex.forms import Calendar, Expr
from whosays.resolving.timex.meaning import Meaning, unit_value
from whosays.resolving.timex.narrative import Mark
from whosays.resolving.timex.scene import UNDATED, Scene, narrow, open_time, unit_meaning
from whosays.resolving.timex.seasons import part_of_year, year_base
from whosays.resolving.timex.tense import Tense

WEEKDAY_MISFITS = "written in full, but the weekday named does not fit the date"
"""Reason of a date whose weekday contradicts it."""
_SOON_DAYS = 60
"""A day without a year up to so far ahead is not sent back a year by a past verb that does not itself govern it."""
_FAR_MONTHS_DAYS = 150
"""The same for a month without a year: half a year ahead is named with its year."""
_FAR_DAYS = 270
"""A day without a year is not sent so far ahead by the tense when the same day has just passed."""
_BACK_DAYS, _ON_DAYS = 10, 120
"""A story that gives its year once goes on from there so far, and steps back so far."""
_NAMED_YEARS: dict[tuple[int | None, int | None], int] = {(9, 11): 2001, (10, 7): 2023}
"""Years of days that are known by month and day alone."""
_NAMED = re.compile(r"\s+(?:terror(?:ist)?\s+)?(?:attacks|massacre|hijackings)\b(?!\s+(?:on|in)\b)")
_NEXT_TO_CHARS = 40
"""A bare year so close before a day gives it its year, even where publication is known."""
_PROGRESS_DAYS = 183
"""A date without a year is placed within half a year of the dated time that it stands beside."""


def resolve_calendar(expr: Expr, scene: Scene) -> Meaning:
    """A named calendar unit: where its year is missing, from what stands beside it or from publication."""
    form = expr.form
    assert isinstance(form, Calendar)
    if form.decade is not None:
        return narrow(
            unit_meaning(str(form.decade), cal.decade_of(form.decade), "decade", "explicit"), expr, scene
        )
    if form.century is not None:
        return narrow(
            unit_meaning(str(form.century - 1), cal.century_of(form.century), "century", "explicit"),
            expr,
            scene,
        )
    if form.quarter is not None or form.half is not None or (form.season and form.season != "?"):
        return narrow(part_of_year(expr, form, scene), expr, scene)
    if form.month is None and form.day is None and form.year is not None:
        return narrow(
            unit_meaning(f"{form.year:04d}", cal.year_of(form.year), "year", "explicit"), expr, scene
        )
    if form.month is None:
        return _day_of_month(form, scene)
    return narrow(_month_or_day(expr, form, scene), expr, scene)


def _day_of_month(form: Calendar, scene: Scene) -> Meaning:
    """A day without its month: near the date told before it ("21 November ... on the 22nd"), else the latest such day up to publication."""
    told = _near_told(form, scene)
    if told is not None:
        return told
    if scene.today is None or form.day is None:
        return open_time("DATE", None, "month and year are not stated")
    for back in range(3 if form.weekday is None else 12):
        month = cal.plus_months(scene.today.replace(day=1), -back)
        if form.day <= cal.month_of(month.year, month.month).last.day:
            day = month.replace(day=form.day)
            if day <= scene.today and form.weekday in {None, day.isoweekday()}:
                return unit_meaning(
                    day.isoformat(),
                    cal.day(day),
                    "day",
                    scene.basis,
                    scene.anchor,
                    "month taken from publication",
                )
    return open_time("DATE", None, "no such day near publication")


_SAME_STORY_DAYS = 16
"""A day named by its number alone lies within half a month of the date told before it."""


def _near_told(form: Calendar, scene: Scene) -> Meaning | None:
    """The day of that number nearest to the last day told; null where none was, or where publication forbids it."""
    mark = next((m for m in reversed(scene.narrative.marks) if m.unit == "day"), None)
    if mark is None or form.day is None or form.weekday is not None:
        return None
    months = [cal.plus_months(mark.first.replace(day=1), step) for step in (-1, 0, 1)]
    days = [m.replace(day=form.day) for m in months if form.day <= cal.month_of(m.year, m.month).last.day]
    near = [d for d in days if abs((d - mark.first).days) <= _SAME_STORY_DAYS and (scene.today is None or d <= scene.today)]
    if not near:
        return None
    day = min(near, key=lambda d: (abs((d - mark.first).days), d))
    return unit_meaning(day.isoformat(), cal.day(day), "day", "anchored", mark.label, "month of the date told before")


def in_year(form: Calendar, year: int) -> Interval | None:
    """The day or month in a year; null where it does not exist (29 February)."""
    assert form.month is not None
    whole = cal.month_of(year, form.month)
    if form.day is None:
        return whole
    return cal.day(whole.first.replace(day=form.day)) if form.day <= whole.last.day else None


def _month_or_day(expr: Expr, form: Calendar, scene: Scene) -> Meaning:
    unit = "month" if form.day is None else "day"
    if form.season == "?":
        return _ambiguous_order(form, scene)
    if form.year is not None:
        interval = in_year(form, form.year)
        if interval is None:
            return open_time("DATE", None, "no such day")
        return unit_meaning(
            unit_value(interval.first, unit), interval, unit, "explicit", reason=_weekday_note(form, interval)
        )
    if form.year_shift is not None:
        return _in_shifted_year(form, scene, unit)
    return _without_year(expr, form, scene, unit)


def _weekday_note(form: Calendar, interval: Interval) -> str:
    if form.weekday is None or interval.first.isoweekday() == form.weekday:
        return "written in full"
    return WEEKDAY_MISFITS


def _ambiguous_order(form: Calendar, scene: Scene) -> Meaning:
    """03/04/2016: the country's order where known, else both."""
    assert form.year is not None
    assert form.month is not None
    assert form.day is not None
    month_first = cal.day(date(form.year, form.month, form.day))
    day_first = cal.day(date(form.year, form.day, form.month))
    near = _reading_near(month_first, day_first, scene.today)
    if near is not None:
        return unit_meaning(
            near.first.isoformat(), near, "day", "explicit", reason="the order that publication allows"
        )
    if scene.day_first is not None:
        chosen = day_first if scene.day_first else month_first
        reason = (
            "day before month, the order of the outlet's country"
            if scene.day_first
            else "month before day, the order of the outlet's country"
        )
        return unit_meaning(chosen.first.isoformat(), chosen, "day", "explicit", reason=reason)
    low, high = sorted((month_first, day_first))
    return Meaning(
        "DATE",
        None,
        low.first,
        high.last,
        "days",
        "explicit",
        reason="day and month could stand in either order",
    )


_HEADER_DAYS = 3
"""A date so close to publication is the date of writing."""


def _reading_near(one: Interval, other: Interval, today: date | None) -> Interval | None:
    """The one reading that publication allows: close to it, while the other lies after it or far off."""
    if today is None:
        return None
    close = [o for o in (one, other) if abs((o.first - today).days) <= _HEADER_DAYS]
    if len(close) == 1:
        return close[0]
    past = [o for o in (one, other) if o.first <= today]
    return past[0] if len(past) == 1 and min(one.first, other.first).year == today.year else None


def _in_shifted_year(form: Calendar, scene: Scene, unit: str) -> Meaning:
    assert form.year_shift is not None
    base, basis, anchor = year_base(form, scene)
    if base is None:
        return open_time("DATE", None, UNDATED)
    interval = in_year(form, base + form.year_shift)
    if interval is None:
        return open_time("DATE", None, "no such day")
    return unit_meaning(
        unit_value(interval.first, unit), interval, unit, basis, anchor, "year counted from its anchor"
    )


def _by_name(expr: Expr, form: Calendar, scene: Scene) -> date | None:
    """The September 11 attacks: a day so well known that its year is left out."""
    year = _NAMED_YEARS.get((form.month, form.day))
    if year is None or form.month is None or form.day is None or not _NAMED.match(scene.follows(expr)):
        return None
    day = date(year, form.month, form.day)
    return day if scene.today is None or day < scene.today else None


def _without_year(expr: Expr, form: Calendar, scene: Scene, unit: str) -> Meaning:
    """The year from the weekday, from the dates beside it, or from publication."""
    named = _by_name(expr, form, scene)
    if named is not None:
        return unit_meaning(
            named.isoformat(), cal.day(named), "day", "explicit", reason="a day known by its name"
        )
    if form.shift is not None and scene.today is not None:
        interval = _shifted(form, scene.today)
        if interval is None:
            return open_time("DATE", None, "no such day near publication")
        return unit_meaning(
            unit_value(interval.first, unit),
            interval,
            unit,
            scene.basis,
            scene.anchor,
            "counted from publication",
        )
    beside = _year_beside(expr, form, scene)
    if beside is not None:
        interval, mark = beside
        return unit_meaning(
            unit_value(interval.first, unit),
            interval,
            unit,
            "anchored",
            mark.label,
            "year taken from the date beside it",
        )
    if scene.today is None:
        return _yearless_undated(form, scene, unit)
    interval = _nearest(form, scene.today, scene.tense(expr), firm=scene.firm(expr))
    return unit_meaning(
        unit_value(interval.first, unit),
        interval,
        unit,
        scene.basis,
        scene.anchor,
        "year taken from publication",
    )


def _shifted(form: Calendar, today: date) -> Interval | None:
    """Last March, next March, this March; null for a 29 February out of reach."""
    years = [in_year(form, today.year + i) for i in (-2, -1, 0, 1, 2)]
    options = [interval for interval in years if interval is not None]
    if form.shift == 0:
        return next((o for o in options if o.first.year == today.year), None)
    if form.shift == 1:
        return next((o for o in options if o.first > today), None)
    return next((o for o in reversed(options) if o.last < today), None)


def _nearest(form: Calendar, today: date, tense: Tense, *, firm: bool = False) -> Interval:
    options = [o for i in range(-8, 9) if (o := in_year(form, today.year + i)) is not None]
    if form.weekday is not None:
        fitting = [o for o in options if o.first.isoweekday() == form.weekday]
        near = [o for o in fitting if abs((o.first - today).days) < 366]
        options = near or fitting or options
    past = [o for o in options if o.first <= today]
    future = [o for o in options if o.last >= today]
    if not past or not future:
        return (past or future)[-1 if past else 0]
    ahead, behind = (future[0].first - today).days, (today - past[-1].first).days
    if tense == "future":
        passed = ahead > _FAR_MONTHS_DAYS if form.day is None else ahead > _FAR_DAYS and behind < ahead // 3
        return past[-1] if passed else future[0]
    if tense == "past" and (firm or ahead > _SOON_DAYS or form.day is None):
        return past[-1]
    return future[0] if ahead * 2 < behind else past[-1]


def _year_beside(expr: Expr, form: Calendar, scene: Scene) -> tuple[Interval, Mark] | None:
    """The year of an explicit date that the story goes on from, or of a year in the same sentence."""
    mark = scene.narrative.dated() or scene.narrative.year_in_sentence()
    if mark is None or (
        scene.today is not None and (scene.tense(expr) == "future" or not scene.goes_on(expr, mark))
    ):
        return None
    if mark.unit == "year" and scene.today is not None and expr.start - mark.start > _NEXT_TO_CHARS:
        return None
    if mark.unit == "year":
        interval = in_year(form, mark.first.year)
        return None if interval is None else (interval, mark)
    if mark.unit not in {"day", "month"}:
        return None
    near = [o for i in (-1, 0, 1) if (o := in_year(form, mark.first.year + i)) is not None]
    if not near:
        return None
    best = min(near, key=lambda o: abs((o.first - mark.first).days))
    apart = (best.first - mark.first).days
    if (
        abs(apart) > _PROGRESS_DAYS
        or (scene.today is not None and not -_BACK_DAYS <= apart <= _ON_DAYS)
        or (scene.today and best.first > scene.today >= mark.first)
    ):
        return None
    return best, mark


def _yearless_undated(form: Calendar, scene: Scene, unit: str) -> Meaning:
    """No publication date: bounded below by the newest date of the text, or open."""
    if scene.near is not None:
        options = [
            o
            for y in (-1, 0)
            if (o := in_year(form, scene.near.last.year + y)) is not None and o.first <= scene.near.last
        ]
        if options:
            best = options[-1]
            return unit_meaning(
                unit_value(best.first, unit),
                best,
                unit,
                scene.basis,
                f"{scene.dateline or 'publication'} {scene.near.first.isoformat()[:7]}",
                "year taken from publication",
            )
    newest = scene.newest
    if newest is None:
        return open_time("DATE", None, "no year stated and no publication date")
    floor = newest.first - timedelta(days=365)
    options = [o for y in range(3) if (o := in_year(form, floor.year + y)) is not None and o.first >= floor]
    return Meaning("DATE", None, options[0].first if options else None, None, "open", "anchored", newest.label,
        "no year stated; not before the year up to the newest date of the text")  # fmt: skip
