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
from whosays.reading.speech_ground import by_nobody
from whosays.text.tree import VERBAL, Tree

LISTED_CUE: Final = 0.5
"""Least score at which the head alone is believed where its cue is in the lexicon (its own best threshold on PolNeAR)."""
UNLISTED_CUE: Final = 0.85
"""Least score at which other cues are believed to be speech: conflict prose has verbs of support and attack that newspaper politics uses of it."""
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
    """A rule's attribution with the head's say: dropped where the head is sure it is none; its words where the head saw it too."""
    start, end = speech.cue[0].start, speech.cue[-1].end
    chance = votes.cue_chance(start, end)
    structural = any(name in STRUCTURAL for name in speech.votes)
    owned = any(name in OWNED for name in speech.votes) and bool(speech.source)
    if chance < UNLIKELY_CUE and not (speech.carried or structural or owned or _quoted(ground, speech)):
        return None
    speech = replace(speech, score=round(max(chance, 0.5), 3))
    vote = _seen(speech, votes)
    if vote is None or speech.carried:
        return speech
    if structural:
        return replace(speech, cue=vote.cue, votes=(*speech.votes, "head"))
    nobody = "rule:hearsay_passive" in speech.votes and not speech.source
    source = vote.source if _holds_source(ground, speech, vote) and not nobody else speech.source
    head = speech.source_head
    if head is None and source:
        head = head_of(ground.tree, source[0].start, source[-1].end)
    return replace(
        speech, cue=vote.cue, source=source, source_head=head, content=vote.content or speech.content, scope=speech.content,
        votes=(*speech.votes, "head"),
    )


OWNED: Final = frozenset(["rule:noun_cue", "rule:noun_is_that", "rule:denied_words", "rule:heard_from", "rule:figure_told", "rule:per"])
"""Rules that the head cannot overrule where they name a source: what they look at is plain."""


def _holds_source(ground: Ground, speech: Speech, vote: Vote) -> bool:
    """Whether the head's source is the rule's, with more or fewer words, and no whole clause ("The radio reports that the leader" vowed, "A man has told Radio X" that)."""
    if any(s.start < c.end and c.start < s.end for s in vote.source for c in vote.cue):
        return False
    if not vote.source or speech.source_head is None:
        return bool(vote.source)
    tokens, head = ground.tree.tokens, ground.tree.tokens[speech.source_head]
    if not any(s.start <= head.start < s.end for s in vote.source):
        return False
    return not any(
        t.tag in ("VBD", "VBZ", "VBP") and t.dep in ("ROOT", "ccomp") and s.start <= t.start < head.start for s in vote.source for t in tokens[max(0, head.i - 40) : head.i]
    )


STRUCTURAL: Final = frozenset(["rule:citing", "rule:citing_bare", "rule:colon", "rule:footage_shows", "rule:carried_quote", "rule:relative_said",
     "rule:in_which", "rule:headline", "rule:called_untrue", "rule:unsaid", "rule:held_responsible", "rule:set_aside"])
"""Rules whose spans follow from how links nest; the head, which sees one attribution at a time, does not move them."""


def _seen(speech: Speech, votes: Votes) -> Vote | None:
    """The head's attribution with a cue that meets this one's."""
    for vote in votes.attributions:
        if any(c.start < k.end and k.start < c.end for c in vote.cue for k in speech.cue):
            return vote
    return None


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
        if head is None or vote.score < LISTED_CUE or _answers_a_thing(ground, head, vote.content[0]):
            continue
        entry = _entry(ground, head)
        sure = entry is not None or vote.score >= UNLISTED_CUE
        stance = entry.stance if entry is not None else "neutral"
        source_head = head_of(ground.tree, vote.source[0].start, vote.source[-1].end) if vote.source else None
        found.append(Speech(
            vote.source, vote.cue, vote.content, stance, None, carried=False, source_head=source_head, cue_head=head,
            score=round(vote.score, 3), votes=("head",), denies=stance == "denying",
            asserted=sure and not _blocked(ground, head),
        ))
    return found


def _answers_a_thing(ground: Ground, head: int, content: Span) -> bool:
    """Whether all that is said is what the verb goes to: troops "responded to a distress call" say nothing."""
    inside = head_of(ground.tree, content.start, content.end)
    if inside is None or inside <= head:
        return False
    tokens = ground.tree.tokens
    return any(tokens[i].head == head and tokens[i].dep in ("prep", "dative") and tokens[i].text.lower() == "to" for i in ground.tree.up(inside))


def _entry(ground: Ground, head: int) -> Cue | None:
    lemma = ground.tree.tokens[head].lemma.lower()
    if ground.tree.tokens[head].text.lower() == "according":
        return Cue("neutral", "CT")
    return ground.words.verbs.get(lemma) or ground.words.nouns.get(lemma)


def _blocked(ground: Ground, head: int) -> bool:
    """A cue that is negated attributes nothing: "did not say that", "nobody said that"."""
    return ground.tree.tokens[head].pos in VERBAL and (ground.tree.negated(head) or by_nobody(ground.tree, head))
