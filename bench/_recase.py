"""Capitals for texts that came in capitals only.

Names are told by titles, by our lexicons, by how running text elsewhere spells a word and by which spelling the parser's word vectors know.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import Any

from whosays.lexicon import demonyms

_TITLES = frozenset(
    ["president", "colonel", "col", "general", "gen", "major", "maj", "captain", "lieutenant", "lt", "minister", "senator", "monsignor", "father", "archbishop",
     "bishop", "judge", "mayor", "governor", "ambassador", "doctor", "dr", "mr", "mrs", "don", "deputy", "commander", "secretary", "spokesman"]
)
_SAINTS = frozenset(["san", "santa", "santo", "puerto", "ciudad"])
_ARTICLES = frozenset(["la", "el", "los", "las"])
_INNER = frozenset(["de", "del", "y"])
# What opens a sentence after "U.S."; any other word goes on with it.
_OPENERS = frozenset(["the", "a", "an", "he", "she", "it", "they", "we", "i", "this", "that", "these", "those", "in", "on", "at", "but", "and", "however", "according", "his", "her", "their", "its", "there"])
_ALWAYS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
# "may" and "march" are months beside a number or after a word that wants one.
_MONTHS = re.compile(r"(?<=\d )(?:march|may)\b|\b(?:march|may)(?= \d)|(?<=\b(?:in|of|by) )march\b|(?<=\b(?:since|until|early) )march\b|(?<=\blast )march\b")
_PAIRS = re.compile(r"\b(?:el salvador|san salvador|(?:guatemala|mexico|panama) city|farabundo marti|new york|united states|united nations|costa rica|puerto rico|buenos aires|south africa|"
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
    acronyms = {m.group(1) for m in _ACRONYM.finditer(text) if spelt.get(m.group(1).lower(), 1.0) > 0.5 and not m.group(1).lower().endswith("ed") and demonyms.load().by_word(m.group(1).capitalize()) is None} if spelt else set[str]()
    out: list[str] = []
    at, start, after_title, before = 0, True, False, ""
    for word in _WORD.finditer(text):
        between = text[at : word.start()]
        out.append(between)
        start = start or (bool(re.search(r"[.!?]\s|\n\s*\n|\]\s", between)) and not _aside(text, word.start()))
        lower = word.group().lower()
        start = start and not (len(before) == 1 and between == ". " and lower not in _OPENERS)
        made = word.group() if word.group() in acronyms else _cased(word.group(), known, spelt.get(lower), first=start, title=after_title)
        if spelt and not start and between == " ":
            made = _in_name(made, lower, out, before)
        out.append(made)
        named = made[0].isupper() and spelt.get(lower, 1.0) > 0.5 if spelt else len(made) > 3 and not known(lower)
        after_title = lower in _TITLES | _SAINTS or (after_title and named and lower not in _TITLES)
        start, at, before = False, word.end(), lower
    cased = _MONTHS.sub(lambda m: m.group().capitalize(), "".join([*out, text[at:]]))
    cased = _PAIRS.sub(lambda m: m.group().title(), cased)
    return _names(cased, acronyms) if spelt else cased


def _in_name(made: str, lower: str, out: Sequence[str], before: str) -> str:
    """A word after another of its sentence: part of a Spanish name ("La Paz", "Viña del Mar"), or a noun that has a capital in names alone ("the road", "Army Road")."""
    name_before = len(out) > 1 and out[-2][:1].isupper()
    inner = before in _INNER and len(out) > 3 and out[-4][:1].isupper()
    if (before in _SAINTS | _ARTICLES or inner) and lower not in _INNER | _INSIDE | _ARTICLES:
        return made if made.isupper() else made.capitalize()
    if lower in _INNER and name_before:
        return lower
    return lower if lower in _KINDS and not name_before and not made.isupper() else made


_KINDS = frozenset(
    ["army", "road", "house", "university", "patrol", "street", "avenue", "hill", "department", "center", "beach", "highway", "church", "canal", "temple", "commission", "guard", "bank", "rifle",
     "ambulance", "post", "parliament", "patriots", "homeland", "metropolitan", "states"]
)
"""Nouns that running English spells with a capital mostly as part of a name: without a name before them they are common nouns."""


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
    name = ((known(capital) or len(word) > 3) and not known(lower)) or (len(word) > 2 and not _english(lower))
    return capital if first or name or (title and not lower.endswith(("ed", "ing"))) else lower


_ENDINGS = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "ness", "al", "ist", "ists")


@cache
def _english(word: str) -> bool:
    """Whether the parser's index of English words has this one, or it without an ending."""
    known = _index()
    stems = {word, *(word.removesuffix(end) for end in _ENDINGS), *(word.removesuffix(end) + "e" for end in _ENDINGS), word.removesuffix("ies") + "y", word.removesuffix("ied") + "y"}
    doubled = {s[:-1] for s in stems if len(s) > 2 and s[-1] == s[-2]}
    return any(stem in known for stem in stems | doubled)


@cache
def _index() -> frozenset[str]:
    from whosays.reading.parser import load

    pipe: Any = load().pipeline.get_pipe("lemmatizer")
    tables = [pipe.lookups.get_table(name) for name in ("lemma_index", "lemma_exc")]
    return frozenset(word for table in tables for words in table.values() for word in words)


@cache
def _vectors() -> Callable[[str], bool]:
    """Whether the parser has a vector of its own for a spelling."""
    from whosays.reading.parser import load

    vocabulary = load().pipeline.vocab
    return lambda word: bool(vocabulary.has_vector(word))
