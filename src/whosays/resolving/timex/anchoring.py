"""Ties forms to the calendar: from publication, from the narrative, or not at all, always with a reason."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from whosays.model.resolution import TimeBasis
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.calendar import Interval
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
    Quantity,
    Ref,
    Repeat,
    Stretch,
    TimeOfDay,
    Weekday,
)
from whosays.resolving.timex.meaning import (
    PARTS,
    SHORT_UNITS,
    UNIT_PRECISION,
    Meaning,
    duration_value,
    length_precision,
    unit_value,
)
from whosays.resolving.timex.narrative import Mark, Narrative
from whosays.resolving.timex.tense import Tense

VAGUE_MOST = {"day": 10, "night": 10, "weekend": 4, "week": 8, "fortnight": 4, "month": 12, "quarter": 6, "year": 10, "decade": 5, "century": 3}
"""Most units that "a few" or "recent" is taken to reach: our convention, wide on purpose."""
UNDATED = "counts from the publication date, which is unknown"
_SOON_DAYS = 60
"""A day without a year up to so far ahead is not sent back a year by a past verb that does not itself govern it."""
_FAR_MONTHS_DAYS = 150
"""The same for a month without a year: half a year ahead is named with its year."""
_FAR_DAYS = 270
"""A day without a year is not sent so far ahead by the tense when the same day has just passed."""
_FEAST_NEAR = 21
"""A holiday within three weeks of publication is the one meant, whatever the tense."""
_BACK_DAYS, _ON_DAYS = 10, 120
"""A story that gives its year once goes on from there so far, and steps back so far."""
_PROGRESS_DAYS = 183
"""A date without a year is placed within half a year of the dated time that it stands beside."""


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


def resolve(expr: Expr, scene: Scene) -> Meaning:
    """The meaning of one expression; what cannot be tied stays open and says why."""
    meaning = _RESOLVERS[type(expr.form)](expr, scene)
    if expr.part or expr.clock:
        meaning = _with_hour(expr, meaning)
    return meaning


def _unit_meaning(
    value: str, interval: Interval, unit: str, basis: TimeBasis, anchor: str = "", reason: str = ""
) -> Meaning:
    return Meaning("DATE", value, interval.first, interval.last, UNIT_PRECISION[unit], basis, anchor, reason, unit)


def _open(type_: str, value: str | None, reason: str) -> Meaning:
    return Meaning(type_, value, reason=reason)


def _narrow(meaning: Meaning, expr: Expr, scene: Scene) -> Meaning:
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
    precision = meaning.precision if interval.days > 31 or interval.days == 1 else length_precision(interval.days)
    if precision == "day" and interval.days > 1:
        precision = "days"
    return replace(meaning, first=interval.first, last=interval.last, precision=precision)


# Calendar dates


def _calendar(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Calendar)
    if form.decade is not None:
        return _narrow(_unit_meaning(str(form.decade), cal.decade_of(form.decade), "decade", "explicit"), expr, scene)
    if form.century is not None:
        return _narrow(_unit_meaning(str(form.century - 1), cal.century_of(form.century), "century", "explicit"), expr, scene)
    if form.quarter is not None or form.half is not None or (form.season and form.season != "?"):
        return _narrow(_part_of_year(expr, form, scene), expr, scene)
    if form.month is None and form.day is None and form.year is not None:
        return _narrow(_unit_meaning(f"{form.year:04d}", cal.year_of(form.year), "year", "explicit"), expr, scene)
    if form.month is None:
        return _day_of_month(form, scene)
    return _narrow(_month_or_day(expr, form, scene), expr, scene)


def _day_of_month(form: Calendar, scene: Scene) -> Meaning:
    """A military group without its month: the latest such day up to publication."""
    if scene.today is None or form.day is None:
        return _open("DATE", None, "month and year are not stated")
    for back in range(3 if form.weekday is None else 12):
        month = cal.plus_months(scene.today.replace(day=1), -back)
        if form.day <= cal.month_of(month.year, month.month).last.day:
            day = month.replace(day=form.day)
            if day <= scene.today and form.weekday in {None, day.isoweekday()}:
                return _unit_meaning(day.isoformat(), cal.day(day), "day", scene.basis, scene.anchor, "month taken from publication")
    return _open("DATE", None, "no such day near publication")


def _make(form: Calendar, year: int) -> Interval | None:
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
        interval = _make(form, form.year)
        if interval is None:
            return _open("DATE", None, "no such day")
        return _unit_meaning(unit_value(interval.first, unit), interval, unit, "explicit", reason=_weekday_note(form, interval))
    if form.year_shift is not None:
        return _in_shifted_year(form, scene, unit)
    return _without_year(expr, form, scene, unit)


def _weekday_note(form: Calendar, interval: Interval) -> str:
    if form.weekday is None or interval.first.isoweekday() == form.weekday:
        return "written in full"
    return "written in full, but the weekday named does not fit the date"


def _ambiguous_order(form: Calendar, scene: Scene) -> Meaning:
    """03/04/2016: the country's order where known, else both."""
    assert form.year is not None and form.month is not None and form.day is not None
    month_first = cal.day(date(form.year, form.month, form.day))
    day_first = cal.day(date(form.year, form.day, form.month))
    near = _reading_near(month_first, day_first, scene.today)
    if near is not None:
        return _unit_meaning(near.first.isoformat(), near, "day", "explicit", reason="the order that publication allows")
    if scene.day_first is not None:
        chosen = day_first if scene.day_first else month_first
        reason = "day before month, the order of the outlet's country" if scene.day_first else "month before day, the order of the outlet's country"
        return _unit_meaning(chosen.first.isoformat(), chosen, "day", "explicit", reason=reason)
    low, high = sorted((month_first, day_first))
    return Meaning("DATE", None, low.first, high.last, "days", "explicit", reason="day and month could stand in either order")


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
    base, basis, anchor = _year_base(form, scene)
    if base is None:
        return _open("DATE", None, UNDATED)
    interval = _make(form, base + form.year_shift)
    if interval is None:
        return _open("DATE", None, "no such day")
    return _unit_meaning(unit_value(interval.first, unit), interval, unit, basis, anchor, "year counted from its anchor")


def _year_base(form: Calendar, scene: Scene) -> tuple[int | None, TimeBasis, str]:
    if form.year_origin == "narrative":
        mark = scene.narrative.last("year")
        if mark:
            return mark.first.year, "anchored", mark.label
    if scene.today:
        return scene.today.year, scene.basis, scene.anchor
    if scene.near and scene.near.first.year == scene.near.last.year:
        return scene.near.first.year, "publication", f"publication {scene.near.first.year}"
    return None, "unknown", ""


def _without_year(expr: Expr, form: Calendar, scene: Scene, unit: str) -> Meaning:
    """The year from the weekday, from the dates beside it, or from publication."""
    if form.shift is not None and scene.today is not None:
        interval = _shifted(form, scene.today)
        if interval is None:
            return _open("DATE", None, "no such day near publication")
        return _unit_meaning(unit_value(interval.first, unit), interval, unit, scene.basis, scene.anchor, "counted from publication")
    beside = _year_beside(expr, form, scene)
    if beside is not None:
        interval, mark = beside
        return _unit_meaning(unit_value(interval.first, unit), interval, unit, "anchored", mark.label, "year taken from the date beside it")
    if scene.today is None:
        return _yearless_undated(form, scene, unit)
    interval = _nearest(form, scene.today, scene.tense(expr), firm=scene.firm(expr))
    return _unit_meaning(unit_value(interval.first, unit), interval, unit, scene.basis, scene.anchor, "year taken from publication")


def _shifted(form: Calendar, today: date) -> Interval | None:
    """Last March, next March, this March; null for a 29 February out of reach."""
    years = [_make(form, today.year + i) for i in (-2, -1, 0, 1, 2)]
    options = [interval for interval in years if interval is not None]
    if form.shift == 0:
        return next((o for o in options if o.first.year == today.year), None)
    if form.shift == 1:
        return next((o for o in options if o.first > today), None)
    return next((o for o in reversed(options) if o.last < today), None)


def _nearest(form: Calendar, today: date, tense: Tense, *, firm: bool = False) -> Interval:
    options = [o for i in range(-8, 9) if (o := _make(form, today.year + i)) is not None]
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
    if mark is None or (scene.today is not None and (scene.tense(expr) == "future" or not scene.goes_on(expr, mark))):
        return None
    if mark.unit == "year":
        interval = _make(form, mark.first.year)
        return None if interval is None else (interval, mark)
    if mark.unit not in {"day", "month"}:
        return None
    near = [o for i in (-1, 0, 1) if (o := _make(form, mark.first.year + i)) is not None]
    if not near:
        return None
    best = min(near, key=lambda o: abs((o.first - mark.first).days))
    apart = (best.first - mark.first).days
    if abs(apart) > _PROGRESS_DAYS or (scene.today is not None and not -_BACK_DAYS <= apart <= _ON_DAYS) or (scene.today and best.first > scene.today >= mark.first):
        return None
    return best, mark


def _yearless_undated(form: Calendar, scene: Scene, unit: str) -> Meaning:
    """No publication date: bounded below by the newest date of the text, or open."""
    if scene.near is not None:
        options = [o for y in (-1, 0) if (o := _make(form, scene.near.last.year + y)) is not None and o.first <= scene.near.last]
        if options:
            best = options[-1]
            return _unit_meaning(unit_value(best.first, unit), best, unit, scene.basis, f"{scene.dateline or 'publication'} {scene.near.first.isoformat()[:7]}", "year taken from publication")
    newest = scene.newest
    if newest is None:
        return _open("DATE", None, "no year stated and no publication date")
    floor = newest.first - timedelta(days=365)
    options = [o for y in range(3) if (o := _make(form, floor.year + y)) is not None and o.first >= floor]
    return Meaning("DATE", None, options[0].first if options else None, None, "open", "anchored", newest.label,
        "no year stated; not before the year up to the newest date of the text")  # fmt: skip


def _part_of_year(expr: Expr, form: Calendar, scene: Scene) -> Meaning:
    """Seasons, quarters and halves."""
    if form.quarter == 0 or (form.quarter is not None and form.year_origin == "narrative"):
        return _quarter_spoken_of(form, scene)
    if form.year is not None:
        year, basis, anchor = form.year, "explicit", ""
    elif form.year_shift is not None:
        base, basis, anchor = _year_base(form, scene)  # type: ignore[assignment]
        if base is None:
            return _open("DATE", None, UNDATED)
        year = base + form.year_shift
    elif scene.today is None:
        return _open("DATE", None, UNDATED)
    else:
        year, basis, anchor = _nearest_year(expr, form, scene, scene.today), scene.basis, scene.anchor
    interval, value, unit = _piece(form, year)
    if form.season == "WI" and scene.today and interval.first > scene.today and form.year == scene.today.year:
        interval = cal.season_of(year - 1, "WI")
    return _unit_meaning(value, interval, unit, basis, anchor, "" if basis == "explicit" else "year taken from its anchor")  # type: ignore[arg-type]


def _piece(form: Calendar, year: int) -> tuple[Interval, str, str]:
    if form.quarter:
        return cal.quarter_of(year, form.quarter), f"{year:04d}-Q{form.quarter}", "quarter"
    if form.half:
        return cal.half_of(year, form.half), f"{year:04d}-H{form.half}", "half"
    return cal.season_of(year, form.season), f"{year:04d}-{form.season}", "season"


def _nearest_year(expr: Expr, form: Calendar, scene: Scene, today: date) -> int:
    options = [(year, _piece(form, year)[0]) for year in range(today.year - 2, today.year + 3)]
    if form.shift == 0:
        inside = [year for year, o in options if o.first <= today <= o.last]
        return inside[0] if inside else today.year
    if form.shift == 1 or (form.shift is None and scene.tense(expr) == "future"):
        ahead = next((year, o) for year, o in options if (o.first > today if form.shift == 1 else o.last >= today))
        behind = [o for _, o in options if o.last < today][-1]
        if form.shift == 1 or not form.quarter or (ahead[1].first - today).days < (today - behind.last).days:
            return ahead[0]
    if form.shift == -1:
        return [year for year, o in options if o.last < today][-1]
    return [year for year, o in options if o.first <= today][-1]


def _quarter_spoken_of(form: Calendar, scene: Scene) -> Meaning:
    mark = scene.narrative.last("quarter", finest=True)
    back = form.year_shift or 0
    if mark is not None:
        base = mark.first
        basis: TimeBasis = "anchored"
        anchor = mark.label
    elif scene.today is not None:
        base = cal.shift(scene.today, "quarter", -1)
        basis, anchor = scene.basis, scene.anchor
    else:
        return _open("DATE", None, UNDATED)
    interval = cal.quarter_of(base.year + back, form.quarter or (base.month + 2) // 3)
    return _unit_meaning(unit_value(interval.first, "quarter"), interval, "quarter", basis, anchor, "the quarter spoken of")


# Days and weekdays


def _day(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Day)
    if scene.today is None:
        return _within_near(scene, form.offset, form.offset)
    value = cal.plus_days(scene.today, form.offset)
    return _unit_meaning(value.isoformat(), cal.day(value), "day", scene.basis, scene.anchor, "counted from publication")


def _within_near(scene: Scene, first: int, last: int) -> Meaning:
    """A day counted from a publication of which only the month or year is known: somewhere in it, moved by so many days."""
    near = scene.near
    if near is None:
        return _open("DATE", None, UNDATED)
    label = f"{scene.dateline or 'publication'} {near.first.isoformat()[:7]}"
    precision = "month" if near.days <= 31 else "year"
    bounds = cal.plus_days(near.first, first), cal.plus_days(near.last, last)
    return Meaning("DATE", None, *bounds, precision, scene.basis, label, "the day of publication is not known")  # type: ignore[arg-type]


def _weekday(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Weekday)
    base, basis, anchor = scene.today, scene.basis, scene.anchor
    if form.origin == "narrative":
        mark = scene.narrative.last("day")
        if mark is not None:
            base, basis, anchor = mark.first, "anchored", mark.label
    if base is None:
        return _within_near(scene, -6, 0) if form.shift is None and scene.tense(expr) != "future" else _open("DATE", None, UNDATED)
    value = _weekday_day(form, base, scene.tense(expr))
    return _unit_meaning(value.isoformat(), cal.day(value), "day", basis, anchor, _weekday_reason(form, value, base))


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
        past = cal.week_of(base).first + timedelta(days=form.weekday - 1) if tense == "past" else cal.plus_days(base, ahead)
        return past if past <= base or tense != "past" else cal.plus_days(base, -back)
    return cal.plus_days(base, ahead) if tense == "future" else cal.plus_days(base, -back)


# Periods


def _period(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Period)
    if form.origin == "narrative":
        mark = scene.narrative.last(form.unit)
        if mark is not None and (mark.last - mark.first).days <= _span(form.unit):
            return _narrow(_period_from(mark.first, form, "anchored", mark.label), expr, scene)
        if form.unit == "day" and form.shift == 0 and expr.mod in {"EARLIER", "LATER"} and scene.today:
            return _period_from(scene.today, form, scene.basis, scene.anchor)
        if form.unit in {"day", "week", "weekend"}:
            return _open("DATE", None, "counts from a time that the text does not state")
    if scene.today is None:
        return _from_near(form, scene)
    base = scene.today
    if form.unit == "weekend":
        return _narrow(_weekend(form, scene, expr), expr, scene)
    return _narrow(_period_from(base, form, scene.basis, scene.anchor), expr, scene)


def _span(unit: str) -> int:
    return {"day": 0, "week": 6, "weekend": 6, "month": 30, "quarter": 91, "year": 365}.get(unit, 40000)


def _from_near(form: Period, scene: Scene) -> Meaning:
    """Publication known to the month or the year only: units no finer than that still resolve."""
    near = scene.near
    if near is None or _span(form.unit) < near.days - 1:
        return _open("DATE", None, UNDATED)
    return _period_from(near.first, form, scene.basis, f"{scene.dateline or 'publication'} {near.first.isoformat()[:7]}")


def _period_from(base: date, form: Period, basis: TimeBasis, anchor: str) -> Meaning:
    moved = cal.shift(base, form.unit, form.shift)
    interval = cal.unit_of(moved, form.unit)
    if interval is None:
        return _open("DATE", None, "shorter than a day")
    unit = "day" if form.unit == "night" else form.unit
    return _unit_meaning(unit_value(interval.first, unit), interval, unit, basis, anchor, "counted from its anchor")


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
    return _unit_meaning(unit_value(base, "weekend"), cal.weekend_of(base), "weekend", scene.basis, scene.anchor, "counted from publication")


# Distances


def _offset(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Offset)
    if form.tied is not None:
        base = resolve(form.tied, scene)
        if base.first is None or base.last is None:
            return _open("DATE", None, f"counts from a time that is not known: {base.reason}")
        label = f'{base.first.isoformat()} "{scene.words(form.tied)}"'
        return _from_mark(form, Mark(expr.start, "", base.first, base.last, base.unit or "day", False, 0, 0), label)
    if form.origin == "publication":
        return _ago(form, scene)
    if form.origin == "event":
        return _beside_event(expr, form, scene)
    return _beside_narrative(form, scene)


_EVENT_UNITS = frozenset({"day", "night", "week", "fortnight"})
"""Units in which a distance from an event is believed; longer ones are told of too loosely."""


def _beside_event(expr: Expr, form: Offset, scene: Scene) -> Meaning:
    value = duration_value(form.quantity, form.unit)
    mark = scene.event_mark(expr) if form.unit in _EVENT_UNITS and form.quantity.value is not None else None
    if mark is None:
        return _open("DURATION", value, "counts from an event whose date the text does not state")
    tied = _from_mark(form, mark, mark.label)
    if tied.precision != "day" or tied.interval is None:
        return tied
    return replace(tied, precision="day", reason="counted from the event, which the text dates")


def _beside_narrative(form: Offset, scene: Scene) -> Meaning:
    mark = None
    if form.unit == "year":
        mark = scene.narrative.last("quarter", finest=True) or scene.narrative.last("year")
    elif form.unit not in SHORT_UNITS:
        mark = scene.narrative.last("day" if form.unit in {"day", "night", "week"} else form.unit)
    if mark is not None:
        return _from_mark(form, mark, mark.label)
    if form.unit in SHORT_UNITS:
        return _hours_beside(form, scene)
    if form.unit in {"year", "month"} and form.sign < 0 and scene.today is not None:
        return _ago(form, scene)
    return _open("DURATION", duration_value(form.quantity, form.unit), "counts from a time that the text does not state")


def _hours_beside(form: Offset, scene: Scene) -> Meaning:
    value = duration_value(form.quantity, form.unit)
    mark = scene.narrative.last("day")
    hours = form.quantity.value if form.unit == "hour" else 1
    if mark is None or mark.unit != "day" or hours is None or hours > 12:
        return _open("DURATION", value, "counts from a time that the text does not state")
    other = cal.plus_days(mark.first, form.sign if form.unit == "hour" else 0)
    first, last = min(mark.first, other), max(mark.first, other)
    precision = "day" if first == last else "days"
    return Meaning("DURATION", value, first, last, precision, "anchored", mark.label, "hours from a time on that day")


def _from_mark(form: Offset, mark: Mark, label: str) -> Meaning:
    """`form` counted from a mark: as fine as the coarser of the unit counted and the mark."""
    count = form.quantity.value
    if count is None:
        most = VAGUE_MOST.get(form.unit, 1)
        ends = sorted(cal.shift(mark.first, form.unit, form.sign * n) for n in (1 if form.unit != "day" else 2, most))
        return Meaning("DURATION", duration_value(form.quantity, form.unit), ends[0], ends[1], length_precision((ends[1] - ends[0]).days + 1), "anchored", label, "a vague distance from its anchor")  # fmt: skip
    if form.unit in SHORT_UNITS:
        return _open("DURATION", duration_value(form.quantity, form.unit), "hours from its anchor")
    whole = int(round(count))
    first = cal.shift(mark.first, form.unit, form.sign * whole)
    if mark.unit == "day":
        return _from_day(form, first, label)
    interval = cal.unit_of(first, mark.unit) if mark.unit in {"month", "quarter", "year", "week"} else None
    if interval is None:
        last = cal.shift(mark.last, form.unit, form.sign * whole)
        return Meaning("DATE", None, first, last, length_precision((last - first).days + 1), "anchored", label, "counted from its anchor")
    return _unit_meaning(unit_value(interval.first, mark.unit), interval, mark.unit, "anchored", label, "counted from its anchor")


_SLACK = {"week": 2, "fortnight": 3, "weekend": 3, "month": 10, "quarter": 20, "year": 90, "decade": 900, "century": 9000}
"""Days on either side that "a week later", "a month later" leave open: our convention."""


def _from_day(form: Offset, day: date, label: str) -> Meaning:
    if form.unit in {"day", "night"}:
        slack = 0 if not form.quantity.mod else max(1, int((form.quantity.value or 1) // 4))
    else:
        slack = _SLACK.get(form.unit, 0)
    if slack == 0:
        return _unit_meaning(day.isoformat(), cal.day(day), "day", "anchored", label, "counted from its anchor")
    first, last = cal.plus_days(day, -slack), cal.plus_days(day, slack)
    unit = form.unit if form.unit in {"month", "year"} else "day"
    return Meaning("DATE", unit_value(day, unit), first, last, length_precision(2 * slack + 1), "anchored", label, "counted from its anchor, give or take", unit if unit != "day" else "")  # fmt: skip


def _ago(form: Offset, scene: Scene) -> Meaning:
    """Two days ago, a month ago: to the day, or to the calendar unit that is counted."""
    value = duration_value(form.quantity, form.unit)
    if scene.today is None:
        return _open("DATE", None, UNDATED)
    if form.unit in SHORT_UNITS:
        return _hours_ago(form, scene, value)
    count = form.quantity.value
    if count is None:
        return _vague_ago(form, scene, value)
    whole = int(round(count))
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
    return _unit_meaning(unit_value(interval.first, unit), interval, unit, scene.basis, scene.anchor, reason)


def _hours_ago(form: Offset, scene: Scene, value: str) -> Meaning:
    assert scene.today is not None
    count = form.quantity.value or 6
    days = int(count // 24) + 1 if form.unit == "hour" else 1
    first = cal.plus_days(scene.today, -days)
    return Meaning("TIME", value, first, scene.today, "days", scene.basis, scene.anchor, "hours counted from publication")


def _about(form: Offset, scene: Scene, day: date, reason: str) -> Meaning:
    """About, nearly or more than so long ago: an interval around the day."""
    assert scene.today is not None
    count, unit = form.quantity.value or 1, form.unit
    if form.quantity.mod == "LESS":
        first, last = day, cal.shift(day, unit, 1 if form.sign < 0 else 0)
    elif form.quantity.mod == "MORE":
        first, last = cal.shift(day, unit, -max(1, int(count // 4))), day
    else:
        slack = {"day": max(1, int(count // 4)), "night": 1, "week": 2 + int(count), "month": 15 + 5 * int(count)}.get(unit, 183)
        first, last = cal.plus_days(day, -slack), cal.plus_days(day, slack)
    last = min(last, scene.today) if form.sign < 0 else last
    coarse = {"night": "day", "fortnight": "week", "decade": "year", "century": "year", "weekend": "week"}.get(unit, unit)
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
    return Meaning("DATE", value, first, last, length_precision((last - first).days + 1), scene.basis, scene.anchor, reason)


def _stretch(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Stretch)
    value = duration_value(form.quantity, form.unit)
    if scene.today is None:
        return _open("DURATION", value, UNDATED)
    if form.unit in SHORT_UNITS:
        days = int(-(-(form.quantity.value or 24) // 24)) if form.unit == "hour" else 1
        other = cal.plus_days(scene.today, form.sign * days)
    else:
        count = form.quantity.value
        number = VAGUE_MOST.get(form.unit, 10) if count is None else max(1, int(round(count)))
        other = cal.shift(scene.today, form.unit, form.sign * number)
    first, last = min(scene.today, other), max(scene.today, other)
    return Meaning("DURATION", value, first, last, _stretch_precision(first, last), scene.basis, scene.anchor, "a stretch that ends or begins at publication")  # fmt: skip


def _stretch_precision(first: date, last: date):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return "days" if first != last and (last - first).days <= 31 else length_precision((last - first).days)


def _duration(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Duration)
    if scene.leads(expr) == "in" and scene.today is not None and scene.tense(expr) == "future" and form.unit not in SHORT_UNITS:
        return _ago(Offset(form.quantity, form.unit, 1, "publication"), scene)
    return _open("DURATION", duration_value(form.quantity, form.unit), "a length of time, tied to no date")


def _repeat(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Repeat)
    del scene
    return _open("SET", form.value, "a repeated time, no single date")


def _ref(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Ref)
    today = scene.today
    if today is None:
        return _open("DATE", form.value, UNDATED)
    first = None if form.value == "PAST_REF" else today
    last = None if form.value == "FUTURE_REF" else today
    precision = "days" if form.value == "PRESENT_REF" else "open"
    return Meaning("DATE", form.value, first, last, precision, scene.basis, scene.anchor, "a vague reference bounded by publication")  # type: ignore[arg-type]


# Holidays, ranges, parts


def _feast(expr: Expr, scene: Scene) -> Meaning:
    form = expr.form
    assert isinstance(form, Feast)
    if form.year is None and scene.today is None:
        mark = scene.narrative.dated()
        if mark is None:
            return _open("DATE", None, UNDATED)
        options = [o for y in (-1, 0, 1) for o in cal.holiday_of(form.name, mark.first.year + y)]
        if not options:
            return _open("DATE", None, "the table of holidays does not reach that year")
        best = min(options, key=lambda o: abs((o.first - mark.first).days))
        return _narrow(_feast_meaning(form, best, "anchored", mark.label), expr, scene)
    if form.year is not None:
        found = cal.holiday_of(form.name, form.year)
        if len(found) != 1:
            return _open("DATE", f"{form.year:04d}", "the holiday fell twice or not at all in that year")
        return _narrow(_feast_meaning(form, found[0], "explicit", ""), expr, scene)
    assert scene.today is not None
    return _narrow(_feast_near(expr, form, scene, scene.today), expr, scene)


def _feast_near(expr: Expr, form: Feast, scene: Scene, today: date) -> Meaning:
    options = [o for y in (-2, -1, 0, 1, 2) for o in cal.holiday_of(form.name, today.year + y)]
    if not options:
        return _open("DATE", None, "the table of holidays does not reach that year")
    inside = [o for o in options if o.first <= today <= o.last]
    past, future = [o for o in options if o.first <= today], [o for o in options if o.last >= today]
    tense = scene.tense(expr)
    close = min(options, key=lambda o: abs((o.first - today).days))
    if form.shift is None and abs((close.first - today).days) <= _FEAST_NEAR:
        best = close
    elif form.shift == 1 or (form.shift != -1 and tense == "future" and not inside):
        best = next((o for o in future if o.first > today), options[-1])
    elif form.shift == -1:
        best = next((o for o in reversed(past) if o.last < today), options[0])
    elif form.shift == 0 and not inside:
        best = min(options, key=lambda o: (o.first.year != today.year, abs((o.first - today).days)))
    elif inside:
        best = inside[0]
    else:
        best = past[-1] if tense == "past" and past else min(options, key=lambda o: abs((o.first - today).days))
    return _feast_meaning(form, best, scene.basis, scene.anchor)


def _feast_meaning(form: Feast, interval: Interval, basis: TimeBasis, anchor: str) -> Meaning:
    if cal.is_lunar(form.name):
        wide = Interval(cal.plus_days(interval.first, -cal.MOON_DAYS), cal.plus_days(interval.last, cal.MOON_DAYS))
        precision = "month" if interval.days > 20 else "days"
        return Meaning("DATE", interval.first.isoformat(), wide.first, wide.last, precision, basis, anchor, "Umm al-Qura calendar, a day either way for the moon")  # type: ignore[arg-type]
    if interval.days > 1:
        return Meaning("DATE", interval.first.isoformat(), interval.first, interval.last, "days", basis, anchor, "table of holidays")
    return _unit_meaning(interval.first.isoformat(), interval, "day", basis, anchor, "table of holidays")


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
    if first.first and last.last and isinstance(b, Calendar) and b.year is None and b.day and first.first > last.last:
        later = _make(b, last.last.year + 1)
        last = replace(last, first=later.first, last=later.last, value=later.first.isoformat()) if later else last
    if first.first is None or last.last is None or first.first > last.last:
        return _open("DATE", None, "the ends of the range cannot be placed")
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
    if mark is not None and mark.unit == "day" and mark.first == mark.last and scene.narrative.sentence - mark.sentence <= 2:
        return _unit_meaning(mark.first.isoformat(), cal.day(mark.first), "day", "anchored", mark.label, "on the day spoken of")
    if scene.today is not None and night and expr.rule == "part":
        first = cal.plus_days(scene.today, -1)
        return Meaning("DATE", scene.today.isoformat(), first, scene.today, "days", scene.basis, scene.anchor, "the night up to publication")
    return _open("TIME", None, "the day is not stated")


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
        return _unit_meaning(unit_value(week.first, "week"), week, "week", outer.basis, outer.anchor, "the week that holds the day")
    size = {"day": 1, "week": 7, "weekend": 7, "month": 31}[form.unit]
    if form.nth > 0:
        first = cal.plus_days(whole.first, (form.nth - 1) * size)
        interval = Interval(first, min(whole.last, cal.plus_days(first, size - 1)))
    else:
        interval = Interval(max(whole.first, cal.plus_days(whole.last, 1 - size)), whole.last)
    if interval.first > interval.last:
        return _open("DATE", None, "no such part")
    precision = length_precision(interval.days) if size > 1 or outer.reason.startswith("Umm") else "day"
    if outer.reason.startswith("Umm"):
        interval, precision = Interval(interval.first, cal.plus_days(interval.last, 2 * cal.MOON_DAYS)), "days"
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
    if expr.rule == "part" and expr.form.__class__ is TimeOfDay and meaning.reason == "on the day spoken of" and part == "NI":
        return replace(meaning, last=cal.plus_days(meaning.first, 1) if meaning.first else None, precision="days")
    return meaning


def vague(unit: str) -> Quantity:
    """A few of a unit."""
    return Quantity(None, f"few {unit}")


_RESOLVERS: dict[type, Callable[[Expr, Scene], Meaning]] = {
    Calendar: _calendar, Weekday: _weekday, Day: _day, Period: _period, Offset: _offset, Stretch: _stretch, Duration: _duration,
    Repeat: _repeat, Ref: _ref, Feast: _feast, Between: _between, TimeOfDay: _time_of_day, Inside: _inside,
}  # fmt: skip
