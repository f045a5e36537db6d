"""What a rule's function sees of a match: the words of its groups, and their surroundings."""

import re
from dataclasses import dataclass

from whosays.resolving.timex.forms import Clock, Expr, Form, Mod, Origin
from whosays.resolving.timex.lexer import Run, Word

EDGES: dict[str, Mod] = {
    "EARLY": "START",
    "EARLIER": "EARLIER",
    "LATE": "END",
    "LATER": "LATER",
    "MID": "MID",
    "BEGIN": "START",
    "END": "END",
}
_SHIFTS = {
    "LAST": -1,
    "PREVIOUS": -1,
    "PAST": -1,
    "NEXT": 1,
    "FOLL": 1,
    "COMING": 1,
    "THIS": 0,
    "CURRENT": 0,
    "LATEST": -1,
    "THAT": 0,
    "SAME": 0,
}
_NARRATIVE = frozenset({"PREVIOUS", "FOLL", "THAT", "SAME"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's match in a run of `text`."""

    text: str
    run: Run
    match: re.Match[str]

    def has(self, name: str) -> bool:
        """Whether the group took part in the match and holds at least one word."""
        return name in self.match.re.groupindex and bool(self.match.group(name))

    def word(self, name: str) -> Word:
        """The first word of a group that matched."""
        return self.run.words[self.match.start(name)]

    def kind(self, name: str) -> str:
        """Class of the group's first word, empty when the group is absent."""
        return self.word(name).kind if self.has(name) else ""

    def value(self, name: str) -> str:
        """Value of the group's first word, empty when the group is absent."""
        return self.word(name).value if self.has(name) else ""

    def raw(self, name: str) -> str:
        """The words of the group as they stand in the text, empty when absent."""
        if not self.has(name):
            return ""
        first, last = self.match.span(name)
        return self.text[self.run.words[first].start : self.run.words[last - 1].end]

    def number(self, name: str) -> int | None:
        """Whole number of the group's word; ordinals lose their ending."""
        digits = re.sub(r"\D+$", "", self.value(name))
        return int(digits) if digits.isdigit() else None

    @property
    def before(self) -> Word | None:
        """The word of the run just before the match, or null."""
        first = self.match.start()
        return self.run.words[first - 1] if first else None

    @property
    def after(self) -> Word | None:
        """The word of the run just after the match, or null."""
        last = self.match.end()
        return self.run.words[last] if last < len(self.run.words) else None

    @property
    def tail(self) -> str:
        """Up to 40 characters of text after the match."""
        end = self.run.words[self.match.end() - 1].end
        return self.text[end : end + 40]

    @property
    def head(self) -> str:
        """Up to 40 characters of text before the match."""
        start = self.run.words[self.match.start()].start
        return self.text[max(0, start - 40) : start]

    @property
    def edge(self) -> Mod:
        """START, MID or END when a word of the group `edge` says so."""
        return EDGES.get(self.kind("edge"), "")

    def expr(
        self,
        form: Form,
        *,
        mod: Mod = "",
        part: str = "",
        clock: Clock | None = None,
        skip: int = 0,
        until: str = "",
    ) -> Expr:
        """An expression over the match less its first `skip` words (prepositions), or up to the end of group `until`."""
        first, last = self.match.start() + skip, (self.match.end(until) if until else self.match.end()) - 1
        return Expr(
            self.run.words[first].start, self.run.words[last].end, first, last, "", form, mod, part, clock
        )


def shift_of(hit: Hit, name: str = "shift") -> int | None:
    """-1, 0, 1 for last, this, next and their like; null without such a word."""
    return _SHIFTS.get(hit.kind(name))


def origin_of(hit: Hit, name: str = "shift") -> Origin:
    """Whether the word of the group counts from the narrative (`following`, `that`) or from publication."""
    return "narrative" if hit.kind(name) in _NARRATIVE else "publication"
