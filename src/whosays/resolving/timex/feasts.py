"""Holidays: by year, or the one that publication and tense point to."""

from datetime import date

from whosays.model.resolution import TimeBasis, TimePrecision
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.calendar import Interval
from whosays.resolving.timex.forms import Expr, Feast
from whosays.resolving.timex.meaning import MOON_REASON, Meaning
from whosays.resolving.timex.scene import UNDATED, Scene, narrow, open_time, unit_meaning

_FEAST_NEAR = 21
"""A holiday within three weeks of publication is the one meant, whatever the tense."""


def resolve_feast(expr: Expr, scene: Scene) -> Meaning:
    """A holiday of a year, or the one nearest to what publication and tense say."""
    form = expr.form
    assert isinstance(form, Feast)
    if form.year is None and scene.today is None:
        mark = scene.narrative.dated()
        if mark is None:
            return open_time("DATE", None, UNDATED)
        options = [o for y in (-1, 0, 1) for o in cal.holiday_of(form.name, mark.first.year + y)]
        if not options:
            return open_time("DATE", None, "the table of holidays does not reach that year")
        best = min(options, key=lambda o: abs((o.first - mark.first).days))
        return narrow(_feast_meaning(form, best, "anchored", mark.label), expr, scene)
    if form.year is not None:
        found = cal.holiday_of(form.name, form.year)
        if len(found) != 1:
            return open_time("DATE", f"{form.year:04d}", "the holiday fell twice or not at all in that year")
        return narrow(_feast_meaning(form, found[0], "explicit", ""), expr, scene)
    assert scene.today is not None
    return narrow(_feast_near(expr, form, scene, scene.today), expr, scene)


def _feast_near(expr: Expr, form: Feast, scene: Scene, today: date) -> Meaning:
    options = [o for y in (-2, -1, 0, 1, 2) for o in cal.holiday_of(form.name, today.year + y)]
    if not options:
        return open_time("DATE", None, "the table of holidays does not reach that year")
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
        best = (
            past[-1] if tense == "past" and past else min(options, key=lambda o: abs((o.first - today).days))
        )
    return _feast_meaning(form, best, scene.basis, scene.anchor)


def _feast_meaning(form: Feast, interval: Interval, basis: TimeBasis, anchor: str) -> Meaning:
    if cal.is_lunar(form.name):
        wide = Interval(
            cal.plus_days(interval.first, -cal.MOON_DAYS), cal.plus_days(interval.last, cal.MOON_DAYS)
        )
        precision: TimePrecision = "month" if interval.days > 20 else "days"
        return Meaning(
            "DATE",
            interval.first.isoformat(),
            wide.first,
            wide.last,
            precision,
            basis,
            anchor,
            MOON_REASON,
        )
    if interval.days > 1:
        return Meaning(
            "DATE",
            interval.first.isoformat(),
            interval.first,
            interval.last,
            "days",
            basis,
            anchor,
            "table of holidays",
        )
    return unit_meaning(interval.first.isoformat(), interval, "day", basis, anchor, "table of holidays")
