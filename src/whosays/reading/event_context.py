"""What the sentences around an act say of it: a raid told of before keeps its kind, a heading tells nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.lexicon.events import frame_of
from whosays.model.reading import Event, Sentence
from whosays.text.slots import Words

#: Acts of a known kind of weapon: words like "the raid" or "was hit" after them speak of the same kind.
SPECIFIC: Final = frozenset({"air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "chemical_attack", "grenade_attack"})
#: How many sentences back such an act may stand (own judgement: further back, reports have moved on).
REACH: Final = 2
#: Least score of an act from which a later one may take its kind.
LEAST_KIND: Final = 0.6
#: A heading of so many words at most, without a verb, names a subject and tells no act.
HEADING_WORDS: Final = 7
HEADING_SCORE: Final = 0.4
_GENERIC_NOUNS: Final = frozenset({"raid", "attack", "strike", "blow"})
_GENERIC_VERBS: Final = frozenset({"hit", "strike", "target", "attack"})
_BACK: Final = frozenset({"the", "this", "that", "these", "those", "such"})


def settled(tree: Words, sentences: Sequence[Sentence], events: Sequence[Event]) -> list[Event]:
    """Events in text order with generic attacks given the kind of the act they go on telling, and headings weakened."""
    found: list[Event] = []
    for event in events:
        kind = _kind_before(tree, found, event) if event.type == "attack" else None
        if kind is not None:
            name = tree.tokens[kind.head].text
            event = replace(event, type=kind.type, reason=f"{event.reason}; of the kind of '{name}' before")  # noqa: PLW2901
        found.append(_unless_heading(tree, sentences, event))
    return found


def _kind_before(tree: Words, before: Sequence[Event], event: Event) -> Event | None:
    """The act whose kind a generic word goes on telling: the only kind told in the sentences just before."""
    if not _generic(tree, event):
        return None
    here = tree.tokens[event.head].sentence
    told = [e for e in before if e.type in SPECIFIC and e.score >= LEAST_KIND and 0 <= here - tree.tokens[e.head].sentence <= REACH]
    kinds = {e.type for e in told}
    return told[-1] if len(kinds) == 1 else None


def _generic(tree: Words, event: Event) -> bool:
    """Whether the words tell no kind and no doer of their own: "the raid", "was hit"."""
    token, frame = tree.tokens[event.head], frame_of(event.reason)
    if frame is None or not frame.id.startswith("attack."):
        return False
    lemma = tree.lemma(event.head)
    if token.pos in {"NOUN", "PROPN"}:
        own = tree.kids(event.head, "poss", "compound", "amod", "nmod")
        return lemma in _GENERIC_NOUNS and not own and any(tree.low(d) in _BACK for d in tree.kids(event.head, "det"))
    return lemma in _GENERIC_VERBS and bool(tree.kids(event.head, "auxpass", "nsubjpass")) and not tree.kids(event.head, "agent")


def _unless_heading(tree: Words, sentences: Sequence[Sentence], event: Event) -> Event:
    """ "The raid on Dromlek." heads a section: it names what follows and tells nothing."""
    if event.type is None or tree.tokens[event.head].pos not in {"NOUN", "PROPN"}:
        return event
    sentence = sentences[tree.tokens[event.head].sentence]
    words = [t for t in tree.tokens[sentence.first : sentence.last] if t.pos not in {"PUNCT", "SPACE"}]
    if len(words) > HEADING_WORDS or any(t.pos in {"VERB", "AUX", "NUM"} for t in words):
        return event
    return replace(event, score=min(event.score, HEADING_SCORE), reason=f"{event.reason}; a heading without a verb")
