"""Functions that make the forms of calendar dates: days, months, seasons, quarters, years, decades, centuries."""

import re
from calendar import monthrange
from datetime import date

from whosays.resolving.timex.forms import Between, Calendar, Clock, Expr, Mod, Origin
from whosays.resolving.timex.match import Hit, origin_of, shift_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PIVOT = 50
"""Two-digit years from here on belong to the 1900s."""
_YEAR_CUES = frozenset(
    [
        "IN",
        "SINCE",
        "OF",
        "FROM",
        "UNTIL",
        "TO",
        "BY",
        "BEFORE",
        "AFTER",
        "DURING",
        "BETWEEN",
        "AND",
        "OR",
        "EARLY",
        "LATE",
        "MID",
        "THROUGHOUT",
        "THE",
        "LPAR",
        "DASH",
        "OVER",
        "FISCAL",
        "THAN",
        "ITS",
    ]
)
_ROUND_CUES = frozenset(["IN", "SINCE", "OF", "DURING", "EARLY", "LATE", "MID", "BY", "UNTIL"])
"""Words after which even 2000 is a year."""
_MONTH_CUES = frozenset(
    [
        "IN",
        "SINCE",
        "UNTIL",
        "BY",
        "OF",
        "FROM",
        "TO",
        "DURING",
        "BETWEEN",
        "AND",
        "OR",
        "EARLY",
        "LATE",
        "MID",
        "LAST",
        "NEXT",
        "THIS",
        "BEFORE",
        "AFTER",
        "EVERY",
        "FOR",
        "DASH",
        "COMMA",
    ]
)
_COUNTED = re.compile(
    r"\s+(?:people|persons|troops|soldiers|fighters|men|women|children|civilians|dead|deaths|victims|families|refugees|dollars|"
    r"points|miles|km|kilomet|met(?:er|re)s|tons|tonnes|percent|per cent|rounds|barrels|jobs|shares|acres|feet|strong|"
    r"million|billion|times|votes|homes|houses|members|militants|rebels|police|pounds|euros|cases|killed|wounded|injured)\b",
    re.IGNORECASE,
)


def full_year(text: str) -> int:
    """The year that 1998, '98 or 98 means."""
    digits = re.sub(r"\D", "", text)
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _year_of(hit: Hit, name: str = "y") -> int | None:
    return full_year(hit.value(name)) if hit.has(name) else None


def _year_shift(hit: Hit) -> tuple[int | None, Origin] | None:
    """Year named by "last year" after a month; null when the unit is no year."""
    if not hit.has("yshift"):
        return None, "publication"
    if hit.value("yunit") != "year":
        return None
    return shift_of(hit, "yshift"), origin_of(hit, "yshift")


def iso(hit: Hit) -> Expr | None:
    """2016-03-23, 2016-03-23T10:00Z."""
    raw = hit.value("iso")
    year, month, day = int(raw[:4]), int(raw[5:7]), int(raw[8:10])
    if not _real(year, month, day):
        return None
    clock = None
    if len(raw) > 10:
        zone = re.search(r"(Z|[+-]\d\d:?\d\d)$", raw)
        offset = "" if zone is None else "+00:00" if zone[1] == "Z" else f"{zone[1][:3]}:{zone[1][-2:]}"
        clock = Clock(int(raw[11:13]) * 60 + int(raw[14:16]), offset=offset)
    return hit.expr(Calendar(year, month, day), clock=clock)


def slashed(hit: Hit) -> Expr | None:
    """23/03/2016, 23.03.2016, 2016/03/23: the order of day and month is settled later where both are possible."""
    if hit.kind("slash") == "ISO":
        raw = hit.value("slash")
        return hit.expr(Calendar(int(raw[:4]), int(raw[5:7]), int(raw[8:10]))) if len(raw) == 10 else None
    parts = [int(part) for part in re.split(r"[/.-]", hit.value("slash"))]
    if parts[0] > 1000:
        year, month, day = parts
        return hit.expr(Calendar(year, month, day)) if _real(year, month, day) else None
    first, second, year = parts[0], parts[1], full_year(re.split(r"[/.-]", hit.value("slash"))[2])
    monthfirst, dayfirst = _real(year, first, second), _real(year, second, first)
    if not (monthfirst or dayfirst):
        return None
    if "." in hit.value("slash") and len(re.split(r"[.]", hit.value("slash"))[2]) < 4:
        return None
    if monthfirst and dayfirst and first != second and "." not in hit.value("slash"):
        return hit.expr(Calendar(year, first, second, season="?"))
    month, day = (second, first) if dayfirst else (first, second)
    return hit.expr(Calendar(year, month, day))


def date_time_group(hit: Hit) -> Expr | None:
    """171200Z, 171200ZMAR11: day, hour and minute, zone, month and year."""
    found = re.match(r"(\d\d)(\d\d)(\d\d)(Z?)\s?(?:([A-Z]{3,4})\s?((?:20)?\d\d)?)?$", hit.value("dtg"))
    if found is None:
        return None
    day, hour, minute = int(found[1]), int(found[2]), int(found[3])
    month = _MONTHS.index(found[5][:3].lower()) + 1 if found[5] else None
    year = full_year(found[6]) if found[6] else None
    if not 1 <= day <= 31:
        return None
    clock = Clock(hour * 60 + minute, offset="+00:00" if found[4] else "")
    return hit.expr(Calendar(year, month, day), clock=clock)


def joined(hit: Hit) -> Expr | None:
    """17MAR2011, 17 MAR 11, 17-Mar-2011."""
    found = re.match(r"(\d{1,2})[ -]?([A-Za-z]{3,4})[ -]?(\d{2,4})$", hit.value("dmy"))
    if found is None or found[2][:3].lower() not in _MONTHS:
        return None
    year, month, day = full_year(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1])
    return hit.expr(Calendar(year, month, day)) if _real(year, month, day) else None


def _real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def full_date(hit: Hit) -> Calendar | None:
    """March 14, 2016; 14 March; Monday, March 14 last year."""
    month, day, year = hit.number("m"), hit.number("d"), _year_of(hit)
    shifted = _year_shift(hit)
    if month is None or day is None or shifted is None or not _real(year or 2000, month, day):
        return None
    if (
        hit.kind("d") == "ORDWORD"
        and hit.match.start("d") < hit.match.start("m")
        and "of" not in hit.raw("d").lower()
    ):
        between = hit.run.words[hit.match.start("d") + 1]
        if between.kind != "OF":
            return None
    if year is None and not hit.has("w") and _count_follows_month(hit):
        return None
    return Calendar(
        year, month, day, hit.number("w"), shift=shift_of(hit), year_shift=shifted[0], year_origin=shifted[1]
    )


def _count_follows_month(hit: Hit) -> bool:
    """Whether "in May 12 people died" is meant, not 12 May."""
    month_first = hit.match.start("m") < hit.match.start("d")
    if not month_first or hit.kind("d") != "INT":
        return False
    before = hit.before
    return (
        _COUNTED.match(hit.tail) is not None
        and before is not None
        and before.kind in {"IN", "SINCE", "DURING"}
    )


def day_range(hit: Hit) -> Expr | None:
    """March 3-5; between 3 and 5 March 2016."""
    month, first, last, year = hit.number("m"), hit.number("d"), hit.number("d2"), _year_of(hit)
    shifted = _year_shift(hit)
    if month is None or first is None or last is None or shifted is None or first >= last:
        return None
    if not (_real(year or 2000, month, first) and _real(year or 2000, month, last)):
        return None
    if _COUNTED.match(hit.tail) and year is None and hit.match.start("m") < hit.match.start("d"):
        return None
    ends = (
        Calendar(year, month, day, year_shift=shifted[0], year_origin=shifted[1]) for day in (first, last)
    )
    a, b = (hit.expr(end) for end in ends)
    skip = 1 if hit.run.words[hit.match.start()].kind in {"BETWEEN", "FROM"} else 0
    return hit.expr(Between(a, b), skip=skip)


_ORDERED = re.compile(r"\s*(?:brigade|division|battalion|arm[iy]|corps|regiment|infantry|armou?red|district|floor|centur|minute|round|parallel|anniversar|street|avenue|time|grade|month|week|day|year)")
"""What is counted by ordinals and is no day."""


def nth_days(hit: Hit) -> Expr | None:
    """From the 6th to the 11th: the month is that of the date told before."""
    first, last = hit.number("d"), hit.number("d2")
    if first is None or last is None or not 1 <= first < last <= 31 or _ORDERED.match(hit.tail):
        return None
    return hit.expr(Between(hit.expr(Calendar(day=first)), hit.expr(Calendar(day=last))), skip=1)


def half_month(hit: Hit) -> Expr | None:
    """The first half of April 2015: to the 15th, or from the 16th."""
    number = 2 if hit.kind("h") == "LAST" else hit.number("h")
    year, month_ = full_year(hit.value("y")) if hit.has("y") else None, hit.number("m")
    if number not in {1, 2} or month_ is None:
        return None
    if number == 1:
        return hit.expr(Between(hit.expr(Calendar(year, month_, 1)), hit.expr(Calendar(year, month_, 15))))
    end = monthrange(year or 2001, month_)[1]
    return hit.expr(Between(hit.expr(Calendar(year, month_, 16)), hit.expr(Calendar(year, month_, end))))


def month(hit: Hit) -> Expr | None:
    """March 2016, last March, early March, March."""
    number, shifted = hit.number("m"), _year_shift(hit)
    if number is None or shifted is None:
        return None
    alone = not (hit.has("y") or hit.has("yshift") or hit.has("edge") or hit.has("shift"))
    if alone and not _month_is_meant(hit):
        return None
    form = Calendar(_year_of(hit), number, shift=shift_of(hit), year_shift=shifted[0], year_origin=shifted[1])
    return hit.expr(form, mod=hit.edge)


def _month_is_meant(hit: Hit) -> bool:
    before = hit.before
    if hit.kind("m") == "MONTHQ":
        if before is not None and before.kind in {"THE", "ITS"}:
            return re.match(r" (?!of\b)[a-z]", hit.tail) is not None
        return before is not None and before.kind in _MONTH_CUES - {"COMMA", "DASH"}
    following = hit.tail[:3]
    if len(hit.raw("m")) < 4 and (
        before is None or before.kind not in _MONTH_CUES or re.match(r" [A-Z]", following)
    ):
        return False
    if re.match(r" [A-Z][a-z]", following) and (
        before is None or before.kind in {"AND", "OR", "COMMA", "DASH"}
    ):
        return False
    # April said, August Wilson: a name stands before a capital without a mark between them.
    return before is not None or not re.match(r" [A-Z]", following)


def weekday_nth(hit: Hit) -> Calendar | None:
    """Friday the 13th: the month is left open."""
    day = hit.number("d")
    return Calendar(day=day, weekday=hit.number("w")) if day and day <= 31 else None


_DAY_BEFORE = re.compile(r"\b(?:on|until|till|since|by|from|before|after|(?:morning|afternoon|evening|night|dawn|noon|midnight) of)\s+$", re.IGNORECASE)
_DAY_AFTER = re.compile(r"\s*(?:$|[.,;:)—–\"”’]|(?:and|or|when|but|at|in|near|to|of (?:the|this|that|last) month|it|they|he|she|with|by|after|for|as|from|a|an|the|our|we|its|their|his|her|some|several|one|two|three|four|five|six|about|around|another|more|no)\b)")
_DAY_EXPLAINED = re.compile(r", (?:the (?:day|night|morning|evening|date)|when|that day)\b")
""" "Remember the 28th, the day the army came": what it was tells that a day is meant, whatever stands before."""


def day_nth(hit: Hit) -> Calendar | None:
    """On the 14th, the night of the 3rd: no "the 14th brigade"; the month is that of the date told before."""
    day = hit.number("d")
    if day is None or not 1 <= day <= 31:
        return None
    if not (_DAY_BEFORE.search(hit.head) and _DAY_AFTER.match(hit.tail)) and not _DAY_EXPLAINED.match(hit.tail):
        return None
    return Calendar(day=day)


def year(hit: Hit) -> Expr | None:
    """Early 2016, mid-2015, fiscal 1989."""
    return hit.expr(Calendar(_year_of(hit)), mod=hit.edge)


def bare_year(hit: Hit) -> Expr | None:
    """2016 where it stands as a year: after a preposition, in brackets, as the subject of its own phrase."""
    before, after, number = hit.before, hit.after, _year_of(hit)
    if number is None or not 1800 <= number <= 2099 or _COUNTED.match(hit.tail):
        return None
    if before is None:
        previous = hit.head[-1:]
        if previous and not previous.isspace() and previous not in "(“\"'‘":
            return None
        if number % 1000 == 0:
            return None
        if re.search(
            r"(?:[Rr]esolutions?|[Nn]o\.?|[Nn]umber|[Rr]oute|[Ff]light|[Rr]oom|[Uu]nit|[A-Z][A-Za-z]*\d*)\s$",
            hit.head,
        ):
            return (
                hit.expr(Calendar(number))
                if re.search(r"[a-z]{3,}\s$", hit.head) and re.match(r"\s*[,)]", hit.tail)
                else None
            )
        return hit.expr(Calendar(number)) if re.search(r"[a-z]\s$|^\s*$|[\n.;:]\s*$", hit.head) else None
    if number % 1000 == 0 and (before.kind not in _ROUND_CUES or re.match(r"\s+[A-Za-z]+s\b", hit.tail)):
        return None
    if before.kind == "APPROX" and re.match(r"\s+(?:[a-z-]+\s+)?[a-z]+s\b", hit.tail):
        return None
    if before.kind in {"AT", "MORE", "LESS", "HYPH", "NUMBER", "LEAST"}:
        return None
    if after is not None and after.kind in {"UNIT", "FEW"}:
        return None
    return hit.expr(Calendar(number))


def year_range(hit: Hit) -> Expr | None:
    """2011-2013, 2011 to 2013, 2011-12."""
    first = _year_of(hit)
    raw = hit.value("y2")
    if first is None or (hit.kind("y2") == "NUM" and len(raw) != 2):
        return None
    last = int(raw) if len(raw) == 4 else first // 100 * 100 + int(raw)
    if last <= first:
        return None
    return hit.expr(Between(hit.expr(Calendar(first)), hit.expr(Calendar(last))))


def season(hit: Hit) -> Expr | None:
    """Spring 2016, the winter of 1994, last fall, in the summer."""
    shifted = _year_shift(hit)
    if shifted is None:
        return None
    skip = 0
    if not (hit.has("y") or hit.has("yshift") or hit.has("shift")):
        before = hit.before
        starts_with_the = hit.run.words[hit.match.start()].kind == "THE"
        led = before is not None and before.kind in {
            "IN",
            "DURING",
            "SINCE",
            "BY",
            "UNTIL",
            "THIS",
            "OVER",
            "FOR",
        }
        named = hit.value("s") in {"SU", "WI"} or hit.raw("s").lower() == "autumn"
        ok = (starts_with_the and led) or (hit.has("edge") and (led or starts_with_the)) or (led and named)
        if not ok or re.match(r"\s+of\s", hit.tail) or (hit.after is not None and hit.after.kind == "OF"):
            return None
    mod: Mod = hit.edge
    form = Calendar(
        _year_of(hit),
        season=hit.value("s"),
        shift=shift_of(hit),
        year_shift=shifted[0],
        year_origin=shifted[1],
    )
    return hit.expr(form, mod=mod, skip=skip)


def quarter(hit: Hit) -> Expr | None:
    """Third-quarter, the second quarter of 2015, next year's first quarter."""
    number, shifted = hit.number("q"), _year_shift(hit)
    if hit.value("unit") != "quarter" or number is None or not 1 <= number <= 4 or shifted is None:
        return None
    return hit.expr(Calendar(_year_of(hit), quarter=number, year_shift=shifted[0], year_origin=shifted[1]))


def year_ago_quarter(hit: Hit) -> Expr | None:
    """The year-ago quarter, the year-earlier third quarter: a year before the quarter spoken of."""
    if hit.value("yunit") != "year" or (hit.has("unit") and hit.value("unit") not in {"quarter", "month"}):
        return None
    return hit.expr(Calendar(quarter=hit.number("q") or 0, year_shift=-1, year_origin="narrative"))


def half(hit: Hit) -> Expr | None:
    """The first half of 2015, the second half of the year."""
    number = 2 if hit.kind("h") == "LAST" else hit.number("h")
    if number not in {1, 2} or (hit.has("yunit") and hit.value("yunit") != "year"):
        return None
    shift = shift_of(hit, "yshift") if hit.has("yshift") else (0 if hit.has("yunit") else None)
    return hit.expr(
        Calendar(_year_of(hit), half=number, year_shift=shift, year_origin=origin_of(hit, "yshift"))
    )


def decade(hit: Hit) -> Expr | None:
    """The 1980s, the early '90s, the nineties."""
    raw = hit.value("dec")
    if hit.kind("dec") == "TENSS":
        before = hit.run.words[hit.match.start()].kind
        if before not in {"THE", "EARLY", "LATE", "MID"}:
            return None
        digits = raw
    else:
        digits = re.sub(r"\D", "", raw)
    if len(digits) == 4:
        number = int(digits) // 10
    else:
        if before_is_age(hit):
            return None
        number = int(digits) // 10 + (190 if int(digits) >= 20 else 200)
    return hit.expr(Calendar(decade=number), mod=hit.edge)


def before_is_age(hit: Hit) -> bool:
    """Whether "in his 20s" is meant."""
    return re.search(
        r"\b(?:his|her|their|its|my|our|your)\s+(?:\w+[ -])?$", hit.head + hit.raw("edge") + " "
    ) is not None or (hit.run.words[hit.match.start()].kind == "ITS")


def century(hit: Hit) -> Expr | None:
    """The 20th century."""
    number = hit.number("c")
    if hit.value("unit") != "century" or number is None or not 1 <= number <= 22:
        return None
    return hit.expr(Calendar(century=number), mod=hit.edge)
