"""Numbers in words and digits, and the bounds that a report's wording sets on them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_UNITS: Final = dict(
    zip(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ),
        range(20),
        strict=True,
    )
)
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SIZES: Final = {"dozen": 12, "score": 20, "couple": 2, "pair": 2, "half-dozen": 6, "trio": 3, "duo": 2}
#: Vague words and the least they can mean. A plural unit is at least two of it ("dozens" 24, "hundreds" 200); "several", "a few" and
#: "a handful" are at least three, "a number", "some", "many" at least two. Source: the project's own reading of plain English; ACLED's
#: lower stand-ins (dozens 12, hundreds 100) are applied on export, not here.
VAGUE: Final = {
    "tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "several": 3, "few": 3,
    "handful": 3, "number": 2, "many": 2, "numerous": 2, "multiple": 2, "various": 2,
}
_DIGITS: Final = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+(?:\.\d+)?")
_RANGE: Final = re.compile(r"^(\d[\d,]*)\s*[-–—]\s*(\d[\d,]*)$")

_LOW: Final = frozenset({"at least", "no fewer than", "no less than", "not less than", "not fewer than", "upwards of", "a minimum of", "minimum"})
_OVER: Final = frozenset({"more than", "over", "above", "greater than", "in excess of", "excess of", "upward of"})
_HIGH: Final = frozenset({"up to", "as many as", "at most", "no more than", "not more than", "a maximum of", "maximum", "as much as"})
_UNDER: Final = frozenset({"fewer than", "less than", "under", "below"})
_NEARLY: Final = frozenset({"nearly", "almost", "close to", "just under"})
_ABOUT: Final = frozenset({"about", "around", "some", "roughly", "approximately", "an estimated", "estimated", "circa", "or so"})


@dataclass(frozen=True, slots=True)
class Figure:
    """Bounds on a number, inclusive; `best` only where a figure is given. `why` names the rule."""

    low: int | None
    best: int | None
    high: int | None
    why: str


def number(word: str) -> int | None:
    """The value of one number word or numeral ("12", "1,200", "five", "twenty-five", "dozen"), or null."""
    low = word.lower().strip()
    if low in _UNITS:
        return _UNITS[low]
    if low in _TENS or low in _SCALES or low in _SIZES:
        return _TENS.get(low) or _SCALES.get(low) or _SIZES.get(low)
    if _DIGITS.fullmatch(low):
        value = float(re.sub(r"[,\u00a0\u202f ]", "", low))
        return int(value) if value == int(value) else None
    tens, dash, unit = low.partition("-")
    if dash and tens in _TENS and unit in _UNITS:
        return _TENS[tens] + _UNITS[unit]
    return None


def value(words: Sequence[str]) -> int | None:
    """The value of a run of number words ("two hundred and fifty", "1.5 million", "two dozen"), or null."""
    total = current = 0
    seen = False
    for word in words:
        low = word.lower()
        if low in {"and", "a", "an", "-"}:
            continue
        step = _step(low, current, seen=seen)
        if step is None:
            return None
        current, carry = step
        total += carry
        seen = True
    return total + current if seen else None


def _step(low: str, current: int, *, seen: bool) -> tuple[int, int] | None:
    """One word more: the running group and what is carried to the total."""
    if low in _SCALES and low != "hundred":
        return 0, max(current, 1) * _SCALES[low] if seen else _SCALES[low]
    if low == "hundred" or low in _SIZES:
        return max(current, 1) * (_SIZES.get(low) or 100), 0
    scaled = re.fullmatch(r"(\d+\.\d+)", low)
    if scaled:
        return None
    found = number(low)
    if found is None or (seen and current and not _composes(current, found)):
        return None
    return current + found, 0


def _composes(current: int, found: int) -> bool:
    """Whether two number words make one number ("sixty five", "two hundred seven"); "83 100" and "seven eight" are two, and never summed."""
    return (current % 100 == 0 and found < 100) or (current % 100 >= 20 and current % 10 == 0 and found < 10)


def figure(words: Sequence[str]) -> Figure | None:
    """The bounds that a quantity phrase sets: modifiers, ranges and vague words read; null when it holds no number.

    `words` are those before (and of) the counted noun, in order: ["at", "least", "five"].
    """
    low = [w.lower() for w in words if w not in {",", "(", ")"}]
    if low[-3:] == ["half", "a", "dozen"] or "half-dozen" in low:
        return _bounded(6, " ".join(low[:-3]), "")
    ranged = _range(low)
    if ranged is not None:
        return ranged
    fraction = _fraction(low)
    if fraction is not None:
        return fraction
    vague = _some_scale(low) or _vague(low)
    if vague is not None:
        return vague
    start = next((i for i, w in enumerate(low) if number(w) is not None or _decimal(w)), None)
    if start is None:
        return _article(low)
    run = [w for w in low[start:] if number(w) is not None or w in {"and", "a"} or _decimal(w)]
    amount = _decimal_run(run) or value(run)
    if amount is None:
        return None
    return _bounded(amount, " ".join(low[:start]), " ".join(low[start + len(run) :]))


def _decimal(word: str) -> bool:
    return re.fullmatch(r"\d+\.\d+", word) is not None


def _decimal_run(run: list[str]) -> int | None:
    if len(run) >= 2 and _decimal(run[0]) and run[1] in _SCALES:
        return round(float(run[0]) * _SCALES[run[1]])
    return None


def _article(low: list[str]) -> Figure | None:
    if low == ["both"]:
        return Figure(2, 2, 2, "both")
    if low and low[-1] in {"a", "an", "one", "another"} and len(low) <= 2:
        return Figure(1, 1, 1, "a single one")
    return None


def _range(low: list[str]) -> Figure | None:
    """A range: "between 12 and 15", "12 to 15", "12-15", "12 or 15" (either figure)."""
    for word in low:
        found = _RANGE.match(word)
        if found:
            a, b = (int(part.replace(",", "")) for part in found.groups())
            return Figure(a, None, b, "a range") if a <= b else None
    for i, word in enumerate(low):
        if word in {"to", "and", "or", "-", "–"} and 0 < i < len(low) - 1:
            a2, b2 = number(low[i - 1]), number(low[i + 1])
            if a2 is None or b2 is None or a2 >= b2:
                continue
            if word == "and" and "between" not in low[:i]:
                continue
            return Figure(a2, None, b2, "a range")
    return None


def _fraction(low: list[str]) -> Figure | None:
    """A part of a scale: "a quarter of a million", "half a million"."""
    share = next((w for w in ("half", "quarter", "third") if w in low), None)
    scale = next((w for w in low if w in _SCALES), None)
    if share is None or scale is None or low.index(share) > low.index(scale):
        return None
    amount = _SCALES[scale] // {"half": 2, "third": 3, "quarter": 4}[share]
    return _bounded(amount, " ".join(low[: low.index(share)]), "")


def _some_scale(low: list[str]) -> Figure | None:
    """A vague number of a size: "a few dozen" is at least three dozen, "several hundred" at least 300."""
    for word, size in itertools.pairwise(low):
        scale = _SIZES.get(size) or _SCALES.get(size)
        if scale is not None and word in {"few", "several", "many"}:
            return Figure(VAGUE[word] * scale, None, None, f"'{word} {size}' is at least {VAGUE[word] * scale}")
    return None


def _vague(low: list[str]) -> Figure | None:
    for i, word in enumerate(low):
        if word in VAGUE and not any(number(w) is not None for w in low):
            if word == "few" and (i == 0 or low[i - 1] != "a"):
                continue
            if word == "number" and "of" not in low[i:]:
                continue
            if word == "thousands" and i >= 2 and low[i - 2] in {"tens", "hundreds"}:
                continue
            times = 1_000 if word in {"tens", "hundreds"} and "thousands" in low[i:] else 1
            return Figure(VAGUE[word] * times, None, None, f"'{word}' is at least {VAGUE[word] * times}")
    return None


def _bounded(amount: int, before: str, after: str) -> Figure:
    def has(phrases: frozenset[str]) -> bool:
        return any(re.search(rf"(?:^|\s){re.escape(p)}(?:\s|$)", before) for p in phrases)

    if has(_LOW) or after.startswith("or more"):
        return Figure(amount, None, None, "at least")
    if has(_HIGH):
        return Figure(None, None, amount, "at most")
    if has(_OVER):
        return Figure(amount + 1, None, None, "more than")
    if has(_UNDER):
        return Figure(None, None, amount - 1, "fewer than")
    if has(_NEARLY):
        return Figure(None, amount, amount, "nearly")
    if has(_ABOUT):
        return Figure(None, amount, None, "about")
    return Figure(amount, amount, amount, "a figure")
