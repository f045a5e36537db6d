"""Words of reports on a terminal."""

import pytest

from whosays.cli import text

HOSTILE = [
    ("\x1b[31mred\x1b[0m", "an escape sequence"), ("a\x07b", "a bell"), ("a\u202eb", "a right-to-left override"), ("a\u2066b", "an isolate"),
    ("a\x9bb", "an 8-bit escape"), ("a\x00b", "NUL"), ("a\ud800b", "a lone surrogate"), ("a\u200fb", "a right-to-left mark"),
    ("a\U000e0041b", "a tag character"), ("a\x08b", "a backspace"), ("a\u2028b", "a line separator"),
]


@pytest.mark.parametrize(("words", "why"), HOSTILE)
def test_nothing_that_a_terminal_obeys_comes_through(words, why):
    shown = text.plain(words)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in shown), why
    assert not set(shown) & set("\u202e\u2066\u200f\ud800\u2028\U000e0041"), why
    shown.encode("utf-8")


@pytest.mark.parametrize(("words", "width"), [("abc", 3), ("シリア", 6), ("é" + "e\u0301", 2), ("دمشق", 4), ("", 0), ("a\u200b", 1)])
def test_columns(words, width):
    assert text.columns(words) == width


@pytest.mark.parametrize("words", ["short", "a much longer run of words than fits", "シリア・アラブ共和国", "المرصد السوري لحقوق الإنسان", "e\u0301" * 30])
@pytest.mark.parametrize("width", [5, 10, 11])
def test_padded_is_exactly_as_wide_as_asked(words, width):
    assert text.columns(text.padded(words, width)) == width


@pytest.mark.parametrize("words", ["word " * 50, "x" * 300, "シリア" * 40, ""])
def test_wrapped_stays_within_80_columns(words):
    lines = text.wrapped(words, "    ").split("\n")
    assert all(text.columns(line) <= text.WIDTH and line.startswith("    ") for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_a_table_is_80_columns_wide_at_most():
    heads = (("one", 8), ("two", 20), ("three", 0))
    for line in text.table(heads, [("x" * 99, "シ" * 99, "y" * 99), ("a", "b", "c")]):
        assert text.columns(line) <= text.WIDTH
