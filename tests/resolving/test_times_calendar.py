"""Calendar arithmetic and the tables behind holidays."""

from datetime import date

import pytest

from whosays.lexicon.times import load_hijri, load_words
from whosays.resolving.timex import calendar as cal


@pytest.mark.parametrize(
    ("year", "day"), [(2016, date(2016, 3, 27)), (2019, date(2019, 4, 21)), (2024, date(2024, 3, 31))]
)
def test_easter(year: int, day: date) -> None:
    assert cal.easter(year) == day


@pytest.mark.parametrize(
    ("year", "day"), [(2016, date(2016, 5, 1)), (2022, date(2022, 4, 24)), (2024, date(2024, 5, 5))]
)
def test_pascha(year: int, day: date) -> None:
    assert cal.pascha(year) == day


def test_islamic_feasts_fall_twice_in_some_years() -> None:
    assert [o.first for o in cal.holiday_of("eid al-fitr", 2000)] == [date(2000, 1, 8), date(2000, 12, 27)]
    assert cal.holiday_of("ramadan", 2016) == (cal.Interval(date(2016, 6, 6), date(2016, 7, 5)),)


def test_thirds() -> None:
    march = cal.month_of(2016, 3)
    assert [cal.third(march, mod) for mod in ("START", "MID", "END")] == [
        cal.Interval(date(2016, 3, 1), date(2016, 3, 10)),
        cal.Interval(date(2016, 3, 11), date(2016, 3, 20)),
        cal.Interval(date(2016, 3, 21), date(2016, 3, 31)),
    ]
    week = cal.week_of(date(2016, 3, 23))
    assert [cal.third(week, mod).first.isoweekday() for mod in ("START", "MID", "END")] == [1, 3, 5 + 0]


def test_ends_of_the_calendar() -> None:
    assert cal.plus_days(date(2016, 3, 23), 10**12) == date.max
    assert cal.plus_months(date(2016, 3, 31), -1) == date(2016, 2, 29)
    assert cal.plus_months(date(2016, 3, 31), -(10**6)) == date.min


def test_table_of_islamic_months_is_as_generated() -> None:
    hijridate = pytest.importorskip("hijridate")
    for month, days in load_hijri().items():
        made = [hijridate.Hijri(year, month, 1).to_gregorian() for year in range(1400, 1461)]
        assert list(days) == [date(day.year, day.month, day.day) for day in made]


def test_each_word_stands_in_one_class() -> None:
    assert len(load_words()) > 250
