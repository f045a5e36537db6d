"""The live claims of a ledger as arrays in memory, so that a filter over a million of them is counted in a blink.

They are gathered in one pass over the covering indexes (half a minute for a million claims), kept in the ledger (`columns_kept`), and brought
up to what was written since (`columns_update`). They hold no words of a report but the names by which claims are filed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whosays.ledger.codec import unpack
from whosays.ledger.database import Database
from whosays.ledger.index import spot_boxes

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

UNKNOWN: Final = np.iinfo(np.int32).min
"""Stands for a date that is not known."""

CODES: Final = ("type", "factuality", "modality", "judged")
"""Columns with few values, kept as numbers of a list of those values."""

COUNTED: Final = ("country", "admin1", "place", "actor", "source", "outlet", "equipment", "spot")
"""Kinds of terms that are counted for facets, timeline and map."""

HELD: Final = (*COUNTED, "participant", "participant#", "actor#", "source#")
"""All kinds of terms: the last ones are only asked for by filters (`#` are entity ids)."""


@dataclass(frozen=True)
class Chosen:
    """The claims that are counted. Where they are more than half of all, the others are counted off from the whole."""

    mask: Flags

    @cached_property
    def n(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.mask))

    @property
    def most(self) -> bool:
        """Whether they are more than half of all."""
        return 2 * self.n > len(self.mask)

    @cached_property
    def fewer(self) -> Flags:
        """These claims, or the others where those are fewer."""
        return ~self.mask if self.most else self.mask

    @cached_property
    def at(self) -> NDArray[np.intp]:
        """Positions of the fewer ones."""
        return np.flatnonzero(self.fewer)


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes around the first `n` places with coordinates: `corners` are south, north, west, east of a box around the place `of`."""

    n: int
    of: Ints
    corners: NDArray[np.float64]


@dataclass(slots=True)
class Linked:
    """Terms of claims, in the order of the claims: the claim at position `claims[n]` has the term `terms[n]`.

    A term is a place in `values` (its words) and `keys` (its number in the ledger).
    """

    keys: NDArray[np.int64]
    values: list[str]
    claims: Ints
    terms: NDArray[Any]
    boxes: "Boxes | None" = None
    _totals: NDArray[np.int64] | None = None
    _even: bool | None = None

    def counts(self, chosen: "Chosen") -> NDArray[np.int64]:
        """How many of the chosen claims have each term."""
        if self._even is None:  # every claim has just one term: most kinds of most ledgers come close
            self._even = np.array_equal(self.claims, np.arange(len(chosen.mask)))
        terms = self.terms[chosen.at if self._even else chosen.fewer[self.claims]]
        found: NDArray[np.int64] = np.bincount(terms, minlength=len(self.values))
        if not chosen.most:
            return found
        if self._totals is None:
            self._totals = np.bincount(self.terms, minlength=len(self.values))
        return self._totals - found

    def having(self, chosen: Flags, size: int) -> Flags:
        """The claims, of `size` in all, with one of the chosen terms."""
        mask = np.zeros(size, np.bool_)
        mask[self.claims[chosen[self.terms]]] = True
        return mask


@dataclass(slots=True)
class Columns:
    """Arrays over the live claims in document order. `days` are proleptic ordinals, `UNKNOWN` where not known."""

    head: int
    keys: NDArray[np.int64]
    at: Ints
    report: Ints
    codes: dict[str, NDArray[np.uint8]]
    names: dict[str, list[str]]
    earliest: Ints
    latest: Ints
    confidence: NDArray[np.float32]
    linked: dict[str, Linked]
    located: Flags
    orders: dict[str, Ints] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many live claims there are."""
        return len(self.keys)

    def code(self, column: str, value: str) -> int:
        """The number of a value, -1 where no claim has it."""
        names = self.names[column]
        return names.index(value) if value in names else -1

    def positions(self, keys: NDArray[np.int64]) -> Ints:
        """Positions of the claims under these keys; those that are not live are left out."""
        found = self.at[keys[keys < len(self.at)]]
        return found[found >= 0]

    def order(self, name: str) -> Ints:
        """Positions in the order of a list."""
        if name not in self.orders:
            self.orders[name] = self._sorted(name)
        return self.orders[name]

    def _sorted(self, name: str) -> Ints:
        if name == "time":
            when = np.where(self.earliest != UNKNOWN, self.earliest, self.latest)
            by = np.where(when == UNKNOWN, np.iinfo(np.int32).max, when)
        elif name == "confidence":
            by = -self.confidence
        elif name == "doubt":
            by = self.confidence
        else:
            return np.arange(self.size, dtype=np.int32)
        return np.argsort(by, kind="stable").astype(np.int32)


def head_of(db: Database) -> int:
    """The number of the last write."""
    found: int = db.value("SELECT coalesce(max(seq), 0) FROM history")
    return found


def places_of(keys: NDArray[np.int64]) -> Ints:
    """The position of each key in this array, by key; -1 for a number that is none of them."""
    at = np.full(int(keys.max()) + 1 if len(keys) else 0, -1, dtype=np.int32)
    at[keys] = np.arange(len(keys), dtype=np.int32)
    return at


def located_in(spots: Linked, size: int) -> Flags:
    """Which claims have a place with coordinates."""
    found = np.zeros(size, np.bool_)
    found[spots.claims] = True
    return found


def boxes_in(spots: Linked) -> Boxes:
    """The boxes around all places with coordinates; those that were known before are taken over."""
    known = spots.boxes or Boxes(0, np.zeros(0, np.int32), np.zeros((0, 4)))
    if known.n == len(spots.values):
        return known
    new = [(n, box) for n in range(known.n, len(spots.values)) for box in spot_boxes(spots.values[n])]
    of = np.array([n for n, _ in new], np.int32)
    corners = np.array([box for _, box in new], np.float64).reshape(-1, 4)
    spots.boxes = Boxes(len(spots.values), np.concatenate([known.of, of]), np.concatenate([known.corners, corners]))
    return spots.boxes


def narrow(terms: NDArray[Any], values: Sequence[Any]) -> NDArray[Any]:
    """Term numbers in as few bytes as hold them."""
    return terms.astype(np.uint16 if len(values) <= np.iinfo(np.uint16).max else np.int32)


# --- gathering all anew -----------------------------------------------------------------------------------------------------


def load(db: Database) -> Columns:
    """The columns of the ledger as it now is, gathered row by row."""
    with db.snapshot():
        head = head_of(db)
        keys, codes, names = _in_order(db)
        size = len(keys)
        made = Columns(
            head, keys, places_of(keys), np.zeros(size, np.int32), codes, names, np.full(size, UNKNOWN, np.int32),
            np.full(size, UNKNOWN, np.int32), np.zeros(size, np.float32), {}, np.zeros(size, np.bool_),
        )
        _rest(db, made)
        for kind in HELD:
            made.linked[kind] = _linked(db, made, kind)
        made.located = located_in(made.linked["spot"], size)
    return made


_CHUNK: Final = 50_000


def _in_order(db: Database) -> tuple[NDArray[np.int64], dict[str, NDArray[np.uint8]], dict[str, list[str]]]:
    """Keys and codes in document order, from the covering index alone."""
    sql = """SELECT key, type, factuality, modality, judged FROM claims
             WHERE live = 1 ORDER BY live, doc_id, start, claim_id"""
    keys: list[NDArray[np.int64]] = []
    parts: dict[str, list[NDArray[np.uint8]]] = {name: [] for name in CODES}
    numbers: dict[str, dict[str, int]] = {name: {} for name in CODES}
    for chunk in _chunks(db, sql):
        key, *columns = zip(*chunk, strict=True)
        keys.append(np.array(key, np.int64))
        for name, values in zip(CODES, columns, strict=True):
            known = numbers[name]
            for value in sorted(set(values) - known.keys()):
                known[value] = len(known)
            parts[name].append(np.array([known[value] for value in values], np.uint8))
    codes = {name: np.concatenate(part) if part else np.zeros(0, np.uint8) for name, part in parts.items()}
    joined = np.concatenate(keys) if keys else np.zeros(0, np.int64)
    return joined, codes, {name: list(known) for name, known in numbers.items()}


def _chunks(db: Database, sql: str) -> Any:
    chunk: list[Any] = []
    for row in db.each(sql):
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _rest(db: Database, made: Columns) -> None:
    """Report, dates and confidence, in the order in which they lie in the file."""
    days: dict[str | None, int] = {None: UNKNOWN}
    for chunk in _chunks(db, "SELECT key, report, confidence, earliest, latest FROM claims WHERE live = 1"):
        key, report, confidence, earliest, latest = zip(*chunk, strict=True)
        where = made.at[np.array(key, np.int64)]
        made.report[where] = report
        made.confidence[where] = confidence
        for name, values in (("earliest", earliest), ("latest", latest)):
            for value in set(values) - days.keys():
                days[value] = ordinal(value)
            getattr(made, name)[where] = [days[value] for value in values]


def ordinal(day: str | None) -> int:
    """The ordinal of an ISO date, `UNKNOWN` for none and for what no calendar has."""
    if not day:
        return UNKNOWN
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return UNKNOWN


def _linked(db: Database, made: Columns, kind: str) -> Linked:
    """The terms of one kind; one string of keys a term, since a million numbers are read fastest so."""
    sql = """SELECT t.key, t.value, (SELECT group_concat(claim) FROM claim_terms WHERE term = t.key)
             FROM terms t WHERE t.kind = ? AND EXISTS (SELECT 1 FROM claim_terms WHERE term = t.key) ORDER BY t.key"""
    keys: list[int] = []
    values: list[str] = []
    pieces: list[Ints] = []
    for key, value, text in db.each(sql, (kind,)):
        members = made.positions(numbers(text))
        if len(members):
            keys.append(key)
            values.append(unpack(value))
            pieces.append(members)
    claims = np.concatenate(pieces) if pieces else np.zeros(0, np.int32)
    terms = np.repeat(np.arange(len(values), dtype=np.int32), [len(piece) for piece in pieces])
    sort = np.argsort(claims, kind="stable")
    return Linked(np.array(keys, np.int64), values, claims[sort], narrow(terms[sort], values))


def numbers(text: str | None) -> NDArray[np.int64]:
    """The integers of `1,2,3`."""
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.zeros(0, np.int64)


def claim_rows(db: Database, keys: Sequence[int], columns: str) -> Mapping[int, Any]:
    """Rows of effective claims by key; `columns` as SQL over `c` and `m`, the key first."""
    marks = ", ".join("?" * len(keys))
    sql = f"SELECT c.key, {columns} FROM claims c LEFT JOIN machine_claims m ON m.key = c.key WHERE c.key IN ({marks})"  # noqa: S608
    return {row[0]: row[1:] for row in db.rows(sql, tuple(keys))}
