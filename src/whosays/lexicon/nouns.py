"""Nouns that name actors and sources, by kind: data in `data/nouns.yaml`."""

from dataclasses import dataclass
from functools import lru_cache

from whosays.lexicon.speech import _load_yaml


@dataclass(frozen=True, slots=True)
class NounLexicon:
    """`kinds`: for a singular lemma the kinds of source it can make, first listed first; `groups`: what "the group" may be."""

    kinds: dict[str, tuple[str, ...]]
    groups: frozenset[str]

    def kind(self, lemma: str) -> str | None:
        """The first kind of a lemma, or null when it names no actor or source."""
        found = self.kinds.get(lemma.lower())
        return found[0] if found else None


@lru_cache(maxsize=1)
def load() -> NounLexicon:
    """The lexicon, read once per process."""
    data = _load_yaml("nouns.yaml")
    kinds: dict[str, list[str]] = {}
    for kind, block in data.items():
        if kind == "group_nouns":
            continue
        for word in block["words"]:
            kinds.setdefault(word, []).append(kind)
    return NounLexicon({word: tuple(found) for word, found in kinds.items()}, frozenset(data["group_nouns"]["words"]))
