"""The head's spans beside those of the rules."""

from dataclasses import dataclass

from tests.parsing import read
from whosays.lexicon import nouns, speech
from whosays.model.span import Span
from whosays.reading.attribution import Ground, find_attributions
from whosays.text.tree import Tree


@dataclass(frozen=True)
class Vote:
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float = 0.9


@dataclass(frozen=True)
class Votes:
    attributions: tuple[Vote, ...]

    def attribution_at(self, start, end):
        return next((v for v in self.attributions if v.cue[0].start < end and start < v.cue[-1].end), None)

    def cue_chance(self, start, end):
        return 0.9


TEXT = "A former guard has told Radio Omega that his captors shot the engineer."


def voted(source):
    at = lambda words: Span(TEXT.index(words), TEXT.index(words) + len(words))
    reading = read(TEXT)
    votes = Votes((Vote((at("told"),), (at(source),), (at("that his captors shot the engineer"),)),))
    ground = Ground(TEXT, Tree(reading.tokens, reading.children), reading.sentences, speech.load(), nouns.load())
    found = find_attributions(ground, [Span(0, len(TEXT))], votes)
    return [TEXT[s.start : s.end] for one in found if "head" in one.votes for s in one.source]


def test_a_source_holds_no_cue():
    assert voted("A former guard has told Radio Omega") == ["A former guard"]


def test_the_source_is_the_heads_where_it_holds_the_rules():
    assert voted("A former guard") == ["A former guard"]
