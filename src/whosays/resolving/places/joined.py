"""Areas of several places together: `between A and B`, `from A to B` on a road, borders; and the courses of rivers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from whosays.lexicon._tables import read_rows
from whosays.model.reading import Reading
from whosays.model.resolution import PlacePrecision, PlaceRelation
from whosays.model.span import Span
from whosays.resolving.gazetteer.place import Place
from whosays.resolving.gazetteer.sources import RIVERS
from whosays.resolving.places.areas import Area
from whosays.resolving.places.candidates import Candidate
from whosays.resolving.places.geo import distance_km, middle

LONGEST_KM = 600.0
"""Two places farther apart than this are not joined by a line: one of them is likely misplaced."""
ONE_END_KM = 25.0
"""Radius round the one known end of a stretch whose other end no gazetteer lists."""
RIVER_REACH_KM = 120.0
"""Of a river, the stretch within this distance of the report's other places."""
_ROAD = r"(?:road|highway|motorway|route|axis|line|supply\s+line|corridor)"
_BETWEEN = re.compile(r"\b(?:(?P<road>" + _ROAD + r")\s+)?(?:(?P<border>borders?)\s+)?(?:area\s+|stretching\s+|located\s+)?between\s+(?:the\s+)?(?:(?:cities|towns|villages|districts|provinces)\s+of\s+)?(?:the\s+)?$", re.IGNORECASE)
_BORDER_OF = re.compile(r"\bborders?\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_ROAD_FROM = re.compile(r"\b" + _ROAD + r"\s+(?:leading\s+|running\s+)?(?:from|linking|connecting)\s+(?:the\s+)?$", re.IGNORECASE)
_UP_TO = re.compile(r"^,?\s*(?:and\s+)?(?:all\s+the\s+way\s+)?(?:up\s+to|as\s+far\s+as|down\s+to|until)\s+(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"^\s*(?:and|to|with|&)\s+(?:the\s+)?(?:(?:town|village|city)\s+of\s+)?$", re.IGNORECASE)
_DASH = re.compile(r"^\s*[-–—]\s*(?:to\s*[-–—]\s*)?$")
_ROAD_AFTER = re.compile(r"^\s*(?:" + _ROAD + r"|border)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Located:
    """A candidate with its chosen place and the area so far."""

    candidate: Candidate
    place: Place | None
    area: Area | None


def join(text: str, reading: Reading, located: Sequence[Located]) -> list[Area | None]:
    """The areas of all candidates after the joining rules, in their order."""
    areas = [item.area for item in located]
    for i in range(len(located) - 1):
        span = _pair(text, reading, located, i)
        if span is None:
            continue
        relation, start, members, why = span
        places = [place for k in members if (place := located[k].place) is not None]
        known = next(areas[k] for k in members if located[k].place is not None)
        joint = _line(relation, Span(start, located[members[-1]].candidate.end), places, why, known)
        if joint:
            for k in members:
                areas[k] = joint
    anchors = [item.place for item in located if item.place is not None and item.place.kind in ("settlement", "admin1", "admin2", "airbase")]
    return [_along_river(area, item.place, anchors) for area, item in zip(areas, located, strict=True)]


def _pair(text: str, reading: Reading, located: Sequence[Located], i: int) -> tuple[PlaceRelation, int, list[int], str] | None:
    """Relation, start of the expression, members and the words that join candidate `i` to those after it."""
    a, b = located[i], located[i + 1]
    if (a.place is None and b.place is None) or reading.tokens[a.candidate.first].sentence != reading.tokens[b.candidate.first].sentence:
        return None
    sentence = reading.sentences[reading.tokens[a.candidate.first].sentence]
    before, gap = text[sentence.start : a.candidate.start], text[a.candidate.end : b.candidate.start]
    between, road = _BETWEEN.search(before), _ROAD_FROM.search(before)
    third = _third(text, located, i) if between and gap.strip() == "," else None
    if between and third is not None:
        return "between", sentence.start + between.start(), [i, i + 1, third], "between"
    if between and _AND.match(gap):
        members = [i, i + 1, *_up_to(text, located, i + 1)]
        relation: PlaceRelation = "along" if between["road"] else "between"
        return relation, sentence.start + between.start(), members, "border between" if between["border"] else "between"
    border = _BORDER_OF.search(before)
    if border and _AND.match(gap):
        return "between", sentence.start + border.start(), [i, i + 1], "border between"
    if road and (_AND.match(gap) or _UP_TO.match(gap)):
        return "along", sentence.start + road.start(), [i, i + 1], "road"
    after = _ROAD_AFTER.match(text[b.candidate.end : sentence.end])
    if _DASH.match(gap) and after:
        relation = "between" if "border" in after[0].lower() else "along"
        return relation, a.candidate.start, [i, i + 1], after[0].strip()
    return None


def _third(text: str, located: Sequence[Located], i: int) -> int | None:
    """The third place of `between A, B and C`."""
    if i + 2 >= len(located) or any(item.place is None for item in located[i : i + 3]):
        return None
    gap = text[located[i + 1].candidate.end : located[i + 2].candidate.start].lstrip(",")
    return i + 2 if _AND.match(gap) else None


def _up_to(text: str, located: Sequence[Located], last: int) -> list[int]:
    """The candidate that `up to` adds to a stretch."""
    if last + 1 >= len(located) or located[last + 1].place is None:
        return []
    gap = text[located[last].candidate.end : located[last + 1].candidate.start]
    return [last + 1] if _UP_TO.match(gap) else []


def _line(relation: PlaceRelation, span: Span, places: list[Place], why: str, area: Area | None) -> Area | None:
    """A line through the places with its middle; null where they lie too far apart to be meant together."""
    if area is None:
        return None
    if len(places) < 2:
        return replace(area, relation=relation, precision="district", start=span.start, end=max(span.end, area.end), radius_km=ONE_END_KM,
                       reason=f"{why}: only {places[0].name} is in the gazetteer", country=places[0].country, admin1=places[0].admin1)
    length = sum(distance_km(p.lat, p.lon, q.lat, q.lon) for p, q in pairwise(places))
    wide = all(place.kind in ("country", "admin1") for place in places)
    if length > LONGEST_KM and not wide:
        return None
    lat, lon = middle([(place.lat, place.lon) for place in places])
    line = {"type": "LineString", "coordinates": [[round(p.lon, 4), round(p.lat, 4)] for p in places]}
    precision: PlacePrecision = "region" if wide or length > 150 else "district" if length > 50 else "near_settlement"
    return replace(area, relation=relation, precision=precision, start=span.start, end=max(span.end, area.end), lat=round(lat, 5), lon=round(lon, 5),
                   radius_km=round(max(length / 2, 1.0), 1), geometry=None if wide else line, reason=f"{why}: {' - '.join(p.name for p in places)}")


STRETCHES = {
    "Euphrates": ("Al Furat", "Firat"), "Tigris": ("Dicle",), "Danube": ("Donau",), "Mekong": ("Lancang",), "Salween": ("Nu",),
    "Brahmaputra": ("Dihang", "Yarlung"), "Congo": ("Lualaba",), "Benue": ("Bénoué",), "Nile": ("Bahr el Jebel", "Victoria Nile", "Albert Nile"),
    "Amu Darya": ("Panj",),
}
"""Stretches of rivers that Natural Earth names apart, by country, and that reports call by one name (places_rivers.tsv; their ends meet)."""


@lru_cache(maxsize=1)
def river_lines() -> dict[str, list[list[list[float]]]]:
    """Courses of rivers by name, as GeoJSON MultiLineString coordinates."""
    courses: dict[str, list[list[list[float]]]] = {}
    for name, _, _, _, lines in read_rows("places_rivers.tsv", RIVERS):
        parsed = [[[float(v) for v in point.split()] for point in line.split(",")] for line in lines.split(";")]
        courses.setdefault(name, []).extend(parsed)
    return {name: [*lines, *(line for part in STRETCHES.get(name, ()) for line in courses.get(part, []))] for name, lines in courses.items()}


def _along_river(area: Area | None, place: Place | None, anchors: list[Place]) -> Area | None:
    """A river's area as the stretch of its course near the report's other places, else its whole course."""
    if area is None or place is None or place.kind != "river":
        return area
    lines = river_lines().get(place.name)
    if not lines:
        return area
    near = [[p for p in line if any(distance_km(p[1], p[0], a.lat, a.lon) <= RIVER_REACH_KM for a in anchors)] for line in lines]
    stretch = [line for line in near if len(line) > 1]
    geometry: dict[str, Any] = {"type": "MultiLineString", "coordinates": stretch or lines}
    if not stretch:
        return replace(area, geometry=geometry)
    points = [(p[1], p[0]) for line in stretch for p in line]
    lat, lon = middle(points)
    radius = max(distance_km(lat, lon, *p) for p in points)
    return replace(area, lat=round(lat, 5), lon=round(lon, 5), radius_km=round(radius, 1), geometry=geometry,
                   reason="; ".join(r for r in (area.reason, "the stretch near the report's other places") if r))
