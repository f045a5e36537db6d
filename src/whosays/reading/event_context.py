"""What the sentence as a whole says of an act: a heading names what follows and tells nothing itself."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.model.reading import Event, Sentence
from whosays.text.slots import Words

#: A heading of so many words at most, without a verb, names a subject and tells no act.
HEADING_WORDS: Final = 7
HEADING_SCORE: Final = 0.4


def without_headings(tree: Words, sentences: Sequence[Sentence], events: Sequence[Event]) -> list[Event]:
    """Events in the order given, those of headings ("The raid on Dromlek.") weakened."""
    return [_unless_heading(tree, sentences, event) for event in events]


def _unless_heading(tree: Words, sentences: Sequence[Sentence], event: Event) -> Event:
    if event.type is None or tree.tokens[event.head].pos not in {"NOUN", "PROPN"}:
        return event
    sentence = sentences[tree.tokens[event.head].sentence]
    words = [t for t in tree.tokens[sentence.first : sentence.last] if t.pos not in {"PUNCT", "SPACE"}]
    if len(words) > HEADING_WORDS or any(t.pos in {"VERB", "AUX", "NUM"} for t in words):
        return event
    return replace(event, score=min(event.score, HEADING_SCORE), reason=f"{event.reason}; a heading without a verb")
