"""Days, weekdays and periods that count from publication or from the narrative."""

from datetime import date, timedelta

from whosays.model.resolution import TimeBasis, TimePrecision
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.forms import Day, Expr, Period, Weekday
from whosays.resolving.timex.meaning import Meaning, unit_value
from whosays.resolving.timex.scene import UNDATED, Scene, narrow, open_time, unit_meaning
from whosays.resolving.timex.tense import Tense


def resolve_day(expr: Expr, scene: Scene) -> Meaning:
    """Today, yesterday, tomorrow."""
    form = expr.form
    assert isinstance(form, Day)
    if scene.today is None:
        return _within_near(scene, form.offset, form.offset)
    value = cal.plus_days(scene.today, form.offset)
    return unit_meaning(
        value.isoformat(), cal.day(value), "day", scene.basis, scene.anchor, "counted from publication"
    )


def _within_near(scene: Scene, first: int, last: int) -> Meaning:
    """A day counted from a publication of which only the month or year is known: somewhere in it, moved by so many days."""
    near = scene.near
    if near is None:
        return open_time("DATE", None, UNDATED)
    label = f"{scene.dateline or 'publication'} {near.first.isoformat()[:7]}"
    precision: TimePrecision = "month" if near.days <= 31 else "year"
    bounds = cal.plus_days(near.first, first), cal.plus_days(near.last, last)
    return Meaning(
        "DATE", None, *bounds, precision, scene.basis, label, "the day of publication is not known"
    )


def resolve_weekday(expr: Expr, scene: Scene) -> Meaning:
    """A weekday: the latest one, or the next where the clause looks ahead."""
    form = expr.form
    assert isinstance(form, Weekday)
    base, basis, anchor = scene.today, scene.basis, scene.anchor
    if form.origin == "narrative":
        mark = scene.narrative.last("day")
        if mark is not None:
            base, basis, anchor = mark.first, "anchored", mark.label
    if base is None:
        past = form.shift is None and scene.tense(expr) != "future"
        return _within_near(scene, -6, 0) if past else open_time("DATE", None, UNDATED)
    value = _weekday_day(form, base, scene.tense(expr))
    return unit_meaning(
        value.isoformat(), cal.day(value), "day", basis, anchor, _weekday_reason(form, value, base)
    )


def _weekday_reason(form: Weekday, value: date, base: date) -> str:
    if form.shift is not None or form.week is not None:
        return "weekday counted from its anchor"
    return "the next such weekday: the clause looks ahead" if value > base else "the latest such weekday"


def _weekday_day(form: Weekday, base: date, tense: Tense) -> date:
    if form.week is not None:
        monday = cal.week_of(cal.plus_days(base, 7 * form.week)).first
        return cal.plus_days(monday, form.weekday - 1)
    back = (base.isoweekday() - form.weekday) % 7
    ahead = (form.weekday - base.isoweekday()) % 7
    if form.shift == -1:
        return cal.plus_days(base, -(back or 7))
    if form.shift == 1:
        return cal.plus_days(base, ahead or 7)
    if form.shift == 0:
        past = (
            cal.week_of(base).first + timedelta(days=form.weekday - 1)
            if tense == "past"
            else cal.plus_days(base, ahead)
        )
        return past if past <= base or tense != "past" else cal.plus_days(base, -back)
    return cal.plus_days(base, ahead) if tense == "future" else cal.plus_days(base, -back)


def resolve_period(expr: Expr, scene: Scene) -> Meaning:
    """Last week, that day, the following month."""
    form = expr.form
    assert isinstance(form, Period)
    if form.origin == "narrative":
        mark = scene.narrative.last(form.unit)
        if mark is not None and (mark.last - mark.first).days <= _span(form.unit):
            return narrow(_period_from(mark.first, form, "anchored", mark.label), expr, scene)
        if form.unit == "day" and form.shift == 0 and expr.mod in {"EARLIER", "LATER"} and scene.today:
            return _period_from(scene.today, form, scene.basis, scene.anchor)
        told_ahead = form.shift > 0 and expr.rule == "period" and scene.tense(expr) == "past"  # "signed the next year": not the year after publication
        if form.unit in {"day", "week", "weekend"} or told_ahead:
            return open_time("DATE", None, "counts from a time that the text does not state")
    if scene.today is None:
        return _from_near(form, scene)
    base = scene.today
    if form.unit == "weekend":
        return narrow(_weekend(form, scene, expr), expr, scene)
    return narrow(_period_from(base, form, scene.basis, scene.anchor), expr, scene)


def _span(unit: str) -> int:
    return {"day": 0, "week": 6, "weekend": 6, "month": 30, "quarter": 91, "year": 365}.get(unit, 40000)


def _from_near(form: Period, scene: Scene) -> Meaning:
    """Publication known to the month or the year only: units no finer than that still resolve."""
    near = scene.near
    if near is None or _span(form.unit) < near.days - 1:
        return open_time("DATE", None, UNDATED)
    return _period_from(
        near.first, form, scene.basis, f"{scene.dateline or 'publication'} {near.first.isoformat()[:7]}"
    )


def _period_from(base: date, form: Period, basis: TimeBasis, anchor: str) -> Meaning:
    moved = cal.shift(base, form.unit, form.shift)
    interval = cal.unit_of(moved, form.unit)
    if interval is None:
        return open_time("DATE", None, "shorter than a day")
    unit = "day" if form.unit == "night" else form.unit
    return unit_meaning(
        unit_value(interval.first, unit), interval, unit, basis, anchor, "counted from its anchor"
    )


def _weekend(form: Period, scene: Scene, expr: Expr) -> Meaning:
    assert scene.today is not None
    this = cal.weekend_of(scene.today)
    if form.shift < 0:
        started = this.first <= scene.today and expr.rule == "the_unit"
        base = this.first if started else cal.plus_days(this.first, -7)
    elif form.shift > 0:
        base = cal.plus_days(this.first, 7)
    elif this.first > scene.today and scene.tense(expr) == "past":
        base = cal.plus_days(this.first, -7)
    else:
        base = this.first
    return unit_meaning(
        unit_value(base, "weekend"),
        cal.weekend_of(base),
        "weekend",
        scene.basis,
        scene.anchor,
        "counted from publication",
    )
