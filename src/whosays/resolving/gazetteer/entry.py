"""One place as a source gives it, before it has a number."""

from dataclasses import dataclass

from whosays.resolving.gazetteer.place import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as a source gives it, before it has a number."""

    name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    country: str
    admin1: str
    admin1_code: str
    kind: Kind
    population: int = 0
    radius_km: float = 0.0
    geonameid: int | None = None
    source: str = ""
    box: str = ""
    region: str = ""
