"""Which reports tell one story: the rare names and figures that two reports share, weighed by how rare they are in the ledger."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from whosays.incidents.names import folded, skeleton
from whosays.model.report import Report

TELLING: Final = 30
"""So many telling words of a report are kept, the rarest first."""
COMMON_SHARE: Final = 0.1
"""A word in more than this share of the reports (and in more than `COMMON_LEAST`) tells no story."""
COMMON_LEAST: Final = 12
OUTSPOKEN: Final = 8
"""A report with fewer telling names says nothing by not sharing them."""
LEAST_SHARED: Final = 3
"""Fewer shared names are no story."""
READ_CHARS: Final = 20_000
"""A story is told in the first so many code points of a report; the rest of a book says no more."""
BLOCK_WORDS: Final = 10
"""So many of a report's rarest shared words serve to find other reports of its story."""
BLOCK_REPORTS: Final = 40
"""A word in more reports than this finds none."""
TURN: Final = re.compile(
    r"(?:^|[.!?][\"”’']*\s+|\n\s*)"
    r"(Elsewhere|Meanwhile|Separately|On the other hand|In other (?:developments|news)|In (?:a separate|another|a different) (?:\w+ ){0,2}\w+)\b"
)
"""Words at the head of a sentence with which a report turns to another happening."""
_NAME: Final = re.compile(r"[^\W\d_][\w’-]{2,}")
_STOP: Final = frozenset(
    ["the", "and", "for", "that", "with", "was", "were", "had", "has", "have", "from", "this", "they", "their", "said", "says", "say", "after", "before", "when", "which", "who", "will", "would", "could", "there", "been", "are", "not", "but", "its", "into", "than", "more", "most", "about", "over", "under", "while", "where", "also", "his", "her", "him", "she", "our", "out", "off", "all", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "some", "other", "such", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "according", "told", "tell", "people", "killed", "dead", "wounded", "report", "reports", "reported", "news"]
)


class Stories:
    """The telling words of the reports of a ledger, and where a report turns to something else."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        """Reads each report once; the result depends on the set of reports only."""
        words = {}
        self._turns = {}
        for report in reports:
            words[report.report_id] = _words(report)
            self._turns[report.report_id] = tuple(found.start(1) for found in TURN.finditer(report.text))
        self._count = Counter(word for found in words.values() for word in found)
        most = max(COMMON_LEAST, int(COMMON_SHARE * len(words)))
        self._weight = {word: math.log((1 + len(words)) / count) for word, count in self._count.items() if count > 1}
        self._of = {key: self._telling(found, most) for key, found in words.items()}
        self._total = {key: sum(self._weight[word] for word in sorted(found)) for key, found in self._of.items()}

    def _telling(self, words: Iterable[str], most: int) -> frozenset[str]:
        """The rarest words that another report shares; a word that one report alone has can match nothing."""
        shared = sorted((self._count[word], word) for word in words if 2 <= self._count[word] <= most)
        return frozenset(word for _, word in shared[:TELLING])

    def turn(self, report_id: str, one: int, other: int) -> bool:
        """Whether a report turns to something else between two of its code points ("Elsewhere", "On the other hand")."""
        first, last = min(one, other), max(one, other)
        return any(first < at <= last for at in self._turns.get(report_id, ()))

    def known(self, a: str, b: str) -> bool:
        """Whether both reports are known here."""
        return a in self._of and b in self._of

    def outspoken(self, a: str, b: str) -> bool:
        """Whether both reports have names enough that sharing few of them means something."""
        return min(len(self._of[a]), len(self._of[b])) >= OUTSPOKEN

    def shared(self, a: str, b: str) -> float:
        """The share (0..1) of the weight of the telling words of the one with less that both have."""
        one, other = self._of.get(a, frozenset()), self._of.get(b, frozenset())
        both = one & other
        if len(both) < LEAST_SHARED:
            return 0.0
        least = min(self._total[a], self._total[b])
        return sum(self._weight[word] for word in sorted(both)) / least if least > 0 else 0.0

    def doors(self, report_id: str) -> Sequence[str]:
        """The few rarest shared words of a report, by which others of its story are found."""
        words = self._of.get(report_id, frozenset())
        return sorted((w for w in words if self._count[w] <= BLOCK_REPORTS), key=lambda w: (self._count[w], w))[:BLOCK_WORDS]


def _words(report: Report) -> frozenset[str]:
    """The names in a report's title and main text: words with a capital that never stand there without one; by their consonants, so that spellings meet."""
    text = " ".join([report.title or "", *(report.text[p.start : p.end] for p in report.paragraphs)])[:READ_CHARS]
    words = _NAME.findall(text)
    plain = {word for word in words if word[0].islower()}
    found = set()
    for word in words:
        lower = word.casefold()
        if word[0].isupper() and lower not in plain and lower not in _STOP:
            key = skeleton(word)
            found.add(f"^{key}" if len(key) > 2 else folded(word))
    return frozenset(found)


NO_STORIES: Final = Stories()
"""For claims whose reports are not at hand."""
