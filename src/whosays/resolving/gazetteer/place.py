"""What the gazetteer knows of one place."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "settlement", "country", "admin1", "admin2", "airbase", "airport", "camp", "oilfield", "crossing", "dam", "base", "site",
    "desert", "mountain", "region", "island", "cape", "river", "lake", "sea", "continent",
]
KINDS: tuple[Kind, ...] = (
    "settlement", "country", "admin1", "admin2", "airbase", "airport", "camp", "oilfield", "crossing", "dam", "base", "site",
    "desert", "mountain", "region", "island", "cape", "river", "lake", "sea", "continent",
)
SITES: frozenset[str] = frozenset({"airbase", "airport", "camp", "oilfield", "crossing", "dam", "base", "site"})


@dataclass(frozen=True, slots=True)
class Place:
    """One entry. `lat`/`lon` in degrees WGS 84; `radius_km` the circle of about its extent (0: unknown, a settlement).

    `country` is ISO 3166 alpha-2 or empty (seas, deserts over borders), `admin1` a name or empty, `admin1_code` GeoNames' code
    (`SY.11`) or empty, `box` west, south, east, north in degrees or empty, `source` names the table or file.
    `region` is the larger part of a country that an administrative unit belongs to (England, Andalucia) or empty.
    """

    id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    admin1_code: str
    kind: Kind
    population: int
    radius_km: float
    geonameid: int | None
    source: str
    box: tuple[float, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a name may mean. `rank`: 0 its main name, 1 an alternate name, 2 without article, 3 by consonant skeleton."""

    place: Place
    rank: int
