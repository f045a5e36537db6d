"""Lines: their offsets, and whether a break means anything."""

import pytest

from whosays.text.lines import lines, paragraph_spans
from whosays.text.normalise import collapse, fold, printable


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\nb", ["a", "b"]),
        ("a\r\nb\rc", ["a", "b", "c"]),
        ("  a \n\n\t\n b", ["a", "b"]),
        ("a\u2028b\x0bc\x0cd\x85e", ["a", "b", "c", "d", "e"]),
        ("\u00a0\n\u3000", []),
        ("", []),
        ("a\x00b", ["a\x00b"]),
    ],
)
def test_lines_are_found_without_their_outer_space(text: str, found: list[str]) -> None:
    assert [text[line.start : line.end] for line in lines(text)] == found


def test_groups_are_parted_by_empty_lines_whatever_the_newline() -> None:
    assert [line.group for line in lines("a\r\nb\r\n\r\nc\n \nd")] == [0, 0, 1, 2]


def test_bullets_begin_a_paragraph_in_wrapped_text() -> None:
    text = "The garrison lost the following during the night of the attack,\naccording to the mayor of the town and to two of his deputies in\nthe council:\n- two guns that stood on the quay and that had been brought in by\nsea a week before, and\n- a boat."
    assert [collapse(text[a:b])[:6] for a, b in paragraph_spans(text)] == ["The ga", "- two ", "- a bo"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“Tervo”, said…", "tervo said"),
        ("ﬁre  FIRE", "fire fire"),
        ("Al-Berg's", "al berg s"),
        ("\u200f\u200e", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x07b", "a\\x07b"),
        ("a\u202eb", "a\\u202eb"),
        ("caf\udce9", "caf\\xe9"),
        ("Тест.txt", "Тест.txt"),
        ("a\nb", "a\\x0ab"),
    ],
)
def test_printable(name: str, shown: str) -> None:
    assert printable(name) == shown
