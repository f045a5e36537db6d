"""Our own set of 250 places in conflict prose: right within 25 km or honestly imprecise, and never on the wrong continent."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from bench.geoparsing import places_of
from bench.table import Row
from whosays.model.resolution import PlaceMention
from whosays.resolving.places.geo import distance_km

CASES = Path(__file__).parent / "cases" / "places.tsv"
RIGHT_KM = 25.0
CONTINENT_KM = 3000.0
"""Farther than this from the place meant counts as the wrong continent, whichever side of a border it falls."""
IMPRECISE = {"district", "province", "region", "country", "sea_air"}


@dataclass(frozen=True, slots=True)
class Case:
    """One place in one sentence."""

    text: str
    name: str
    lat: float
    lon: float
    country: str
    precision: str
    why: str

    @property
    def half(self) -> str:
        """`dev` or `test`, by a stable hash of the sentence."""
        return "dev" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "test"


def cases() -> list[Case]:
    """The set, in file order."""
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Case(r["text"], r["name"], float(r["lat"]), float(r["lon"]), r["country"], r["precision"], r["why"]) for r in rows]


def answer(case: Case) -> PlaceMention | None:
    """The place found at the name."""
    start = case.text.index(case.name)
    return next((p for p in places_of(case.text) if p.start < start + len(case.name) and start < p.end), None)


def verdict(case: Case, place: PlaceMention | None) -> str:
    """`right`, `imprecise` (unlocated, or a wide area that holds the place), `wrong`, `continent` or `missed`."""
    if place is None:
        return "missed"
    if place.lat is None or place.lon is None:
        return "imprecise"
    km = distance_km(place.lat, place.lon, case.lat, case.lon)
    if km <= RIGHT_KM:
        return "right"
    if place.precision in IMPRECISE and place.radius_km and km <= place.radius_km * 1.5:
        return "imprecise"
    return "continent" if km > CONTINENT_KM else "wrong"


def run(data: Path | None) -> list[Row]:
    """The rows of both halves; needs no outside data."""
    del data
    rows = []
    for half in ("dev", "test"):
        verdicts = [verdict(case, answer(case)) for case in cases() if case.half == half]
        good = sum(v in ("right", "imprecise") for v in verdicts) / len(verdicts)
        located = sum(v == "right" for v in verdicts) / len(verdicts)
        rows += [
            Row(f"places own ({half})", "within 25 km or honestly imprecise", good, 0.97, f"{len(verdicts)} places"),
            Row(f"places own ({half})", "within 25 km", located, 0.95),
            Row(f"places own ({half})", "wrong continent", sum(v == "continent" for v in verdicts) / len(verdicts), 0.0, "", lower_is_better=True),
        ]
    return rows
