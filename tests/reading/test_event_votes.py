"""The head's votes on events: what confirms, what adds, and what no vote changes."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.parsing import read
from whosays.model.reading import Event
from whosays.reading import event_votes
from whosays.reading.events import find_events


@dataclass(frozen=True)
class Says:
    """Votes that say the same of every word."""

    chances: Mapping[str, float]

    def trigger_chances(self, start: int, end: int) -> Mapping[str, float]:
        del start, end
        return self.chances


def voted(text: str, **chances: float) -> list[Event]:
    bare = read(text)
    return [e for e in find_events(text, bare.tokens, bare.children, bare.sentences, votes=Says(chances)) if e.type is not None]


CASES = [
    ("There was a strike in Terzin.", {"attack": 0.95}, 0.62, "a strike of unsaid kind is confirmed"),
    ("There was a strike in Terzin.", {"attack": 0.4}, 0.5, "an unsure head changes nothing"),
    ("There was a strike in Terzin.", {"attack": 0.0}, 0.5, "the head may not refuse"),
    ("There was a strike in Terzin.", {}, 0.5, "nothing was read there"),
    ("Two airstrikes hit the market.", {"attack": 0.99}, 0.97, "what is not in doubt stays"),
]


@pytest.mark.parametrize(("text", "chances", "score", "why"), CASES)
def test_doubtful_acts_are_confirmed(text: str, chances: dict[str, float], score: float, why: str) -> None:
    found = voted(text, **chances)
    assert found[0].score == pytest.approx(score), why


def test_a_sure_vote_adds_an_act_the_lexicon_lacks() -> None:
    found = voted("Gunmen pistolled the mayor.", attack=0.97)
    assert [(e.type, e.score) for e in found] == [("attack", event_votes.ADDED_SCORE)]
    assert found[0].reason == "the head: attack, 0.97"


def test_a_label_of_many_types_adds_nothing() -> None:
    assert voted("The mayor praised the nurses.", contact=0.99) == []
