"""From meanings to the records: function words, clock times with their zone, open ends."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from whosays.lexicon.times import load_zones
from whosays.model.resolution import TimeMention
from whosays.resolving.timex import calendar as cal
from whosays.resolving.timex.forms import Between, Clock, Duration, Expr, Repeat, TimeOfDay
from whosays.resolving.timex.meaning import Meaning
from whosays.resolving.timex.scene import Scene
from whosays.resolving.timex.setting import Found

Function = Literal["at", "since", "until", "before", "after", "for", "every"]
LOOKS_AHEAD = "the clause looks ahead"
"""Marks, in the reason, a date that lies after publication."""
_FUNCTIONS: dict[str, Function] = {
    "SINCE": "since",
    "UNTIL": "until",
    "THROUGH": "until",
    "BY": "until",
    "BEFORE": "before",
    "AFTER": "after",
}


_OF_A_DAY = frozenset({"PART", "NOON", "CLOCK", "CLOCKDOT", "MILCLOCK", "INT", "OVERNIGHT"})
"""Words for an hour or part of a day."""


def function_of(item: Found) -> Function:
    """How the words stand: told by the preposition before them."""
    expr, words = item.expr, item.run.words
    if isinstance(expr.form, Repeat):
        return "every"
    if isinstance(expr.form, Duration):
        return "for"
    if isinstance(expr.form, Between) or expr.rule == "current":
        return "at"
    place = expr.first - 1
    while place >= 0 and words[place].kind in {"THE", "APPROX", "LPAR"}:
        place -= 1
    kind = words[place].kind if place >= 0 else ""
    follows = words[expr.last + 1].kind if expr.last + 1 < len(words) else ""
    if kind in {"BEFORE", "AFTER"} and words[expr.first].kind in _OF_A_DAY and (expr.clock or expr.part) and not isinstance(expr.form, TimeOfDay):
        return "at"  # before dawn on Friday: the hour bounds, and it is still Friday
    if kind == "BY" and (expr.clock or expr.part):
        return "at"  # by 8 a.m. on Thursday, by nightfall: done on that day, as far as days go
    if kind == "FROM":
        return "since" if follows in {"ON", "UNTIL", "TO", "THROUGH"} else "at"
    if follows == "POSS" and kind in {"BEFORE", "AFTER", "BY"}:
        return "at"  # after Monday's attack: the attack bounds, not Monday
    return _FUNCTIONS.get(kind, "at")


def to_mention(expr: Expr, meaning: Meaning, function: Function, scene: Scene) -> TimeMention:
    """The record of one expression."""
    earliest, latest = _iso(meaning.first), _iso(meaning.last)
    precision, reason = meaning.precision, meaning.reason
    if meaning.moment and meaning.first and expr.clock:
        offset = _offset(expr.clock, meaning.first)
        if offset:
            earliest = latest = _moment(meaning.first, expr.clock.minutes, offset)
            precision = "minute"
        else:
            reason = f"{reason}; the hour's zone is not stated".lstrip("; ")
    if meaning.basis == "explicit" and _ahead(expr, meaning, scene):
        reason = f"{reason}; {LOOKS_AHEAD}".lstrip("; ")
    mention = TimeMention(
        expr.start,
        expr.end,
        meaning.type,
        meaning.value,
        earliest,
        latest,
        precision,
        meaning.basis,
        "throughout" if function in {"since", "until"} else "within",
        function,
        meaning.anchor,
        reason,
    )
    return mention if function == "at" else _open_ended(mention, meaning, scene.today)


def _ahead(expr: Expr, meaning: Meaning, scene: Scene) -> bool:
    after = meaning.first is not None and (scene.today is None or meaning.first > scene.today)
    return after and scene.tense(expr) == "future"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(day: date, minutes: int, offset: str) -> str:
    sign = -1 if offset[0] == "-" else 1
    zone = timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6])))
    at = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
    return at.isoformat(timespec="minutes")


def _offset(clock: Clock, day: date) -> str | None:
    """Offset of the zone named, on that day; null when none is named or the zone database is not there."""
    if clock.offset:
        return clock.offset
    zone = load_zones().get(clock.zone)
    if zone is None:
        return None
    if zone.offset:
        return zone.offset
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        there = ZoneInfo(zone.iana or "UTC")
    except ZoneInfoNotFoundError:
        return None
    at = datetime(day.year, day.month, day.day, tzinfo=there) + timedelta(minutes=clock.minutes)
    return at.isoformat(timespec="minutes")[-6:]


def _open_ended(mention: TimeMention, meaning: Meaning, today: date | None) -> TimeMention:
    """Since, until, before and after leave one end of the interval open, or close it with publication."""
    first, last = meaning.first, meaning.last
    if mention.function == "since" and first is not None:
        return replace(mention, latest=_iso(_up_to(first, today)), precision="open")
    if mention.function == "until" and last is not None:
        return replace(mention, earliest=None, precision="open")
    if mention.function == "before" and first is not None:
        return replace(mention, earliest=None, latest=_iso(cal.plus_days(first, -1)), precision="open")
    if mention.function == "after" and last is not None:
        start = cal.plus_days(last, 1)
        return replace(mention, earliest=_iso(start), latest=_iso(_up_to(start, today)), precision="open")
    return mention


def _up_to(start: date, today: date | None) -> date | None:
    return today if today is not None and today >= start else None
