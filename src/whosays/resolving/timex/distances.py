"""Distances and stretches: two days ago, a week later, the past three days."""

from dataclasses import replace
from datetime import date

from whosays.model.resolution import TimePrecision
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.forms import Expr, Offset, Stretch
from whosays.resolving.timex.meaning import (
    MOON_REASON,
    SHORT_UNITS,
    Meaning,
    duration_value,
    length_precision,
    unit_value,
)
from whosays.resolving.timex.narrative import Mark
from whosays.resolving.timex.scene import UNDATED, Scene, open_time, unit_meaning

VAGUE_MOST = {
    "day": 10,
    "night": 10,
    "weekend": 4,
    "week": 8,
    "fortnight": 4,
    "month": 12,
    "quarter": 6,
    "year": 10,
    "decade": 5,
    "century": 3,
}
"""Most units that "a few" or "recent" is taken to reach: our convention, wide on purpose."""


def resolve_offset(expr: Expr, scene: Scene, base: Meaning | None, words: str) -> Meaning:
    """A time counted from publication, from the narrative, from an event, or from `base`, the time that `words` name."""
    form = expr.form
    assert isinstance(form, Offset)
    if base is not None:
        if base.first is None or base.last is None:
            return open_time("DATE", None, f"counts from a time that is not known: {base.reason}")
        label = f'{base.first.isoformat()} "{words}"'
        if not base.unit and base.first != base.last:
            return _from_vague(form, base, label)
        mark = Mark(expr.start, words, base.first, base.last, base.unit or "day", False, 0, 0)
        return _from_mark(form, mark, label)
    if form.origin == "publication":
        return count_ago(form, scene)
    if form.origin == "event":
        return _beside_event(expr, form, scene)
    return _beside_narrative(form, scene)


def _from_vague(form: Offset, base: Meaning, label: str) -> Meaning:
    """Counted from a time that is itself no one day: a moving feast counts from its first days."""
    assert base.first is not None
    assert base.last is not None
    lunar = base.reason.startswith(MOON_REASON)
    last = cal.plus_days(base.first, 2 * cal.MOON_DAYS) if lunar else base.last
    count = round(form.quantity.value or 1)
    ends = [cal.shift(day, form.unit, form.sign * count) for day in (base.first, last)]
    precision: TimePrecision = "days" if lunar else length_precision((ends[1] - ends[0]).days + 1)
    return Meaning(
        "DATE",
        None,
        ends[0],
        ends[1],
        precision,
        "anchored",
        label,
        "counted from its anchor, which is no one day",
    )


_EVENT_UNITS = frozenset({"day", "night", "week", "fortnight"})
"""Units in which a distance from an event is believed; longer ones are told of too loosely."""


def _beside_event(expr: Expr, form: Offset, scene: Scene) -> Meaning:
    """Two days after the attack: a length by its words, tied where the text dates the event or the time itself."""
    value = duration_value(form.quantity, form.unit)
    beside = scene.apposed(expr)
    if beside is not None:
        reason = "stands beside the date it explains"
        tied = unit_meaning("", cal.day(beside.first), "day", "anchored", beside.label, reason)
        return replace(tied, type="DURATION", value=value)
    mark = scene.event_mark(expr) if form.unit in _EVENT_UNITS and form.quantity.value is not None else None
    if mark is None:
        return open_time("DURATION", value, "counts from an event whose date the text does not state")
    tied = replace(_from_mark(form, mark, mark.label), reason="counted from the event, which the text dates")
    return (
        tied if scene.words(expr).lower().startswith("the ") else replace(tied, type="DURATION", value=value)
    )


def _beside_narrative(form: Offset, scene: Scene) -> Meaning:
    mark, span = None, scene.narrative.span
    if form.unit == "day" and span is not None and scene.narrative.sentence - span.sentence <= 1:
        end = span.last if form.sign > 0 else span.first
        return _from_mark(form, replace(span, first=end, last=end, unit="day"), span.label)
    month = scene.narrative.month_in_sentence()
    if month is not None and form.unit in {"day", "week", "fortnight"} and form.quantity.value is not None:
        return _from_vague(form, Meaning("DATE", None, month.first, month.last), month.label)
    if form.unit == "year":
        mark = scene.narrative.last("quarter", finest=True) or scene.narrative.last("year")
    elif form.unit not in SHORT_UNITS:
        mark = scene.narrative.last("day" if form.unit in {"day", "night", "week"} else form.unit)
    if mark is not None:
        return _from_mark(form, mark, mark.label)
    if form.unit in SHORT_UNITS:
        return _hours_beside(form, scene)
    if form.unit in {"year", "month"} and form.sign < 0 and scene.today is not None:
        return count_ago(form, scene)
    return open_time(
        "DURATION",
        duration_value(form.quantity, form.unit),
        "counts from a time that the text does not state",
    )


def _hours_beside(form: Offset, scene: Scene) -> Meaning:
    value = duration_value(form.quantity, form.unit)
    mark = scene.narrative.last("day")
    hours = form.quantity.value if form.unit == "hour" else 1
    if mark is None or mark.unit != "day" or hours is None or hours > 12:
        return open_time("DURATION", value, "counts from a time that the text does not state")
    other = cal.plus_days(mark.first, form.sign if form.unit == "hour" else 0)
    first, last = min(mark.first, other), max(mark.first, other)
    precision: TimePrecision = "day" if first == last else "days"
    return Meaning(
        "DURATION", value, first, last, precision, "anchored", mark.label, "hours from a time on that day"
    )


def _from_mark(form: Offset, mark: Mark, label: str) -> Meaning:
    """`form` counted from a mark: as fine as the coarser of the unit counted and the mark."""
    count = form.quantity.value
    if count is None:
        most = VAGUE_MOST.get(form.unit, 1)
        ends = sorted(
            cal.shift(mark.first, form.unit, form.sign * n) for n in (1 if form.unit != "day" else 2, most)
        )
        return Meaning("DURATION", duration_value(form.quantity, form.unit), ends[0], ends[1], length_precision((ends[1] - ends[0]).days + 1), "anchored", label, "a vague distance from its anchor")  # fmt: skip
    if form.unit in SHORT_UNITS:
        return open_time("DURATION", duration_value(form.quantity, form.unit), "hours from its anchor")
    whole = round(count)
    first = cal.shift(mark.first, form.unit, form.sign * whole)
    if mark.unit == "day":
        return _from_day(form, first, label)
    interval = cal.unit_of(first, mark.unit) if mark.unit in {"month", "quarter", "year", "week"} else None
    if interval is None:
        last = cal.shift(mark.last, form.unit, form.sign * whole)
        return Meaning(
            "DATE",
            None,
            first,
            last,
            length_precision((last - first).days + 1),
            "anchored",
            label,
            "counted from its anchor",
        )
    return unit_meaning(
        unit_value(interval.first, mark.unit),
        interval,
        mark.unit,
        "anchored",
        label,
        "counted from its anchor",
    )


_SLACK = {
    "week": 2,
    "fortnight": 3,
    "weekend": 3,
    "month": 10,
    "quarter": 20,
    "year": 90,
    "decade": 900,
    "century": 9000,
}
"""Days on either side that "a week later", "a month later" leave open: our convention."""


def _from_day(form: Offset, day: date, label: str) -> Meaning:
    if form.unit in {"day", "night"}:
        slack = 0 if not form.quantity.mod else max(1, int((form.quantity.value or 1) // 4))
    else:
        slack = _SLACK.get(form.unit, 0)
    if slack == 0:
        return unit_meaning(
            day.isoformat(), cal.day(day), "day", "anchored", label, "counted from its anchor"
        )
    first, last = cal.plus_days(day, -slack), cal.plus_days(day, slack)
    unit = form.unit if form.unit in {"month", "year"} else "day"
    return Meaning("DATE", unit_value(day, unit), first, last, length_precision(2 * slack + 1), "anchored", label, "counted from its anchor, give or take", unit if unit != "day" else "")  # fmt: skip


def count_ago(form: Offset, scene: Scene) -> Meaning:
    """Two days ago, a month ago: to the day, or to the calendar unit that is counted."""
    value = duration_value(form.quantity, form.unit)
    if scene.today is None:
        return open_time("DATE", None, UNDATED)
    if form.unit in SHORT_UNITS:
        return _hours_ago(form, scene, value)
    count = form.quantity.value
    if count is None:
        return _vague_ago(form, scene, value)
    whole = round(count)
    quarter = scene.narrative.last("quarter", finest=True) if form.unit == "year" and whole == 1 else None
    if quarter is not None:
        return _from_mark(form, quarter, quarter.label)
    day = cal.shift(scene.today, form.unit, form.sign * whole)
    reason = "counted from publication"
    if form.quantity.mod:
        return _about(form, scene, day, reason)
    unit = {"night": "day", "fortnight": "week"}.get(form.unit, form.unit)
    if unit in {"decade", "century"}:
        unit = "year"
    interval = cal.unit_of(day, unit)
    assert interval is not None
    if unit == "day" and whole >= 20 and whole % 10 == 0:
        return _about(form, scene, day, reason)
    return unit_meaning(unit_value(interval.first, unit), interval, unit, scene.basis, scene.anchor, reason)


def _hours_ago(form: Offset, scene: Scene, value: str) -> Meaning:
    assert scene.today is not None
    count = form.quantity.value or 6
    days = int(count // 24) + 1 if form.unit == "hour" else 1
    first = cal.plus_days(scene.today, -days)
    return Meaning(
        "TIME", value, first, scene.today, "days", scene.basis, scene.anchor, "hours counted from publication"
    )


def _about(form: Offset, scene: Scene, day: date, reason: str) -> Meaning:
    """About, nearly or more than so long ago: an interval around the day."""
    assert scene.today is not None
    count, unit = form.quantity.value or 1, form.unit
    if form.quantity.mod == "LESS":
        first, last = day, cal.shift(day, unit, 1 if form.sign < 0 else 0)
    elif form.quantity.mod == "MORE":
        first, last = cal.shift(day, unit, -max(1, int(count // 4))), day
    else:
        slack = {
            "day": max(1, int(count // 4)),
            "night": 1,
            "week": 2 + int(count),
            "month": 15 + 5 * int(count),
        }.get(unit, 183)
        first, last = cal.plus_days(day, -slack), cal.plus_days(day, slack)
    last = min(last, scene.today) if form.sign < 0 else last
    coarse = {
        "night": "day",
        "fortnight": "week",
        "decade": "year",
        "century": "year",
        "weekend": "week",
    }.get(unit, unit)
    value_unit = "day" if coarse == "week" else coarse
    return Meaning("DATE", unit_value(day, value_unit), first, last, length_precision((last - first).days + 1), scene.basis, scene.anchor, f"about {reason}")  # fmt: skip


def _vague_ago(form: Offset, scene: Scene, value: str) -> Meaning:
    assert scene.today is not None
    most = VAGUE_MOST.get(form.unit, 10)
    if form.quantity.vague == "dozen":
        most *= 5
    first = cal.shift(scene.today, form.unit, -most)
    last = cal.shift(scene.today, form.unit, -2)
    reason = f"a few is taken as 2 to {most}"
    return Meaning(
        "DATE",
        value,
        first,
        last,
        length_precision((last - first).days + 1),
        scene.basis,
        scene.anchor,
        reason,
    )


def resolve_stretch(expr: Expr, scene: Scene) -> Meaning:
    """The past three days, the coming weeks: up to publication or from it."""
    form = expr.form
    assert isinstance(form, Stretch)
    value = duration_value(form.quantity, form.unit)
    if scene.today is None:
        return open_time("DURATION", value, UNDATED)
    if form.unit in SHORT_UNITS:
        days = int(-(-(form.quantity.value or 24) // 24)) if form.unit == "hour" else 1
        other = cal.plus_days(scene.today, form.sign * days)
    else:
        count = form.quantity.value
        number = VAGUE_MOST.get(form.unit, 10) if count is None else max(1, round(count))
        other = cal.shift(scene.today, form.unit, form.sign * number)
    first, last = min(scene.today, other), max(scene.today, other)
    return Meaning("DURATION", value, first, last, _stretch_precision(first, last), scene.basis, scene.anchor, "a stretch that ends or begins at publication")  # fmt: skip


def _stretch_precision(first: date, last: date) -> TimePrecision:
    return "days" if first != last and (last - first).days <= 31 else length_precision((last - first).days)
