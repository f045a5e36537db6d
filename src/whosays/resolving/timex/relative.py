"""Functions that make the forms of relative times and vague references."""

import re

from whosays.resolving.timex.absolute import full_year
from whosays.resolving.timex.forms import (
    Calendar,
    Day,
    Duration,
    Expr,
    Feast,
    Form,
    Inside,
    Offset,
    Origin,
    Period,
    Quantity,
    Ref,
    Repeat,
    Stretch,
    TimeOfDay,
    Weekday,
)
from whosays.resolving.timex.lengths import quantity
from whosays.resolving.timex.match import EDGES, Hit, origin_of, shift_of

_SHORT = frozenset({"second", "minute", "hour"})


def _unit(hit: Hit, name: str = "unit") -> str:
    return hit.value(name)


def bound(hit: Hit) -> Expr | None:
    """The end of November, the beginning of the year, mid of this week."""
    mod = EDGES.get(hit.kind("bound"), "")
    outer: Form
    if hit.has("m"):
        outer = Calendar(full_year(hit.value("y")) if hit.has("y") else None, hit.number("m"))
    elif hit.has("y1"):
        outer = Calendar(full_year(hit.value("y1")))
    elif hit.has("dec"):
        digits = re.sub(r"\D", "", hit.value("dec"))
        outer = Calendar(decade=int(digits) // 10 + (190 if len(digits) == 2 else 0))
    elif hit.has("feast"):
        outer = Feast(hit.value("feast"))
    else:
        if _unit(hit) in _SHORT or not (hit.has("shift") or hit.has("inner")):
            return None
        outer = Period(_unit(hit), shift_of(hit) or 0, origin_of(hit))
    return hit.expr(outer, mod=mod)


def year_end(hit: Hit) -> Expr | None:
    """Year-end, year's end."""
    if hit.value("yunit") not in {"year", "month"} or hit.raw("bound").lower() != "end":
        return None
    return hit.expr(Period(hit.value("yunit"), 0), mod="END")


def nth_unit(hit: Hit) -> Expr | None:
    """The first week of March, the last days of Ramadan, the first day of Eid al-Fitr."""
    outer: Form
    if hit.has("feast"):
        outer = Feast(hit.value("feast"))
    elif hit.has("m"):
        outer = Calendar(full_year(hit.value("y")) if hit.has("y") else None, hit.number("m"))
    else:
        outer = Calendar(full_year(hit.value("y1")))
    unit = "day" if hit.kind("unit") == "PART" else _unit(hit)
    if unit not in {"day", "week", "weekend", "month"}:
        return None
    plural = hit.raw("unit").lower().endswith("s")
    nth = -1 if hit.kind("nth") == "LAST" else 1 if hit.kind("nth") == "EARLY" else hit.number("nth")
    if nth is None:
        return None
    if plural:
        return hit.expr(outer, mod="END" if nth == -1 else "START")
    return hit.expr(Inside(unit, nth, hit.expr(outer)))


def week_of(hit: Hit) -> Expr | None:
    """The week of March 6."""
    if _unit(hit) != "week":
        return None
    day = Calendar(full_year(hit.value("y")) if hit.has("y") else None, hit.number("m"), hit.number("d"))
    return hit.expr(Inside("week", 0, hit.expr(day)))


def feast(hit: Hit) -> Expr | None:
    """Ramadan, last Christmas, Eid al-Fitr 2016; "Easter week" is left to the week around it."""
    year = full_year(hit.value("y")) if hit.has("y") else None
    if hit.has("yshift") and hit.value("yunit") != "year":
        return None
    shift = shift_of(hit)
    outer = hit.expr(
        Feast(hit.value("feast"), year, shift if shift is not None else shift_of(hit, "yshift")), mod=hit.edge
    )
    if hit.has("dayword"):
        if hit.value("dayword") == "week":
            return hit.expr(Inside("week", 0, outer))
        if hit.value("dayword") not in {"day", "weekend"}:
            return hit.expr(outer.form, mod=hit.edge, until="feast")
    return outer


def weekday(hit: Hit) -> Expr | None:
    """Monday, last Friday, Wednesday night, Monday next week."""
    number = hit.number("w")
    if number is None:
        return None
    bare = not (hit.has("shift") or hit.has("wshift"))
    if hit.kind("w") == "WDAYQ" and bare and not _plain_abbreviation(hit):
        return None
    week: int | None = None
    if hit.has("wshift"):
        if hit.value("wunit") != "week":
            return None
        week = shift_of(hit, "wshift")
    skip = 1 if hit.run.words[hit.match.start()].kind in {"ON", "IN"} else 0
    form = Weekday(number, shift_of(hit), week, origin_of(hit))
    return hit.expr(form, mod=hit.edge, part=_part(hit), skip=skip)


def _plain_abbreviation(hit: Hit) -> bool:
    """Whether Sat, Sun, Mon or Wed stands as a day: with its full stop, or beside a date."""
    return hit.raw("w").endswith(".") or (
        hit.before is not None and hit.before.kind in {"ON", "LAST", "NEXT"}
    )


def _part(hit: Hit, name: str = "part") -> str:
    """Part of the day in the group's last word, empty when the group is absent."""
    if not hit.has(name):
        return ""
    word = hit.run.words[hit.match.end(name) - 1]
    if word.kind == "NOON":
        return "NOON" if word.value == "12:00" else "MIDNIGHT"
    return word.value


def weekday_ago(hit: Hit) -> Expr | None:
    """A week ago Friday, Tuesday two weeks ago, two Fridays ago."""
    if hit.has("w2"):
        ago_, number_ = hit.number("q2"), hit.number("w2")
        return hit.expr(Offset(Quantity(7.0 * (ago_ - 1)), "day", -1, "event", hit.expr(Weekday(number_)))) if ago_ and number_ else None
    number = hit.number("w") or hit.number("w1")
    unit = hit.value("unit") or hit.value("unit1")
    count = hit.number("q") or hit.number("q1") or 1
    if unit != "week" or number is None:
        return None
    return hit.expr(Weekday(number, week=-count))


def weekdays(hit: Hit) -> Expr | None:
    """Every Friday, Mondays, Tuesday nights."""
    number = hit.number("w") or hit.number("ws") or hit.number("w3")
    if number is None:
        return None
    if hit.has("ws") and not hit.has("part2") and not _is_repeated(hit):
        return hit.expr(Weekday(number))
    if hit.has("w3"):
        part = {"night": "NI"}.get(hit.value("part3"), "")
        if not part:
            return None
    else:
        part = hit.value("part") or hit.value("part2")
    return hit.expr(Repeat(f"XXXX-WXX-{number}" + (f"T{part}" if part else "")))


def _is_repeated(hit: Hit) -> bool:
    """Whether "Fridays" is a set; scraped text loses the apostrophe of "Friday's attack"."""
    before = hit.before
    return (before is not None and before.kind in {"ON", "AND", "OR"}) or re.match(
        r"\s+[a-z]", hit.tail
    ) is None


_NAME_BEFORE = re.compile(r"[A-Z][\w.]*\s$")
"""A capital word just before "Today" makes it a name: Russia Today."""


def deictic(hit: Hit) -> Expr | None:
    """Today, late yesterday, tomorrow morning, tonight."""
    if hit.raw("day")[0].isupper() and _NAME_BEFORE.search(hit.head) and not hit.has("edge"):
        return None
    part = "NI" if hit.kind("day") == "TONIGHT" else _part(hit)
    return hit.expr(Day(int(hit.value("day"))), mod=hit.edge, part=part)


def day_beyond(hit: Hit) -> Expr | None:
    """The day before yesterday, the day after tomorrow."""
    if _unit(hit) != "day":
        return None
    sign = 1 if hit.value("day") == "1" else -1
    right = hit.raw("side").lower() == ("after" if sign > 0 else "before")
    return hit.expr(Day(int(hit.value("day")) + sign)) if right and hit.value("day") != "0" else None


def period(hit: Hit) -> Expr | None:
    """Last week, this year, the previous month, that day, earlier this month, the current quarter."""
    unit, shift, kind = _unit(hit), shift_of(hit), hit.kind("shift")
    plural = hit.raw("unit").lower().endswith("s") and unit != "century"
    if unit in _SHORT or shift is None or (unit == "night" and plural):
        return None
    if plural:
        days = unit == "day" and hit.raw("shift").lower() == "these"
        return hit.expr(Ref("PRESENT_REF")) if days else None
    if unit == "day" and kind in {"LAST", "CURRENT", "LATEST"}:
        return None
    if kind == "LATEST" and unit == "week":
        shift = 0
    if kind == "PAST" or _the_last(hit, unit):
        return hit.expr(Stretch(Quantity(1), unit, -1))
    return hit.expr(Period(unit, shift, _origin(hit, unit), fiscal=hit.has("fiscal")), mod=hit.edge)


def _the_last(hit: Hit, unit: str) -> bool:
    """The last week is the seven days up to now; last week is a calendar week."""
    led = hit.kind("shift") == "LAST" and hit.kind("det") == "THE"
    return led and unit in {"week", "month", "year", "decade"} and not hit.edge


def _origin(hit: Hit, unit: str) -> Origin:
    kind = hit.kind("shift")
    told = kind == "SAME" or hit.has("same") or (kind == "NEXT" and (unit == "day" or hit.kind("det") == "THE"))
    return "narrative" if told else origin_of(hit)


def same_period(hit: Hit) -> Expr | None:
    """The same day, the same month, the same night."""
    if hit.kind("unit") == "PART":
        return hit.expr(Period("day", 0, "narrative"), part=hit.value("unit"))
    unit = _unit(hit)
    if unit in _SHORT or hit.raw("unit").lower().endswith("s"):
        return None
    return hit.expr(Period(unit, 0, "narrative"))


def edge_unit(hit: Hit) -> Expr | None:
    """Earlier in the day, later in the year, early in the week."""
    if hit.kind("unit") == "PART":
        return hit.expr(TimeOfDay(), mod=hit.edge, part=hit.value("unit"))
    unit = _unit(hit)
    if unit in _SHORT:
        return None
    return hit.expr(Period(unit, 0, "narrative" if unit == "day" else "publication"), mod=hit.edge)


def the_unit(hit: Hit) -> Expr | None:
    """The quarter, the weekend, the year: the one spoken of."""
    unit = _unit(hit)
    if hit.raw("unit").lower().endswith("s"):
        return None
    before = hit.before
    if unit == "weekend":
        ahead = before is not None and before.kind in {"UNTIL", "BY"}
        return hit.expr(Period("weekend", 0 if ahead else -1))
    if unit == "quarter":
        return hit.expr(Calendar(quarter=0))
    if unit == "year" and before is not None and before.kind in {"FOR", "OF", "IN", "DURING"}:
        if re.match(r"\s+(?:end(?:ed|ing)?)\b", hit.tail):
            return hit.expr(Duration(Quantity(1), "year"))
        return hit.expr(Period("year", 0, "narrative"))
    if unit == "week" and before is not None and before.kind in {"FOR", "OF", "DURING"}:
        return hit.expr(Period("week", 0))
    if unit in {"month", "decade"} and before is not None and before.kind in {"DURING", "OF"}:
        return hit.expr(Period(unit, 0, "narrative"))
    return None


def ago(hit: Hit) -> Expr | None:
    """Two days ago, about a week ago, nearly four years ago."""
    count = quantity(hit)
    return None if count is None else hit.expr(Offset(count, _unit(hit), -1, "publication"))


def vague_ago(hit: Hit) -> Expr | None:
    """Months ago, days ago."""
    if not hit.raw("unit").lower().endswith("s"):
        return None
    return hit.expr(Offset(Quantity(None, "few"), _unit(hit), -1, "publication"))


def beside(hit: Hit) -> Expr | None:
    """Two days later, a year earlier: from the time spoken of."""
    count = quantity(hit)
    if count is None or (hit.kind("side") == "LATER" and hit.after is not None and hit.after.kind == "THAN"):
        return None
    return hit.expr(Offset(count, _unit(hit), 1 if hit.kind("side") == "LATER" else -1, "narrative"))


def beside_time(hit: Hit) -> Expr | None:
    """Two days after ..., the day before ...: tied to the time that follows, or to the event that follows."""
    side, part = hit.kind("side"), hit.value("unit") if hit.kind("unit") == "PART" else ""
    unit = "day" if part else _unit(hit)
    alone = hit.has("det") and not hit.has("n")
    if alone and (hit.raw("unit").lower().endswith("s") or unit in _SHORT):
        return None
    count = Quantity(1) if alone else quantity(hit)
    if count is None:
        return None
    sign = -1 if side == "BEFORE" else 1
    if side in {"BEFORE", "AFTER"} and _nothing_follows(hit):
        return hit.expr(Offset(count, unit, sign, "narrative"), part=part)
    if side == "FROM" and not (hit.after is not None and hit.after.kind in {"NOW", "DEICTIC", "MONTH"}):
        return None
    return hit.expr(Offset(count, unit, sign, "event"), part=part, until="unit")


def _nothing_follows(hit: Hit) -> bool:
    """Whether "the day before" ends its phrase."""
    return (
        re.match(r"\s*(?:[.,;:!?)]|$|(?:in|on|at|by|when|and|but|that|as|near|with|during)\b)", hit.tail)
        is not None
    )


def eve(hit: Hit) -> Expr:
    """The eve of a feast or an event: the day before it."""
    return hit.expr(Offset(Quantity(1), "day", -1, "event"), until="eve")


def hyphen_ago(hit: Hit) -> Expr | None:
    """Year-ago, year-earlier."""
    return hit.expr(Offset(Quantity(1), hit.value("yunit"), -1, "narrative"))


def from_now(hit: Hit) -> Expr | None:
    """Two weeks from now."""
    count = quantity(hit)
    return None if count is None else hit.expr(Offset(count, _unit(hit), 1, "publication"))


def units_beside(hit: Hit) -> Expr | None:
    """Days after the attack, in the weeks before the siege, hours later."""
    if not hit.raw("unit").lower().endswith("s"):
        return None
    side = hit.kind("side")
    count, sign = Quantity(None, "few"), -1 if side in {"BEFORE", "EARLIER"} else 1
    if side in {"EARLIER", "LATER"}:
        return hit.expr(Offset(count, _unit(hit), sign, "narrative"))
    return hit.expr(Offset(count, _unit(hit), sign, "event"), until="unit")


def latest_period(hit: Hit) -> Calendar:
    """The latest period: the quarter spoken of."""
    del hit
    return Calendar(quarter=0)


def ref(hit: Hit) -> Expr | None:
    """Now, recently, soon, the future."""
    if hit.kind("ref") in {"FUTREF", "PASTREF"} and re.match(r"\s+(?:as|after|before)\b", hit.tail):
        return None
    return hit.expr(Ref(hit.value("ref")))


def recent_past(hit: Hit) -> Expr:
    """The recent past."""
    return hit.expr(Ref("PAST_REF"))


def the_past(hit: Hit) -> Expr | None:
    """The past, as a noun."""
    return (
        hit.expr(Ref("PAST_REF"))
        if re.match(r"\s*[.,;!?)]|\s+(?!of\b)[a-z]", hit.tail) or not hit.tail.strip()
        else None
    )


def current(hit: Hit) -> Expr | None:
    """Current, recent as adjectives."""
    value = "PRESENT_REF" if hit.kind("cur") == "CURRENT" else "PAST_REF"
    return hit.expr(Ref(value)) if re.match(r"\s+[a-zA-Z]", hit.tail) else None
