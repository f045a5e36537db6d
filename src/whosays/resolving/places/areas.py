"""Turns a chosen place and the words around it into an area: relation, span, centre, radius or line, precision."""

from whosays.model.reading import Reading
from whosays.model.resolution import PlaceMention
from whosays.resolving.gazetteer.place import Place
from whosays.resolving.places.candidates import Candidate


def mention(
    text: str, reading: Reading, candidate: Candidate, place: Place | None, confidence: float, *, literal: bool, reason: str,
) -> PlaceMention:
    """The record of one place name."""
    from whosays.resolving.places.resolve import precision_of

    if place is None:
        return PlaceMention(candidate.start, candidate.end, candidate.text, literal, "in", "unlocated", candidate.start, candidate.end, reason=reason)
    return PlaceMention(
        candidate.start, candidate.end, place.name, literal, "in", precision_of(place), candidate.start, candidate.end,
        place.lat, place.lon, place.radius_km or None, None, place.country or None, place.admin1 or None, place.geonameid, confidence, reason,
    )
