"""Time expressions: a table of sentences, what they mean on the calendar, and the reason the reader gives."""

from dataclasses import dataclass

import pytest

from whosays.model.report import Published
from whosays.model.resolution import TimeMention
from whosays.resolving.times import publication_issues, resolve_times

WEDNESDAY = "2016-03-23"


@dataclass(frozen=True)
class Case:
    text: str
    words: str
    value: str | None
    earliest: str | None
    latest: str | None
    precision: str
    basis: str
    function: str
    reason: str
    why: str
    published: str | None = WEDNESDAY


def find(text: str, published: str | None = WEDNESDAY, country: str | None = None) -> dict[str, TimeMention]:
    given = Published(published, "day", "given") if published else Published()
    found, _ = resolve_times(text, [], given, (), country)
    return {text[time.start : time.end]: time for time in found}


CASES = [
    Case("Shells fell on Monday.", "Monday", "2016-03-21", "2016-03-21", "2016-03-21", "day", "publication", "at",
         "the latest such weekday", "past by default"),
    Case("They will meet on Monday.", "Monday", "2016-03-28", "2016-03-28", "2016-03-28", "day", "publication", "at",
         "the clause looks ahead", "tense turns a weekday round"),
    Case("Shells fell on Monday.", "Monday", None, None, None, "open", "unknown", "at",
         "publication date, which is unknown", "undated: unresolved, and it says why", None),
    Case("On 5 May 2015 it rained. The next day it cleared.", "The next day", "2015-05-06", "2015-05-06", "2015-05-06", "day",
         "anchored", "at", "counted from its anchor", "narrative anchor, no publication needed", None),
    Case("They fled two days before the militia spoke.", "two days", "P2D", None, None, "open", "unknown", "at",
         "an event whose date the text does not state", "an undated event dates nothing"),
    Case("It has burned since 2013.", "2013", "2013", "2013-01-01", WEDNESDAY, "open", "explicit", "since", "", "since, up to publication"),
    Case("It held until now.", "now", "PRESENT_REF", None, WEDNESDAY, "open", "publication", "until", "vague", "until now"),
    Case("It was over before 12 June 2014.", "12 June 2014", "2014-06-12", None, "2014-06-11", "open", "explicit", "before", "",
         "before a day excludes it"),
    Case("The siege lasted three days.", "three days", "P3D", None, None, "open", "unknown", "for", "a length", "a length is no date"),
    Case("It is shelled every day.", "every day", "P1D", None, None, "open", "unknown", "every", "repeated", "a set is no date"),
    Case("A blast at 13:44 GMT on Tuesday hit it.", "13:44 GMT on Tuesday", "2016-03-22T13:44", "2016-03-22T13:44+00:00",
         "2016-03-22T13:44+00:00", "minute", "publication", "at", "", "minute only with a zone"),
    Case("A blast at 1:44 p.m. on Tuesday hit it.", "1:44 p.m. on Tuesday", "2016-03-22T13:44", "2016-03-22", "2016-03-22", "day",
         "publication", "at", "zone is not stated", "no zone: the day only"),
    Case("A blast at 04:30 Moscow time on 15 March hit it.", "04:30 Moscow time on 15 March", "2016-03-15T04:30",
         "2016-03-15T04:30+03:00", "2016-03-15T04:30+03:00", "minute", "publication", "at", "", "a city's zone by date"),
    Case("Before dawn on Friday they left.", "dawn on Friday", "2016-03-18TMO", "2016-03-18", "2016-03-18", "day", "publication", "at",
         "the latest such weekday", "before an hour of a day is still that day"),
    Case("It was over before Friday.", "Friday", "2016-03-18", None, "2016-03-17", "open", "publication", "before", "", "before a day is not that day"),
    Case("It began shortly after 3 a.m. on Monday.", "3 a.m. on Monday", "2016-03-21T03:00", "2016-03-21", "2016-03-21", "day", "publication",
         "at", "", "after an hour of a day is still that day"),
    Case("It went off at 7:15 a.m. Nobody died.", "7:15 a.m.", None, None, None, "open", "unknown", "at", "", "the dot of a.m. is its own"),
    Case("Two Fridays ago it fell.", "Two Fridays ago", "2016-03-11", "2016-03-11", "2016-03-11", "day", "anchored", "at", "", "counted in weekdays"),
    Case("It fell in the first half of March.", "the first half of March", "2016-03-01/2016-03-15", "2016-03-01", "2016-03-15", "days",
         "publication", "at", "range", "half of a month"),
    Case("From the 6th to the 11th it burned.", "the 6th to the 11th", "2016-03-06/2016-03-11", "2016-03-06", "2016-03-11", "days",
         "publication", "at", "range", "days by number alone"),
    Case("On 28 February it began. From the 27th to the 3rd they fled.", "the 27th", "2016-02-27", "2016-02-27", WEDNESDAY, "open", "anchored", "since",
         "", "no range that runs backwards"),
    Case("It burned for the first few weeks.", "the first few weeks", "PXW", None, None, "open", "unknown", "for", "a length", "few of an opening"),
    Case("On the night of 19-20 March it burned.", "the night of 19-20 March", "2016-03-19/2016-03-20", "2016-03-19", "2016-03-20", "days",
         "publication", "at", "range", "a night of two dates"),
    Case("It burned on the night of Friday to Saturday.", "the night of Friday", "2016-03-18TNI", "2016-03-18", "2016-03-19", "days",
         "publication", "at", "range", "a night of two weekdays"),
    Case("It burned in the night from Friday to Saturday.", "the night from Friday", "2016-03-18TNI", "2016-03-18", "2016-03-19", "days",
         "publication", "at", "range", "the same with from"),
    Case("They died late on Friday and early Saturday.", "Friday", "2016-03-18", "2016-03-18", "2016-03-19", "days",
         "publication", "at", "range", "one night over two days"),
    Case("They died on Friday and Saturday.", "Friday", "2016-03-18", "2016-03-18", "2016-03-18", "day", "publication", "at", "", "two days apart"),
    Case("It was signed the next year in Tervo.", "the next year", None, None, None, "open", "unknown", "at", "does not state",
         "what was signed lies not in the year after publication"),
    Case("From 3 to 6 March it burned; they left the day after.", "the day after", "2016-03-07", "2016-03-07", "2016-03-07", "day",
         "anchored", "at", "counted", "the day after a range"),
    Case("It fell on the last night of Ramadan.", "the last night of Ramadan", None, "2015-07-15", "2015-07-17", "days", "publication", "at",
         "a part of", "a night of a month that the moon begins"),
    Case("Between 3 and 5 March it fell.", "3 and 5 March", "2016-03-03/2016-03-05", "2016-03-03", "2016-03-05", "days",
         "publication", "at", "range", "both ends included"),
    Case("From 29 January to 4 February 2016 it burned.", "29 January", "2016-01-29", "2016-01-29", "2016-02-04", "days", "explicit",
         "at", "range", "each end of a long range carries the whole"),
    Case("About a week ago it began.", "About a week ago", "2016-03-16", "2016-03-13", "2016-03-19", "days", "publication", "at",
         "about", "vague stays wide"),
    Case("In recent days it grew.", "recent days", "PXD", "2016-03-13", WEDNESDAY, "days", "publication", "at", "stretch", "bounded"),
    Case("KABUL, Afghanistan (Sept. 2, 2012) Troops killed two men today.", "today", "2012-09-02", "2012-09-02", "2012-09-02", "day",
         "anchored", "at", "counted", "a dateline stands in for publication", None),
    Case("2012-04-S-011\n\nKABUL, Afghanistan (Apr. 4)\nTroops killed two men yesterday.", "yesterday", "2012-04-03", "2012-04-03",
         "2012-04-03", "day", "anchored", "at", "counted", "the release number gives the year of the dateline", None),
    Case("2011-07-S-070\nFor release\n\nTroops killed two men yesterday.", "yesterday", None, "2011-06-30", "2011-07-30", "month",
         "anchored", "at", "day of publication is not known", "only the month is known", None),
    Case("In August 2013 it was gassed. On September 14, a deal was made.", "September 14", "2013-09-14", "2013-09-14", "2013-09-14",
         "day", "anchored", "at", "date beside it", "the story goes on from its last full date"),
    Case("It has been quiet since 2017. On April 9 two men died.", "April 9", None, "2016-04-09", None, "open", "anchored", "at",
         "not before", "undated: bounded by the newest date", None),
    Case("The port was hit on March 20. Two days after the hit on the port it reopened.", "Two days", "P2D", "2016-03-22",
         "2016-03-22", "day", "anchored", "at", "counted from the event", "an event that the text dates"),
    Case("During Ramadan 2015 it went on.", "Ramadan 2015", "2015-06-18", "2015-06-17", "2015-07-17", "month", "explicit", "at",
         "Umm al-Qura", "the moon leaves a day either way"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_time(case: Case) -> None:
    time = find(case.text, case.published)[case.words]
    assert (time.value, time.earliest, time.latest) == (case.value, case.earliest, case.latest)
    assert (time.precision, time.basis, time.function) == (case.precision, case.basis, case.function)
    assert case.reason in time.reason
    assert time.basis != "anchored" or time.anchor


NOT_TIMES = [
    ("Fighters may march on the town.", "may and march as verbs"),
    ("In 2000 cases of cholera it failed. Resolution 1973 passed.", "numbers that are no years"),
    ("A 22-year-old man and a girl aged 9 died.", "ages"),
    ("He fell in the second attack; the second man fled.", "second as an ordinal"),
    ("The fall of the town and the spring of the well.", "seasons as other words"),
    ("Jan Kavan and April Ryan spoke.", "names like months"),
    ("Two-thirds, three-quarters of the town burned.", "fractions"),
    ("They sold 700 loaves a day.", "rates"),
    ("Highway 47 and Route 6 were cut, $1,990 was paid.", "roads and money"),
]


@pytest.mark.parametrize(("text", "why"), NOT_TIMES, ids=[why for _, why in NOT_TIMES])
def test_no_time(text: str, why: str) -> None:
    assert find(text) == {}, why


@pytest.mark.parametrize(
    ("country", "earliest", "latest"),
    [
        ("US", "2015-04-05", "2015-04-05"),
        ("GB", "2015-05-04", "2015-05-04"),
        (None, "2015-04-05", "2015-05-04"),
    ],
)
def test_order_of_day_and_month(country: str | None, earliest: str, latest: str) -> None:
    time = find("A raid on 04/05/2015 failed.", country=country)["04/05/2015"]
    assert (time.earliest, time.latest) == (earliest, latest)
    assert time.precision == ("day" if country else "days")


def issues(published: str, text: str) -> list[str]:
    given = Published(published, "day", "given")
    return [issue.code for issue in publication_issues(given, resolve_times(text, [], given)[0])]


def test_publication_before_a_past_date_of_the_text() -> None:
    assert issues("2016-03-10", "On March 14, 2016, rebels took the hill.") == ["published_before_text"]
    assert issues("2016-03-20", "On March 14, 2016, rebels took the hill.") == []
    assert issues("2016-03-10", "Elections will be held on 14 June 2016.") == []


def test_impossible_publication() -> None:
    assert issues("soon", "It rained.") == ["publication_impossible"]
    assert issues("0214-03-10", "It rained.") == ["publication_impossible"]


def test_publication_known_to_the_month() -> None:
    given = Published("2016-03", "month", "metadata")
    found, _ = resolve_times("It fell last month, on Monday.", [], given)
    assert [(time.value, time.earliest, time.latest) for time in found] == [
        ("2016-02", "2016-02-01", "2016-02-29"),
        (None, "2016-02-24", "2016-03-31"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "published", "span", "why"),
    [
        ("On 2 November units took the fort. On the 3rd a column fell into an ambush.", "the 3rd", "2022-11-08", ("2022-11-03", "2022-11-03"), "a day by its number, before an article"),
        ("On 20 November they left. Doctors remember the 28th, the day the army came.", "the 28th", "2020-12-09", ("2020-11-28", "2020-11-28"), "what it was tells that a day is meant"),
        ("On 2 May 2021 the 3rd brigade left. He was named in late May and killed three weeks later.", "three weeks later", "2021-07-01", ("2021-06-11", "2021-06-21"), "counts from the month of its own sentence"),
        ("By 8:30 a.m. Thursday the men stood in line.", "8:30 a.m. Thursday", "2005-06-02", ("2005-06-02", "2005-06-02"), "an hour bounds, the day is still that day"),
        ("Report No. 19\n\nReporting period: 8 - 14 August 2004\n\nOn 10 August men attacked a village.", "10 August", None, ("2004-08-10", "2004-08-10"), "the year of the period that the head names"),
    ],
)
def test_days_of_a_story(text: str, words: str, published: str | None, span: tuple[str, str], why: str) -> None:
    time = find(text, published)[words]
    assert (time.earliest, time.latest) == span, why


@pytest.mark.parametrize("text", ["Gunmen raided the May 22 Hospital.", "They advanced towards the 7 July district.", "The March 14 Alliance met."])
def test_a_date_that_names_a_site_is_no_time(text: str) -> None:
    assert find(text) == {}


def test_a_date_before_an_act_is_a_time() -> None:
    assert list(find("The 3 May market bombing killed two.")) == ["3 May"]
