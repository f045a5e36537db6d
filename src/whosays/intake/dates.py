"""When a report was published: read from what is written, never invented, never from a file's clock."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal

from whosays.intake.draft import DateMention, issue
from whosays.model.issue import Issue
from whosays.model.report import Published, PublishedBasis, PublishedPrecision

Trouble = Literal["date_impossible", "date_ambiguous", "date_unreadable", "date_future"]

STRENGTH: tuple[PublishedBasis, ...] = ("given", "metadata", "text", "filename")
"""Which word is taken where two disagree: the first of these."""
ZONE_SLACK_DAYS = 1
"""Two dates one day apart may be one moment in two time zones, so they do not contradict each other."""
FIRST_YEAR = 1800
"""Before this no text was published that a news reader meets: an earlier year is a mistake."""
_ZONES = {
    "GMT": 0,
    "UTC": 0,
    "Z": 0,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "EDT": -4,
    "EST": -5,
    "PDT": -7,
    "PST": -8,
}
"""Zone names that mean one offset, hours; others (IST, AST, BST) mean several and are not read."""
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}

_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?"
_ZONE = r"\s*\(?(?P<zone>Z|GMT|UTC|CES?T|EES?T|MSK|[EP][SD]T)?\)?(?P<offset>[+-]\d\d:?\d\d)?(?![A-Za-z])"
_ISO = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})-(?P<mon>\d\d)-(?P<day>\d\d)(?:[T ]\s?{_CLOCK}{_ZONE})?(?!\d)", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})\b", re.IGNORECASE
)
_SHORT_YEAR = re.compile(rf"\b(?P<day>\d{{1,2}})\s+{_MONTH}\s+'?(?P<year>\d{{2}})(?!\d|:)", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)"
)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})[/.](?P<mon>\d{1,2})[/.](?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mon>\d\d)(?P<day>\d\d)(?!\d)")
_MONTH_ONLY = re.compile(rf"\b{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(?P<year>\d{4})-(?P<mon>\d\d)")
_ISO_YEAR = re.compile(r"(?P<year>\d{4})")
_CLOCK_AFTER = re.compile(rf"\W{{0,4}}(?:at\s+)?{_CLOCK}{_ZONE}", re.IGNORECASE)
_CLOCK_ANY = re.compile(rf"(?<![\d.]){_CLOCK}{_ZONE}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication date: `value` an ISO date (or `YYYY-MM`, `YYYY`) or a date-time with offset."""

    value: str
    precision: PublishedPrecision

    @property
    def day(self) -> date | None:
        """The calendar day, null when only a month or year is known."""
        return date.fromisoformat(self.value[:10]) if self.precision in {"day", "minute"} else None


def read_date(raw: str) -> Moment | Trouble:
    """The one date that `raw` holds.

    Numeric dates such as 2/3/2009 are `date_ambiguous` unless only one order is possible or both are the same day.
    A clock time counts only with a zone that means one offset; a year of two digits is read for 19xx only when it is past 50.
    """
    for pattern in (_ISO, _MONTH_FIRST, _DAY_FIRST, _YEAR_FIRST, _COMPACT, _SHORT_YEAR):
        match = pattern.search(raw)
        if match:
            return _moment(match, raw)
    match = _NUMERIC.search(raw)
    if match:
        return _numeric(match, raw)
    return _coarse(raw)


def _moment(match: "re.Match[str]", raw: str) -> Moment | Trouble:
    groups = match.groupdict()
    year = int(groups["year"])
    if len(groups["year"]) == 2:
        if year < 50:
            return "date_ambiguous"
        year += 1900
    month = int(groups["mon"]) if groups.get("mon") else _MONTHS[groups["month"][:3].lower()]
    try:
        day = date(year, month, int(groups["day"]))
    except ValueError:
        return "date_impossible"
    if year < FIRST_YEAR:
        return "date_impossible"
    clock = match if groups.get("hour") else _CLOCK_AFTER.match(raw, match.end()) or _CLOCK_ANY.search(raw)
    stamp = _stamp(day, clock.groupdict()) if clock else None
    return Moment(stamp, "minute") if stamp else Moment(day.isoformat(), "day")


def _stamp(day: date, clock: dict[str, str]) -> str | None:
    """ISO date-time with offset, or None when the zone is not said or the hour cannot be."""
    if not clock["zone"] and not clock["offset"]:
        return None
    hour = int(clock["hour"])
    half = (clock["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        zone = _offset(clock["zone"], clock["offset"])
        moment = datetime.combine(day, time(hour, int(clock["minute"]), tzinfo=zone))
    except ValueError:
        return None
    return moment.isoformat(timespec="minutes")


def _offset(zone: str | None, offset: str | None) -> timezone:
    if offset:
        sign = -1 if offset[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:])))
    return timezone(timedelta(hours=_ZONES[(zone or "Z").upper()]))


def _numeric(match: "re.Match[str]", raw: str) -> Moment | Trouble:
    """Day first where dots part the numbers; else the one order that is possible, or that the weekday beside it allows."""
    readings = _readings(match)
    if not readings:
        return "date_impossible"
    if len(readings) > 1:
        named = _WEEKDAY.search(raw)
        readings = [day for day in readings if named and day.strftime("%a").lower() == named[1].lower()]
    return Moment(readings[0].isoformat(), "day") if len(readings) == 1 else "date_ambiguous"


def _readings(match: "re.Match[str]") -> list[date]:
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    orders = [(two, one)] if match["mark"] == "." else [(two, one), (one, two)]
    return sorted({day for day in (_day(year, month, number) for month, number in orders) if day is not None})


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= FIRST_YEAR else None
    except ValueError:
        return None


def _coarse(raw: str) -> Moment | Trouble:
    """A month or a year on its own."""
    bare = raw.strip()
    match = _MONTH_ONLY.search(bare)
    if match:
        return Moment(f"{int(match['year']):04d}-{_MONTHS[match['month'][:3].lower()]:02d}", "month")
    match = _ISO_MONTH.fullmatch(bare)
    if match:
        return Moment(bare, "month") if 1 <= int(match["mon"]) <= 12 else "date_impossible"
    match = _ISO_YEAR.fullmatch(bare)
    if match:
        return Moment(bare, "year") if int(bare) >= FIRST_YEAR else "date_impossible"
    return "date_unreadable"


def from_filename(name: str) -> DateMention | None:
    """The date in a file's name, when it is a whole one that can be read one way only."""
    stem = name.rsplit("/", 1)[-1]
    spaced = re.sub(r"[_.]", "-", stem)
    for pattern in (_ISO, _COMPACT):
        found = [
            match
            for match in pattern.finditer(spaced)
            if _day(int(match["year"]), int(match["mon"]), int(match["day"]))
        ]
        if len(found) == 1 and 1900 <= int(found[0]["year"]) < 2100:
            return DateMention("-".join(found[0].group("year", "mon", "day")), "filename", "the file's name")
    return None


def choose(mentions: Sequence[DateMention], source: str, today: date | None) -> tuple[Published, list[Issue]]:
    """The publication date by the strongest basis, and what was wrong or at odds.

    A mention of an update is used only where nothing says when the report was published. Where `today` is given, a date after
    it (with a day of slack for time zones) is refused.
    """
    read: list[tuple[DateMention, Moment]] = []
    troubles: list[tuple[DateMention, Trouble]] = []
    for mention in mentions:
        found = read_date(mention.raw)
        if (
            isinstance(found, Moment)
            and today
            and found.day
            and found.day > today + timedelta(days=ZONE_SLACK_DAYS)
        ):
            found = "date_future"
        if isinstance(found, Moment):
            read.append((mention, found))
        else:
            troubles.append((mention, found))
    best = _best(read)
    issues = [
        issue(trouble, source, _MESSAGES[trouble].format(raw=mention.raw[:60], where=mention.where))
        for mention, trouble in troubles
        if _worth_saying(mention, trouble, best[1].day if best else None)
    ]
    if best is None:
        return Published(), issues
    return Published(best[1].value, best[1].precision, best[0].basis), [
        *issues,
        *_conflicts(best, read, source),
    ]


_MESSAGES = {
    "date_impossible": "{where} gives {raw!r}, which is no day of the calendar; expected a real date; it was not used",
    "date_ambiguous": "{where} gives {raw!r}, which can be read as two days; expected an ISO date or a month by name; it was not used",
    "date_unreadable": "{where} gives {raw!r}, which is no date; expected an ISO date such as 2016-03-23; it was not used",
    "date_future": "{where} gives {raw!r}, which lies in the future; it was not used",
}


def _worth_saying(mention: DateMention, trouble: Trouble, taken: date | None) -> bool:
    """A line of the text need not hold a date, a field made for one must; two readings do no harm when one is the day taken."""
    if trouble == "date_ambiguous":
        match = _NUMERIC.search(mention.raw)
        return match is None or taken not in _readings(match)
    return trouble != "date_unreadable" or mention.basis in {"given", "metadata"}


def _best(read: Sequence[tuple[DateMention, Moment]]) -> tuple[DateMention, Moment] | None:
    """The first mention of the strongest basis; published before updated, a day before a month."""
    fine = {"minute": 0, "day": 0, "month": 1, "year": 2, "unknown": 3}
    ranked = sorted(
        enumerate(read),
        key=lambda item: (
            item[1][0].role == "updated",
            STRENGTH.index(item[1][0].basis),
            fine[item[1][1].precision],
            item[0],
        ),
    )
    return ranked[0][1] if ranked else None


def _conflicts(
    best: tuple[DateMention, Moment], read: Iterable[tuple[DateMention, Moment]], source: str
) -> list[Issue]:
    """One Issue for each other basis that gives another day for the publication."""
    found: list[Issue] = []
    bases = {best[0].basis}
    for mention, moment in read:
        if mention.role == "updated" or mention.basis in bases or not _at_odds(best[1], moment):
            continue
        bases.add(mention.basis)
        message = f"{best[0].where} gives {best[1].value}, {mention.where} gives {moment.value}; the first was taken"
        found.append(issue("date_conflict", source, message))
    return found


def _at_odds(one: Moment, two: Moment) -> bool:
    if one.day and two.day:
        return abs((one.day - two.day).days) > ZONE_SLACK_DAYS
    short = min(len(one.value), len(two.value))
    return one.value[:short] != two.value[:short]
