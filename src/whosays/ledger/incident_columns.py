"""Incidents as arrays beside the columns of claims: which a filter meets, and in what order they are listed."""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from whosays.errors import LedgerError
from whosays.ledger.codec import decode
from whosays.ledger.columns import UNKNOWN, Chosen, Columns, Flags, Ints, head_of, numbers, ordinal
from whosays.ledger.database import Database
from whosays.ledger.records import IncidentOrder


@dataclass(slots=True)
class IncidentColumns:
    """Incidents in the order of their ids; that of number n holds the claims (keys) `members[offsets[n]:offsets[n + 1]]`.

    `disputed` counts contradictions and disputes; `day` is the first day that is known.
    """

    head: int
    ids: NDArray[np.bytes_]
    offsets: NDArray[np.int64]
    members: NDArray[np.int64]
    disputed: Ints
    day: Ints


@dataclass(slots=True)
class Placed:
    """Incidents over the live claims: the claim at position `claims[n]` stands in the incident of number `of[n]`; `size` claims are live."""

    known: IncidentColumns
    claims: Ints
    of: Ints
    size: Ints
    orders: dict[str, Ints] = field(default_factory=dict)

    def order(self, name: IncidentOrder) -> Ints:
        """Numbers of the incidents in the order of a list; ties by id."""
        if name not in self.orders:
            by = {
                "size": (-self.size,),
                "date": (np.where(self.known.day == UNKNOWN, np.iinfo(np.int32).max, self.known.day),),
                "dispute": (-self.size, -self.known.disputed),
                "id": (np.arange(len(self.size)),),
            }[name]
            self.orders[name] = np.lexsort(by).astype(np.int32)  # stable, so ties keep the order of ids
        return self.orders[name]

    def met(self, chosen: Chosen) -> Ints:
        """How many of the chosen claims stand in each incident."""
        counted = np.bincount(self.of[chosen.fewer[self.claims]], minlength=len(self.size)).astype(np.int32)
        return self.size - counted if chosen.most else counted


def placed(known: IncidentColumns, made: Columns) -> Placed:
    """The incidents over these columns."""
    inside = known.members < len(made.at)
    at = np.where(inside, made.at[np.where(inside, known.members, 0)], -1) if len(made.at) else np.full(len(known.members), -1)
    of = np.repeat(np.arange(len(known.ids), dtype=np.int32), np.diff(known.offsets))[at >= 0]
    return Placed(known, at[at >= 0].astype(np.int32), of, np.bincount(of, minlength=len(known.ids)).astype(np.int32))


# --- gathering --------------------------------------------------------------------------------------------------------------


class _When(msgspec.Struct):
    earliest: str | None = None
    latest: str | None = None


class _Gist(msgspec.Struct):
    """What the arrays need of a stored incident."""

    time: _When
    contradictions: list[msgspec.Raw] = []
    disputed: list[msgspec.Raw] = []


_MEMBERS: Final = "(SELECT group_concat(c.key) FROM incident_claims ic JOIN claims c ON c.claim_id = ic.claim_id WHERE ic.incident_id = i.incident_id)"


def load_incidents(db: Database) -> IncidentColumns:
    """All incidents, gathered row by row."""
    with db.snapshot():
        head = head_of(db)
        return _gathered(head, db.each(f"SELECT i.incident_id, i.payload, {_MEMBERS} FROM incidents i ORDER BY i.incident_id"))  # noqa: S608


def _gathered(head: int, rows: Iterable[Sequence[Any]]) -> IncidentColumns:
    ids: list[str] = []
    disputed: list[int] = []
    days: list[int] = []
    pieces: list[NDArray[np.int64]] = []
    for incident_id, payload, keys in rows:
        gist = decode(payload, _Gist)
        ids.append(incident_id)
        disputed.append(len(gist.contradictions) + len(gist.disputed))
        days.append(ordinal(gist.time.earliest or gist.time.latest))
        pieces.append(numbers(keys))
    members = np.concatenate(pieces) if pieces else np.zeros(0, np.int64)
    return IncidentColumns(
        head, np.array(ids, np.bytes_), _offsets([len(piece) for piece in pieces]), members, np.array(disputed, np.int32), np.array(days, np.int32),
    )


def _offsets(sizes: Any) -> NDArray[np.int64]:
    found = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=found[1:])
    return found


MERGED_SHARE: Final = 0.25
"""Share of the incidents up to which those stored anew are merged in; of more, gathering all is not much slower."""

_TOUCHED: Final = "SELECT DISTINCT substr(subject, 10) FROM entries WHERE seq IN (SELECT seq FROM history WHERE seq > ? AND kind = 'incidents') LIMIT ?"


def bring_incidents_up(db: Database, known: IncidentColumns) -> IncidentColumns:
    """The incidents as the ledger now has them: the same where none was stored or retired since."""
    with db.snapshot():
        head = head_of(db)
        if head == known.head:
            return known
        if db.value("SELECT 1 FROM history WHERE seq > ? AND kind = 'redaction'", (known.head,)):
            return load_incidents(db)
        most = int(MERGED_SHARE * len(known.ids)) + 1
        touched = [row[0] for row in db.rows(_TOUCHED, (known.head, most + 1))]
        if len(touched) > most:
            return load_incidents(db)
        if touched:
            return _merged(db, known, sorted(touched), head)
        known.head = head
    return known


def _merged(db: Database, known: IncidentColumns, touched: list[str], head: int) -> IncidentColumns:
    sql = f"SELECT i.incident_id, i.payload, {_MEMBERS} FROM incidents i WHERE i.incident_id = ?"  # noqa: S608
    new = _gathered(head, [row for name in touched if (row := db.row(sql, (name,))) is not None])
    names = np.array(touched, np.bytes_)
    stays = ~np.isin(known.ids, names)
    width = max(known.ids.dtype.itemsize, new.ids.dtype.itemsize, 1)
    ids = known.ids[stays].astype(f"S{width}")
    into = np.searchsorted(ids, new.ids.astype(f"S{width}"))
    sizes = np.insert(np.diff(known.offsets)[stays], into, np.diff(new.offsets))
    members = np.insert(
        known.members[np.repeat(stays, np.diff(known.offsets))],
        np.repeat(_offsets(np.diff(known.offsets)[stays])[into], np.diff(new.offsets)), new.members,
    )
    return IncidentColumns(
        head, np.insert(ids, into, new.ids), _offsets(sizes), members,
        np.insert(known.disputed[stays], into, new.disputed), np.insert(known.day[stays], into, new.day),
    )


# --- a page -----------------------------------------------------------------------------------------------------------------


def incident_page(
    known: Placed, claims: Chosen, order: IncidentOrder, limit: int, cursor: str | None,
) -> tuple[list[tuple[str, int]], int, str | None]:
    """Ids with the number of the claims that stand in each, how many incidents there are in all, and the next cursor.

    Raises:
        LedgerError: no cursor of this order.
    """
    met = known.met(claims)
    ordered = known.order(order)
    chosen = first_of(ordered, met > 0, _after(known, ordered, order, cursor), limit + 1)
    rows = [(known.known.ids[n].decode(), int(met[n])) for n in chosen[:limit]]
    more = len(chosen) > limit
    after = base64.urlsafe_b64encode(json.dumps([f"incidents {order}", rows[-1][0]]).encode()).decode() if more and rows else None
    return rows, int(np.count_nonzero(met)), after


_STRIDE: Final = 8_192


def first_of(ordered: Ints, wanted: Flags, start: int, limit: int) -> Ints:
    """The first `limit` of the ordered numbers from `start` on that are wanted."""
    found: list[Ints] = []
    have = 0
    step = _STRIDE
    while start < len(ordered) and have < limit:
        some = ordered[start : start + step]
        found.append(some[wanted[some]])
        have += len(found[-1])
        start += step
        step *= 2
    return np.concatenate(found)[:limit] if found else np.zeros(0, np.int32)


def _after(known: Placed, ordered: Ints, order: str, cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        made_for, name = json.loads(base64.urlsafe_b64decode(cursor))
        where = np.flatnonzero(known.known.ids == str(name).encode())
    except (ValueError, TypeError) as error:
        raise LedgerError("this cursor did not come from a page of incidents") from error
    if made_for != f"incidents {order}" or not len(where):
        raise LedgerError("this cursor belongs to another order of incidents, or its incident is found no more; begin anew")
    return int(np.flatnonzero(ordered == where[0])[0]) + 1
