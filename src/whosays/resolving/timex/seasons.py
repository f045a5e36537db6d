"""Seasons, quarters and half years."""

from datetime import date

from whosays.model.resolution import TimeBasis
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.calendar import Interval
from whosays.resolving.timex.forms import Calendar, Expr
from whosays.resolving.timex.meaning import Meaning, unit_value
from whosays.resolving.timex.scene import UNDATED, Scene, open_time, unit_meaning


def part_of_year(expr: Expr, form: Calendar, scene: Scene) -> Meaning:
    """Seasons, quarters and halves."""
    if form.quarter == 0 or (form.quarter is not None and form.year_origin == "narrative"):
        return _quarter_spoken_of(form, scene)
    placed = _placed(expr, form, scene)
    if placed is None:
        return open_time("DATE", None, UNDATED)
    year, basis, anchor = placed
    interval, value, unit = _piece(form, year)
    if form.season == "WI" and scene.today and interval.first > scene.today and form.year == scene.today.year:
        interval = cal.season_of(year - 1, "WI")
    reason = "" if basis == "explicit" else "year taken from its anchor"
    return unit_meaning(value, interval, unit, basis, anchor, reason)


def _placed(expr: Expr, form: Calendar, scene: Scene) -> tuple[int, TimeBasis, str] | None:
    """Year, basis and anchor of a part of a year; null when nothing gives the year."""
    if form.year is not None:
        return form.year, "explicit", ""
    if form.year_shift is not None:
        base, basis, anchor = year_base(form, scene)
        return None if base is None else (base + form.year_shift, basis, anchor)
    if scene.today is None:
        return None
    return _nearest_year(expr, form, scene, scene.today), scene.basis, scene.anchor


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
        ahead = next(
            (year, o) for year, o in options if (o.first > today if form.shift == 1 else o.last >= today)
        )
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
        return open_time("DATE", None, UNDATED)
    interval = cal.quarter_of(base.year + back, form.quarter or (base.month + 2) // 3)
    return unit_meaning(
        unit_value(interval.first, "quarter"), interval, "quarter", basis, anchor, "the quarter spoken of"
    )


def year_base(form: Calendar, scene: Scene) -> tuple[int | None, TimeBasis, str]:
    """The year that a shifted year counts from, with basis and anchor; null when unknown."""
    if form.year_origin == "narrative":
        mark = scene.narrative.last("year")
        if mark:
            return mark.first.year, "anchored", mark.label
    if scene.today:
        return scene.today.year, scene.basis, scene.anchor
    if scene.near and scene.near.first.year == scene.near.last.year:
        return scene.near.first.year, "publication", f"publication {scene.near.first.year}"
    return None, "unknown", ""
