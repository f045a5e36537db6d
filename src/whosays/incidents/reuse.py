"""Text that two reports share: found by winnowed fingerprints, then aligned word by word.

Winnowing (Schleimer, Wilkerson, Aiken, SIGMOD 2003) keeps the least hash of every `WINDOW` neighbouring runs of `RUN` words, so that a shared passage of at
least `WINDOW + RUN - 1` words always shares a fingerprint. What the reports of a ledger commonly print (appeals, standing explanations) carries no weight,
nor do words inside quotation marks: two reporters who heard one man write the same quotation.
"""

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from zlib import crc32

from whosays.incidents.numbers import number as number_of
from whosays.model.report import Report
from whosays.model.span import Span

RUN: Final = 4
"""Words of one fingerprint."""
WINDOW: Final = 5
"""Runs of which the least hash is kept."""
GAP: Final = 4
"""So many differing words (a name spelled otherwise, a figure changed) do not break a shared passage."""
LEAST_WORDS: Final = 13
"""Least number of matched words outside quotation marks in one passage that proves reuse; a standard phrase is shorter."""
LEAST_RUN: Final = 5
"""A passage has at least one stretch of so many words that agree without a gap."""
LEAST_DENSITY: Final = 0.6
"""Least share of a passage's words that agree."""
COMMON_REPORTS: Final = 5
"""A sentence in so many reports ..."""
COMMON_DAYS: Final = 10
"""... whose publication lies further apart than this, days, is a standing phrase and no copy: an agency text is printed within days."""
PHRASE_WORDS: Final = 6
"""A sentence of fewer words cannot prove reuse, and need not be known as a standing phrase."""

_WORD: Final = re.compile(r"[^\W_]+")
_OPEN, _CLOSE = "“«„", "”»"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report's main text: `keys` their hashes, `starts`/`ends` code points of the report's text, `mute` whether a word proves nothing."""

    keys: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    mute: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Passages that two reports share, as spans of the text of each; `words` counts the agreeing words outside quotation marks."""

    passages: tuple[tuple[Span, Span], ...]
    words: int

    def turned(self) -> "Shared":
        """The same, seen from the other report."""
        return Shared(tuple((b, a) for a, b in self.passages), self.words)


def words_of(report: Report) -> Words:
    """The words of the main text with their places."""
    keys, starts, ends, quoted = [], [], [], []
    for paragraph in report.paragraphs:
        text = report.text[paragraph.start : paragraph.end]
        inside = _quoted(text)
        for match in _WORD.finditer(text):
            keys.append(crc32(match.group().casefold().encode("utf-8", "surrogatepass")))
            starts.append(paragraph.start + match.start())
            ends.append(paragraph.start + match.end())
            quoted.append(inside[match.start()])
    return Words(tuple(keys), tuple(starts), tuple(ends), tuple(quoted))


def _quoted(text: str) -> list[bool]:
    """For each code point of a paragraph, whether it stands inside quotation marks; an unclosed mark quotes to the paragraph's end."""
    flags, inside = [], False
    for char in text:
        if char == '"':
            inside = not inside
        elif char in _OPEN:
            inside = True
        elif char in _CLOSE:
            inside = False
        flags.append(inside)
    return flags


def fingerprints(words: Words) -> frozenset[int]:
    """The winnowed fingerprints of a text; empty for fewer than `RUN` words."""
    runs = _runs(words.keys)
    last = max(1, len(runs) - WINDOW + 1)
    # A window inside quotation marks or a standing phrase proves nothing; one that reaches out of it may.
    return frozenset(min(runs[i : i + WINDOW]) for i in range(last) if not all(words.mute[i : i + WINDOW + RUN - 1])) if runs else frozenset()


def _runs(keys: Sequence[int]) -> list[int]:
    return [hash(keys[i : i + RUN]) for i in range(len(keys) - RUN + 1)]


def phrases(report: Report) -> dict[int, list[tuple[int, int]]]:
    """The sentences of the main text by number (odd, see `story`), with the code points where each stands."""
    found: dict[int, list[tuple[int, int]]] = {}
    for paragraph in report.paragraphs:
        for sentence in _SENTENCE.finditer(report.text, paragraph.start, paragraph.end):
            words = _WORD.findall(sentence.group().casefold())
            if len(words) >= PHRASE_WORDS:
                found.setdefault(number_of(*words) | 1, []).append(sentence.span())
    return found


_SENTENCE: Final = re.compile(r"[^.!?\n]+")


def published_day(report: Report) -> int | None:
    """The day of publication as an ordinal; null where it is not known to the day."""
    value = report.published.value
    return date.fromisoformat(value[:10]).toordinal() if value and len(value) >= len("2000-01-01") else None


def is_standing(reports: int, first: int, last: int) -> bool:
    """Whether a sentence that so many dated reports hold, printed between these days, is a standing phrase."""
    return reports >= COMMON_REPORTS and last - first > COMMON_DAYS


def standing_phrases(printed: Iterable[tuple[int | None, Collection[int]]]) -> frozenset[int]:
    """The phrases that are printed again and again, far apart in time; from the day of each report (null: unknown) and its phrases."""
    import numpy as np

    numbers, days = array("q"), array("q")
    for day, found in printed:
        if day is not None:
            numbers.extend(found)
            days.extend((day,) * len(found))
    phrase, told = np.frombuffer(numbers, dtype=np.int64), np.frombuffer(days, dtype=np.int64)
    order = np.lexsort((told, phrase))
    phrase, told = phrase[order], told[order]
    firsts = np.flatnonzero(np.diff(phrase, prepend=phrase[:1] - 1))
    counts = np.diff(firsts, append=len(phrase))
    rows = zip(phrase[firsts].tolist(), counts.tolist(), told[firsts].tolist(), told[firsts + counts - 1].tolist(), strict=True)
    return frozenset(number for number, *often in rows if is_standing(*often))


class Reuse:
    """Shared text between the reports of a ledger, worked out only for the pairs asked about."""

    def __init__(self, reports: Mapping[str, Report], standing: frozenset[int] | None = None) -> None:
        """`reports` by id, read when asked; `standing` the numbers of the standing phrases of the whole ledger (null: of these reports)."""
        self._reports = reports
        self._given = standing
        self._kept: dict[str, array[int]] = {}
        self._pairs: dict[tuple[str, str], Shared | None] = {}

    @cached_property
    def _standing(self) -> frozenset[int]:
        """Sentences that are printed again and again, far apart in time."""
        if self._given is not None:
            return self._given
        return standing_phrases((published_day(report), phrases(report)) for report in self._reports.values())

    def words(self, report_id: str) -> Words | None:
        """A report's words, those of standing phrases marked as proving nothing; null for an unknown report."""
        report = self._reports.get(report_id)
        if report is None:
            return None
        words = words_of(report)
        if not self._standing:
            return words
        spans = [span for phrase, found in phrases(report).items() if phrase in self._standing for span in found]
        if not spans:
            return words
        mute = tuple(quiet or any(first <= start < last for first, last in spans) for quiet, start in zip(words.mute, words.starts, strict=True))
        return Words(words.keys, words.starts, words.ends, mute)

    def prints(self, report_id: str) -> frozenset[int]:
        """A report's fingerprints without those of standing phrases; none for an unknown report."""
        return frozenset(self._prints(report_id))

    def _prints(self, report_id: str) -> "array[int]":
        if report_id not in self._kept:
            words = self.words(report_id)
            self._kept[report_id] = array("q", sorted(fingerprints(words))) if words is not None else array("q")
        return self._kept[report_id]

    def among(self, ids: Iterable[str]) -> list[tuple[str, str, Shared]]:
        """The pairs (sorted) among these reports that share text, with what they share.

        For a text that many print, each report is aligned with the few that share most, so that cost stays near linear.
        """
        wanted = sorted(set(ids))
        found = []
        for a, b in sorted(self._candidates([self._prints(name) for name in wanted])):
            shared = self.between(wanted[a], wanted[b])
            if shared is not None:
                found.append((wanted[a], wanted[b], shared))
        return found

    @staticmethod
    def _candidates(prints: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
        """For every report, by its fingerprints, the `CLOSEST` others before it that share most of them."""
        holders: dict[int, list[int]] = {}
        for number, held in enumerate(prints):
            for print_ in held:
                holders.setdefault(print_, []).append(number)
        common: dict[int, Counter[int]] = {}
        for told in holders.values():
            for at, number in enumerate(told[1:], start=1):
                common.setdefault(number, Counter()).update(told[: min(at, WIDEST)])
        return {(other, number) for number, row in common.items() for other, _ in sorted(row.items(), key=lambda one: (-one[1], one[0]))[:CLOSEST]}

    def between(self, a: str, b: str) -> Shared | None:
        """What two reports share, spans of `a` first; null when nothing proves reuse."""
        if a > b:
            other = self.between(b, a)
            return other.turned() if other is not None else None
        if (a, b) not in self._pairs:
            one, two = self.words(a), self.words(b)
            self._pairs[a, b] = align(one, two) if one is not None and two is not None else None
        return self._pairs[a, b]


CLOSEST: Final = 6
"""A report is aligned with so many others of its incident."""
WIDEST: Final = 64
"""Of the holders of one fingerprint so many are looked at, the smallest ids."""


def align(a: Words, b: Words) -> Shared | None:
    """The shared passages of two texts, null when none is long enough to prove reuse."""
    passages, total = [], 0
    for chain in _chains(_stretches(a, b)):
        matched = [i + k for i, _, length in chain for k in range(length)]
        proof = sum(1 for i in matched if not a.mute[i])
        first, last = chain[0], chain[-1]
        spread = max(last[0] + last[2] - first[0], last[1] + last[2] - first[1])
        if proof >= LEAST_WORDS and max(length for _, _, length in chain) >= LEAST_RUN and len(matched) >= LEAST_DENSITY * spread:
            ends = (last[0] + last[2] - 1, last[1] + last[2] - 1)
            passages.append((Span(a.starts[first[0]], a.ends[ends[0]]), Span(b.starts[first[1]], b.ends[ends[1]])))
            total += proof
    return Shared(tuple(passages), total) if passages else None


def _stretches(a: Words, b: Words) -> list[tuple[int, int, int]]:
    """Maximal stretches of equal words `(start in a, start in b, length)` of at least 3 words that begin at a run both have."""
    places: dict[tuple[int, ...], list[int]] = {}
    for j in range(len(b.keys) - LEAST_STRETCH + 1):
        places.setdefault(b.keys[j : j + LEAST_STRETCH], []).append(j)
    found, done = [], set()
    for i in range(len(a.keys) - LEAST_STRETCH + 1):
        for j in places.get(a.keys[i : i + LEAST_STRETCH], ())[:MOST_PLACES]:
            if (i - 1, j - 1) in done:
                done.add((i, j))
                continue
            done.add((i, j))
            found.append((i, j, _length(a.keys, b.keys, i, j)))
    return found


LEAST_STRETCH: Final = 2
"""Words of the shortest stretch that can continue a passage."""
MOST_PLACES: Final = 8
"""A stretch that stands more often in a text is looked at in so many places."""


def _length(a: Sequence[int], b: Sequence[int], i: int, j: int) -> int:
    length = 0
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length


def _chains(stretches: Sequence[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Stretches joined where at most `GAP` words differ on either side; longest stretches seed, each stretch serves once."""
    ordered = sorted(stretches)
    used: set[int] = set()
    chains = []
    for seed in sorted(range(len(ordered)), key=lambda n: (-ordered[n][2], ordered[n])):
        if seed in used or ordered[seed][2] < LEAST_RUN:
            continue
        chain = [*reversed(_walk(ordered, seed, -1, used)), ordered[seed], *_walk(ordered, seed, 1, used)]
        used.add(seed)
        chains.append(chain)
    return chains


def _walk(ordered: Sequence[tuple[int, int, int]], at: int, step: int, used: set[int]) -> list[tuple[int, int, int]]:
    """The stretches that follow (`step` 1) or precede (-1) one within `GAP` words in both texts."""
    taken: list[tuple[int, int, int]] = []
    here = ordered[at]
    n = at + step
    while 0 <= n < len(ordered) and abs(ordered[n][0] - here[0]) <= FARTHEST:
        left, right = (here, ordered[n]) if step == 1 else (ordered[n], here)
        gaps = (right[0] - left[0] - left[2], right[1] - left[1] - left[2])
        if n not in used and 0 <= gaps[0] <= GAP and 0 <= gaps[1] <= GAP:
            used.add(n)
            taken.append(ordered[n])
            here = ordered[n]
        n += step
    return taken


FARTHEST: Final = 400
"""A stretch longer than this many words is not looked past."""
