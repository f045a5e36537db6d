"""The country of an act that no words place: where all that a report places lies in one country, the act is in it, and no nearer is said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whosays.claims.ground import Ground
from whosays.claims.told_places import claim_place
from whosays.model.claim import Claim, ClaimPlace
from whosays.model.types import GROUP_OF

PLACED: Final = frozenset(["force", "control", "posture", "harm", "unrest"])
"""Groups of acts that happen on the ground; talk, support and organisation need not be where the report's fighting is."""
LEAST_PLACED: Final = 2
"""So many claims of the report must be placed, all in one country, before the others are taken to be in it."""


def in_one_country(g: Ground, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those that happen on the ground and have no place in the country that all the others share."""
    known = Counter(c.places[0].country for c in claims if c.places and c.places[0].country and GROUP_OF[c.type] in PLACED)
    if len(known) != 1 or sum(known.values()) < LEAST_PLACED:
        return list(claims)
    place = _named(g, next(iter(known)))
    if place is None:
        return list(claims)
    return [replace(c, places=(place,)) if not c.places and GROUP_OF[c.type] in PLACED and c.modality != "habitual" else c for c in claims]


def _named(g: Ground, country: str | None) -> ClaimPlace | None:
    """The country by the words that first name it as a place."""
    for place in g.resolution.places:
        if place.precision == "country" and place.country == country and place.literal:
            return claim_place(g, place, "all that the report places lies in this country")
    return None
