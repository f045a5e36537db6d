"""Columns brought up to what was written since: one claim judged is changed in place, reports read or judged anew are merged in."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whosays.ledger.codec import decode, unpack
from whosays.ledger.columns import (
    CODES,
    Columns,
    Ints,
    Linked,
    head_of,
    located_in,
    narrow,
    ordinal,
    places_of,
)
from whosays.ledger.database import Database
from whosays.ledger.index import LINKED
from whosays.model.judgement import Judgement

PATCHED_FIELDS: Final = frozenset({"type", "factuality", "author_factuality", "modality", "phase", "time", "acled", "plover", "cameo"})
"""Fields whose edit changes no term: such a judgement is written into the arrays, after any other the report is merged in anew."""

QUIET: Final = frozenset({"settings", "issues", "original", "incidents", "case", "export"})
"""Kinds of writes that change no claim."""

MERGED_SHARE: Final = 0.25
"""Share of all reports up to which changed ones are merged in; of more, gathering all anew is not much slower."""

_PATCHED: Final = 500
"""Judgements that are written in one by one."""

_ASKED: Final = 400
"""Reports that one query asks for."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written since: reports (ids) whose claims may all be others, and reports of which a claim was only judged."""

    read: set[str]
    judged: set[str]


def bring_up(db: Database, made: Columns) -> Columns | None:
    """The columns as the ledger now is: the same where little was judged, other ones where reports changed, null where all is to be gathered anew."""
    with db.snapshot():
        head = head_of(db)
        if head == made.head:
            return made
        written = _written(db, made.head)
        if written is None:
            return None
        if not written.read and all(_patch_report(db, made, report) for report in written.judged):
            made.head = head
            return made
        reports = _versions(db, written.read | written.judged)
        if len(reports) > MERGED_SHARE * db.value("SELECT count(*) FROM reports WHERE live = 1"):
            return None
        return _merged(db, made, reports, head)


def _written(db: Database, since: int) -> _Written | None:
    """What the writes after `since` bear on; null where they may bear on anything."""
    read: set[str] = set()
    judged: set[str] = set()
    judgements = 0
    for seq, kind, note in db.rows("SELECT seq, kind, note FROM history WHERE seq > ?", (since,)):
        if kind == "reading":
            said = json.loads(note)
            read.update([str(said["report"]), *map(str, said.get("superseded") or ())])
        elif kind == "judgement":
            judgements += 1
            report, light = _judged(db, seq)
            if report is not None:
                (judged if light else read).add(report)
        elif kind not in QUIET:
            return None
    return _Written(read | judged, set()) if judgements > _PATCHED else _Written(read, judged)


def _judged(db: Database, seq: int) -> tuple[str | None, bool]:
    """The report on whose claims a judgement bears, and whether no term of a claim can have changed."""
    judgement = decode(db.value("SELECT payload FROM judgements WHERE seq = ?", (seq,)), Judgement)
    if judgement.kind == "withdraw":
        judgement = decode(db.value("SELECT payload FROM judgements WHERE judgement_id = ?", (judgement.on,)), Judgement)
    light = judgement.kind in ("accept", "reject") or (judgement.field or "").split(".")[0] in PATCHED_FIELDS
    return judgement.report_id, light


def _patch_report(db: Database, made: Columns, report_id: str) -> bool:
    """Bring the claims of one report up; false where they are not the same claims any more."""
    sql = """SELECT c.key, c.type, c.factuality, c.modality, c.judged, c.earliest, c.latest, c.confidence FROM claims c
             JOIN reports r ON r.key = c.report WHERE r.report_id = ? AND c.live = 1"""
    for key, *coded, earliest, latest, confidence in db.rows(sql, (report_id,)):
        where = int(made.at[key]) if key < len(made.at) else -1
        if where < 0:
            return False
        for name, value in zip(CODES, coded, strict=True):
            made.codes[name][where] = _code(made.names[name], value)
        for array, day in ((made.earliest, ordinal(earliest)), (made.latest, ordinal(latest))):
            if array[where] != day:
                array[where] = day
                made.orders.pop("time", None)
        if made.confidence[where] != np.float32(confidence):
            made.confidence[where] = confidence
            made.orders.pop("doubt", None)
            made.orders.pop("confidence", None)
    return True


def _code(names: list[str], value: str) -> int:
    if value not in names:
        names.append(value)
    return names.index(value)


# --- merging reports in -----------------------------------------------------------------------------------------------------


def _versions(db: Database, report_ids: Iterable[str]) -> list[int]:
    """Keys of these reports and of their other versions."""
    sql = "SELECT key FROM reports WHERE doc_id = (SELECT doc_id FROM reports WHERE report_id = ?)"
    return sorted({row[0] for name in report_ids for row in db.rows(sql, (name,))})


@dataclass(frozen=True, slots=True)
class _Moved:
    """How positions change: `to` gives the new one of each old one (-1: gone), `into` where among those that stay each new row goes."""

    stays: NDArray[np.bool_]
    into: NDArray[np.int64]
    to: Ints
    new: Ints

    def column(self, old: NDArray[Any], new: Sequence[Any]) -> NDArray[Any]:
        """A column with the new rows in their places."""
        return np.insert(old[self.stays], self.into, np.array(new, old.dtype) if len(new) else np.zeros(0, old.dtype))


def _merged(db: Database, made: Columns, reports: list[int], head: int) -> Columns:
    rows = _rows_of(db, reports)
    moved = _places(db, made, reports, rows)
    names = {name: list(values) for name, values in made.names.items()}
    coded = {name: [_code(names[name], row[5 + n]) for row in rows] for n, name in enumerate(CODES)}
    keys = moved.column(made.keys, [row[3] for row in rows])
    out = Columns(
        head, keys, places_of(keys), moved.column(made.report, [row[4] for row in rows]),
        {name: moved.column(made.codes[name], coded[name]) for name in CODES}, names,
        moved.column(made.earliest, [ordinal(row[9]) for row in rows]), moved.column(made.latest, [ordinal(row[10]) for row in rows]),
        moved.column(made.confidence, [row[11] for row in rows]), {}, made.located,
    )
    for kind, linked in made.linked.items():
        out.linked[kind] = _terms_in(db, kind, linked, moved, [row[3] for row in rows])
    out.located = located_in(out.linked["spot"], out.size)
    return out


def _rows_of(db: Database, reports: list[int]) -> list[Any]:
    """Live claims of these reports in document order: doc_id, start, claim_id, key, report, codes, dates, confidence."""
    out = []
    for first in range(0, len(reports), _ASKED):
        some = reports[first : first + _ASKED]
        sql = f"""SELECT doc_id, start, claim_id, key, report, type, factuality, modality, judged, earliest, latest, confidence
                  FROM claims INDEXED BY claims_by_report WHERE report IN ({', '.join('?' * len(some))}) AND live = 1"""  # noqa: S608
        out += db.rows(sql, tuple(some))
    return sorted(out, key=lambda row: row[:3])


def _places(db: Database, made: Columns, reports: list[int], rows: list[Any]) -> _Moved:
    """Where the rows go among the claims of other reports: these lie in the order of their names, all claims of a report together."""
    stays = ~np.isin(made.report, np.array(reports, np.int32))
    kept = made.report[stays]
    names: dict[int, bytes] = {}

    def name(at: int) -> bytes:
        report = int(kept[at])
        if report not in names:
            names[report] = db.value("SELECT doc_id FROM reports WHERE key = ?", (report,))
        return names[report]

    into, first = [], {}
    for row in rows:
        if row[0] not in first:
            first[row[0]] = _first_after(name, len(kept), row[0])
        into.append(first[row[0]])
    at = np.array(into, np.int64)
    size = len(kept) + len(rows)
    new = at + np.arange(len(rows))
    old = np.ones(size, np.bool_)
    old[new] = False
    to = np.full(len(made.report), -1, np.int32)
    to[stays] = np.flatnonzero(old)
    return _Moved(stays, at, to, new.astype(np.int32))


def _first_after(name: Any, size: int, wanted: bytes) -> int:
    """The first of `size` places whose name comes after the wanted one."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        if name(middle) > wanted:
            high = middle
        else:
            low = middle + 1
    return low


def _terms_in(db: Database, kind: str, linked: Linked, moved: _Moved, keys: Sequence[int]) -> Linked:
    """The terms of one kind after the move, with those of the new rows."""
    to = moved.to[linked.claims]
    stays = to >= 0
    claims, terms = to[stays], linked.terms[stays]
    known = {int(key): n for n, key in enumerate(linked.keys)}
    values, numbers = list(linked.values), [int(key) for key in linked.keys]
    at: list[int] = []
    added: list[int] = []
    sql = "SELECT term, (SELECT value FROM terms WHERE key = term) FROM claim_terms WHERE claim = ? AND kind = ? ORDER BY term"
    for place, key in zip(moved.new, keys, strict=True):
        for term, value in db.rows(sql, (key, LINKED[kind])):
            if term not in known:
                known[term] = len(values)
                values.append(unpack(value))
                numbers.append(term)
            at.append(int(place))
            added.append(known[term])
    into = np.searchsorted(claims, np.array(at, np.int32))
    wide = np.insert(terms.astype(np.int32), into, np.array(added, np.int32))
    placed = np.insert(claims, into, np.array(at, np.int32))
    return Linked(np.array(numbers, np.int64), values, placed, narrow(wide, values), linked.boxes)
