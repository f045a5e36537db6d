"""Ties forms to the calendar: from publication, from the narrative, or not at all, always with a reason."""

from collections.abc import Callable
from dataclasses import replace

from whosays.model.resolution import TimePrecision
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.calendar import Interval
from whosays.resolving.timex.dates import in_year, resolve_calendar
from whosays.resolving.timex.days import resolve_day, resolve_period, resolve_weekday
from whosays.resolving.timex.distances import count_ago, resolve_offset, resolve_stretch
from whosays.resolving.timex.feasts import resolve_feast
from whosays.resolving.timex.forms import (
    Between,
    Calendar,
    Day,
    Duration,
    Expr,
    Feast,
    Inside,
    Offset,
    Period,
    Ref,
    Repeat,
    Stretch,
    TimeOfDay,
    Weekday,
)
from whosays.resolving.timex.meaning import (
    MOON_REASON,
    PARTS,
    SHORT_UNITS,
    Meaning,
    duration_value,
    length_precision,
    unit_value,
)
from whosays.resolving.timex.scene import UNDATED, Scene, open_time, unit_meaning


def resolve(expr: Expr, scene: Scene) -> Meaning:
    """The meaning of one expression; what cannot be tied stays open and says why."""
    meaning = _RESOLVERS[type(expr.form)](expr, scene)
    if expr.part or expr.clock:
        meaning = _with_hour(expr, meaning)
    return meaning


def _offset(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Offset)
    if form.tied is not None:
        return resolve_offset(expr, scene, resolve(form.tied, scene), scene.words(form.tied))
    dated = scene.event_date(expr) if form.origin == "event" else None
    if dated is None or scene.apposed(expr) is not None:
        return resolve_offset(expr, scene, None, "")
    meaning = resolve_offset(expr, scene, resolve(dated, scene), scene.words(dated))
    return replace(meaning, type="DURATION", value=duration_value(form.quantity, form.unit))


def _duration(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Duration)
    if (
        scene.leads(expr) == "in"
        and scene.today is not None
        and scene.tense(expr) == "future"
        and form.unit not in SHORT_UNITS
    ):
        return count_ago(Offset(form.quantity, form.unit, 1, "publication"), scene)
    return open_time(
        "DURATION", duration_value(form.quantity, form.unit), "a length of time, tied to no date"
    )


def _repeat(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Repeat)
    del scene
    return open_time("SET", form.value, "a repeated time, no single date")


def _ref(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Ref)
    today = scene.today
    if today is None:
        return open_time("DATE", form.value, UNDATED)
    first = None if form.value == "PAST_REF" else today
    last = None if form.value == "FUTURE_REF" else today
    precision: TimePrecision = "days" if form.value == "PRESENT_REF" else "open"
    return Meaning(
        "DATE",
        form.value,
        first,
        last,
        precision,
        scene.basis,
        scene.anchor,
        "a vague reference bounded by publication",
    )


def _between(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Between)
    last = resolve(form.last, scene)
    first_expr = form.first
    a, b = first_expr.form, form.last.form
    if isinstance(a, Calendar) and isinstance(b, Calendar) and a.month and b.year and not a.year:
        year = b.year - 1 if (b.month or 12) < a.month else b.year
        first_expr = replace(first_expr, form=replace(a, year=year))
    first = resolve(first_expr, scene)
    if isinstance(a, Weekday) and first.first and last.last and first.first > last.last:
        first = replace(first, first=cal.plus_days(first.first, -7))
    if (
        first.first
        and last.last
        and isinstance(b, Calendar)
        and b.year is None
        and b.month
        and b.day
        and first.first > last.last
    ):
        later = in_year(b, last.last.year + 1)
        last = (
            replace(last, first=later.first, last=later.last, value=later.first.isoformat())
            if later
            else last
        )
    if first.first is None or last.last is None or first.first > last.last:
        return open_time("DATE", None, "the ends of the range cannot be placed")
    days = (last.last - first.first).days + 1
    value = f"{first.value}/{last.value}" if first.value and last.value else None
    if form.side:
        value = first.value if form.side < 0 else last.value
    return Meaning("DATE", value, first.first, last.last, length_precision(days), last.basis, last.anchor or first.anchor, "a range, both ends included")  # fmt: skip


def _time_of_day(expr: Expr, scene: Scene) -> Meaning:
    """A clock time or part of the day on the day spoken of."""
    mark = scene.narrative.last("day")
    night = scene.words(expr).lower().endswith("overnight")
    if night and scene.today is not None and (mark is None or mark.first == scene.today):
        mark = None
    if (
        mark is not None
        and mark.unit == "day"
        and mark.first == mark.last
        and scene.narrative.sentence - mark.sentence <= 1
    ):
        return unit_meaning(
            mark.first.isoformat(), cal.day(mark.first), "day", "anchored", mark.label, "on the day spoken of"
        )
    if scene.today is not None and night and expr.rule == "part":
        first = cal.plus_days(scene.today, -1)
        return Meaning(
            "DATE",
            scene.today.isoformat(),
            first,
            scene.today,
            "days",
            scene.basis,
            scene.anchor,
            "the night up to publication",
        )
    if mark is not None and mark.unit == "day" and scene.today is not None and mark.first <= scene.today:
        return Meaning(
            "TIME",
            None,
            mark.first,
            scene.today,
            "days",
            "anchored",
            mark.label,
            "some time from the day spoken of to publication",
        )
    return open_time("TIME", None, "the day is not stated")


def _inside(expr: Expr, scene: Scene) -> Meaning:
    """The first week of March, the week of March 6."""
    form = expr.form
    assert isinstance(form, Inside)
    outer = resolve(form.outer, scene)
    whole = outer.interval
    if whole is None:
        return outer
    if form.nth == 0:
        week = cal.week_of(whole.first)
        return unit_meaning(
            unit_value(week.first, "week"),
            week,
            "week",
            outer.basis,
            outer.anchor,
            "the week that holds the day",
        )
    size = {"day": 1, "week": 7, "weekend": 7, "month": 31}[form.unit]
    if form.nth > 0:
        first = cal.plus_days(whole.first, (form.nth - 1) * size)
        interval = Interval(first, min(whole.last, cal.plus_days(first, size - 1)))
    else:
        interval = Interval(max(whole.first, cal.plus_days(whole.last, 1 - size)), whole.last)
    if interval.first > interval.last:
        return open_time("DATE", None, "no such part")
    precision = length_precision(interval.days) if size > 1 or outer.reason == MOON_REASON else "day"
    if outer.reason == MOON_REASON:
        # The outer's ends are a moon's doubt wide: what counts from its first day may come later, from its last day earlier.
        early, late = (0, 2 * cal.MOON_DAYS) if form.nth > 0 else (-2 * cal.MOON_DAYS, 0)
        interval = Interval(cal.plus_days(interval.first, early), cal.plus_days(interval.last, late))
        precision = "days"
    return Meaning("DATE", interval.first.isoformat() if precision == "day" else None, interval.first, interval.last, precision, outer.basis, outer.anchor, "a part of the time named", "day" if precision == "day" else "")  # fmt: skip


def _with_hour(expr: Expr, meaning: Meaning) -> Meaning:
    """Add the hour or the part of the day to a day."""
    if meaning.type == "SET":
        return meaning
    if meaning.value is None or meaning.first is None or meaning.unit != "day":
        return replace(meaning, type="TIME")
    if expr.clock is not None:
        hour = f"{expr.clock.minutes // 60:02d}:{expr.clock.minutes % 60:02d}"
        return replace(meaning, type="TIME", value=f"{meaning.value}T{hour}", moment=hour)
    part = PARTS.get(expr.part, expr.part)
    value = f"{meaning.value}T{'12:00' if part == 'NOON' else part}"
    meaning = replace(meaning, type="TIME", value=value)
    if (
        expr.rule == "part"
        and expr.form.__class__ is TimeOfDay
        and meaning.reason == "on the day spoken of"
        and part == "NI"
    ):
        return replace(
            meaning, last=cal.plus_days(meaning.first, 1) if meaning.first else None, precision="days"
        )
    return meaning


_RESOLVERS: dict[type, Callable[[Expr, Scene], Meaning]] = {
    Calendar: resolve_calendar, Weekday: resolve_weekday, Day: resolve_day, Period: resolve_period, Offset: _offset, Stretch: resolve_stretch, Duration: _duration,
    Repeat: _repeat, Ref: _ref, Feast: resolve_feast, Between: _between, TimeOfDay: _time_of_day, Inside: _inside,
}  # fmt: skip
