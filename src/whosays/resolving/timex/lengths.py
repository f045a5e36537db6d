"""Functions that make the forms of lengths, stretches and sets."""

import re

from whosays.resolving.timex.forms import Duration, Expr, Mod, Quantity, Repeat, Stretch
from whosays.resolving.timex.match import Hit
from whosays.resolving.timex.meaning import LETTERS

_THING = re.compile(
    r"(?:\s*[-–]?\s*old)?\s+(?:\w+\s+)?(?:uprising|conflict|war|siege|truce|cease-?fire|blockade|insurgency|campaign|offensive|assault|battle|"
    r"operation|crisis|rebellion|government|coalition|movement)\b",
    re.IGNORECASE,
)
"""What is years old without being a person."""
_DIGITS_MOST = 6
"""A longer number counts no units of time."""
_SHORT = frozenset({"second", "minute", "hour"})
_LETTER = {"day": "D", "night": "D", "weekend": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q"}
_AGE = re.compile(r"\s*[-–]?\s*(?:years?|yrs?|months?)?[-\s]*(?:olds?\b|of age\b)", re.IGNORECASE)


def _unit(hit: Hit, name: str = "unit") -> str:
    return hit.value(name)


def quantity(hit: Hit) -> Quantity | None:
    """How many units the groups of QTY say."""
    mod: Mod = ""
    approx = hit.raw("approx").lower()
    if approx:
        mod = (
            "LESS"
            if re.search(r"less|nearly|almost|most|no more|within", approx)
            else "MORE"
            if re.search(r"more|least|over", approx)
            else "APPROX"
        )
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
    if hit.kind("n") == "FEW":
        return Quantity(2, mod="APPROX") if raw == "couple" else Quantity(None, raw, mod)
    if not raw or len(raw) > _DIGITS_MOST:
        return None
    if not raw[0].isdigit():  # "the first few months": the words stand where a number may
        return Quantity(None, "few", mod)
    low = float(raw) + (0.5 if hit.has("plushalf") else 0)
    if hit.has("n2"):
        high = float(hit.value("n2"))
        return Quantity(min(low, high), mod="APPROX")
    return Quantity(low, mod=mod)


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


def duration(hit: Hit) -> Expr | None:
    """Three days, a two-hour battle, half an hour; ages are none."""
    of_age = hit.has("old") or _AGE.match(hit.tail) is not None
    if (of_age and not _THING.match(hit.tail)) or re.search(r"\b[Aa]ged?\s+$", hit.head):
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
        return before.kind in {
            "FOR",
            "IN",
            "WITHIN",
            "AFTER",
            "OVER",
            "DURING",
            "OF",
            "ABOUT",
            "LESS",
            "BY",
            "THAN",
            "AND",
            "COMMA",
            "OR",
            "TO",
        }
    return _LASTING.search(hit.head) is not None


def _is_fraction(hit: Hit, unit: str) -> bool:
    """Three-quarters of, more than a quarter of; the 1988 quarter is no length."""
    if unit != "quarter":
        return False
    following = hit.after
    return (
        (following is not None and following.kind == "OF")
        or hit.kind("n") == "YEAR"
        or "-" in hit.text[hit.word("unit").start - 1]
    )


def two_units(hit: Hit) -> Expr | None:
    """Four years and two months."""
    first, second = hit.number("n"), hit.number("n2")
    units = {hit.value("unit"), hit.value("unit2")}
    if first is None or second is None or len(units) == 1 or not units <= LETTERS.keys():
        return None
    return hit.expr(Duration(Quantity(float(first), f"{second} {hit.value('unit2')}"), hit.value("unit")))


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
