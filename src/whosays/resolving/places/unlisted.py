"""What can be said of where a name lies that no gazetteer lists: how the text ties it to a place that is known."""

from collections.abc import Sequence
from dataclasses import replace

from whosays.model.reading import Reading
from whosays.resolving.gazetteer.place import Place
from whosays.resolving.places import areas
from whosays.resolving.places.areas import Area
from whosays.resolving.places.candidates import Candidate
from whosays.resolving.places.geo import KM_PER_DEGREE
from whosays.resolving.places.joined import Located

NOWHERE = Place(-1, "", 0.0, 0.0, "", "", "", "settlement", 0, 0.0, None, "", (), "")
"""Stands for the place in rules that only ask how the words stand."""
TOWNSHIP_KM = 15.0
"""Radius round a town of the villages, camps and hills that are said to lie in it."""
LARGE_TOWN = 100_000
"""Inhabitants from which an unlisted name in a town is likely one of its quarters."""
APPOSED_KM = 30.0
"""Within this of a town lies what is told by its side of the town alone ("Bashiqa, north of Mosul")."""
NEIGHBOURHOODS = frozenset(["quarter", "neighbourhood", "neighborhood", "district", "suburb", "prison", "airport", "base", "checkpoint"])
"""Words for parts of a town: what they name lies in the town itself."""
_LEAD_IN = frozenset({"", ",", "(", ", about", ", some", ", around", ", just", ", roughly", ", a few"})


def areas_of(
    text: str, reading: Reading, located: Sequence[Located], found: Sequence[Area | None], within: Sequence[tuple[Place | None, int]],
) -> list[Area | None]:
    """The areas with those of unlisted names filled in: from the words beside them, else from what they are said to lie in."""
    filled = list(found)
    for i, (item, (outer, through)) in enumerate(zip(located, within, strict=True)):
        if item.place is not None or found[i] is not None:
            continue
        words = areas.of_one(text, reading, item.candidate, NOWHERE, None)
        bare = replace(words, precision="unlocated", lat=None, lon=None, radius_km=None, geometry=None)
        if outer is not None:
            filled[i] = _inside(bare, item.candidate, outer, found[through] if through >= 0 else None)
        else:
            filled[i] = _beside(text, reading, located, found, i, bare) or bare
    return filled


def _inside(bare: Area, candidate: Candidate, outer: Place, area: Area | None) -> Area:
    """Somewhere in `outer`, or in the part of it that the text names."""
    if area is not None and area.geometry and area.geometry["type"] == "Polygon" and "half" in area.reason:
        return _in_box(bare, area.geometry["coordinates"][0], area.reason)
    if outer.kind != "settlement":
        return replace(bare, precision=areas.precision_of(outer), lat=outer.lat, lon=outer.lon, radius_km=outer.radius_km or None)
    part = outer.population >= LARGE_TOWN if candidate.feature is None else candidate.feature.word in NEIGHBOURHOODS
    if part:
        return replace(bare, precision="settlement", lat=outer.lat, lon=outer.lon)
    return replace(bare, precision="near_settlement", lat=outer.lat, lon=outer.lon, radius_km=TOWNSHIP_KM)


def _in_box(bare: Area, ring: list[list[float]], why: str) -> Area:
    west, south = ring[0]
    east, north = ring[2]
    radius = round((north - south + east - west) / 4 * KM_PER_DEGREE, 1)
    return replace(bare, precision="region", lat=(south + north) / 2, lon=(west + east) / 2, radius_km=radius,
                   geometry={"type": "Polygon", "coordinates": [ring]}, reason="; ".join(r for r in (bare.reason, why) if r))


def _beside(text: str, reading: Reading, located: Sequence[Located], found: Sequence[Area | None], i: int, bare: Area) -> Area | None:
    """The area of an apposition that tells where the name lies ("Hallalle, 60 km from Djibo")."""
    if i + 1 >= len(located):
        return None
    beside, place = found[i + 1], located[i + 1].place
    end = reading.tokens[located[i].candidate.end_token - 1].end
    if beside is None or place is None or beside.relation != "near" or beside.start < end or text[end : beside.start].strip().lower() not in _LEAD_IN:
        return None
    if "distance not said" in beside.reason:
        beside = replace(beside, precision="district", radius_km=APPOSED_KM)
    return replace(beside, start=bare.start, end=bare.end, relation=bare.relation, reason=f"said to be {text[beside.start : beside.end]}",
                   country=place.country, admin1=place.admin1)
