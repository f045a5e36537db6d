"""Functions that make the forms of relative times, parts of the day, lengths, sets and vague references."""

import re

from whosays.resolving.timex.absolute import full_year
from whosays.resolving.timex.forms import (
    Calendar,
    Clock,
    Day,
    Duration,
    Expr,
    Feast,
    Form,
    Inside,
    Mod,
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
from whosays.resolving.timex.match import EDGES, Hit, origin_of, shift_of

_DIGITS_MOST = 6
"""A longer number counts no units of time."""
_SHORT = frozenset({"second", "minute", "hour"})
_LETTER = {"day": "D", "night": "D", "weekend": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q"}
_AGE = re.compile(r"\s*[-–]?\s*(?:years?|yrs?|months?)?[-\s]*(?:olds?\b|of age\b)", re.IGNORECASE)


def quantity(hit: Hit) -> Quantity | None:
    """How many units the groups of QTY say."""
    mod: Mod = ""
    approx = hit.raw("approx").lower()
    if approx:
        mod = "LESS" if re.search(r"less|nearly|almost|most|no more|within", approx) else "MORE" if re.search(r"more|least|over", approx) else "APPROX"
    if hit.has("orso"):
        mod = "APPROX"
    if hit.has("half"):
        return Quantity(0.5, mod=mod)
    if hit.has("few"):
        vague = hit.value("few2") or hit.value("few")
        if vague == "couple":
            return Quantity(2, mod="APPROX")
        return Quantity(None, vague, mod)
    if hit.has("an") or hit.has("an1"):
        return Quantity(1, mod=mod)
    raw = hit.value("n")
    if not raw or len(raw) > _DIGITS_MOST:
        return None
    low = float(raw) + (0.5 if hit.has("plushalf") else 0)
    if hit.has("n2"):
        high = float(hit.value("n2"))
        return Quantity(min(low, high), mod="APPROX")
    return Quantity(low, mod=mod)


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
    unit = _unit(hit)
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
    outer = hit.expr(Feast(hit.value("feast"), year, shift if shift is not None else shift_of(hit, "yshift")), mod=hit.edge)
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
    return hit.raw("w").endswith(".") or (hit.before is not None and hit.before.kind in {"ON", "LAST", "NEXT"})


def _part(hit: Hit, name: str = "part") -> str:
    if not hit.has(name):
        return ""
    first, last = hit.match.span(name)
    word = hit.run.words[last - 1]
    return "NOON" if word.kind == "NOON" and word.value == "12:00" else "MIDNIGHT" if word.kind == "NOON" else word.value


def weekday_ago(hit: Hit) -> Expr | None:
    """A week ago Friday, Tuesday two weeks ago."""
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
    return (before is not None and before.kind in {"ON", "AND", "OR"}) or re.match(r"\s+[a-z]", hit.tail) is None


def deictic(hit: Hit) -> Expr | None:
    """Today, late yesterday, tomorrow morning, tonight."""
    part = "NI" if hit.kind("day") == "TONIGHT" else _part(hit)
    return hit.expr(Day(int(hit.value("day"))), mod=hit.edge, part=part)


def day_beyond(hit: Hit) -> Expr | None:
    """The day before yesterday, the day after tomorrow."""
    if _unit(hit) != "day":
        return None
    sign = 1 if hit.value("day") == "1" else -1
    right = hit.raw("side").lower() == ("after" if sign > 0 else "before")
    return hit.expr(Day(int(hit.value("day")) + sign)) if right and hit.value("day") != "0" else None


def shifted_part(hit: Hit) -> Expr | None:
    """Last night, this morning, the following evening, that same night."""
    shift, part = shift_of(hit), hit.value("part")
    if shift is None or (hit.kind("shift") == "LAST" and part != "NI" and hit.raw("part").lower() not in {"evening"}):
        return None
    narrative = hit.kind("shift") not in {"LAST", "THIS"}
    form: Form = Period("day", shift, "narrative") if narrative else Day(-1 if shift < 0 else 0)
    return hit.expr(form, mod=hit.edge, part=part)


def part(hit: Hit) -> Expr | None:
    """At dawn, in the early morning, overnight: on the day spoken of."""
    value = hit.value("part")
    if hit.kind("part") != "OVERNIGHT":
        if not hit.has("at") and not hit.has("edge"):
            return None
        if hit.kind("at") in {"IN", "DURING"} and not hit.has("det") and not hit.has("edge"):
            return None
    elif re.match(r"\s*(?:stay|success|sensation|delivery|guest)", hit.tail):
        return None
    return hit.expr(TimeOfDay(), mod=hit.edge, part=value, skip=1 if hit.has("at") else 0)


def early_hours(hit: Hit) -> Expr | None:
    """The early hours, the early morning hours."""
    if _unit(hit) != "hour":
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
    return len(zone) <= 4 or hit.run.words[hit.match.end() - 1].kind == "TIME" or hit.run.words[hit.match.end() - 1].kind == "RPAR"


def _last_clock_group(hit: Hit) -> str:
    names = ("half", "half2", "clock", "mil", "noon", "hour2")
    return next(name for name in names if hit.has(name))


def _minutes(hit: Hit) -> int | None:
    if hit.has("noon"):
        return 720 if hit.value("noon") == "12:00" else 1440
    if hit.has("mil"):
        raw = hit.value("mil")
        if raw[0] != "0" and raw[:2] in {"19", "20"} and not (hit.before is not None and hit.before.kind in {"AT", "BY", "APPROX", "UNTIL", "FROM"}):
            return None
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


def period(hit: Hit) -> Expr | None:
    """Last week, this year, the previous month, that day, earlier this month, the current quarter."""
    unit, shift, kind = _unit(hit), shift_of(hit), hit.kind("shift")
    if unit in _SHORT or shift is None or (unit == "night" and not hit.raw("unit").lower() == "night"):
        return None
    if hit.raw("unit").lower().endswith("s") and unit != "century":
        if kind == "THIS" and hit.raw("shift").lower() == "these" and unit == "day":
            return hit.expr(Ref("PRESENT_REF"))
        return None
    if kind == "LATEST":
        shift = -1 if unit in {"quarter"} else 0 if unit == "week" else -1
    if unit == "day" and kind in {"LAST", "THIS", "CURRENT", "LATEST", "PAST"} and kind != "PREVIOUS":
        if kind != "THIS":
            return None
    origin = origin_of(hit)
    if kind == "NEXT" and unit == "day":
        origin = "narrative"
    if kind == "PREVIOUS" and unit in {"year", "quarter", "month", "week"}:
        origin = "narrative"
    if kind == "SAME" or hit.has("same"):
        origin = "narrative"
    if kind == "PAST" or (kind == "LAST" and hit.kind("det") == "THE" and unit in {"week", "month", "year", "decade"} and not hit.edge):
        return hit.expr(Stretch(Quantity(1), unit, -1))
    return hit.expr(Period(unit, shift, origin, fiscal=hit.has("fiscal")), mod=hit.edge)


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


def stretch(hit: Hit) -> Expr | None:
    """The past three days, the next few weeks, the last 24 hours."""
    kind, unit = hit.kind("shift"), _unit(hit)
    if hit.kind("unit") == "SEASONS":
        return hit.expr(Repeat(f"XXXX-{_unit(hit)}"))
    count = quantity(hit)
    if hit.kind("n") == "AN":
        count = Quantity(1)
    if count is None or hit.match.end("unit") == hit.match.start():
        return None
    sign = 1 if kind in {"NEXT", "COMING", "FOLL"} else -1
    return hit.expr(Stretch(count, unit, sign, recent=kind == "RECENT"))


def opening(hit: Hit) -> Expr | None:
    """The first nine months (of the year)."""
    unit, count = _unit(hit), quantity(hit)
    if hit.number("q") != 1 or count is None or unit in _SHORT:
        return None
    if hit.has("y") and unit == "month" and count.value:
        first = Calendar(full_year(hit.value("y")), 1)
        del first
    return hit.expr(Duration(count, unit), until="unit")


def vague_stretch(hit: Hit) -> Expr | None:
    """In recent days, in the coming weeks."""
    unit, kind = _unit(hit), hit.kind("shift")
    if not hit.raw("unit").lower().endswith("s"):
        return None
    sign = 1 if kind in {"COMING", "NEXT"} else -1
    return hit.expr(Stretch(Quantity(None, "few"), unit, sign, recent=True))


def units_ahead(hit: Hit) -> Expr | None:
    """The weeks ahead."""
    return hit.expr(Stretch(Quantity(None, "few"), _unit(hit), 1, recent=True))


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
    unit = _unit(hit)
    side = hit.kind("side")
    if hit.has("det") and not hit.has("n") and hit.raw("unit").lower().endswith("s"):
        return None
    if hit.has("det") and unit in _SHORT:
        return None
    count = Quantity(1) if hit.has("det") and not hit.has("n") else quantity(hit)
    if count is None:
        return None
    if side in {"BEFORE", "AFTER"} and _nothing_follows(hit):
        return hit.expr(Offset(count, unit, -1 if side == "BEFORE" else 1, "narrative"))
    if side == "FROM" and not (hit.after is not None and hit.after.kind in {"NOW", "DEICTIC", "MONTH"}):
        return None
    return hit.expr(Offset(count, unit, -1 if side == "BEFORE" else 1, "event"), until="unit")


def _nothing_follows(hit: Hit) -> bool:
    """Whether "the day before" ends its phrase."""
    return re.match(r"\s*(?:[.,;:!?)]|$|(?:in|on|at|by|when|and|but|that|as|near|with|during)\b)", hit.tail) is not None


def hyphen_ago(hit: Hit) -> Expr | None:
    """Year-ago, year-earlier."""
    return hit.expr(Offset(Quantity(1), hit.value("yunit"), -1, "narrative"))


def from_now(hit: Hit) -> Expr | None:
    """Two weeks from now."""
    count = quantity(hit)
    return None if count is None else hit.expr(Offset(count, _unit(hit), 1, "publication"))


def duration(hit: Hit) -> Expr | None:
    """Three days, a two-hour battle, half an hour; ages are none."""
    if hit.has("old") or _AGE.match(hit.tail) or re.search(r"\b[Aa]ged?\s+$", hit.head):
        return None
    count, unit = quantity(hit), _unit(hit)
    if count is None or _is_fraction(hit, unit):
        return None
    if hit.has("andhalf") and count.value is not None:
        count = Quantity(count.value + 0.5, mod=count.mod)
    if (hit.has("an1") or hit.has("an")) and not hit.has("approx") and not _is_length(hit):
        return None
    if hit.has("few") and not hit.has("an") and hit.value("few") == "many" and unit in _SHORT:
        return None
    return hit.expr(Duration(count, unit))


_LASTING = re.compile(
    r"\b(?:last|lasts|lasted|lasting|took|takes?|taking|spent|spends?|spending|wait|waited|waits|waiting|stay|stayed|remained|"
    r"nearly|almost|after|for|every|is|was|been|barely|just|only|about|follow(?:s|ed|ing)|continued|extended by)\s$",
    re.IGNORECASE,
)


def _is_length(hit: Hit) -> bool:
    """Whether "a week" is a length, not a rate ("twice a week", "700 seats a week")."""
    before = hit.before
    if hit.raw("unit").lower() in {"second", "seconds", "night"}:
        return False
    if before is not None:
        return before.kind in {"FOR", "IN", "WITHIN", "AFTER", "OVER", "DURING", "OF", "ABOUT", "LESS", "BY", "THAN", "AND", "COMMA", "OR", "TO"}
    return _LASTING.search(hit.head) is not None


def _is_fraction(hit: Hit, unit: str) -> bool:
    """Three-quarters of, more than a quarter of; the 1988 quarter is no length."""
    if unit != "quarter":
        return False
    following = hit.after
    return (following is not None and following.kind == "OF") or hit.kind("n") == "YEAR" or "-" in hit.text[hit.word("unit").start - 1]


def units_beside(hit: Hit) -> Expr | None:
    """Days after the attack, in the weeks before the siege."""
    if not hit.raw("unit").lower().endswith("s"):
        return None
    sign = 1 if hit.kind("side") == "AFTER" else -1
    return hit.expr(Offset(Quantity(None, "few"), _unit(hit), sign, "event"), until="unit")


def latest_period(hit: Hit) -> Calendar:
    """The latest period: the quarter spoken of."""
    del hit
    return Calendar(quarter=0)


def two_units(hit: Hit) -> Expr | None:
    """Four years and two months."""
    first, second = hit.number("n"), hit.number("n2")
    if first is None or second is None or hit.value("unit") == hit.value("unit2"):
        return None
    return hit.expr(Duration(Quantity(first), hit.value("unit")), until="unit") if False else hit.expr(
        Duration(Quantity(float(first), f"{second} {hit.value('unit2')}"), hit.value("unit"))
    )


def long_unit(hit: Hit) -> Expr | None:
    """Day-long, decades-long."""
    plural = hit.raw("unit").lower().endswith("s")
    return hit.expr(Duration(Quantity(None, "few") if plural else Quantity(1), _unit(hit)))


def bare_units(hit: Hit) -> Expr | None:
    """For weeks, within hours."""
    if not hit.raw("unit").lower().endswith("s"):
        return None
    return hit.expr(Duration(Quantity(None, "few"), _unit(hit)), skip=1)


def repeated(hit: Hit) -> Expr | None:
    """Every day, each month, every two weeks, every morning."""
    kind = hit.kind("unit")
    if kind == "PART":
        return hit.expr(Repeat(f"XXXX-XX-XXT{hit.value('unit')}"))
    if kind == "SEASON":
        return hit.expr(Repeat(f"XXXX-{hit.value('unit')}"))
    if kind in {"MONTH", "MONTHQ"}:
        return hit.expr(Repeat(f"XXXX-{int(hit.value('unit')):02d}"))
    unit = hit.value("unit")
    if unit == "weekend":
        return hit.expr(Repeat("XXXX-WXX-WE"))
    count = hit.number("n") or (2 if hit.value("n") == "other" else 1)
    return hit.expr(Repeat(f"P{'T' if unit in _SHORT else ''}{count}{_LETTER.get(unit, unit[0].upper())}"))


def set_word(hit: Hit) -> Expr | None:
    """Daily, almost weekly; "the Daily Star" is a name."""
    raw = hit.raw("adv")
    if re.match(r"\s+(?:news)?papers?\b|\s+tabloid", hit.tail):
        return None
    before = hit.head[-1:]
    if raw[0].isupper() and before not in {"", "\n", "“", '"'} and not re.search(r"[.!?]\s+$", hit.head):
        return None
    return hit.expr(Repeat(hit.value("adv")))


def ref(hit: Hit) -> Expr | None:
    """Now, recently, soon, the future."""
    if hit.kind("ref") == "FUTREF" and re.match(r"\s+(?:as|after|before)\b", hit.tail):
        return None
    return hit.expr(Ref(hit.value("ref")))


def the_past(hit: Hit) -> Expr | None:
    """The past, as a noun."""
    return hit.expr(Ref("PAST_REF")) if re.match(r"\s*[.,;!?)]|\s+(?!of\b)[a-z]", hit.tail) or not hit.tail.strip() else None


def current(hit: Hit) -> Expr | None:
    """Current, recent as adjectives."""
    value = "PRESENT_REF" if hit.kind("cur") == "CURRENT" else "PAST_REF"
    return hit.expr(Ref(value)) if re.match(r"\s+[a-zA-Z]", hit.tail) else None


def origin_named(hit: Hit) -> Origin:
    """Where a shifted unit counts from."""
    return origin_of(hit)
