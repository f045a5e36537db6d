"""Quantities in words and digits and the bounds their wording sets."""

import pytest

from whosays.text.numbers import figure, number, value

BOUNDS = [
    ("five", (5, 5, 5), "a word"),
    ("1,200", (1200, 1200, 1200), "grouped digits"),
    ("twenty-five", (25, 25, 25), "hyphenated tens"),
    ("two hundred and fifty", (250, 250, 250), "and between"),
    ("three thousand two hundred", (3200, 3200, 3200), "two scales"),
    ("1.5 million", (1_500_000, 1_500_000, 1_500_000), "decimal with a scale"),
    ("half a million", (500_000, 500_000, 500_000), "a share of a scale"),
    ("more than a quarter of a million", (250_001, None, None), "a share with a bound"),
    ("half a dozen", (6, 6, 6), "six, not twelve"),
    ("two dozen", (24, 24, 24), "counted dozens are a figure"),
    ("dozens of", (24, None, None), "plural dozen: at least two of it"),
    ("hundreds", (200, None, None), "plural hundred"),
    ("tens of thousands of", (20_000, None, None), "both units"),
    ("several", (3, None, None), "documented bound"),
    ("a few", (3, None, None), "documented bound"),
    ("a number of", (2, None, None), "documented bound"),
    ("at least five", (5, None, None), "records.md: low 5, rest null"),
    ("no fewer than 40", (40, None, None), "at least, in other words"),
    ("more than 20", (21, None, None), "strictly more"),
    ("over 100", (101, None, None), "strictly more"),
    ("up to 14", (None, None, 14), "an upper bound only"),
    ("as many as twenty", (None, None, 20), "an upper bound only"),
    ("fewer than ten", (None, None, 9), "strictly fewer"),
    ("some 30", (None, 30, None), "a figure without bounds"),
    ("about 30", (None, 30, None), "a figure without bounds"),
    ("nearly 100", (None, 100, 100), "not more than"),
    ("between 12 and 15", (12, None, 15), "a range has no best"),
    ("12 to 15", (12, None, 15), "a range"),
    ("12-15", (12, None, 15), "a range with a dash"),
    ("a", (1, 1, 1), "a single one"),
    ("another four", (4, 4, 4), "four more, kept apart by scope"),
]


@pytest.mark.parametrize(("words", "bounds", "why"), BOUNDS)
def test_bounds(words: str, bounds: tuple[int | None, ...], why: str) -> None:
    found = figure(words.split())
    assert found is not None, why
    assert (found.low, found.best, found.high) == bounds, why


@pytest.mark.parametrize("words", ["the", "few", "soldiers", "of the", "recent"])
def test_no_quantity_is_no_figure(words: str) -> None:
    assert figure(words.split()) is None


def test_ranges_that_run_backwards_are_no_ranges() -> None:
    found = figure(["15-12"])
    assert found is None or found.low != 15


@pytest.mark.parametrize(("word", "amount"), [("12", 12), ("dozen", 12), ("forty", 40), ("ninety-nine", 99), ("militia", None), ("3.5", None)])
def test_one_word(word: str, amount: int | None) -> None:
    assert number(word) == amount


def test_a_run_with_a_foreign_word_has_no_value() -> None:
    assert value(["two", "brave"]) is None
