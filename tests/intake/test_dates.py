"""Dates: one reading or none, with the precision that the words give."""

from datetime import date

import pytest

from whosays.intake.dates import Moment, choose, from_filename, read_date
from whosays.intake.draft import DateMention
from whosays.intake.intake import Options, report_from_text, take_in
from whosays.intake.sources import SourceFile
from whosays.settings import Settings

CASES = [
    # words, value or trouble, precision, why
    ("Published November 11th, 2015 - 04:01 GMT", "2015-11-11T04:01+00:00", "minute", "time with a zone"),
    ("March 23, 2016", "2016-03-23", "day", "month first"),
    ("3 March 2016", "2016-03-03", "day", "day first"),
    ("Tuesday, 03 February 2009, 06:12 GMT", "2009-02-03T06:12+00:00", "minute", "weekday and clock"),
    ("Jan. 12, 2013 — Updated 21:10 GMT", "2013-01-12T21:10+00:00", "minute", "clock behind a word"),
    ("COLOMBO, 2 February 2009, 18:40 local time", "2009-02-02", "day", "a clock without a zone is not used"),
    ("12 January 2013 9:05 pm EST", "2013-01-12T21:05-05:00", "minute", "half-days"),
    ("2012-11-21T08:00:00Z", "2012-11-21T08:00+00:00", "minute", "ISO"),
    ("2009-02-03T14:05:00+05:30", "2009-02-03T14:05+05:30", "minute", "ISO with offset"),
    ("2012-11-21T08:00:00", "2012-11-21", "day", "ISO clock without offset"),
    ("2012-11-21", "2012-11-21", "day", "ISO day"),
    ("2012/11/21", "2012-11-21", "day", "year first"),
    ("20121121", "2012-11-21", "day", "compact"),
    ("Fri, 23 Nov 2012 17:30:00 +0200", "2012-11-23T17:30+02:00", "minute", "mail header"),
    ("21.11.2012", "2012-11-21", "day", "dots: day first"),
    ("02.03.2009", "2009-03-02", "day", "dots: day first, always"),
    ("13/02/2009", "2009-02-13", "day", "one order possible"),
    ("05/05/2009", "2009-05-05", "day", "both orders the same"),
    ("2/3/2009", "date_ambiguous", "", "two readings"),
    ("Tue 2/3/2009", "2009-02-03", "day", "the weekday decides"),
    ("3 JAN 90", "1990-01-03", "day", "two digits past 50"),
    ("3 JAN 14", "date_ambiguous", "", "two digits before 50"),
    ("March 2016", "2016-03", "month", "month alone"),
    ("2016-03", "2016-03", "month", "ISO month"),
    ("2016", "2016", "year", "year alone"),
    ("30 February 2016", "date_impossible", "", "no such day"),
    ("2016-13-01", "date_impossible", "", "no such month"),
    ("45/45/2016", "date_impossible", "", "neither order"),
    ("1 January 0016", "date_impossible", "", "no news then"),
    ("2016-03-23T25:61Z", "2016-03-23", "day", "a clock that cannot be is not used"),
    ("March 3, 2016 10:00 IST", "2016-03-03", "day", "a zone name of several meanings"),
    ("yesterday", "date_unreadable", "", "relative"),
    ("March 23", "date_unreadable", "", "no year"),
    ("", "date_unreadable", "", "nothing"),
    ("12345678", "date_unreadable", "", "a number"),
]


@pytest.mark.parametrize(("words", "value", "precision", "why"), CASES, ids=[case[0] for case in CASES])
def test_read_date(words: str, value: str, precision: str, why: str) -> None:
    found = read_date(words)
    assert found == (Moment(value, precision) if precision else value), why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("a/2016-03-23-palm.txt", "2016-03-23"),
        ("report_2016_03_23.html", "2016-03-23"),
        ("20160323.pdf", "2016-03-23"),
        ("23-03-2016.txt", None),
        ("2016-03.txt", None),
        ("2016-03-23-to-2016-04-01.txt", None),
        ("2016-02-31.txt", None),
        ("160317.txt", None),
        ("id-1234567890123.txt", None),
        ("2016-03-23/report.txt", None),
    ],
)
def test_date_in_a_file_name_only_when_it_is_one_whole_day(name: str, day: str | None) -> None:
    mention = from_filename(name)
    assert (mention.raw if mention else None) == day


def mention(raw: str, basis: str, role: str = "published") -> DateMention:
    return DateMention(raw, basis, f"the {basis}", role)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mentions", "value", "basis", "codes"),
    [
        ([mention("2016-03-01", "text"), mention("2016-03-02", "metadata")], "2016-03-02", "metadata", []),
        (
            [mention("2016-03-01", "text"), mention("2016-03-09", "metadata")],
            "2016-03-09",
            "metadata",
            ["date_conflict"],
        ),
        (
            [mention("2016-03-01", "metadata"), mention("2015-01-01", "given")],
            "2015-01-01",
            "given",
            ["date_conflict"],
        ),
        (
            [mention("2016-03-09", "metadata", "updated"), mention("2016-03-01", "text")],
            "2016-03-01",
            "text",
            [],
        ),
        ([mention("2016-03-09", "metadata", "updated")], "2016-03-09", "metadata", []),
        ([mention("2016-03", "metadata"), mention("2016-03-01", "text")], "2016-03", "metadata", []),
        (
            [mention("2016-04", "metadata"), mention("2016-03-01", "text")],
            "2016-04",
            "metadata",
            ["date_conflict"],
        ),
        ([mention("2016-03-01", "filename"), mention("nonsense", "text")], "2016-03-01", "filename", []),
        ([mention("nonsense", "metadata")], None, "unknown", ["date_unreadable"]),
        ([mention("2/3/2009", "text"), mention("2009-02-03", "metadata")], "2009-02-03", "metadata", []),
        (
            [mention("2/3/2009", "text"), mention("2009-06-03", "metadata")],
            "2009-06-03",
            "metadata",
            ["date_ambiguous"],
        ),
        ([], None, "unknown", []),
    ],
)
def test_choose(mentions: list[DateMention], value: str | None, basis: str, codes: list[str]) -> None:
    published, issues = choose(mentions, "a.txt", None)
    assert (published.value, published.basis) == (value, basis)
    assert [issue.code for issue in issues] == codes


def test_future_dates_are_refused_only_against_a_given_day() -> None:
    later = [mention("2030-01-01", "metadata"), mention("2016-03-01", "text")]
    published, issues = choose(later, "a.txt", date(2016, 3, 5))
    assert (published.value, [issue.code for issue in issues]) == ("2016-03-01", ["date_future"])
    assert choose(later, "a.txt", None)[0].value == "2030-01-01"
    assert choose([mention("2016-03-06", "text")], "a.txt", date(2016, 3, 5))[0].value == "2016-03-06"


def test_given_beats_the_file_and_its_name() -> None:
    source = SourceFile(
        "in/2016-03-23.txt", "2016-03-23.txt", data=b"The army said that it had shelled the port of the town."
    )
    report = take_in(source, Options(published="2016-03-22"), Settings()).reports[0]
    assert (report.published.value, report.published.basis) == ("2016-03-22", "given")
    report = take_in(source, Options(), Settings()).reports[0]
    assert (report.published.value, report.published.basis) == ("2016-03-23", "filename")


def test_a_date_inside_a_headline_or_the_body_dates_nothing() -> None:
    body = "The army said on March 3, 2011 that it had shelled the port of the town on the day before."
    report, issues = report_from_text(f"Remembering the attack of March 2, 2011\n\n{body}", doc_id="x")
    assert report.published.value is None
    assert issues == ()
