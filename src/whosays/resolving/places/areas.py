"""Turns chosen places and the words around them into areas: relation, span, centre, radius or line, precision.

Rules of one place are tried in the order of `SINGLE`; rules that join places (`between A and B`) come after and win.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from whosays.model.reading import Reading
from whosays.model.resolution import PlacePrecision, PlaceRelation
from whosays.resolving.gazetteer.place import SITES, Place
from whosays.resolving.places import words
from whosays.resolving.places.candidates import Candidate
from whosays.resolving.places.geo import KM_PER_DEGREE, half, moved

NEAR_KM = 10.0
"""Radius of `near`, `outside`, `in the vicinity of` a place, where the text gives none."""
OUTSKIRTS_KM = 6.0
SIDE_KM = 10.0
"""Distance assumed for `north of` a town without a figure; the radius is as large."""
OFFSHORE_KM = 60.0
COUNTRYSIDE_KM = 30.0
"""Radius of the countryside of a town whose province is not known."""
NEIGHBOURHOOD_KM = 20.0
"""Radius up to which an area beside a town is told as near it."""
DISTRICT_KM = 60.0
"""Radius up to which it is told as a district, beyond as a region."""
BEARING_SPREAD = 0.25
"""Radius round a point given by distance and direction, part of the distance."""
SITE_REACH = {
    "air base": 20.0, "air force base": 20.0, "airport": 20.0, "international airport": 20.0, "camp": 40.0, "dam": 110.0, "border crossing": 20.0,
    "oil field": 45.0, "gas field": 45.0, "base": 20.0, "power plant": 45.0, "nuclear power plant": 45.0, "refinery": 20.0, "oil terminal": 20.0,
    "gas terminal": 20.0, "prison": 10.0,
}
"""How far from the town of its name a site lies, in nine of ten; measured on the airports, camps and dams of the supplement, the rest by likeness."""
MILE_KM = 1.609344
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
}
_UNITS = {"k": 1.0, "m": 0.001, "mi": MILE_KM}
_DISTANCE = (
    r"(?:(?:some|about|around|roughly|nearly|approximately|just|less than|more than|up to|over|only|at least)\s+)?"
    r"(?P<n>\d+(?:[.,]\d+)?|" + "|".join(_NUMBERS) + r")[\s-]*(?P<u>kilomet(?:er|re)s?|kms?|miles?|met(?:er|re)s?|m)\b"
)
_DIRECTION = r"(?P<d>(?:north|south)[- ]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?)"
_KIND = r"(?:(?:the|a)\s+)?(?:(?:city|town|village|district|provincial capital|capital|area|border town|settlement)\s+of\s+)?(?:the\s+)?$"
_OFFSET = re.compile(_DISTANCE + r"\s+(?:to\s+the\s+|away\s+to\s+the\s+)?" + _DIRECTION + r"\s+(?:of|from)\s+" + _KIND, re.IGNORECASE)
_AWAY = re.compile(_DISTANCE + r"\s+(?:away\s+)?(?:from|outside|off|of)\s+" + _KIND, re.IGNORECASE)
_WITHIN = re.compile(r"within\s+" + _DISTANCE + r"\s+(?:of|from)\s+" + _KIND, re.IGNORECASE)
_SIDE = re.compile(r"(?:(?:to|in|on)\s+the\s+|just\s+)?" + _DIRECTION + r"\s+of\s+" + _KIND, re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?:near|nearby|close\s+to|outside|around|in\s+the\s+vicinity\s+of|vicinity\s+of|the\s+area\s+around|surrounding|not\s+far\s+from|"
    r"opposite|overlooking|adjacent\s+to|next\s+to|at\s+the\s+(?:gates|entrance)\s+of)\s+" + _KIND, re.IGNORECASE,
)
_OUTSKIRTS = re.compile(r"(?:" + _DIRECTION + r"\s+)?(?:outskirts|suburbs|edges?|fringes?|approaches)\s+(?:of|to)\s+" + _KIND, re.IGNORECASE)
_COAST = re.compile(r"\boff\s+(?:the\s+)?(?:(?P<d>\w+)\s+)?(?:coast\s+of\s+|shore\s+of\s+)?(?:the\s+)?$", re.IGNORECASE)
_COUNTRYSIDE = re.compile(r"(?:" + _DIRECTION + r"\s+)?(?:countryside|hinterland|rural\s+areas?|steppe|desert|badia)\s+of\s+(?:the\s+)?$|\brural\s+$", re.IGNORECASE)
_PART = re.compile(r"\b(?:the\s+)?(?:far\s+)?" + _DIRECTION + r"(?:\s+(?:part|parts|side|half|sector|areas?))?(?:\s+of)?\s+(?:the\s+)?$", re.IGNORECASE)
_BANK = re.compile(r"\b(?:(?P<d>west|east|north|south|left|right)(?:ern)?\s+)?(?:bank|banks|side|shore|shores)\s+of\s+(?:the\s+)?$|\b(?:along|across|on|over)\s+the\s+$", re.IGNORECASE)
_BORDER = re.compile(r"\bborders?\s+(?:area\s+)?(?:with|of)\s+(?:the\s+)?$", re.IGNORECASE)
_AFTER_COUNTRYSIDE = re.compile(r"(?:'s|’s)?\s+(?:" + _DIRECTION + r"\s+)?(?:countryside|hinterland|desert|badia|steppe|outskirts)\b", re.IGNORECASE)
_AFTER_BORDER = re.compile(r"\s+border\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Area:
    """Where something is said to be: `[start, end)` the whole expression, a centre with radius (km), or a GeoJSON geometry.

    `country` and `admin1` are told where the area is that of another name than its own.
    """

    relation: PlaceRelation
    precision: PlacePrecision
    start: int
    end: int
    lat: float | None
    lon: float | None
    radius_km: float | None
    geometry: dict[str, Any] | None = None
    reason: str = ""
    country: str = ""
    admin1: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What a rule of one place looks at: the texts of its sentence before and after the name with its feature word."""

    text: str
    candidate: Candidate
    place: Place
    parent: Place | None
    start: int
    end: int
    before: str
    after: str
    motion: str


def plain(candidate: Candidate, place: Place, reading: Reading) -> Area:
    """The place itself."""
    start, end = whole_span(candidate, reading)
    reach = SITE_REACH.get(candidate.feature.site, 0.0) if candidate.feature and place.kind == "settlement" else 0.0
    if reach and candidate.feature:
        return Area("in", "near_settlement" if reach <= NEIGHBOURHOOD_KM else "district" if reach <= DISTRICT_KM else "region", start, end, place.lat, place.lon, reach,
                    reason=f"the {candidate.feature.word} is not in the gazetteer, the town is")
    return Area("in", precision_of(place), start, end, place.lat, place.lon, place.radius_km or None)


def precision_of(place: Place) -> PlacePrecision:
    """How exactly an entry of the gazetteer locates: by its kind."""
    if place.kind in SITES:
        return "site"
    by_kind: dict[str, PlacePrecision] = {
        "settlement": "settlement", "country": "country", "admin1": "province", "admin2": "district", "sea": "sea_air",
    }
    return by_kind.get(place.kind, "region")


def whole_span(candidate: Candidate, reading: Reading) -> tuple[int, int]:
    """Code points of the name with its feature word."""
    first, last = candidate.first, candidate.last
    if candidate.feature_span:
        first, last = min(first, candidate.feature_span[0]), max(last, candidate.feature_span[1])
    return reading.tokens[first].start, reading.tokens[last - 1].end


def of_one(text: str, reading: Reading, candidate: Candidate, place: Place, parent: Place | None) -> Area:
    """The area of one name by the first rule that fits; `parent` is the unit it names or lies in, where known."""
    area = plain(candidate, place, reading)
    sentence = reading.sentences[reading.tokens[candidate.first].sentence]
    site = Site(text, candidate, place, parent, area.start, area.end, text[sentence.start : area.start], text[area.end : sentence.end],
                _motion(reading, candidate))
    for rule in SINGLE:
        found = rule(site, area)
        if found is not None:
            return found
    return area


def _motion(reading: Reading, candidate: Candidate) -> str:
    """`from` or `towards` where a preposition of movement hangs on a word of movement."""
    i = candidate.first - 1
    while i > 0 and reading.tokens[i].text.lower() in ("the", "city", "town", "village", "of", "province"):
        i -= 1
    if i < 0:
        return ""
    token = reading.tokens[i]
    word = token.text.lower()
    if token.pos == "VERB" and i == reading.tokens[candidate.last - 1].head and token.lemma.lower() in words.DEPARTING:
        return "from"
    if word not in ("from", "to", "towards", "toward", "into", "for"):
        return ""
    head = reading.tokens[token.head]
    heads = {head.lemma.lower(), reading.tokens[head.head].lemma.lower()}
    if not heads & (words.MOTION | words.DEPARTING) and word not in ("towards", "toward"):
        return ""
    return "from" if word == "from" else "towards"


# rules of one place


def offset(site: Site, area: Area) -> Area | None:
    """A distance and direction from the place ("20 km north-east of")."""
    match = _OFFSET.search(site.before)
    if not match:
        return None
    km, bearing = _km(match), _bearing(match["d"])
    lat, lon = moved(site.place.lat, site.place.lon, bearing, km)
    radius = max(2.0, km * BEARING_SPREAD)
    return replace(area, relation="near", precision=_beside(site, radius), start=_from(site, match), lat=lat, lon=lon,
                   radius_km=radius, reason=f"{km:g} km, bearing {bearing:g}")


def within(site: Site, area: Area) -> Area | None:
    """Within a distance of the place."""
    match = _WITHIN.search(site.before)
    return match and replace(area, relation="near", precision=_beside(site, _km(match)), start=_from(site, match), radius_km=max(_km(match), 0.1),
                             reason=f"within {_km(match):g} km")


def away(site: Site, area: Area) -> Area | None:
    """A distance from the place, direction unknown."""
    match = _AWAY.search(site.before)
    return match and replace(area, relation="near", precision=_beside(site, _km(match)), start=_from(site, match), radius_km=max(_km(match), 1.0),
                             reason=f"{_km(match):g} km away, direction not said")


def side(site: Site, area: Area) -> Area | None:
    """In a direction from the place, distance unknown."""
    match = _SIDE.search(site.before)
    if not match or site.place.kind in ("country", "continent"):
        return None
    km = SIDE_KM + site.place.radius_km
    lat, lon = moved(site.place.lat, site.place.lon, _bearing(match["d"]), km)
    return replace(area, relation="near", precision=_beside(site), start=_from(site, match), lat=lat, lon=lon, radius_km=km,
                   reason=f"{match['d'].lower()} of it, distance not said")


def outskirts(site: Site, area: Area) -> Area | None:
    """The outskirts of a town, on one side where said."""
    match = _OUTSKIRTS.search(site.before)
    if not match:
        return None
    lat, lon = site.place.lat, site.place.lon
    if match["d"]:
        lat, lon = moved(lat, lon, _bearing(match["d"]), OUTSKIRTS_KM)
    return replace(area, relation="near", precision=_beside(site), start=_from(site, match), lat=lat, lon=lon, radius_km=OUTSKIRTS_KM,
                   reason="outskirts")


def coast(site: Site, area: Area) -> Area | None:
    """At sea off a coast."""
    match = _COAST.search(site.before)
    if not match or (match["d"] and "coast" not in match[0].lower()):
        return None
    return replace(area, relation="near", precision="sea_air", start=_from(site, match), radius_km=max(OFFSHORE_KM, site.place.radius_km),
                   reason="off its coast")


def countryside(site: Site, area: Area) -> Area | None:
    """The countryside or desert of a town: its province, or a wide circle."""
    before, after = _COUNTRYSIDE.search(site.before), _AFTER_COUNTRYSIDE.match(site.text[site.candidate.end :])
    if not before and not after:
        return None
    start = _from(site, before) if before else area.start
    end = site.candidate.end + after.end() if after else area.end
    direction = (before and before["d"]) or (after and after["d"]) or _direction_before(site)
    if after and "outskirts" in after[0]:
        return replace(area, relation="near", precision=_beside(site), end=end, radius_km=OUTSKIRTS_KM, reason="outskirts")
    unit = site.place if site.place.kind == "admin1" else site.parent
    if unit is None:
        return replace(area, relation="near", precision=_beside(site), start=start, end=end, radius_km=COUNTRYSIDE_KM, reason="countryside")
    whole = replace(area, precision="province", start=start, end=end, lat=unit.lat, lon=unit.lon, radius_km=unit.radius_km or None,
                    reason=f"countryside: the unit {unit.name}")
    return part_of(whole, unit, direction) if direction else whole


def part(site: Site, area: Area) -> Area | None:
    """A side of a unit or country ("eastern Homs", "the south of Idlib province")."""
    match = _PART.search(site.before)
    if not match:
        return None
    widened = replace(area, start=_from(site, match))
    if site.place.kind in ("admin1", "admin2", "country", "region", "desert", "island"):
        return part_of(widened, site.place, match["d"])
    if site.place.kind != "settlement" or match[0].lower().split()[0] in ("north", "south", "east", "west"):
        return None
    lat, lon = moved(site.place.lat, site.place.lon, _bearing(match["d"]), 3.0)
    return replace(widened, precision="near_settlement", lat=lat, lon=lon, radius_km=SIDE_KM, reason=f"{match['d'].lower()} side of the town or its land")


def near(site: Site, area: Area) -> Area | None:
    """Near the place, distance unknown."""
    match = _NEAR.search(site.before)
    if not match or site.place.kind in ("country", "continent"):
        return None
    return replace(area, relation="near", precision=_beside(site), start=_from(site, match), radius_km=max(NEAR_KM, site.place.radius_km),
                   reason=f"'{match[0].split()[0].lower()}': {NEAR_KM:g} km")


def bank(site: Site, area: Area) -> Area | None:
    """On or along a river."""
    match = _BANK.search(site.before)
    if not match or site.place.kind != "river":
        return None
    side_ = f", {match['d'].lower()} side" if match["d"] else ""
    return replace(area, relation="along", precision="region", start=_from(site, match), reason=f"along the river{side_}")


def border(site: Site, area: Area) -> Area | None:
    """The border with a country."""
    match = _BORDER.search(site.before)
    if not match or site.place.kind != "country":
        return None
    return replace(area, relation="near", precision="region", start=_from(site, match), reason="its border")


def movement(site: Site, area: Area) -> Area | None:
    """Origin or goal of a movement."""
    if site.motion == "from":
        return replace(area, relation="from", reason="origin of a movement")
    if site.motion == "towards":
        return replace(area, relation="towards", reason="goal of a movement")
    return None


SingleRule = Callable[[Site, Area], Area | None]
SINGLE: tuple[SingleRule, ...] = (within, offset, away, outskirts, side, countryside, bank, border, part, near, coast, movement)


def part_of(area: Area, place: Place, direction: str) -> Area:
    """The part of a place that lies towards `direction`: half of its box, or a moved circle where no box is known."""
    bearing = _bearing(direction)
    if not place.box:
        lat, lon = moved(place.lat, place.lon, bearing, place.radius_km / 2)
        return replace(area, lat=lat, lon=lon, radius_km=(place.radius_km or 10) * 0.7, reason=f"{direction.lower()} part")
    west, south, east, north = half((place.box[0], place.box[1], place.box[2], place.box[3]), bearing)
    ring = [[round(x, 4), round(y, 4)] for x, y in ((west, south), (east, south), (east, north), (west, north), (west, south))]
    if place.kind == "country":
        # A country keeps its own point: half of it is still the country, and the half is drawn.
        return replace(area, geometry={"type": "Polygon", "coordinates": [ring]}, reason=f"{direction.lower()} half of {place.name}")
    lat, lon = (south + north) / 2, (west + east) / 2
    return replace(area, lat=lat, lon=lon, radius_km=round((north - south + east - west) / 4 * KM_PER_DEGREE),
                   geometry={"type": "Polygon", "coordinates": [ring]}, reason=f"{direction.lower()} half of {place.name}")


def _beside(site: Site, radius_km: float = 0.0) -> PlacePrecision:
    """The precision of something beside a place of this kind, within `radius_km` (0: by the kind alone)."""
    by_kind: dict[str, PlacePrecision] = {"country": "country", "admin1": "province", "admin2": "district", "sea": "sea_air"}
    near_: PlacePrecision = "near_settlement" if radius_km <= NEIGHBOURHOOD_KM else "district" if radius_km <= DISTRICT_KM else "region"
    return by_kind.get(site.place.kind, near_)


def _from(site: Site, match: re.Match[str]) -> int:
    """Where the whole expression begins, leading white space left out."""
    start = site.start - len(site.before) + match.start()
    return start + len(match[0]) - len(match[0].lstrip())


def _direction_before(site: Site) -> str | None:
    match = _PART.search(site.before)
    return match["d"] if match else None


def _km(match: re.Match[str]) -> float:
    number = match["n"].lower()
    value = float(_NUMBERS[number]) if number in _NUMBERS else float(number.replace(",", "."))
    unit = match["u"].lower()
    return value * _UNITS["k" if unit.startswith("k") else "mi" if unit.startswith("mi") else "m"]


def _bearing(direction: str) -> float:
    key = direction.lower().replace(" ", "").replace("-", "")
    return words.DIRECTIONS[key]
