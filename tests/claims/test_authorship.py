"""Who is said to be behind an act; one row a sentence."""

import pytest

from tests.parsing import read
from whosays.claims.authorship import author
from whosays.text.tree import Tree

CASES = [
    ("The army was behind the massacre.", "massacre", "army", "behind it"),
    ("The Front was responsible for the bombing of the ferry.", "bombing", "Front", "responsible for it"),
    ("The rebels denied any involvement in the kidnapping of the priest.", "kidnapping", "rebels", "who denies a part"),
    ("The brigade was not involved in the massacre.", "massacre", "brigade", "who was not involved: the denial is the claim's affair"),
    ("The ministry said the rebels were responsible for carrying out the attack.", "attack", "rebels", "through a verb that only carries the act"),
    ("Nobody knows who was behind the attack.", "attack", None, "a question names nobody"),
    ("The minister condemned the attack.", "attack", None, "who condemns has no part"),
    ("Soldiers stood behind the wall after the attack.", "attack", None, "a wall is no act"),
]


@pytest.mark.parametrize(("text", "act", "expected", "why"), CASES, ids=[c[3] for c in CASES])
def test_author(text: str, act: str, expected: str | None, why: str) -> None:
    reading = read(text)
    event = next(e for e in reading.events if e.type and reading.tokens[e.head].start == text.index(act))
    found = author(reading, Tree(reading.tokens, reading.children), event)
    assert (None if found is None else text[found.start : found.end]) == expected, why
