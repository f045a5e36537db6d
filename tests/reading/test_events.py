"""Event predicates of whole sentences: which words name an act, of which type and phase. Cases: event_cases.txt, own sentences."""

from functools import lru_cache
from pathlib import Path

import pytest

from tests.parsing import read
from whosays.lexicon.events import event_lexicon
from whosays.model.reading import Reading
from whosays.model.types import TYPES

CASES = Path(__file__).with_name("event_cases.txt")
LEAST = 0.5


def rows() -> list[tuple[str, str, str]]:
    lines = CASES.read_text("utf-8").splitlines()
    return [tuple(part.strip() for part in line.split(" | ")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


@lru_cache(maxsize=512)
def reading(text: str) -> Reading:
    return read(text)


def found(text: str) -> str:
    """The acts of `text` in the notation of the cases."""
    acts = [e for e in reading(text).events if e.type is not None and e.score >= LEAST]
    shown = [f"{text[e.start:e.end]}={e.type}" + (f"/{e.phase}" if e.phase else "") for e in acts]
    return ", ".join(shown) or "-"


@pytest.mark.parametrize(("text", "expected", "why"), rows())
def test_acts_of_a_sentence(text: str, expected: str, why: str) -> None:
    assert found(text) == expected, why


def test_every_type_has_a_case() -> None:
    seen = {part.split("=")[1].split("/")[0] for _, expected, _ in rows() for part in expected.split(", ") if "=" in part}
    assert seen == TYPES


def test_every_event_names_a_frame_and_keeps_to_its_words() -> None:
    for text, _, _ in rows():
        for event in reading(text).events:
            assert 0 <= event.start < event.end <= len(text)
            assert event.reason
            assert event.type is None or event.type in TYPES
            if event.type is not None:
                assert event.reason.startswith("frame ")
                assert event.reason[6:].split(":")[0] in event_lexicon().by_id


def test_a_plain_predicate_is_an_event_without_type() -> None:
    events = reading("The mayor praised the nurses.").events
    assert [(e.type, e.reason) for e in events] == [(None, "predicate outside the types")]


def test_reading_is_the_same_whatever_stands_beside_it() -> None:
    alone = found("Rebels fired rockets at the barracks.")
    both = read("The mayor spoke. Rebels fired rockets at the barracks.")
    text = "The mayor spoke. Rebels fired rockets at the barracks."
    acts = [f"{text[e.start:e.end]}={e.type}" for e in both.events if e.type and e.score >= LEAST]
    assert ", ".join(acts) == alone
