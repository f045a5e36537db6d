"""Claims as GeoJSON (RFC 7946): a Feature each, with its uncertainty beside the point and null where it is not located."""

from collections.abc import Iterable, Iterator
from typing import Any

from whosays.export.flat import Exported, flat, source_path
from whosays.model.claim import ClaimPlace
from whosays.model.wire import dumps, to_wire


def geometry(place: ClaimPlace | None) -> dict[str, Any] | None:
    """The place's own geometry, else its point (its radius stands in the properties), else null."""
    if place is None:
        return None
    if place.geometry is not None:
        return place.geometry
    if place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def feature(row: Exported) -> dict[str, Any]:
    """One claim, at the first place of its act; every place stands in the property `places`."""
    claim = row.claim
    first = claim.places[0] if claim.places else None
    properties = {**flat(row), "who_says": source_path(claim), "places": to_wire(claim.places)}
    return {"type": "Feature", "id": claim.claim_id, "geometry": geometry(first), "properties": properties}


def to_geojson(rows: Iterable[Exported]) -> Iterator[bytes]:
    """A FeatureCollection, a feature a line."""
    yield b'{"type":"FeatureCollection","features":['
    before = b"\n"
    for row in rows:
        yield before + dumps(feature(row))
        before = b",\n"
    yield b"\n]}\n"
