"""Capitals for texts that came in capitals only.

Names are told by titles, by our lexicons, by how running text elsewhere spells a word and by which spelling the parser's word vectors know.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from whosays.lexicon import demonyms

_TITLES = frozenset(
    ["president", "colonel", "col", "general", "gen", "major", "maj", "captain", "lieutenant", "lt", "minister", "senator", "monsignor", "father", "archbishop",
     "bishop", "judge", "mayor", "governor", "ambassador", "doctor", "dr", "mr", "mrs", "don", "deputy", "commander", "secretary", "spokesman"]
)
_SAINTS = frozenset(["san", "santa", "santo", "puerto", "ciudad"])
_ALWAYS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
# "may" and "march" are months beside a number or after a word that wants one.
_MONTHS = re.compile(r"(?<=\d )(?:march|may)\b|\b(?:march|may)(?= \d)|(?<=\b(?:in|of|by) )march\b|(?<=\b(?:since|until|early) )march\b|(?<=\blast )march\b")
_PAIRS = re.compile(r"\b(?:el salvador|san salvador|guatemala city|new york|united states|united nations|costa rica|puerto rico|buenos aires|south africa|"
                    r"national liberation front|shining path|armed forces of liberation)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")


Spellings = Mapping[str, float]
"""By the lower-case word, the share of capitals in the middle of sentences, 0..1."""

_LEAST_SEEN = 3


def spellings(data: Path) -> Spellings:
    """How the running English text of the other sets under `data` spells each word that it has at least three times."""
    seen: dict[str, Counter[bool]] = {}
    for line in _lines(data):
        words = list(_WORD.finditer(line))
        if len(words) < 12 or sum(w.group()[0].isupper() for w in words) > 0.4 * len(words):
            continue  # headings are spelt otherwise
        for word in words:
            before = line[: word.start()].rstrip(" ")
            if before and before[-1] not in '.!?:"“”\'’(-–—' and not (word.group().isupper() and len(word.group()) > 1):
                seen.setdefault(word.group().lower(), Counter())[word.group()[0].isupper()] += 1
    return {word: counts[True] / counts.total() for word, counts in seen.items() if counts.total() >= _LEAST_SEEN}


def _lines(data: Path) -> Iterator[str]:
    """Running text of PolNeAR, LGL and GeoVirus, as far as they are there."""
    for path in [*sorted((data / "polnear" / "train" / "text").glob("*.txt")), *sorted((data / "geoparsing").glob("*.xml"))]:
        yield from path.read_text("utf-8", errors="replace").splitlines()


def recased(text: str, spelt: Spellings | None = None) -> str:
    """The text in sentence case; offsets do not change. `spelt`: what `spellings` learned."""
    known = _vectors()
    spelt = spelt or {}
    acronyms = {m.group(1) for m in _ACRONYM.finditer(text) if spelt.get(m.group(1).lower(), 1.0) > 0.5 and not m.group(1).lower().endswith("ed")} if spelt else set[str]()
    out: list[str] = []
    at, start, after_title = 0, True, False
    for word in _WORD.finditer(text):
        between = text[at : word.start()]
        out.append(between)
        start = start or (bool(re.search(r"[.!?]\s|\n\s*\n|\]\s", between)) and not _aside(text, word.start()))
        lower = word.group().lower()
        made = word.group() if word.group() in acronyms else _cased(word.group(), known, spelt.get(lower), first=start, title=after_title)
        out.append(made)
        named = made[0].isupper() and spelt.get(lower, 1.0) > 0.5 if spelt else len(made) > 3 and not known(lower)
        after_title = lower in _TITLES | _SAINTS or (after_title and named and lower not in _TITLES)
        start, at = False, word.end()
    cased = _MONTHS.sub(lambda m: m.group().capitalize(), "".join([*out, text[at:]]))
    cased = _PAIRS.sub(lambda m: m.group().title(), cased)
    return _names(cased, acronyms) if spelt else cased


def _aside(text: str, at: int) -> bool:
    """Whether a bracket that closes right before `at` stands inside a sentence: "the front [FMLN] attacked"."""
    bracket = re.search(r"([^\s])\s*\[[^\[\]]*\]\s*$", text[max(0, at - 120) : at])
    return bracket is not None and bracket.group(1) not in '.!?-")]'


def _names(cased: str, acronyms: AbstractSet[str]) -> str:
    """Capitals for initials, for articles and titles before a name and for the full name before its acronym."""
    cased = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda m: m.group().upper(), cased)
    cased = _ARTICLE_OF_NAME.sub(lambda m: m.group().capitalize(), _TITLE_OF_NAME.sub(lambda m: m.group().capitalize(), cased))
    return _FULL_NAME.sub(lambda m: _capitals(m.group(1)) + m.group(2) if m.group(3) in acronyms else m.group(), cased)


def _capitals(words: str) -> str:
    return " ".join(w if w in _INSIDE else w[:1].upper() + w[1:] for w in words.split(" "))


_INSIDE = frozenset(["of", "and", "for", "the", "in", "to"])
_ACRONYM = re.compile(r"(?<=[A-Z][ \n])[\[(]([A-Z]{3,6})[\])]")
_FULL_NAME = re.compile(r"(?<=\b[Tt]he )((?:[\w'’-]+ ){1,6}[\w'’-]+)(\s*[\[(]([A-Z]{3,6})[\])])")
_ARTICLE_OF_NAME = re.compile(r"\b(?:la|el|las|los)(?= [A-Z][a-z])")
_TITLE_OF_NAME = re.compile(rf"\b(?:{'|'.join(sorted(_TITLES))})(?= [A-Z][a-z])")


def _cased(word: str, known: Callable[[str], bool], share: float | None, *, first: bool, title: bool) -> str:
    lower, capital = word.lower(), word.capitalize()
    if demonyms.load().by_word(capital) is not None:
        return capital
    if len(word) <= 5 and share is None and not known(lower) and known(word) and not known(capital):
        return word
    if lower in _ALWAYS - {"may", "march"}:
        return capital
    if share is not None:
        return capital if first or share > 0.5 else lower
    name = (known(capital) or len(word) > 3) and not known(lower)
    return capital if first or name or (title and not lower.endswith(("ed", "ing"))) else lower


@cache
def _vectors() -> Callable[[str], bool]:
    """Whether the parser has a vector of its own for a spelling."""
    from whosays.reading.parser import load

    vocabulary = load().pipeline.vocab
    return lambda word: bool(vocabulary.has_vector(word))
