"""Adds a user's own places: a GeoNames dump, or any CSV of names and coordinates; kept in the cache beside the index."""

import csv
import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from whosays.errors import InputError
from whosays.resolving.gazetteer.build import compile_index
from whosays.resolving.gazetteer.entry import Entry
from whosays.resolving.gazetteer.index import IMPORTS
from whosays.resolving.gazetteer.place import KINDS, Kind

GEONAMES_COLUMNS = 19
MOST_PROBLEMS = 20
"""Bad rows that are described one by one; the rest are counted."""
FIRST_ID = 100_000_000
"""Imported places are numbered from here times the import's own number, so that ids never meet."""
_BY_CODE: dict[str, Kind] = {
    "PCLI": "country", "ADM1": "admin1", "ADM2": "admin2", "AIRB": "airbase", "AIRP": "airport", "AIRF": "airport", "CMPRF": "camp",
    "OILF": "oilfield", "GASF": "oilfield", "DAM": "dam", "MILB": "base", "DSRT": "desert", "ISL": "island", "ISLS": "island",
    "STM": "river", "LK": "lake", "RSV": "lake", "SEA": "sea", "GULF": "sea", "STRT": "sea", "BAY": "sea", "CAPE": "cape", "CONT": "continent",
}
_BY_CLASS: dict[str, Kind] = {"P": "settlement", "A": "admin2", "H": "lake", "L": "region", "S": "site", "T": "mountain", "V": "region", "R": "site"}
_RADIUS_KM = {"country": 300.0, "admin1": 60.0, "admin2": 20.0, "desert": 60.0, "river": 50.0, "region": 40.0}


@dataclass(slots=True)
class Imported:
    """What an import did: the index file, places taken, rows refused and why (at most `MOST_PROBLEMS` described)."""

    path: Path
    places: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)

    def refuse(self, source: Path, line: int, why: str) -> None:
        """Count a bad row."""
        self.refused += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"{source.name}:{line}: {why}")


Reader = Callable[[TextIO, Path, Imported], Iterator[Entry]]


def import_geonames(path: Path, cache_dir: Path) -> Imported:
    """Take a GeoNames dump (`allCountries`, or one country; .txt or .zip) into the cache.

    Rows that do not fit are counted and described, and the rest goes on.

    Raises:
        InputError: when the file cannot be read, or no row of it is a GeoNames row.
    """
    return _import(path, cache_dir, _geonames_entries)


def import_csv(path: Path, mapping: Mapping[str, str], cache_dir: Path) -> Imported:
    """Take a CSV file with a header into the cache.

    `mapping` tells the column of each field: `name`, `lat`, `lon` (needed), `country`, `admin1`, `alternates` (separated by `|` or `;`),
    `kind` (see `place.KINDS`), `population`.

    Raises:
        InputError: when the file cannot be read, a needed column is not mapped or missing, or no row fits.
    """
    missing = [name for name in ("name", "lat", "lon") if name not in mapping]
    if missing:
        raise InputError(f"{path}: the mapping lacks {', '.join(missing)}; it must name the columns of name, lat and lon")
    return _import(path, cache_dir, lambda text, source, done: _csv_entries(text, source, done, mapping))


def forget(cache_dir: Path, name: str) -> bool:
    """Remove an import by the name of its file; false where there is none."""
    found = sorted((cache_dir / IMPORTS).glob(f"{Path(name).stem}-*.sqlite")) if (cache_dir / IMPORTS).is_dir() else []
    for file in found:
        file.unlink()
    return bool(found)


def _import(path: Path, cache_dir: Path, read: Reader) -> Imported:
    folder = cache_dir / IMPORTS
    digest = int(hashlib.sha256(path.name.encode()).hexdigest()[:6], 16) % 20_000 + 1
    done = Imported(folder / f"{path.stem}-{digest}.sqlite")
    try:
        with _opened(path) as text:
            done.places = compile_index(done.path, read(text, path, done), FIRST_ID * digest)
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
    if not done.places:
        done.path.unlink(missing_ok=True)
        first = f"; {done.problems[0]}" if done.problems else ""
        raise InputError(f"{path}: no row could be used{first}")
    return done


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8-sig", newline="") as text:
            yield text
        return
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
        if len(names) != 1:
            raise InputError(f"{path}: expected one .txt file inside, found {len(names)}")
        with archive.open(names[0]) as raw, TextIOWrapper(raw, encoding="utf-8", newline="") as text:
            yield text


def _geonames_entries(text: TextIO, source: Path, done: Imported) -> Iterator[Entry]:
    for number, line in enumerate(text, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != GEONAMES_COLUMNS:
            done.refuse(source, number, f"expected {GEONAMES_COLUMNS} columns of a GeoNames dump, found {len(cells)}")
            continue
        point = _point(cells[4], cells[5])
        if point is None or not cells[1] or not cells[0].isdigit():
            done.refuse(source, number, f"id {cells[0]!r}, name {cells[1]!r} or coordinates {cells[4]!r}, {cells[5]!r} are not valid")
            continue
        kind = _BY_CODE.get(cells[7]) or _BY_CLASS.get(cells[6])
        if kind is None:
            done.refuse(source, number, f"unknown feature class {cells[6]!r}")
            continue
        alternates = tuple(n for n in dict.fromkeys([cells[2], *cells[3].split(",")]) if n and n != cells[1])
        yield Entry(cells[1], alternates, *point, cells[8], "", f"{cells[8]}.{cells[10]}", kind, _whole(cells[14]),
                    _RADIUS_KM.get(kind, 0.0), int(cells[0]), f"import {source.name}")


def _csv_entries(text: TextIO, source: Path, done: Imported, mapping: Mapping[str, str]) -> Iterator[Entry]:
    reader = csv.DictReader(text)
    header: Iterable[str] = reader.fieldnames or ()
    absent = [column for column in mapping.values() if column not in header]
    if absent:
        raise InputError(f"{source}: has no column {', '.join(map(repr, absent))}; its columns are {', '.join(map(repr, header))}")
    for row in reader:
        got = {name: (row.get(column) or "").strip() for name, column in mapping.items()}
        point = _point(got["lat"], got["lon"])
        kind = next((k for k in KINDS if k == (got.get("kind") or "settlement")), None)
        if point is None or not got["name"] or kind is None:
            why = f"name {got['name']!r}, coordinates {got['lat']!r}, {got['lon']!r} or kind {got.get('kind', '')!r} are not valid"
            done.refuse(source, reader.line_num, why)
            continue
        alternates = tuple(n.strip() for n in got.get("alternates", "").replace(";", "|").split("|") if n.strip())
        yield Entry(got["name"], alternates, *point, got.get("country", "").upper(), got.get("admin1", ""), "", kind,
                    _whole(got.get("population", "")), _RADIUS_KM.get(kind, 0.0), None, f"import {source.name}")


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    """Degrees from two cells, or None where they are no place on earth."""
    try:
        point = float(lat), float(lon)
    except ValueError:
        return None
    return point if -90 <= point[0] <= 90 and -180 <= point[1] <= 180 else None


def _whole(cell: str) -> int:
    return int(cell) if cell.isdigit() else 0
