"""Which reports tell one story: the rare names that two reports share, weighed by how rare they are in the ledger.

How rare a name is goes by steps (`RARE`, `KNOWN`), so that a report that is added changes what is known of few others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from whosays.incidents.names import folded, skeleton
from whosays.incidents.numbers import number
from whosays.model.report import Report

TELLING: Final = 30
"""So many telling words of a report are kept, the rarest first."""
RARE: Final = 8
"""A name in so many reports or fewer is rare; one that a single report has can match nothing."""
KNOWN: Final = 64
"""A name in more reports tells no story."""
WEIGHTS: Final = (0.0, 1.5, 1.0)
"""Weights of the steps: alone or too common, rare, known."""
OUTSPOKEN: Final = 8
"""A report with fewer telling names says nothing by not sharing them."""
LEAST_SHARED: Final = 3
"""Fewer shared names are no story."""
READ_CHARS: Final = 20_000
"""A story is told in the first so many code points of a report; the rest of a book says no more."""
BLOCK_WORDS: Final = 10
"""So many of a report's rarest shared words serve to find other reports of its story."""
TURN: Final = re.compile(
    r"(?:^|[.!?][\"”’']*\s+|\n\s*)"
    r"(Elsewhere|Meanwhile|Separately|On the other hand|In other (?:developments|news)|In (?:a separate|another|a different) (?:\w+ ){0,2}\w+)\b"
)
"""Words at the head of a sentence with which a report turns to another happening."""
_NAME: Final = re.compile(r"[^\W\d_][\w’-]{2,}")
_STOP: Final = frozenset(
    ["the", "and", "for", "that", "with", "was", "were", "had", "has", "have", "from", "this", "they", "their", "said", "says", "say", "after", "before", "when", "which", "who", "will", "would", "could", "there", "been", "are", "not", "but", "its", "into", "than", "more", "most", "about", "over", "under", "while", "where", "also", "his", "her", "him", "she", "our", "out", "off", "all", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "some", "other", "such", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "according", "told", "tell", "people", "killed", "dead", "wounded", "report", "reports", "reported", "news"]
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a report's text brings: its names as numbers, and the code points where it turns to another matter."""

    words: frozenset[int]
    turns: tuple[int, ...]


NAMELESS: Final = Names(frozenset(), ())
"""For a report that is not known, or makes no claims."""


def names_of(report: Report) -> Names:
    """The names of one report."""
    return Names(_words(report), tuple(found.start(1) for found in TURN.finditer(report.text)))


class Stories:
    """The telling words of the reports of a ledger, and where a report turns to something else."""

    def __init__(self, reports: Iterable[Report] = (), *, names: Mapping[str, Names] | None = None, counts: Mapping[int, int] | None = None) -> None:
        """From reports, each read once; or from their `names`, with the number of reports of the whole ledger that hold each (up to `KNOWN` + 1 matters).

        The result depends on the set of reports only.
        """
        self._names: dict[str, Names] = {}
        self._count: dict[int, int] = {}
        self._of: dict[str, frozenset[int]] = {}
        self._weight: dict[int, float] = {}
        self._total: dict[str, float] = {}
        self._shared: dict[tuple[str, str], float] = {}
        known = {report.report_id: names_of(report) for report in reports} if names is None else names
        self.learn(known, Counter(word for found in known.values() for word in found.words) if counts is None else counts)

    def learn(self, names: Mapping[str, Names], counts: Mapping[int, int]) -> None:
        """More reports of the same ledger, with the number of reports that hold each of their names; what is known of the others stands."""
        self._names.update(names)
        self._count.update(counts)
        self._shared.clear()
        for key, found in names.items():
            self._of[key] = self._telling(found.words)
            self._weight.update((word, WEIGHTS[step(self._count[word])]) for word in self._of[key])
            self._total[key] = self._weigh(self._of[key])

    def _telling(self, words: Iterable[int]) -> frozenset[int]:
        """The rarest words that another report shares, in one order for all reports."""
        ranked = sorted((-WEIGHTS[at], word) for word in words if (at := step(self._count[word])))
        return frozenset(word for _, word in ranked[:TELLING])

    def _weigh(self, words: Iterable[int]) -> float:
        return sum(map(self._weight.__getitem__, words))

    def turn(self, report_id: str, one: int, other: int) -> bool:
        """Whether a report turns to something else between two of its code points ("Elsewhere", "On the other hand")."""
        first, last = min(one, other), max(one, other)
        return report_id in self._names and any(first < at <= last for at in self._names[report_id].turns)

    def known(self, a: str, b: str) -> bool:
        """Whether both reports are known here."""
        return a in self._of and b in self._of

    def outspoken(self, a: str, b: str) -> bool:
        """Whether both reports have names enough that sharing few of them means something."""
        return min(len(self._of[a]), len(self._of[b])) >= OUTSPOKEN

    def shared(self, a: str, b: str) -> float:
        """The share (0..1) of the weight of the telling words of the one with less that both have."""
        pair = (a, b) if a < b else (b, a)
        found = self._shared.get(pair)
        if found is None:
            if len(self._shared) >= REMEMBERED:
                self._shared.clear()
            found = self._shared[pair] = self._share(a, b)
        return found

    def _share(self, a: str, b: str) -> float:
        both = self._of.get(a, _NONE) & self._of.get(b, _NONE)
        if len(both) < LEAST_SHARED:
            return 0.0
        least = min(self._total[a], self._total[b])
        return self._weigh(both) / least if least > 0 else 0.0

    def names(self, report_id: str) -> frozenset[int]:
        """All names of a report by number; none for an unknown one."""
        return self.told(report_id).words

    def told(self, report_id: str) -> Names:
        """What the text of a report brings; nothing for an unknown one."""
        return self._names.get(report_id, NAMELESS)

    def rare(self, name: int) -> bool:
        """Whether few reports of the ledger hold a name, and more than one."""
        return step(self._count[name]) == RARELY

    def telling(self, report_id: str) -> frozenset[int]:
        """The telling words of a report; none for an unknown one."""
        return self._of.get(report_id, frozenset())

    def doors(self, report_id: str) -> Sequence[int]:
        """The few rarest shared words of a report, by which others of its story are found."""
        words = self._of.get(report_id, frozenset())
        return sorted(words, key=lambda word: (-WEIGHTS[step(self._count[word])], word))[:BLOCK_WORDS]


_NONE: Final[frozenset[int]] = frozenset()
REMEMBERED: Final = 1 << 16
"""So many pairs of reports are remembered with what they share: claims of one component come from the same reports again and again."""
RARELY: Final = 1
"""The step of a rare name."""


def step(reports: int) -> int:
    """The step of a name that so many reports hold: 0 alone or too common, 1 rare, 2 known."""
    return 0 if reports < 2 or reports > KNOWN else RARELY if reports <= RARE else 2


def _words(report: Report) -> frozenset[int]:
    """The names in a report's title and main text: words with a capital that never stand there without one; by their consonants, so that spellings meet."""
    text = " ".join([report.title or "", *(report.text[p.start : p.end] for p in report.paragraphs)])[:READ_CHARS]
    words = set(_NAME.findall(text))
    plain = {word for word in words if word[0].islower()}
    return frozenset(_numbered(word) for word in words if word[0].isupper() and word.casefold() not in plain and word.casefold() not in _STOP)


@lru_cache(maxsize=65536)
def named(text: str) -> frozenset[int]:
    """The words of a sentence or name that begin with a capital, by the numbers under which `Stories` knows names."""
    return frozenset(_numbered(word) for word in _NAME.findall(text) if word[0].isupper() and word.casefold() not in _STOP)


@lru_cache(maxsize=65536)
def _numbered(word: str) -> int:
    """An even number for the spellings of a name: `reuse` numbers standing phrases with the odd ones."""
    key = skeleton(word)
    return number(f"^{key}" if len(key) > 2 else folded(word)) & ~1


NO_STORIES: Final = Stories()
"""For claims whose reports are not at hand."""
