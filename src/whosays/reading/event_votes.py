"""Rules and the trained head together: which words tell an act and of what type, by the weights of `act_signs`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.model.reading import Event, Token
from whosays.reading.act_signs import TABLE, Chances, Proposed, proposed
from whosays.text import weights
from whosays.text.slots import Words

Votes = Chances

#: An act of the rules whose chance is less is refused. Of those below 0.15 one in four was right in labelled text, but our own reports speak in more ways than
#: the head has met, so little is refused.
REFUSED_BELOW: Final = 0.08
#: From this chance on an act that the rules found too unsure is told all the same, unless its words only point back: labels mark every mention of an act, the
#: ledger keeps one telling.
RAISED_FROM: Final = 0.8
#: From this chance on a word to which the rules give no type tells an act. From 0.65 on three points of recall more were found in texts that nobody had tuned on,
#: with the same precision, but too many of them point back, and incidents suffered.
ADDED_FROM: Final = 0.75
#: Scores of acts that were added or raised, and of those refused; the claims begin at 0.5.
ADDED_SCORE: Final = 0.52
REFUSED_SCORE: Final = 0.3
#: An act of a score within these bounds is in doubt (what frames without context give); from `CONFIRMS` on a step is added.
DOUBT: Final = (0.5, 0.7)
CONFIRMS: Final = 0.9
STEP: Final = 0.12
_TOLD_ELSEWHERE: Final = ("refers back", "told by another word", "told with", "of '")
_POINTING: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "such", "his"})
_NEW: Final = frozenset({"prep", "poss", "nummod", "relcl", "acl", "appos"})


def weighed(tree: Words, events: Sequence[Event], votes: Votes) -> list[Event]:
    """Events in the order given, each with score and reason as rules and head together have it, then those that only the head found."""
    table = weights.load(TABLE)
    judged: dict[int, Event] = {}
    added: list[Event] = []
    for one in proposed(tree, events, votes):
        if not votes.act_chances(one.start, one.end):
            continue  # the head has not read these words
        odds = weights.chances(table, [*one.signs, ("none",)])[:-1]
        if one.event is not None:
            judged[one.head] = _judged(one, one.event, odds)
        elif max(odds) >= ADDED_FROM and _may_tell(tree, tree.tokens[one.head]):
            n = odds.index(max(odds))
            added.append(Event(one.start, one.end, one.head, one.types[n], score=ADDED_SCORE, reason=f"the head: {one.types[n]}, {odds[n]:.2f}"))
    return [*(judged.get(event.head, event) for event in events), *added]


def _may_tell(tree: Words, token: Token) -> bool:
    """Whether a word can tell an act by itself: a noun qualifies no other, and a pointing word before it comes with something new."""
    if token.pos != "NOUN":
        return True
    if token.dep in {"compound", "nmod", "amod"}:
        return False
    points = any(tree.low(c) in _POINTING for c in tree.kids(token.i, "det", "poss"))
    return not points or any(tree.tokens[c].dep in _NEW and tree.low(c) not in _POINTING for c in tree.children[token.i])


def _judged(one: Proposed, event: Event, odds: Sequence[float]) -> Event:
    """The event of the rules, with the type and the score that the chances allow."""
    best = max(range(len(odds)), key=odds.__getitem__)
    if event.type is None:
        if odds[best] < ADDED_FROM or not event.reason.startswith("predicate outside"):
            return event
        return replace(event, type=one.types[best], score=ADDED_SCORE, reason=f"the head: {one.types[best]}, {odds[best]:.2f}")
    own = odds[0]
    if event.score >= DOUBT[0] and own < REFUSED_BELOW:
        return replace(event, score=REFUSED_SCORE, reason=f"{event.reason}; the head sees no such act here, {own:.2f}")
    if event.score < DOUBT[0] and own >= RAISED_FROM and not any(words in event.reason for words in _TOLD_ELSEWHERE):
        return replace(event, score=ADDED_SCORE, reason=f"{event.reason}; the head is sure, {own:.2f}")
    if DOUBT[0] <= event.score < DOUBT[1] and own >= CONFIRMS:
        return replace(event, score=round(event.score + STEP, 3), reason=f"{event.reason}; the head confirms it")
    return event
