"""Words that move an event away from plain fact: data in `data/factuality.yaml`."""

from dataclasses import dataclass
from functools import lru_cache

from whosays.lexicon.speech import _load_yaml


@dataclass(frozen=True, slots=True)
class FactualityLexicon:
    """Modals and adverbs by their effect; embedding verbs and nouns by theirs.

    `brings_about`: verbs that assert their infinitive; `presupposing`: words whose object has been; `prospects`: certainty, "-" behind it where negative,
    that an adjective gives the act that is its subject.
    """

    modals: dict[str, str]
    adverbs: dict[str, str]
    habit: frozenset[str]
    verbs: dict[str, str]
    nouns: dict[str, str]
    conditions: frozenset[str]
    negators: frozenset[str]
    brings_about: frozenset[str]
    presupposing: frozenset[str]
    prospects: dict[str, str]


@lru_cache(maxsize=1)
def load() -> FactualityLexicon:
    """The lexicon, read once per process; a word keeps the first effect listed for it."""
    data = _load_yaml("factuality.yaml")
    verbs: dict[str, str] = {}
    for effect, words in data["embed"].items():
        for word in words:
            verbs.setdefault(word, effect)
    nouns: dict[str, str] = {}
    for effect, words in data["embed_nouns"].items():
        for word in words:
            nouns.setdefault(word, effect)
    return FactualityLexicon(
        dict(data["modals"]), dict(data["adverbs"]), frozenset(data["habit_adverbs"]), verbs, nouns,
        frozenset(data["condition_marks"]), frozenset(data["negators"]),
        frozenset(data["brings_about"]), frozenset(data["presupposing"]), dict(data["prospects"]),
    )
