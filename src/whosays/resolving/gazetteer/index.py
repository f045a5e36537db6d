"""Looks names up in the compiled index."""

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from whosays.errors import InputError
from whosays.resolving.gazetteer import build, sources
from whosays.resolving.gazetteer.names import fold, number, skeleton, without_article
from whosays.resolving.gazetteer.place import Hit, Place

CACHED_NAMES = 20_000
"""Looked-up names kept in memory per gazetteer."""
IMPORTS = "gazetteer-imports"
_SELECT = (
    "SELECT p.id, p.name, p.lat, p.lon, p.country, p.admin1, p.admin1_code, p.kind, p.population, p.radius, p.geonameid, p.source, "
    "p.box, p.region, {rank} FROM {table} k JOIN place p ON p.id = k.place WHERE k.key = ? ORDER BY p.id LIMIT 400"
)
_BY_NAME = _SELECT.format(rank="k.rank", table="name")
_BY_BONES = _SELECT.format(rank="3", table="skeleton")


class Gazetteer:
    """Read-only look-up over the compiled index and the user's imports; made by `load`. Not for sharing between threads."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self.paths = paths
        self._files = tuple(_open(path) for path in paths)
        self._find: Callable[[int], tuple[Hit, ...]] = lru_cache(maxsize=CACHED_NAMES)(self._rows)
        self._bones: Callable[[int], tuple[Hit, ...]] = lru_cache(maxsize=CACHED_NAMES)(self._bone_rows)

    def lookup(self, name: str) -> tuple[Hit, ...]:
        """Places with this name in any spelling (case, diacritics, hyphens, apostrophes, articles), in a fixed order."""
        folded = fold(name)
        if not folded:
            return ()
        hits = self._find(number(folded))
        if hits:
            return hits
        bare = without_article(folded)
        return self._find(number(bare)) if bare else ()

    def lookup_folded(self, folded: str) -> tuple[Hit, ...]:
        """The same for a name that `names.fold` made, without the try without its article."""
        return self._find(number(folded))

    def lookup_skeleton(self, name: str) -> tuple[Hit, ...]:
        """Places of countries with another script whose consonants are those of `name`; many and unsafe on their own."""
        bones = skeleton(fold(name))
        return self._bones(number(bones)) if bones else ()

    def close(self) -> None:
        """Close the files."""
        for connection in self._files:
            connection.close()

    def _rows(self, key: int) -> tuple[Hit, ...]:
        return _merge(tuple(_hit(row) for file in self._files for row in file.execute(_BY_NAME, (key,))))

    def _bone_rows(self, key: int) -> tuple[Hit, ...]:
        return _merge(tuple(_hit(row) for file in self._files for row in file.execute(_BY_BONES, (key,))))


def _open(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        connection.execute("SELECT 1 FROM place LIMIT 1")
    except sqlite3.Error as error:
        raise InputError(f"{path}: is no gazetteer index ({error}); delete the file and it is made anew") from error
    return connection


def _hit(row: tuple[Any, ...]) -> Hit:
    number_, name, lat, lon, country, admin1, code, kind, population, radius, geonameid, source, box, region, rank = row
    sides = tuple(float(v) for v in box.split()) if box else ()
    place = Place(
        number_, name, lat, lon, country, admin1, code, kind, population, radius, geonameid, source, sides, region or "",
    )
    return Hit(place, rank)


def _merge(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """One hit per GeoNames id: an import repeats what the packages have."""
    seen: set[int] = set()
    kept = []
    for hit in hits:
        number_ = hit.place.geonameid
        if number_ is not None and number_ in seen:
            continue
        if number_ is not None:
            seen.add(number_)
        kept.append(hit)
    return tuple(kept)


def index_path(cache_dir: Path) -> Path:
    """Where the index of the shipped sources lies or will lie: its name carries the hash of the sources."""
    return cache_dir / f"gazetteer-{build.SCHEMA_VERSION}-{sources.fingerprint()[:16]}.sqlite"


def load(cache_dir: Path) -> Gazetteer:
    """The gazetteer, compiled on first use (some 30 s on one core) and opened at once afterwards.

    Raises:
        InputError: when the cache folder cannot be written or an index file is damaged.
    """
    path = index_path(cache_dir)
    if not path.exists():
        try:
            build.compile_index(path, sources.entries())
        except OSError as error:
            raise InputError(f"{path}: cannot be written ({error.strerror}); choose another cache_dir") from error
    imports = tuple(sorted((cache_dir / IMPORTS).glob("*.sqlite"))) if (cache_dir / IMPORTS).is_dir() else ()
    return Gazetteer((path, *imports))
