"""The head's votes on events: what confirms, what adds, what is refused where, and what no vote changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.parsing import read
from whosays.model.reading import Event
from whosays.reading import event_votes
from whosays.reading.encoder import ActVote
from whosays.reading.events import find_events


@dataclass(frozen=True)
class Says:
    """Votes by word: the chances of each type at the words that are named, none elsewhere."""

    text: str
    words: Mapping[str, Mapping[str, float]]
    read: bool = True
    acts: tuple[ActVote, ...] = field(init=False)

    def __post_init__(self) -> None:
        found = []
        for word, chances in self.words.items():
            kind, chance = max(chances.items(), key=lambda item: item[1])
            at = self.text.find(word)
            while at >= 0:
                found.append(ActVote(at, at + len(word), kind, chance))
                at = self.text.find(word, at + 1)
        object.__setattr__(self, "acts", tuple(sorted(found, key=lambda v: v.start)))

    def act_chances(self, start: int, end: int) -> Mapping[str, float]:
        for word, chances in self.words.items():
            if word in self.text[start:end]:
                return chances
        return {"attack": 0.01} if self.read else {}


@pytest.fixture(autouse=True)
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of few signs in place of the fitted one: what follows from the chances is tested here, not what they are."""
    path = tmp_path / "acts.json"
    path.write_text(json.dumps({"weights": {"R": 1.0, "R:h0": -4.0, "R:h12": 2.0, "U:h12": 3.0, "N:h12": 3.0}}), encoding="utf-8")
    monkeypatch.setattr(event_votes, "TABLE", path)


def voted(text: str, words: Mapping[str, Mapping[str, float]], read_: bool = True) -> list[Event]:
    bare = read(text)
    return [e for e in find_events(text, bare.tokens, bare.children, bare.sentences, votes=Says(text, words, read_)) if e.type is not None]


CASES = [
    ("There was a strike in Terzin.", {"strike": {"attack": 0.97}}, 0.62, "a strike of unsaid kind is confirmed"),
    ("There was a strike in Terzin.", {"strike": {"attack": 0.4}}, 0.5, "an unsure head changes nothing"),
    ("There was a strike in Terzin.", {}, event_votes.REFUSED_SCORE, "what the head does not see at all is refused"),
    ("Two airstrikes hit the market.", {"airstrikes": {"air_strike": 0.99}}, 0.97, "what is not in doubt stays"),
]


@pytest.mark.parametrize(("text", "words", "score", "why"), CASES)
def test_doubtful_acts_are_confirmed(text: str, words: Mapping[str, Mapping[str, float]], score: float, why: str) -> None:
    assert voted(text, words)[0].score == pytest.approx(score), why


def test_what_was_not_read_is_not_judged() -> None:
    assert voted("There was a strike in Terzin.", {}, read_=False)[0].score == pytest.approx(0.5)


ADDED = [
    ("Gunmen pistolled the mayor.", {"pistolled": {"attack": 0.97}}, [("attack", "pistolled")], "a verb without a frame"),
    ("Gunmen pistolled the mayor.", {"pistolled": {"attack": 0.4}}, [], "an unsure head adds nothing"),
    ("An onrush by gunmen scared the town.", {"onrush": {"attack": 0.95}}, [("attack", "onrush")], "a noun without a frame"),
    ("The onrush scared the town.", {"onrush": {"attack": 0.95}}, [], "a noun that only points back"),
    ("The onrush commander smiled.", {"onrush": {"attack": 0.95}}, [], "a noun that only qualifies another"),
]


@pytest.mark.parametrize(("text", "words", "found", "why"), ADDED)
def test_a_sure_vote_adds_an_act_the_lexicon_lacks(text: str, words: Mapping[str, Mapping[str, float]], found: list[tuple[str, str]], why: str) -> None:
    added = voted(text, words)
    assert [(e.type, text[e.start : e.end]) for e in added] == found, why
    assert all(e.score == event_votes.ADDED_SCORE and "the head" in e.reason for e in added)


