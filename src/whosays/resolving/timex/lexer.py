"""Cuts a text into runs of the words that time expressions are made of; all other text is skipped at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from whosays.lexicon.times import Holiday, Zone, load_holidays, load_words, load_zones

CORE = frozenset(
    [
        "MONTH",
        "MONTHQ",
        "WDAY",
        "WDAYQ",
        "WDAYS",
        "UNIT",
        "PART",
        "NOON",
        "OVERNIGHT",
        "SEASON",
        "SEASONS",
        "DEICTIC",
        "TONIGHT",
        "NOW",
        "PASTREF",
        "PREV",
        "FUTREF",
        "REFNOUN",
        "PAST",
        "ADVSET",
        "ANNUAL",
        "HOL",
        "ISO",
        "SLASH",
        "DTG",
        "DMY",
        "CLOCK",
        "CLOCKDOT",
        "MILCLOCK",
        "YEAR",
        "APOSY",
        "DECADE",
        "TENSS",
        "AMPM",
        "CURRENT",
    ]
)
"""A run without one of these holds no time expression."""

_HALVES = frozenset({"a", "p"})
"""What a.m. and p.m. begin with."""
_CAPITAL = frozenset({"MONTHQ", "WDAYQ"})
_MONTHS3 = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|SEPT|OCT|NOV|DEC"
_MASTER = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’]clock)?)"
    r"|(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))"
    r"|(?P<slash>(?:(?:19|20)\d\d(?P<s1>[/.])\d{1,2}(?P=s1)\d{1,2}|\d{1,2}(?P<s2>[/.-])\d{1,2}(?P=s2)(?:(?:19|20)\d\d|\d\d))(?![\w/-]|\.\d))"
    rf"|(?P<dtg>[0-3]\d[0-2]\d[0-5]\d(?:Z\b|Z?\s?(?:{_MONTHS3})\s?(?:20)?\d\d\b|Z\s?(?:{_MONTHS3})\b))"
    rf"|(?P<dmy>[0-3]?\d[ -]?(?:{_MONTHS3})[ -]?(?:(?:19|20)\d\d|\d\d)\b|[0-3]?\d-[A-Z][a-z]{{2}}-(?:(?:19|20)\d\d|\d\d)\b)"
    r"|(?P<clock>(?:[01]?\d|2[0-4])(?::|[Hh](?=\d\d\b))[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<clockdot>(?:1[0-2]|0?\d)\.[0-5]\d(?=\s?[ap]\.?m\b))"
    r"|(?P<milclock>(?:[01]\d|2[0-4])[0-5]\d(?=\s?(?:hrs|hours|hr|h|Z|GMT|UTC|local)\b))"
    r"|(?P<decade>(?:(?:1[89]|20)\d|['’]?[2-9])0['’]?s\b)"
    r"|(?P<aposy>['’]\d\d\b(?!['’]))"
    r"|(?P<ord>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+|[ -]1/2)?)"
    r"|(?P<poss>['’]s\b|(?<=s)['’])"
    r"|(?P<punct>[-–—,()+])"
)
_NEXT_WORD = re.compile(r"\s?\(?([^\W\d_]+|\d)")
_AFTER_CLOCK = frozenset({"WDAY", "WDAYQ", "MONTH", "MONTHQ", "ON"})
_RELEASE_TAIL = re.compile(r"-\d{2}-[A-Z]")
"""A year so followed is part of a release number, 2011-08-S-036."""
_PUNCT = {"-": "HYPH", "–": "DASH", "—": "DASH", ",": "COMMA", "(": "LPAR", ")": "RPAR", "+": "PLUS"}
_DOTTED = frozenset(
    [
        "jan",
        "feb",
        "febr",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark of a run: its class, its value there, and code points `[start, end)`."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words that only white space parts; `codes` has one character for the class of each word."""

    words: tuple[Word, ...]
    codes: str


@dataclass(frozen=True, slots=True)
class _Tables:
    words: dict[str, tuple[str, str]]
    zones: dict[str, Zone]
    holidays: dict[str, Holiday]
    holiday: re.Pattern[str]
    holiday_first: frozenset[str]
    wanted: frozenset[str]


@lru_cache(maxsize=1)
def tables() -> _Tables:
    """The word tables, compiled once."""
    holidays = load_holidays()
    names = sorted(holidays, key=lambda name: (-len(name), name))
    pattern = re.compile("(?:" + "|".join(re.escape(name) for name in names) + r")\b", re.IGNORECASE)
    firsts = frozenset(re.split(r"[\s'’-]", name)[0] for name in names)
    words = {word: (entry.kind, entry.value) for word, entry in load_words().items()}
    words |= {"o'clock": ("OCLOCK", ""), "o’clock": ("OCLOCK", "")}
    zones = load_zones()
    return _Tables(
        words, zones, holidays, pattern, firsts, frozenset(words) | frozenset(zones) | firsts | _HALVES
    )


_CODES: dict[str, str] = {}


def code(kind: str) -> str:
    """The character that stands for a class in `Run.codes`; the same in one process for good."""
    if kind not in _CODES:
        _CODES[kind] = chr(0xE000 + len(_CODES))
    return _CODES[kind]


def runs(text: str) -> Iterator[Run]:
    """Every run of `text` that may hold a time expression, in text order."""
    current: list[Word] = []
    for word in _words(text):
        if current and not _touch(text, current[-1].end, word.start):
            yield from _closed(current)
            current = []
        current.append(word)
    yield from _closed(current)


def _touch(text: str, end: int, start: int) -> bool:
    """Whether nothing but white space within a paragraph parts two words."""
    if start - end <= 1:
        return start == end or text[end] in " \n\t\xa0"
    gap = text[end:start]
    return gap.isspace() and gap.count("\n") < 2 and "\u2028" not in gap and "\u2029" not in gap


def _closed(words: list[Word]) -> Iterator[Run]:
    merged = _merge_numbers(words)
    if not any(word.kind in CORE for word in merged) and not _day_alone(merged):
        return
    yield Run(tuple(merged), "".join(code(word.kind) for word in merged))


def _day_alone(words: Sequence[Word]) -> bool:
    """Whether a run may name a day by its number alone: "on the 22nd"."""
    return any(a.kind == "THE" and b.kind == "ORD" for a, b in pairwise(words))


def _words(text: str) -> Iterator[Word]:
    wanted = tables().wanted
    done = 0
    for match in _MASTER.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        group = match.lastgroup
        if group == "word":
            raw = match.group()
            if raw.lower() not in wanted:
                continue
            word = _word(text, raw, (start, end))
        else:
            word = _mark(text, str(group), match.group(), start, end)
        if word is not None:
            done = word.end
            yield word


def _word(text: str, raw: str, span: tuple[int, int]) -> Word | None:
    """The time word that `raw`, which stands at `span`, is or begins; null for any other word."""
    known, lower, (start, end) = tables(), raw.lower(), span
    if lower in known.holiday_first and raw[0].isupper():
        holiday = known.holiday.match(text, start)
        if holiday:
            return Word("HOL", holiday.group().lower().replace("’", "'"), start, holiday.end())
    if lower in _HALVES and text[end : end + 2].lower() == ".m" and not text[end + 2 : end + 3].isalpha():
        dot = text[end + 2 : end + 3] == "."  # its own, even where it also closes the sentence
        return Word("AMPM", lower + "m", start, end + 3 if dot else end + 2)
    if lower in known.zones:
        city = known.zones[lower].iana is not None
        return Word("ZONE", lower, start, end) if raw.isupper() or (city and raw[0].isupper()) else None
    entry = known.words.get(lower)
    if entry is None or ((entry[0] in _CAPITAL or lower in _DOTTED) and not raw[0].isupper()):
        return None
    dotted = lower in _DOTTED and text[end : end + 1] == "."
    return Word(entry[0], entry[1], start, end + 1 if dotted else end)


def _ends_sentence(text: str, end: int) -> bool:
    """Whether the mark before `end` also closes a sentence: no word of time and no small letter follows."""
    following = _NEXT_WORD.match(text, end)
    if following is None:
        return True
    word = following[1]
    if not word[0].isupper():
        return False
    return (
        tables().words.get(word.lower(), ("", ""))[0] not in _AFTER_CLOCK
        and word.lower() not in tables().zones
    )


def _mark(text: str, group: str, raw: str, start: int, end: int) -> Word | None:
    if group == "punct":
        return Word(_PUNCT[raw], raw, start, end)
    if group == "number":
        return _number(text, raw, start, end)
    if text[max(0, start - 1) : start].isalnum() and group != "poss":
        return None
    return Word(group.upper(), raw, start, end)


def _number(text: str, raw: str, start: int, end: int) -> Word | None:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before in {"$", "£", "€", "#", "№", "/", "."} or before.isalpha() or after in {"%", "°"}:
        return None
    if after.isalpha() and text[end : end + 2].lower() not in {"am", "pm", "a.", "p."}:
        return None
    if after == "-" and _RELEASE_TAIL.match(text, end):
        return None
    kind = "NUM"
    if raw.isdigit():
        if len(raw) <= 2 and 1 <= int(raw) <= 31:
            kind = "INT"
        elif len(raw) == 4 and "1800" <= raw <= "2099":
            kind = "YEAR"
    return Word(kind, raw.replace(",", "").replace(" 1/2", ".5").replace("-1/2", ".5"), start, end)


def _merge_numbers(words: list[Word]) -> list[Word]:
    """Join spelled numbers: twenty-four, nineteen ninety-seven, one hundred and twenty, twenty-first."""
    if not any(word.kind in {"NUMWORD", "TENS"} for word in words):
        return words
    merged: list[Word] = []
    i = 0
    while i < len(words):
        if words[i].kind in {"NUMWORD", "TENS"}:
            word, i = _spelled(words, i)
            merged.append(word)
        else:
            merged.append(words[i])
            i += 1
    return merged


def _spelled(words: list[Word], i: int) -> tuple[Word, int]:
    start = words[i].start
    value, i = _below_hundred(words, i)
    if i < len(words) and words[i].kind == "ORDWORD" and words[i - 1].kind == "HYPH":
        return Word("ORD", str(value + int(words[i].value)), start, words[i].end), i + 1
    if value in {18, 19, 20} and i < len(words) and words[i].kind == "TENS":
        tail, j = _below_hundred(words, i)
        return Word("YEAR", str(value * 100 + tail), start, words[j - 1].end), j
    while i < len(words) and words[i].kind == "HUNDRED":
        value *= int(words[i].value)
        i += 1
        if i + 1 < len(words) and words[i].kind == "AND" and words[i + 1].kind in {"NUMWORD", "TENS"}:
            tail, i = _below_hundred(words, i + 1)
            value += tail
    return Word("NUMW", str(value), start, words[i - 1].end), i


def _below_hundred(words: list[Word], i: int) -> tuple[int, int]:
    value = int(words[i].value)
    tens = words[i].kind == "TENS"
    i += 1
    if not tens:
        return value, i
    hyphen = i < len(words) and words[i].kind == "HYPH"
    j = i + 1 if hyphen else i
    if j < len(words) and words[j].kind == "NUMWORD" and int(words[j].value) < 10:
        return value + int(words[j].value), j + 1
    if hyphen and j < len(words) and words[j].kind == "ORDWORD" and int(words[j].value) < 10:
        return value, j
    return value, i
