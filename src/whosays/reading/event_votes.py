"""The trained head's votes on what the lexicon found: a doubtful trigger is confirmed, never refused; a sure vote adds an act the lexicon lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from whosays.model.reading import Event
from whosays.model.types import GROUPS
from whosays.text.slots import Words


class Votes(Protocol):
    """What the heads can be asked about a trigger; `Encoded` is one."""

    def trigger_chances(self, start: int, end: int) -> Mapping[str, float]:
        """Chance, 0..1, of each trigger label for the words of `[start, end)`, the surest word speaking; empty where nothing was read."""


_FORCE: Final = tuple(sorted(GROUPS["force"]))
#: The labels of the head that speak for our types; types that no label covers are not voted on.
LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(_FORCE, ("attack", "destroy", "die", "injure")),
    **dict.fromkeys(("killing", "casualties"), ("die", "injure", "attack")),
    **dict.fromkeys(("detention", "abduction"), ("detain", "attack", "release")),
    **dict.fromkeys(("protest", "riot"), ("demonstrate", "attack")),
    **dict.fromkeys(("movement", "deployment", "withdrawal"), ("transport",)),
}
#: The type that a label adds where the lexicon has none; labels that cover several of our types add nothing.
ADDS: Final[Mapping[str, str]] = {"attack": "attack", "die": "casualties", "injure": "casualties", "detain": "detention", "demonstrate": "protest"}
#: An act of a score within these bounds is in doubt (own judgement: what frames without context give).
DOUBT: Final = (0.4, 0.7)
#: From this chance on the head confirms, and from the other it adds. It may not refuse: on the development half of our own gold 18 claims
#: that are right, "march on", "salvo", "bodies", got less than 0.02 from it, and none that is false did (`python -m bench.ablation_events`).
CONFIRMS: Final = 0.8
REFUSES: Final = 0.0  # below every chance: raised only by the ablation, which measures what refusing would cost
ADDS_FROM: Final = 0.9
#: By how much a vote moves a score.
STEP: Final = 0.12
ADDED_SCORE: Final = 0.52
# Scores lowered for what the sentence says, not for doubt about the sense: no vote changes them.
_SETTLED: Final = ("refers back", "told by another word", "told with", "of '", "heading", "only describes", "participle before")


def weighed(tree: Words, events: Sequence[Event], votes: Votes) -> list[Event]:
    """Events in the order given, each with the head's vote in score and reason."""
    heads = {event.head for event in events if event.type is not None}
    return [_confirmed(event, votes) if event.type is not None else _added(tree, event, heads, votes) for event in events]


def _confirmed(event: Event, votes: Votes) -> Event:
    labels = LABELS.get(event.type or "")
    if labels is None or not DOUBT[0] <= event.score < DOUBT[1] or any(words in event.reason for words in _SETTLED):
        return event
    chances = votes.trigger_chances(event.start, event.end)
    if not chances:
        return event
    chance = max(chances.get(label, 0.0) for label in labels)
    if chance >= CONFIRMS:
        return replace(event, score=round(event.score + STEP, 3), reason=f"{event.reason}; the head confirms it")
    if chance < REFUSES:
        return replace(event, score=round(event.score - STEP, 3), reason=f"{event.reason}; the head refuses it")
    return event


def _added(tree: Words, event: Event, heads: set[int], votes: Votes) -> Event:
    """A predicate without a type that the head is sure of, unless its clause has an act already."""
    if not event.reason.startswith("predicate outside") or heads & {tree.tokens[event.head].head, *tree.children[event.head]}:
        return event
    chances = votes.trigger_chances(event.start, event.end)
    label = max(sorted(ADDS), key=lambda name: chances.get(name, 0.0))
    chance = chances.get(label, 0.0)
    if chance < ADDS_FROM:
        return event
    return replace(event, type=ADDS[label], score=ADDED_SCORE, reason=f"the head: {label}, {chance:.2f}")
