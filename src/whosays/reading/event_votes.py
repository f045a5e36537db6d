"""The trained head's votes on what the lexicon found: which acts it confirms, adds and, in a report of little conflict, refuses."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Protocol

from whosays.model.reading import Event, Token
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
#: From this chance of one type on it adds an act to a predicate that no frame fits, and to a noun that no frame knows. From 0.5 on four in five of those added
#: to real text held out of training were right, but in war reporting half were told already.
ADDS_FROM: Final = 0.9
#: Below this chance of any type it refuses, in a report of at least `LONG` sentences of which less than `WAR` tell an act that it is sure of: of 21 such claims
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
#: Denials are read as speech, with what they deny; what an act leaves behind is mostly told with the act.
NEVER_ADDED: Final = frozenset({"rejection", "casualties", "killing", "destruction", "displacement"})
# Scores lowered for what the sentence says, not for doubt about the sense: no vote changes them.
_SETTLED: Final = ("refers back", "told by another word", "told with", "of '", "heading", "only describes", "participle before")
_POINTING: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "such", "his"})
_NEW: Final = frozenset({"prep", "poss", "nummod", "relcl", "acl", "appos"})


def weighed(tree: Words, events: Sequence[Event], votes: Votes) -> list[Event]:
    """Events in the order given, each with the head's vote in score and reason, then those that only the head found."""
    typed = {event.head: event.type for event in events if event.type is not None}
    sure = {vote.start: vote for vote in votes.acts if vote.score >= ADDS_FROM and vote.type not in NEVER_ADDED}
    judged = _refused(tree, votes)
    told = [judged(_confirmed(event, votes)) if event.type is not None else _added(tree, event, typed, sure) for event in events]
    typed = {event.head: event.type for event in told if event.type is not None}
    return [*told, *_nouns(tree, told, typed, sure)]


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


def _added(tree: Words, event: Event, typed: Mapping[int, str | None], sure: Mapping[int, Vote]) -> Event:
    """A predicate without a type that the head is sure of, unless its sentence tells such an act already."""
    vote = sure.get(event.start)
    if vote is None or not event.reason.startswith("predicate outside") or _told_beside(tree, event.head, vote.type, typed):
        return event
    return replace(event, type=vote.type, score=ADDED_SCORE, reason=_reason(vote))


def _nouns(tree: Words, events: Sequence[Event], typed: Mapping[int, str | None], sure: Mapping[int, Vote]) -> Iterator[Event]:
    """Nouns outside the frames that the head is sure of, and that do not only point back."""
    if not sure:
        return
    known = {event.head for event in events}
    spans = [(event.start, event.end) for event in events if event.type is not None]
    for token in tree.tokens:
        vote = sure.get(token.start)
        if vote is None or token.i in known or not _may_tell(tree, token) or any(a <= token.start < b for a, b in spans):
            continue
        if not _told_beside(tree, token.i, vote.type, typed):
            yield Event(token.start, token.end, token.i, vote.type, score=ADDED_SCORE, reason=_reason(vote))


def _reason(vote: Vote) -> str:
    return f"the head: {vote.type}, {vote.score:.2f}"


def _may_tell(tree: Words, token: Token) -> bool:
    """Whether a noun can tell an act by itself: it qualifies no other, and a pointing word before it comes with something new."""
    if token.pos != "NOUN" or token.dep in {"compound", "nmod", "amod"}:
        return False
    points = any(tree.low(c) in _POINTING for c in tree.kids(token.i, "det", "poss"))
    return not points or any(tree.tokens[c].dep in _NEW and tree.low(c) not in _POINTING for c in tree.children[token.i])


def _told_beside(tree: Words, head: int, kind: str, typed: Mapping[int, str | None]) -> bool:
    """Whether the sentence tells an act of that type already."""
    number = tree.tokens[head].sentence
    return any(told == kind and tree.tokens[i].sentence == number for i, told in typed.items())
