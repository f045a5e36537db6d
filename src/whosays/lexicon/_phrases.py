"""Finds phrases of a lexicon in a text: longest first, whole words, tolerant of hyphens, apostrophes and diacritics."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

T = TypeVar("T")

_APOSTROPHES = "'’‘ʼʾʿ`´′ʻ"
_HYPHENS = "-‐‑‒–—−"
_SPECIAL = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "ð": "d", "þ": "t"}
MIN_TITLE = 3
"""Acronyms this long may be written as titles (`Btr-80`); shorter ones are too often words (`At 14:52`)."""


class _Fold(dict[int, str]):
    """Code point -> exactly one folded character, so that offsets survive."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _APOSTROPHES:
            folded = "'"
        elif char in _HYPHENS:
            folded = "-"
        elif char.isspace():
            folded = "\n" if char in "\n\r\u2028\u2029\x85" else " "
        elif not char.isalpha():
            folded = char  # a subscript three is no three
        else:
            lower = char.lower()[:1]
            folded = _SPECIAL.get(lower) or unicodedata.normalize("NFKD", lower)[:1] or char
        self[code] = folded
        return folded


_FOLD = _Fold()
_WORD = re.compile(
    r"(?<![a-z.'\d])(?:(?:[a-z]\.){2,}|(?:[a-z]\.)+[a-z](?![a-z'\d.]))|\d+|[^\W\d_]+(?:'[^\W\d_]+)*"
)
WORD_GAP = re.compile(r"(?:'s?)?(?:[^\S\n]|-){0,2}\n?(?:[^\S\n]|-){0,2}| & ")
"""What may stand between two words of a phrase: a possessive's end, a space, a hyphen, an ampersand, one line break."""


def fold(text: str) -> str:
    """Return `text` lower-cased, without diacritics, one straight apostrophe and hyphen; same length."""
    if text.isascii():
        return text.lower()
    return text.translate(_FOLD)


class Case(IntEnum):
    """What an alias's word asks of the letters in the text."""

    ANY = 0
    FIRST_UPPER = 1
    INNER_UPPER = 2
    ALL_UPPER = 3


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: parallel arrays; `keys` are folded, offsets are code points of the text."""

    text: str
    folded: str
    keys: list[str]
    starts: list[int]
    ends: list[int]

    def glued(self, index: int) -> bool:
        """Whether word `index` follows the one before it with nothing between (`T90`, `BTR-82A`)."""
        return 0 < index < len(self.keys) and self.ends[index - 1] == self.starts[index]

    def raw(self, index: int) -> str:
        """The word as the text writes it."""
        return self.text[self.starts[index] : self.ends[index]]


def cut(text: str) -> Words:
    """Cut `text` into words; `T-90` and `T90` give the same keys, `Qa'ida` one key, `Russia's` the key of Russia."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    folded = fold(text)
    for match in _WORD.finditer(folded):
        key = match.group()
        start, end = match.span()
        if "'" in key:
            if key.endswith("'s"):
                key, end = key[:-2], end - 2
            key = key.replace("'", "")
        elif "." in key:
            key = key.replace(".", "")
        keys.append(key)
        starts.append(start)
        ends.append(end)
    return Words(text, folded, keys, starts, ends)


def _case_of(raw: str) -> Case:
    letters = [char for char in raw if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return Case.ALL_UPPER
    if any(char.isupper() for char in letters[1:]):
        return Case.INNER_UPPER
    return Case.FIRST_UPPER if letters and letters[0].isupper() else Case.ANY


def _case_met(need: Case, raw: str) -> bool:
    if need is Case.ANY:
        return True
    if need is Case.FIRST_UPPER:
        return not raw[0].islower()
    if need is Case.INNER_UPPER:
        return any(char.isupper() for char in raw[1:])
    return not any(char.islower() for char in raw)


@dataclass(frozen=True, slots=True)
class Phrase(Generic[T]):
    """One alias: the letter case that each of its words needs, and what it stands for."""

    cases: tuple[Case, ...]
    payload: T


@dataclass(slots=True)
class _Node(Generic[T]):
    following: "dict[str, _Node[T]]"
    phrases: list[Phrase[T]]


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Words `[first, last)` of a text are an alias of every payload, in the order they were added."""

    first: int
    last: int
    payloads: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """A trie over folded words. Build it once, then ask `at` or `scan`; it is never changed by asking."""

    def __init__(self, gap: re.Pattern[str] = WORD_GAP) -> None:
        self._root: _Node[T] = _Node({}, [])
        self._gap = gap

    def add(self, alias: str, payload: T, *, any_case: bool = False, title_for_upper: bool = False) -> None:
        """Add an alias.

        A lower-case word of it matches any case, `Title` needs a capital, `UPPER` capitals, and `LeT` a capital
        inside, so that it is no `Let`.

        `title_for_upper` lets `Btr` stand for `BTR`, but not `At` for `AT`; `any_case` drops the demand altogether.
        """
        words = cut(alias)
        cases = [Case.ANY if any_case else _case_of(words.raw(i)) for i in range(len(words.keys))]
        if title_for_upper:
            cases = [
                min(case, Case.FIRST_UPPER) if len(key) >= MIN_TITLE else case
                for key, case in zip(words.keys, cases, strict=True)
            ]
        node = self._root
        for key in words.keys:
            node = node.following.setdefault(key, _Node({}, []))
        phrase = Phrase(tuple(cases), payload)
        if words.keys and phrase not in node.phrases:
            node.phrases.append(phrase)

    def at(self, words: Words, index: int) -> Match[T] | None:
        """Return the longest alias that starts at word `index`, as a whole word at both ends, or None."""
        node = self._root.following.get(words.keys[index])
        if node is None or words.glued(index):
            return None
        best: Match[T] | None = None
        last = index + 1
        while True:
            if node.phrases and not words.glued(last):
                payloads = _admitted(node.phrases, words, index)
                if payloads:
                    best = Match(index, last, payloads)
            if last == len(words.keys):
                return best
            following = node.following.get(words.keys[last])
            if following is None or not self._gap.fullmatch(
                words.folded, words.ends[last - 1], words.starts[last]
            ):
                return best
            node, last = following, last + 1

    def scan(self, words: Words) -> Iterator[Match[T]]:
        """Yield matches from left to right, longest first, none overlapping."""
        following, index, size = self._root.following, 0, len(words.keys)
        while index < size:
            match = self.at(words, index) if words.keys[index] in following else None
            if match is None:
                index += 1
            else:
                yield match
                index = match.last


def _admitted(phrases: list[Phrase[T]], words: Words, first: int) -> tuple[T, ...]:
    return tuple(
        phrase.payload
        for phrase in phrases
        if all(_case_met(case, words.raw(first + place)) for place, case in enumerate(phrase.cases))
    )
