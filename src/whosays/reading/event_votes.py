"""The trained head's votes on what the lexicon found: which acts it confirms, adds and, in a report of little conflict, refuses."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from whosays.model.reading import Event, Token
from whosays.model.types import GROUPS
from whosays.text.slots import Words


class Vote(Protocol):
    """A word that tells an act, its type and the chance of it; `ActVote` is one."""

    @property
    def start(self) -> int:
        """Offset of the word in the text."""

    @property
    def end(self) -> int:
        """Offset after it."""

    @property
    def type(self) -> str:
        """One of `model.types.TYPES`."""

    @property
    def score(self) -> float:
        """Chance of that type, 0..1."""


class Votes(Protocol):
    """What the head of acts can be asked; `Encoded` is one."""

    @property
    def acts(self) -> Sequence[Vote]:
        """Words that tell an act, in text order."""

    def act_chances(self, start: int, end: int) -> Mapping[str, float]:
        """Chance, 0..1, of each type for the words of `[start, end)`, the surest word speaking; empty where nothing was read."""


#: An act of a score within these bounds is in doubt (own judgement: what frames without context give).
DOUBT: Final = (0.4, 0.7)
#: From this chance of any type on the head confirms.
CONFIRMS: Final = 0.8
#: From this chance of one type on it adds an act to a predicate that no frame fits, and to a noun that no frame knows: on real text held out of training
#: three in four of those added are right.
ADDS_FROM: Final = 0.9
#: Below this chance of any type it refuses, in a report of at least `LONG` sentences of which less than `WAR` tell an act that it is sure of: of 35 such claims
#: in held-out real text one was right. In war reporting it may not refuse: the rules know ways of telling there that it has never met.
REFUSES: Final = 0.1
SURE: Final = 0.6
WAR: Final = 0.2
LONG: Final = 8
#: Shorter sentences are headings and labels, and not counted.
PROSE_TOKENS: Final = 8
#: By how much a vote moves a score.
STEP: Final = 0.12
ADDED_SCORE: Final = 0.52
REFUSED_SCORE: Final = 0.3
#: What an act leaves behind: told beside the act it is no act of its own.
OUTCOMES: Final = frozenset({"casualties", "killing", "destruction", "displacement"})
HARMING: Final = frozenset(GROUPS["force"]) | frozenset(GROUPS["harm"])
#: Verbs of denial are read as speech, with what they deny.
NEVER_ADDED: Final = frozenset({"rejection"}) | OUTCOMES
# Scores lowered for what the sentence says, not for doubt about the sense: no vote changes them.
_SETTLED: Final = ("refers back", "told by another word", "told with", "of '", "heading", "only describes", "participle before")
_POINTING: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "such", "his"})
_NEW: Final = frozenset({"prep", "poss", "nummod", "relcl", "acl", "appos"})


def weighed(tree: Words, events: Sequence[Event], votes: Votes) -> list[Event]:
    """Events in the order given, each with the head's vote in score and reason, then those that only the head found."""
    typed = {event.head: event.type for event in events if event.type is not None}
    judged = _refused(tree, votes)
    told = [judged(_confirmed(event, votes)) if event.type is not None else _added(tree, event, typed, votes) for event in events]
    typed = {event.head: event.type for event in told if event.type is not None}
    return [*told, *_nouns(tree, told, typed, votes)]


def _confirmed(event: Event, votes: Votes) -> Event:
    if not DOUBT[0] <= event.score < DOUBT[1] or any(words in event.reason for words in _SETTLED):
        return event
    if sum(votes.act_chances(event.start, event.end).values()) < CONFIRMS:
        return event
    return replace(event, score=round(event.score + STEP, 3), reason=f"{event.reason}; the head confirms it")


def _refused(tree: Words, votes: Votes) -> Callable[[Event], Event]:
    """What lowers the score of an act that the head does not see, in a report that speaks little of conflict; elsewhere it changes nothing."""
    lengths = Counter(token.sentence for token in tree.tokens)
    prose = {number for number, length in lengths.items() if length >= PROSE_TOKENS}
    starts = {vote.start for vote in votes.acts if vote.score >= SURE}
    sure = {token.sentence for token in tree.tokens if token.start in starts} & prose
    if len(prose) < LONG or len(sure) >= WAR * len(prose):
        return lambda event: event

    def judge(event: Event) -> Event:
        chances = votes.act_chances(event.start, event.end)
        if not chances or sum(chances.values()) >= REFUSES:
            return event
        return replace(event, score=min(event.score, REFUSED_SCORE), reason=f"{event.reason}; the head sees no act here, in a report of little conflict")

    return judge


def _added(tree: Words, event: Event, typed: Mapping[int, str | None], votes: Votes) -> Event:
    """A predicate without a type that the head is sure of, unless its sentence tells that act already."""
    if not event.reason.startswith("predicate outside"):
        return event
    kind, chance = _surest(votes.act_chances(event.start, event.end))
    if chance < ADDS_FROM or kind in NEVER_ADDED or _told_beside(tree, event.head, kind, typed):
        return event
    return replace(event, type=kind, score=ADDED_SCORE, reason=f"the head: {kind}, {chance:.2f}")


def _nouns(tree: Words, events: Sequence[Event], typed: Mapping[int, str | None], votes: Votes) -> Iterator[Event]:
    """Nouns and adjectives outside the frames that the head is sure of, and that do not only point back."""
    known = {event.head for event in events}
    at = {token.start: token for token in tree.tokens}
    for vote in votes.acts:
        token = at.get(vote.start)
        if token is None or vote.score < ADDS_FROM or vote.type in NEVER_ADDED or token.i in known or not _may_tell(tree, token):
            continue
        if any(e.start <= token.start < e.end for e in events if e.type is not None) or _told_beside(tree, token.i, vote.type, typed):
            continue
        yield Event(token.start, token.end, token.i, vote.type, score=ADDED_SCORE, reason=f"the head: {vote.type}, {vote.score:.2f}")


def _may_tell(tree: Words, token: Token) -> bool:
    if token.pos == "ADJ":
        return token.dep != "amod"  # "seven civilians dead"
    if token.pos != "NOUN" or token.dep in {"compound", "nmod", "amod"}:
        return False
    points = any(tree.low(c) in _POINTING for c in tree.kids(token.i, "det", "poss"))
    return not points or any(tree.tokens[c].dep in _NEW and tree.low(c) not in _POINTING for c in tree.children[token.i])


def _surest(chances: Mapping[str, float]) -> tuple[str, float]:
    return max(sorted(chances.items()), key=lambda item: item[1], default=("", 0.0))


def _told_beside(tree: Words, head: int, kind: str, typed: Mapping[int, str | None]) -> bool:
    """Whether the sentence tells an act of that type already, or one whose harm this only counts."""
    number = tree.tokens[head].sentence
    others = {told for i, told in typed.items() if tree.tokens[i].sentence == number and i != head}
    return kind in others or (kind in OUTCOMES and not others.isdisjoint(HARMING))
