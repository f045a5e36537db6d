"""The live claims of a ledger as arrays in memory, so that a filter over a million of them is counted in a blink.

A snapshot is loaded in one pass over the covering indexes (seconds for each million claims), holds no words of a report but the names
by which claims are filed, and is patched or loaded anew when the history has grown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whosays.ledger.codec import decode, unpack
from whosays.ledger.database import Database
from whosays.model.judgement import Judgement

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

UNKNOWN: Final = np.iinfo(np.int32).min
"""Stands for a date that is not known."""

CODES: Final = ("type", "factuality", "modality", "judged")
"""Columns with few values, kept as numbers of a list of those values."""

COUNTED: Final = ("country", "admin1", "place", "actor", "source", "outlet", "equipment", "spot")
"""Kinds of terms that are counted for facets."""

PATCHED_FIELDS: Final = frozenset({"type", "factuality", "author_factuality", "modality", "phase", "time", "acled", "plover", "cameo"})
"""Fields whose edit changes no term: such a judgement is patched in, any other has the snapshot loaded anew."""

QUIET: Final = frozenset({"settings", "issues", "original", "incidents", "case", "export"})
"""Kinds of writes that change no claim."""


@dataclass(slots=True)
class Linked:
    """Claims by term: those of term n are `members[offsets[n]:offsets[n + 1]]`."""

    values: list[str]
    offsets: NDArray[np.int64]
    members: Ints


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


def load(db: Database) -> Columns:
    """A snapshot of the ledger as it now is."""
    with db.snapshot():
        head = head_of(db)
        keys, codes, names = _in_order(db)
        at = np.full(int(keys.max()) + 1 if len(keys) else 0, -1, dtype=np.int32)
        at[keys] = np.arange(len(keys), dtype=np.int32)
        made = Columns(
            head, keys, at, np.zeros(len(keys), np.int32), codes, names, np.full(len(keys), UNKNOWN, np.int32),
            np.full(len(keys), UNKNOWN, np.int32), np.zeros(len(keys), np.float32), {}, np.zeros(len(keys), np.bool_),
        )
        _rest(db, made)
        _terms(db, made)
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
            for value in set(values) - known.keys():
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


def _terms(db: Database, made: Columns) -> None:
    """Claims by term, for the kinds that are counted; one string of keys a term, since a million numbers are read fastest so."""
    for kind in COUNTED:
        sql = """SELECT t.value, (SELECT group_concat(claim) FROM claim_terms WHERE term = t.key)
                 FROM terms t WHERE t.kind = ? AND EXISTS (SELECT 1 FROM claim_terms WHERE term = t.key) ORDER BY t.key"""
        made.linked[kind] = _linked(made, db.each(sql, (kind,)))
    spots = made.linked["spot"]
    made.located[spots.members] = True


def _linked(made: Columns, rows: Any) -> Linked:
    values: list[str] = []
    sizes: list[int] = []
    pieces: list[Ints] = []
    for value, text in rows:
        members = made.positions(numbers(text))
        if len(members):
            values.append(unpack(value))
            sizes.append(len(members))
            pieces.append(members)
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return Linked(values, offsets, np.concatenate(pieces) if pieces else np.zeros(0, np.int32))


def numbers(text: str | None) -> NDArray[np.int64]:
    """The integers of `1,2,3`."""
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.zeros(0, np.int64)


# --- keeping up -----------------------------------------------------------------------------------------------------------


def patch(db: Database, made: Columns) -> bool:
    """Bring a snapshot up to the ledger in place; false where it must be loaded anew."""
    with db.snapshot():
        head = head_of(db)
        if head == made.head:
            return True
        written = db.rows("SELECT seq, kind FROM history WHERE seq > ?", (made.head,))
        loud = [seq for seq, kind in written if kind not in QUIET]
        if any(kind not in QUIET and kind != "judgement" for _, kind in written) or len(loud) > _PATCHED:
            return False
        reports = _judged_reports(db, loud)
        if reports is None or not all(_patch_report(db, made, report) for report in reports):
            return False
        made.head = head
    return True


_PATCHED: Final = 500
"""Judgements that are patched in one by one; of more, loading anew is quicker."""


def _judged_reports(db: Database, seqs: Sequence[int]) -> set[str] | None:
    """Reports on whose claims these judgements bear; null when one of them changes the terms of a claim."""
    reports: set[str] = set()
    for seq in seqs:
        payload = db.value("SELECT payload FROM judgements WHERE seq = ?", (seq,))
        judgement = decode(payload, Judgement)
        if judgement.kind == "withdraw":
            old = db.value("SELECT payload FROM judgements WHERE judgement_id = ?", (judgement.on,))
            judgement = decode(old, Judgement)
        if judgement.report_id is None:
            continue
        if judgement.kind in ("accept", "reject") or (judgement.field or "").split(".")[0] in PATCHED_FIELDS:
            reports.add(judgement.report_id)
        else:
            return None
    return reports


def _patch_report(db: Database, made: Columns, report_id: str) -> bool:
    """Bring the claims of one report up; false where they are not the same claims any more."""
    sql = """SELECT c.key, c.type, c.factuality, c.modality, c.judged, c.earliest, c.latest, c.confidence FROM claims c
             JOIN reports r ON r.key = c.report WHERE r.report_id = ? AND c.live = 1"""
    for key, *coded, earliest, latest, confidence in db.rows(sql, (report_id,)):
        where = int(made.at[key]) if key < len(made.at) else -1
        if where < 0:
            return False
        for name, value in zip(CODES, coded, strict=True):
            if value not in made.names[name]:
                made.names[name].append(value)
            made.codes[name][where] = made.code(name, value)
        for array, day in ((made.earliest, ordinal(earliest)), (made.latest, ordinal(latest))):
            if array[where] != day:
                array[where] = day
                made.orders.pop("time", None)
        made.confidence[where] = confidence
    return True


def claim_rows(db: Database, keys: Sequence[int], columns: str) -> Mapping[int, Any]:
    """Rows of effective claims by key; `columns` as SQL over `c` and `m`, the key first."""
    marks = ", ".join("?" * len(keys))
    sql = f"SELECT c.key, {columns} FROM claims c LEFT JOIN machine_claims m ON m.key = c.key WHERE c.key IN ({marks})"  # noqa: S608
    return {row[0]: row[1:] for row in db.rows(sql, tuple(keys))}
