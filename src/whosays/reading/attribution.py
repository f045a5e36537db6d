"""Attributions of a report: what the rules find and what the trained head finds, as votes joined into one list.

Rules know structure (who stands behind a paper, two links of one quotation, what a semicolon parts); the head knows cues
that no list holds and survives the parser's mistakes. Each attribution keeps the names of those that voted for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from whosays.lexicon.nouns import NounLexicon
from whosays.lexicon.speech import Cue, SpeechLexicon
from whosays.model.reading import Sentence, Speech
from whosays.model.span import Span
from whosays.reading.mentions import head_of
from whosays.reading.speech import find_speeches, nested
from whosays.text.tree import VERBAL, Tree

LISTED_CUE: Final = 0.5
"""Least score at which the head alone is believed where its cue is in the lexicon (its own best threshold on PolNeAR)."""
UNLISTED_CUE: Final = 0.85
"""The same for other cues: conflict prose has verbs of support and attack that newspaper politics uses of speech."""
UNLIKELY_CUE: Final = 0.03
"""A rule's cue that the head gives less than this chance is dropped."""


class Vote(Protocol):
    """An attribution as the head votes it."""

    @property
    def cue(self) -> tuple[Span, ...]:
        """Words of attribution."""

    @property
    def source(self) -> tuple[Span, ...]:
        """Who says; may be empty."""

    @property
    def content(self) -> tuple[Span, ...]:
        """What is said; may be empty."""

    @property
    def score(self) -> float:
        """0..1."""


class Votes(Protocol):
    """What the head says of a report (see `reading.encoder.Encoded`)."""

    @property
    def attributions(self) -> Sequence[Vote]:
        """Attributions above the head's threshold."""

    def attribution_at(self, start: int, end: int) -> Vote | None:
        """What a cue found by other means points at."""

    def cue_chance(self, start: int, end: int) -> float:
        """Chance that a word of the span is a cue."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What joining looks at."""

    text: str
    tree: Tree
    sentences: Sequence[Sentence]
    words: SpeechLexicon
    nouns: NounLexicon


def find_attributions(ground: Ground, paragraphs: Sequence[Span], votes: Votes | None) -> tuple[Speech, ...]:
    """All attributions in text order, nested; with `votes` null by rules alone."""
    rules = find_speeches(
        ground.text, ground.tree.tokens, ground.tree.below, ground.sentences, paragraphs, ground.words, ground.nouns
    )
    if votes is None:
        return nested(rules)
    kept = [joined for speech in rules if (joined := _confirmed(ground, speech, votes)) is not None]
    return nested([*kept, *_added(ground, kept, votes)])


def _confirmed(ground: Ground, speech: Speech, votes: Votes) -> Speech | None:
    """A rule's attribution with the head's say: dropped where the head is sure it is none, its gaps filled by the head."""
    cue = speech.cue[0]
    chance = votes.cue_chance(cue.start, speech.cue[-1].end)
    if chance < UNLIKELY_CUE and not speech.carried and not _quoted(ground, speech):
        return None
    vote = votes.attribution_at(cue.start, speech.cue[-1].end)
    filled = replace(speech, score=round(max(chance, 0.5), 3), votes=(*speech.votes, "head") if chance >= LISTED_CUE else speech.votes)
    if vote is not None and not speech.source and vote.source and chance >= LISTED_CUE:
        filled = replace(filled, source=vote.source, source_head=head_of(ground.tree, vote.source[0].start, vote.source[-1].end))
    return filled


def _quoted(ground: Ground, speech: Speech) -> bool:
    return any(mark in ground.text[c.start : c.end] for c in speech.content for mark in '“”"')


def _added(ground: Ground, known: Sequence[Speech], votes: Votes) -> list[Speech]:
    """Attributions that only the head sees."""
    found = []
    for vote in votes.attributions:
        if not vote.cue or not vote.content:
            continue
        if any(c.start < k.end and k.start < c.end for c in vote.cue for s in known for k in s.cue):
            continue
        head = head_of(ground.tree, vote.cue[0].start, vote.cue[0].end)
        if head is None or _blocked(ground, head):
            continue
        entry = _entry(ground, head)
        if vote.score < (LISTED_CUE if entry is not None else UNLISTED_CUE):
            continue
        stance = entry.stance if entry is not None else "neutral"
        source_head = head_of(ground.tree, vote.source[0].start, vote.source[-1].end) if vote.source else None
        found.append(Speech(
            vote.source, vote.cue, vote.content, stance, None, carried=False, source_head=source_head, cue_head=head,
            score=round(vote.score, 3), votes=("head",), denies=stance == "denying",
        ))
    return found


def _entry(ground: Ground, head: int) -> Cue | None:
    lemma = ground.tree.tokens[head].lemma.lower()
    if ground.tree.tokens[head].text.lower() == "according":
        return Cue("neutral", "CT")
    return ground.words.verbs.get(lemma) or ground.words.nouns.get(lemma)


def _blocked(ground: Ground, head: int) -> bool:
    """A cue that is negated attributes nothing: "did not say that"."""
    return ground.tree.tokens[head].pos in VERBAL and ground.tree.negated(head)
