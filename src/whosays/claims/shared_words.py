"""Whether two stretches of a report speak of something in common: a word of weight, a participant, a country."""

from collections.abc import Sequence
from typing import Final

from whosays.claims.ground import Ground
from whosays.lexicon import demonyms

EMPTY: Final = frozenset(
    ["be", "have", "do", "say", "tell", "report", "take", "make", "go", "come", "get", "day", "week", "month", "year", "man", "people", "area", "region", "country", "deny", "claim", "time", "force",
     "ministry", "spokesman", "spokeswoman", "spokesperson", "official", "government", "army", "military", "statement", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
"""Words that two tellings may share without speaking of one thing."""
WEIGHTY: Final = ("NOUN", "VERB", "PROPN", "ADJ", "NUM")


def shares(g: Ground, told: Sequence[tuple[int, int]], answer: Sequence[tuple[int, int]]) -> bool:
    """Whether the words of two lists of spans `[start, end)` share a lemma, somebody named, or a country named in any form."""
    return bool(_keys(g, told) & _keys(g, answer))


def _keys(g: Ground, spans: Sequence[tuple[int, int]]) -> set[str]:
    found: set[str] = set()
    for start, end in spans:
        tokens = [g.tree.tokens[i] for i in g.reading.tokens_in(start, end)]
        found |= {stem(lemma) for t in tokens if t.pos in WEIGHTY and (lemma := t.lemma.lower()) not in EMPTY}
        found |= {f"={m.entity or m.cluster}" for m in g.reading.mentions if start <= m.start and m.end <= end and not m.pronoun and (m.entity or m.cluster is not None)}
        found |= {f"@{hit.iso2}" for hit in demonyms.load().find(g.report.text[start:end]) if not hit.ambiguous}
    return found


def stem(lemma: str) -> str:
    """The lemma without the ending that makes a noun of a verb: "landings" and "land", "looters" and "looting"."""
    for ending in ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= LEAST_STEM:
            return lemma[: -len(ending)]
    return lemma


ENDINGS: Final = ("ings", "ing", "ments", "ment", "ation", "ed", "er", "s")
LEAST_STEM: Final = 3
"""The shortest stem, in characters, that an ending may leave."""
