"""Words, zones and holidays of English time expressions."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from whosays.lexicon._tables import read_rows, split_list


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What the grammar knows of a word: its `kind` (a class of times_words.tsv) and its `value` there."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A named zone: `offset` as `+03:00`, or `iana`, the name under which the zone database keeps its history."""

    offset: str | None
    iana: str | None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: `rule` as described in times_holidays.tsv; `days` it lasts, or null where it lasts its Islamic month."""

    name: str
    rule: tuple[str, ...]
    days: int | None


@lru_cache(maxsize=1)
def load_words() -> dict[str, TimeWord]:
    """Each lower-case word of times_words.tsv with its class; a word stands in one class only."""
    rows = read_rows("times_words.tsv", ("class", "value", "words"))
    return {
        word: TimeWord(kind, "" if value == "-" else value)
        for kind, value, cell in rows
        for word in split_list(cell)
    }


@lru_cache(maxsize=1)
def load_zones() -> dict[str, Zone]:
    """Zones by lower-case name."""
    rows = read_rows("times_zones.tsv", ("name", "offset", "zone"))
    return {
        name: Zone(None if offset == "-" else offset, None if iana == "-" else iana)
        for name, offset, iana in rows
    }


@lru_cache(maxsize=1)
def load_holidays() -> dict[str, Holiday]:
    """Holidays by each of their lower-case names."""
    rows = read_rows("times_holidays.tsv", ("name", "words", "rule", "days"))
    return {
        words: Holiday(name, tuple(rule.split()), None if days == "month" else int(days))
        for name, cell, rule, days in rows
        for words in split_list(cell)
    }


@lru_cache(maxsize=1)
def load_hijri() -> dict[int, tuple[date, ...]]:
    """First days (Gregorian, ascending) of each Islamic month that the table holds, by the month's number."""
    months: dict[int, list[date]] = {}
    for _, month, first in read_rows("times_hijri.tsv", ("year", "month", "first_day")):
        months.setdefault(int(month), []).append(date.fromisoformat(first))
    return {month: tuple(sorted(days)) for month, days in months.items()}
