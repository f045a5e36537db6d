"""Which words tell an act, and of what type: what speaks for each type that the rules or the trained head propose for a word.

The rules know wordings and are blind to sense; the head knows sense and is blind to wordings that it has not met. What each is worth where they differ was
fitted on labelled text that neither had been made from (`training/choices.py acts`); the weights stand in `acts.json` beside this file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from whosays.model.reading import Event, Token
from whosays.text.slots import Words

TABLE: Final = Path(__file__).parent / "acts.json"
STEPS: Final = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Bounds between which a chance of the head is one sign."""
PROPOSED: Final = 0.2
"""Least chance of a type at which a word that no frame fits is looked at."""
RIVAL: Final = 0.1
"""Least chance of a type that stands beside the others proposed for its word."""
MOST: Final = 3
"""So many types does the head propose for a word at most."""
TOLD: Final = 0.5
"""Least score of an act of the rules that counts as told."""
HOT: Final = 0.6
"""From this chance of any act on a word makes its sentence one of conflict."""
LONG: Final = 8
"""A text of fewer sentences says nothing of what it is about by how many of them tell acts."""
NEVER: Final = frozenset({"rejection"})
"""Denials are read as speech, with what they deny."""
_DEPENDENCIES: Final = frozenset({
    "amod", "compound", "acl", "relcl", "pobj", "dobj", "nsubj", "ROOT", "conj", "advcl", "ccomp", "xcomp", "nsubjpass", "poss",
})
_POINTING: Final = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "no"})
# What the reason of a rule says against its act.
_DOUBTS: Final = ("refers back", "told by another word", "told with", "of '", "heading", "only describes", "participle before")
_FRAME: Final = re.compile(r"frame (\S+?):")


class Chances(Protocol):
    """What the head of acts can be asked; `Encoded` is one."""

    def act_chances(self, start: int, end: int) -> Mapping[str, float]:
        """Chance, 0..1, of each type for the words of `[start, end)`, the surest word speaking; empty where nothing was read."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A word, its event if the rules see one there, and the types proposed for it with the signs of each.

    The type of the rules stands first where they have one. `start`, `end` are offsets into the text.
    """

    start: int
    end: int
    head: int
    event: Event | None
    types: tuple[str, ...]
    signs: tuple[tuple[str, ...], ...]

    @property
    def told(self) -> str | None:
        """The type that the rules give, or None."""
        return self.event.type if self.event is not None else None


def proposed(tree: Words, events: Sequence[Event], votes: Chances) -> Iterator[Proposed]:
    """Every word that the rules type or of which the head thinks likewise, in text order."""
    chances = {token.i: _chances(votes, token) for token in tree.tokens if token.pos in ("VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADV", "ADP")}
    by_head = {event.head: event for event in events}
    inside = {i for e in events if e.type is not None for i in _tokens_in(tree, e) if i not in by_head}
    scene = _Scene(tree, chances, _beside(tree, events), _density(tree, chances), Counter())
    for token in tree.tokens:
        event, here = by_head.get(token.i), chances.get(token.i, {})
        if token.i in inside or (event is None and token.pos not in ("NOUN", "VERB")):
            continue
        told = event.type if event is not None else None
        if told is None and max(here.values(), default=0.0) < PROPOSED:
            continue
        types = _types(told, here)
        if not types:
            continue
        signs = tuple(tuple(_signs(scene, token, event, kind)) for kind in types)
        start, end = (event.start, event.end) if event is not None else (token.start, token.end)
        yield Proposed(start, end, token.i, event, types, signs)
        if event is not None and told is not None and event.score >= TOLD:
            scene.told[told] += 1


def _chances(votes: Chances, token: Token) -> dict[str, float]:
    return {kind: chance for kind, chance in votes.act_chances(token.start, token.end).items() if chance >= STEPS[0] / 2}


def _tokens_in(tree: Words, event: Event) -> Iterator[int]:
    """The tokens of the words of an event about its head."""
    for step in (-1, 1):
        i = event.head + step
        while 0 <= i < len(tree.tokens) and event.start <= tree.tokens[i].start < event.end:
            yield i
            i += step


def _types(told: str | None, chances: Mapping[str, float]) -> tuple[str, ...]:
    best = sorted(chances, key=lambda kind: (-chances[kind], kind))[:MOST]
    return tuple(dict.fromkeys([*([told] if told else []), *(k for k in best if chances[k] >= RIVAL and k not in NEVER)]))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What signs look at: chances by token, types told in each sentence with their heads, how much of the report is of conflict, types told so far."""

    tree: Words
    chances: Mapping[int, Mapping[str, float]]
    beside: Mapping[int, set[tuple[str, int]]]
    density: str
    told: Counter[str]


def _beside(tree: Words, events: Sequence[Event]) -> dict[int, set[tuple[str, int]]]:
    found: dict[int, set[tuple[str, int]]] = {}
    for event in events:
        if event.type is not None and event.score >= TOLD:
            found.setdefault(tree.tokens[event.head].sentence, set()).add((event.type, event.head))
    return found


def _density(tree: Words, chances: Mapping[int, Mapping[str, float]]) -> str:
    """In how many of its sentences the head finds an act, in fifths, 0..3; "s" for a text too short to tell."""
    number = tree.tokens[-1].sentence + 1 if tree.tokens else 0
    if number < LONG:
        return "s"
    hot = {tree.tokens[i].sentence for i, here in chances.items() if sum(here.values()) >= HOT}
    return str(min(3, 5 * len(hot) // number))


def _signs(scene: _Scene, token: Token, event: Event | None, kind: str) -> Iterator[str]:
    here = scene.chances.get(token.i, {})
    chance, best, whole = here.get(kind, 0.0), max(here.values(), default=0.0), sum(here.values())
    told = event.type if event is not None else None
    # Who proposes it: the rules, the head against them, the head for a predicate without a type, the head for another word.
    by = "R" if kind == told else "O" if told else "U" if event is not None else "N"
    level = "lo" if chance < 0.1 else "mid" if chance < HOT else "hi"
    yield from (by, f"{by}:h{_step(chance)}", f"{by}:a{_step(whole)}", f"{by}:k={kind}", f"{by}:k={kind}:{level}")
    yield f"{by}:{token.pos}-{token.dep if token.dep in _DEPENDENCIES else 'o'}"
    yield f"{by}:w{scene.density}:{level}"
    yield f"{by}:top" if 0 < chance == best else f"{by}:nottop"
    if by == "R" and event is not None:
        yield from _of_rule(event, level)
    if token.pos == "NOUN":
        yield f"{by}:det={_determiner(scene.tree, token)}"
    if any(other == kind and head != token.i for other, head in scene.beside.get(token.sentence, ())):
        yield f"{by}:beside"
    yield f"{by}:told{min(2, scene.told[kind])}"


def _of_rule(event: Event, level: str) -> Iterator[str]:
    frame = _FRAME.match(event.reason)
    score = int(event.score * 10)
    yield from (f"f={frame.group(1) if frame else '?'}", f"sc{score}", f"sc{score}:{level}")
    for doubt in _DOUBTS:
        if doubt in event.reason:
            yield from (f"fl={doubt}", f"fl={doubt}:{level}")


def _step(chance: float) -> int:
    return sum(chance >= step for step in STEPS)


def _determiner(tree: Words, noun: Token) -> str:
    found = [tree.low(i) for i in range(max(0, noun.i - 3), noun.i) if tree.tokens[i].head == noun.i and tree.tokens[i].dep in ("det", "poss")]
    return "-" if not found else found[-1] if found[-1] in _POINTING else "x"
