"""Owners: which country a feature lies in by the towns around it."""

import pytest

from whosays.resolving.gazetteer.entry import Entry
from whosays.resolving.gazetteer.owners import Around, owned

TOWNS = [(30.0, 10.0, "AA"), (30.3, 10.2, "AA"), (40.0, 20.0, "AA"), (40.3, 20.1, "BB"), (50.0, 30.0, "BB")]
CASES = (
    ("island", 30.1, 10.1, 5.0, "", "AA", "towns of one country alone"),
    ("lake", 40.1, 20.1, 5.0, "", "", "towns of two countries"),
    ("lake", 0.0, 0.0, 5.0, "", "", "no towns"),
    ("lake", 40.1, 20.1, 5.0, "CC", "CC", "its source knows"),
    ("region", 30.1, 10.1, 400.0, "", "", "too wide for a circle"),
    ("sea", 30.1, 10.1, 5.0, "", "", "seas have no country"),
)


@pytest.mark.parametrize(("kind", "lat", "lon", "radius", "given", "country", "why"), CASES, ids=[row[-1] for row in CASES])
def test_owned(kind, lat, lon, radius, given, country, why):
    entry = Entry("X", (), lat, lon, given, "", "", kind, radius_km=radius)
    assert owned(entry, Around(TOWNS)).country == country


def test_a_river_is_owned_by_all_of_its_course():
    around = Around(TOWNS)
    assert around.only([(30.0, 10.0), (30.3, 10.2)]) == "AA"
    assert around.only([(30.0, 10.0), (40.2, 20.1)]) == ""
    assert around.only([(30.0, 10.0), (0.0, 0.0), (0.0, 1.0)]) == "", "most of it runs where no towns are"
