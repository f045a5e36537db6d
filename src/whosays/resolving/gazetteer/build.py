"""Compiles entries into one read-only index file."""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from whosays.resolving.gazetteer.entry import Entry
from whosays.resolving.gazetteer.names import fold, number, skeleton, without_article

SCHEMA_VERSION = 13
"""Raised whenever keys or tables change, so that old caches are compiled anew."""
TRANSLITERATED = frozenset(
    ["AE", "AF", "AM", "AZ", "BD", "BG", "BH", "BY", "DJ", "DZ", "EG", "ER", "ET", "GE", "IL", "IN", "IQ", "IR", "JO", "KG", "KP", "KR", "KW", "KZ", "LB", "LK", "LY", "MA", "MK", "MM", "MN", "MR", "NP", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD", "SO", "SY", "TD", "TH", "TJ", "TM", "TN", "UA", "UZ", "XK", "YE", "SS"]
)
"""Countries whose names reach English by romanisation, ISO 3166; only theirs get skeleton keys."""
_TABLES = """
CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT, admin1 TEXT, admin1_code TEXT, kind TEXT,
    population INTEGER, radius REAL, geonameid INTEGER, source TEXT, box TEXT, region TEXT);
CREATE TABLE name(key INTEGER, place INTEGER, rank INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE skeleton(key INTEGER, place INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
"""


def keys(entry: Entry) -> dict[int, int]:
    """Key numbers of an entry's names with their ranks (see `Hit`); the better rank wins."""
    found: dict[int, int] = {}
    for i, name in enumerate((entry.name, *entry.alternates)):
        if not _usable(name, sure=i == 0 or entry.kind == "country"):
            continue
        folded = fold(name)
        if not folded:
            continue
        found.setdefault(number(folded), 1 if i else 0)
        bare = without_article(folded)
        if bare:
            found.setdefault(number(bare), 2)
    return found


def _usable(name: str, *, sure: bool) -> bool:
    """Whether a name can stand in a text: not a code, not a lower-case romanisation, not a single letter."""
    if sure or any(c.isdigit() for c in name):
        return True
    if name[:1].isascii() and name[:1].islower():
        return False
    return len(name) > (3 if name.isascii() and name.isupper() else 1)


def skeletons(entry: Entry) -> set[int]:
    """Skeleton keys of a settlement or unit in a country of another script."""
    if entry.country not in TRANSLITERATED:
        return set()
    bones = (skeleton(fold(name)) for name in (entry.name, *entry.alternates) if _latin(name))
    return {number(bone) for bone in bones if bone}


def _latin(name: str) -> bool:
    """Whether a name begins with a letter of the Latin script."""
    return name[:1] < "\u0250" or "\u1e00" <= name[:1] <= "\u1eff"


def compile_index(path: Path, entries: Iterable[Entry], first_id: int = 0) -> int:
    """Write the index of `entries` to `path` atomically; two processes may do so at once. Returns the number of places.

    The file appears whole or not at all: it is written beside `path` under another name and moved into place.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _temporary(path) as name:
        count = _fill(name, entries, first_id)
        Path(name).replace(path)
    return count


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[str]:
    handle, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".tmp", dir=path.parent)
    os.close(handle)
    try:
        yield name
    finally:
        Path(name).unlink(missing_ok=True)


def _fill(name: str, entries: Iterable[Entry], first_id: int) -> int:
    connection = sqlite3.connect(name)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + _TABLES)
    places: list[tuple[object, ...]] = []
    named: list[tuple[int, int, int]] = []
    boned: list[tuple[int, int]] = []
    for i, e in enumerate(entries, first_id + 1):
        places.append((i, e.name, e.lat, e.lon, e.country, e.admin1, e.admin1_code, e.kind, e.population, e.radius_km,
                       e.geonameid, e.source, e.box, e.region))
        named.extend((key, i, rank) for key, rank in keys(e).items())
        boned.extend((key, i) for key in skeletons(e))
    named.sort()
    boned.sort()
    with connection:
        connection.executemany("INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)", places)
        connection.executemany("INSERT INTO name VALUES(?,?,?)", named)
        connection.executemany("INSERT INTO skeleton VALUES(?,?)", boned)
    connection.close()
    return len(places)
