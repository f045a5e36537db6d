"""What the head of a report tells of its date: bylines, datelines with the agency first, dated labels in a headline."""

import pytest

from whosays.intake.cleaning import dateline_length
from whosays.intake.phrases import is_byline, is_dated_label


@pytest.mark.parametrize(
    ("paragraph", "dateline", "why"),
    [
        ("(Harbour Wire) TERVO, Lorland, Jan 3, 2013 - Jets bombed the fort.", "(Harbour Wire) TERVO, Lorland, Jan 3, 2013 - ", "the agency stands first"),
        ("TERVO/PORT MAREN (Harbour) - Fighters traded fire near the quay.", "TERVO/PORT MAREN (Harbour) - ", "two towns"),
        ("TERVO, Lorland (HW) — The young men came early that day.", "TERVO, Lorland (HW) — ", "the agency ends the place"),
        ("PORT MAREN, Lorland — The wall still has the hole.", "PORT MAREN, Lorland — ", "a town all in capitals and its country"),
        ("Tervo, Lorland - a town of no importance - was shelled again.", "", "a sentence that begins with a place"),
    ],
)
def test_datelines(paragraph: str, dateline: str, why: str) -> None:
    assert paragraph[: dateline_length(paragraph)] == dateline, why


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By a correspondent, Tervo, May 19, 2004", True),
        ("By Anna Lorm | 19 May 2004", True),
        ("By May 19, 2004, all had left", False),
    ],
)
def test_bylines_with_a_date(line: str, expected: bool) -> None:
    assert is_byline(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Coast Conflict Watch: daily digest, Friday 3 May 2024", True),
        ("Summary of operations, 14 - 20 March 2024", False),
        ("What happened on 3 May 2024", False),
    ],
)
def test_a_headline_that_dates_its_kind(line: str, expected: bool) -> None:
    assert is_dated_label(line) is expected
