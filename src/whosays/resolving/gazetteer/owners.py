"""In which country a river, lake, range or island lies: the one whose towns alone stand around it."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from whosays.resolving.gazetteer.entry import Entry
from whosays.resolving.places.geo import KM_PER_DEGREE, distance_km

OWNED = frozenset({"river", "lake", "mountain", "region", "island", "desert", "cape"})
"""Kinds that the sources give no country."""
REACH_KM = 60.0
"""How far from a point of a feature its towns are looked at: one of another country there leaves the feature without any."""
LEAST_KNOWN = 0.5
"""Part of a feature's points that must have a town near them."""
WIDEST_KM = 150.0
"""Radius from which a range or region tells too little of its ends by a circle."""
RING = 8
"""Points looked at round the middle of a feature, at its radius."""


class Around:
    """Towns `(lat, lon, country)` by cells of a degree."""

    def __init__(self, towns: Iterable[tuple[float, float, str]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
        for lat, lon, country in towns:
            self._cells[math.floor(lat), math.floor(lon)].append((lat, lon, country))

    def near(self, lat: float, lon: float) -> frozenset[str]:
        """Countries of the towns within `REACH_KM`."""
        row, column = math.floor(lat), math.floor(lon)
        wide = math.ceil(1 / max(0.2, math.cos(math.radians(lat))))
        towns = (town for i in (-1, 0, 1) for j in range(-wide, wide + 1) for town in self._cells.get((row + i, column + j), ()))
        return frozenset(country for a, b, country in towns if distance_km(lat, lon, a, b) <= REACH_KM)

    def only(self, points: list[tuple[float, float]]) -> str:
        """The one country of all towns near the points, where half of the points have any; empty otherwise."""
        found = [self.near(lat, lon) for lat, lon in points]
        all_of_them = frozenset[str]().union(*found)
        return next(iter(all_of_them)) if len(all_of_them) == 1 and sum(map(bool, found)) >= LEAST_KNOWN * len(found) else ""


def owned(entry: Entry, around: Around) -> Entry:
    """The entry with its country, where its source gives none and only one country's towns stand around it."""
    if entry.country or entry.kind not in OWNED or (entry.radius_km > WIDEST_KM and entry.kind != "island"):
        return entry
    wide = entry.radius_km / KM_PER_DEGREE
    narrow = wide / max(0.1, math.cos(math.radians(entry.lat)))
    turns = [2 * math.pi * k / RING for k in range(RING)] if entry.radius_km > 1 else []
    ring = [(entry.lat + wide * math.sin(t), entry.lon + narrow * math.cos(t)) for t in turns]
    return replace(entry, country=around.only([(entry.lat, entry.lon), *ring]))
