"""Resolutions: every time and place expression of a reading, resolved or openly not, with a reason."""

from dataclasses import dataclass
from typing import Any, Literal

from whosays.model.issue import Issue

TimePrecision = Literal["minute", "day", "days", "week", "month", "season", "year", "open"]
TimeBasis = Literal["explicit", "anchored", "publication", "unknown"]
PlacePrecision = Literal[
    "site", "settlement", "near_settlement", "district", "province", "region", "country", "sea_air", "unlocated",
]
PlaceRelation = Literal["in", "near", "between", "from", "towards", "along"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression `[start, end)`.

    `type` and `value` follow TIMEX3 (value null when the calendar value is open). `earliest`/`latest` are inclusive ISO dates (date-times
    with offset at precision minute), either may be null. `anchor` says to what a relative expression was tied
    (`publication 2016-03-23`, `2016-03-14 "March 14"`), or is empty. `function` tells how the words stand: `at` (when), `since`, `until`,
    `before`, `after`, `for` (duration), `every` (set). `extent`: within (some moment in it) or throughout.
    """

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    earliest: str | None
    latest: str | None
    precision: TimePrecision
    basis: TimeBasis
    extent: Literal["within", "throughout"] = "within"
    function: Literal["at", "since", "until", "before", "after", "for", "every"] = "at"
    anchor: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name `[start, end)` resolved against the gazetteer, or unlocated with its candidates in `reason`.

    `literal` is false where the name stands for a government, people, team or institution. `[area_start, area_end)` covers the whole
    expression of place ("20 km north of Palmyra"), at least the name. `lat`/`lon` in degrees WGS 84, `radius_km` around them; `geometry` is GeoJSON
    where a point with radius will not do. `country` is ISO 3166 alpha-2, `admin1` a name. `confidence` 0..1 of the choice among homonyms.
    """

    start: int
    end: int
    name: str
    literal: bool
    relation: PlaceRelation
    precision: PlacePrecision
    area_start: int
    area_end: int
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    geometry: dict[str, Any] | None = None
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    confidence: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Times and places of one reading, each in text order."""

    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    issues: tuple[Issue, ...] = ()
