"""The times named so far in a report: what "the next day" and "a year earlier" count from."""

from dataclasses import dataclass, field
from datetime import date

from whosays.resolving.timex.meaning import Meaning

_ORDER = {
    "day": 0,
    "weekend": 1,
    "week": 1,
    "month": 2,
    "quarter": 3,
    "season": 3,
    "half": 4,
    "year": 5,
    "decade": 6,
    "century": 7,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A time named at code point `start` by `words`: its first day, its last and its unit."""

    start: int
    words: str
    first: date
    last: date
    unit: str
    explicit: bool
    sentence: int
    paragraph: int

    @property
    def label(self) -> str:
        """How `TimeMention.anchor` names it."""
        span = (
            self.first.isoformat()
            if self.first == self.last
            else f"{self.first.isoformat()}..{self.last.isoformat()}"
        )
        return f'{span} "{self.words}"'


@dataclass(slots=True)
class Narrative:
    """Marks in text order; `sentence` and `paragraph` tell where the reader stands; `span` is the range of days told last of all."""

    marks: list[Mark] = field(default_factory=list)
    sentence: int = 0
    paragraph: int = 0
    span: Mark | None = None

    def add(self, start: int, words: str, meaning: Meaning) -> None:
        """Remember a time whose both ends are known and that is a calendar unit."""
        if meaning.first is None or meaning.last is None:
            return
        if meaning.unit not in _ORDER:
            self.span = Mark(start, words, meaning.first, meaning.last, "", False, self.sentence, self.paragraph)
            return
        self.span = None
        explicit = meaning.basis == "explicit"
        self.marks.append(
            Mark(
                start,
                words,
                meaning.first,
                meaning.last,
                meaning.unit,
                explicit,
                self.sentence,
                self.paragraph,
            )
        )

    def last(self, unit: str, *, finest: bool = False) -> Mark | None:
        """The latest mark that is as fine as `unit` (a day for "that day"); `finest`: of that very unit."""
        limit = _ORDER.get(unit, 0)
        for mark in reversed(self.marks):
            if (mark.unit == unit) if finest else (_ORDER[mark.unit] <= limit):
                return mark
        return None

    def dated(self) -> Mark | None:
        """The latest explicit mark of this paragraph that is a day or a month."""
        for mark in reversed(self.marks):
            if mark.paragraph != self.paragraph:
                return None
            if mark.explicit and mark.unit in {"day", "month"}:
                return mark
        return None

    def month_in_sentence(self) -> Mark | None:
        """The latest mark of this sentence, when it is a month or a part of one: "in late May ... three weeks later"."""
        mark = self.marks[-1] if self.marks else None
        return mark if mark and mark.unit == "month" and mark.sentence == self.sentence else None

    def year_in_sentence(self) -> Mark | None:
        """The latest explicit mark of this sentence, when it names a year."""
        mark = self.marks[-1] if self.marks else None
        return mark if mark and mark.explicit and mark.sentence == self.sentence else None
