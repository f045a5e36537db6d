"""Functions that make the forms of clock times and parts of the day."""

import re

from whosays.resolving.timex.forms import Clock, Day, Expr, Form, Period, TimeOfDay
from whosays.resolving.timex.match import Hit, shift_of

_DATE_WORDS = frozenset({"MONTH", "MONTHQ", "INT", "ORD", "WDAY", "ISO"})


def shifted_part(hit: Hit) -> Expr | None:
    """Last night, this morning, the following evening, that same night."""
    shift, part = shift_of(hit), hit.value("part")
    if shift is None or (hit.kind("shift") == "LAST" and part not in {"NI", "EV"}):
        return None
    narrative = hit.kind("shift") not in {"LAST", "THIS"}
    form: Form = Period("day", shift, "narrative") if narrative else Day(-1 if shift < 0 else 0)
    return hit.expr(form, mod=hit.edge, part=part)


def part(hit: Hit) -> Expr | None:
    """At dawn, in the early morning, overnight: on the day spoken of."""
    value = hit.value("part")
    if hit.kind("part") != "OVERNIGHT":
        if not hit.has("at") and not hit.has("edge") and not _of_a_day(hit):
            return None
        if hit.kind("at") in {"IN", "DURING"} and not hit.has("det") and not hit.has("edge"):
            return None
    elif re.match(r"\s*(?:stay|success|sensation|delivery|guest)", hit.tail):
        return None
    return hit.expr(TimeOfDay(), mod=hit.edge, part=value, skip=1 if hit.has("at") else 0)


def _of_a_day(hit: Hit) -> bool:
    """Whether "the night" is followed by "of" and a date."""
    last = hit.match.end()
    following = [word.kind for word in hit.run.words[last : last + 3] if word.kind != "THE"]
    return hit.has("det") and following[:1] == ["OF"] and following[1:2] != [] and following[1] in _DATE_WORDS


def early_hours(hit: Hit) -> Expr | None:
    """The early hours, the early morning hours."""
    if hit.value("unit") != "hour":
        return None
    return hit.expr(TimeOfDay(), mod="START" if hit.has("part") else "", part=hit.value("part") or "MO")


def clock(hit: Hit) -> Expr | None:
    """10:30 a.m. EST, 5 pm, noon, 1400 hours local time, 13:44 GMT+3."""
    minutes = _minutes(hit)
    if minutes is None:
        return None
    zone, offset = hit.value("zone"), ""
    if zone and hit.has("shift") and hit.has("sign"):
        sign = "+" if hit.kind("sign") == "PLUS" else "-"
        offset, zone = f"{sign}{int(hit.value('shift')):02d}:00", ""
    if zone and hit.match.group("zone") and not zone_is_clock(hit, zone):
        return hit.expr(TimeOfDay(), clock=Clock(minutes), until=_last_clock_group(hit))
    return hit.expr(TimeOfDay(), clock=Clock(minutes, zone, offset))


def zone_is_clock(hit: Hit, zone: str) -> bool:
    """A city is a zone only before the word "time"."""
    return (
        len(zone) <= 4
        or hit.run.words[hit.match.end() - 1].kind == "TIME"
        or hit.run.words[hit.match.end() - 1].kind == "RPAR"
    )


def _last_clock_group(hit: Hit) -> str:
    names = ("half", "half2", "clock", "mil", "noon", "hour2")
    return next(name for name in names if hit.has(name))


def _minutes(hit: Hit) -> int | None:
    if hit.has("noon"):
        return 720 if hit.value("noon") == "12:00" else 1440
    if hit.has("mil"):
        raw = hit.value("mil")
        led = hit.before is not None and hit.before.kind in {"AT", "BY", "APPROX", "UNTIL", "FROM"}
        if raw[:2] in {"19", "20"} and not (led or hit.has("zone")):
            return None  # 2000 hours of work
        return int(raw[:2]) * 60 + int(raw[2:])
    if hit.has("clock"):
        parts = [int(part) for part in re.split(r"[:.hH]", hit.value("clock"))]
        hour, minute = parts[0], parts[1]
    else:
        hour, minute = hit.number("hour") or hit.number("hour2") or 0, 0
    half = hit.value("half") or hit.value("half2")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour <= 24 and hour * 60 + minute <= 1440 else None
