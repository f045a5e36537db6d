"""Words that attribute, with stance and commitment: data in `data/speech.yaml`, each block with its source."""

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

Stance = Literal["neutral", "distancing", "endorsing", "denying"]


@dataclass(frozen=True, slots=True)
class Cue:
    """An attributing word: `commit` is CT, PR, PS or UU, how far its source commits to the content."""

    stance: Stance
    commit: str
    frames: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contrary:
    """States that cannot be where an act took place: `of` are groups or types of acts, `words` phrases, `subject` whose state it must be: told, own or any."""

    of: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    subject: Literal["told", "own", "any"]


@dataclass(frozen=True, slots=True)
class SpeechLexicon:
    """Cues by lemma, and the word lists around them."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    said_nouns: frozenset[str]
    hearsay: dict[str, str]
    publishing: frozenset[str]
    belying: frozenset[str]
    untrue: frozenset[str]
    citing: frozenset[str]
    denying_words: frozenset[str]
    denying_phrases: dict[str, tuple[str, ...]]
    denying_apart: frozenset[str]
    part_nouns: frozenset[str]
    contrary: tuple[Contrary, ...] = ()
    pleas: frozenset[str] = frozenset()
    denying_alone: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    denying_of: frozenset[str] = frozenset()


def _load_yaml(name: str) -> Any:
    import yaml

    text = resources.files("whosays.lexicon").joinpath("data", name).read_text(encoding="utf-8")
    return yaml.safe_load(text)


@lru_cache(maxsize=1)
def load() -> SpeechLexicon:
    """The lexicon, read once per process. A verb listed twice keeps its later entry's stance and joins the frames."""
    data = _load_yaml("speech.yaml")
    verbs: dict[str, Cue] = {}
    for block in data["verbs"]:
        for word in block["words"]:
            frames = frozenset(block["frames"]) | (verbs[word].frames if word in verbs else frozenset())
            verbs[word] = Cue(block["stance"], block["commit"], frames)
    nouns = {word: Cue(b["stance"], b["commit"]) for b in data["nouns"] for word in b["words"]}
    return SpeechLexicon(
        verbs, nouns, frozenset(data["said_nouns"]), dict(data["hearsay"]), frozenset(data["publishing"]),
        frozenset(data["belying"]), frozenset(data["untrue"]),
        frozenset(data["citing"]), frozenset(data["denying_words"]), {verb: tuple(words) for verb, words in data["denying_phrases"].items()},
        frozenset(data["denying_apart"]), frozenset(data["part_nouns"]),
        tuple(Contrary(tuple(row["of"]), tuple(tuple(words.split()) for words in row["words"]), row["subject"]) for row in data["contrary"]), frozenset(data["pleas"]),
        {verb: tuple(tuple(phrase.split()) for phrase in phrases) for verb, phrases in data["denying_alone"].items()}, frozenset(data["denying_of"]),
    )
