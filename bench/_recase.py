"""Capitals for texts that came in capitals only: names are told by titles, by our lexicons and by which spelling the parser's word vectors know."""

import re
from collections.abc import Callable
from functools import cache

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


def recased(text: str) -> str:
    """The text in sentence case; offsets do not change."""
    known = _vectors()
    out: list[str] = []
    at, start, after_title = 0, True, False
    for word in _WORD.finditer(text):
        between = text[at : word.start()]
        out.append(between)
        start = start or bool(re.search(r"[.!?]\s|\n\s*\n|\]\s", between))
        made = _cased(word.group(), known, first=start, title=after_title)
        out.append(made)
        after_title = word.group().lower() in _TITLES | _SAINTS or (after_title and len(made) > 3 and not _vectors()(made.lower()) and word.group().lower() not in _TITLES)
        start, at = False, word.end()
    cased = _MONTHS.sub(lambda m: m.group().capitalize(), "".join([*out, text[at:]]))
    return _PAIRS.sub(lambda m: m.group().title(), cased)


def _cased(word: str, known: Callable[[str], bool], *, first: bool, title: bool) -> str:
    lower, capital = word.lower(), word.capitalize()
    if demonyms.load().by_word(capital) is not None:
        return capital
    if len(word) <= 5 and not known(lower) and known(word) and not known(capital):
        return word
    name = (known(capital) or len(word) > 3) and not known(lower)
    return capital if first or name or title or lower in _ALWAYS - {"may", "march"} else lower


@cache
def _vectors() -> Callable[[str], bool]:
    """Whether the parser has a vector of its own for a spelling."""
    from whosays.reading.parser import load

    vocabulary = load().pipeline.vocab
    return lambda word: bool(vocabulary.has_vector(word))
