"""Incidents as arrays beside the columns of claims: which a filter meets, and in what order they are listed."""

import base64
import json
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from whosays.errors import LedgerError
from whosays.ledger.columns import UNKNOWN, Columns, Flags, Ints, numbers, ordinal
from whosays.ledger.database import Database
from whosays.ledger.records import IncidentOrder


@dataclass(slots=True)
class IncidentColumns:
    """Incidents by id; those of number n hold the claims at `members[offsets[n]:offsets[n + 1]]`."""

    ids: list[str]
    offsets: NDArray[np.int64]
    members: Ints
    size: Ints
    disputed: Ints
    day: Ints
    orders: dict[str, Ints] = field(default_factory=dict)

    def order(self, name: IncidentOrder) -> Ints:
        """Numbers of the incidents in the order of a list; ties by id."""
        if name not in self.orders:
            by = {
                "size": (-self.size,),
                "date": (np.where(self.day == UNKNOWN, np.iinfo(np.int32).max, self.day),),
                "dispute": (-self.size, -self.disputed),
                "id": (np.arange(len(self.ids)),),
            }[name]
            self.orders[name] = np.lexsort((np.arange(len(self.ids)), *by)).astype(np.int32)
        return self.orders[name]


def load_incidents(db: Database, made: Columns) -> IncidentColumns:
    """The incidents that hold a live claim. `disputed` counts contradictions and disputes; `day` is the first day that is known."""
    sql = """SELECT i.incident_id,
               coalesce(json_array_length(p.text, '$.contradictions'), 0) + coalesce(json_array_length(p.text, '$.disputed'), 0),
               coalesce(json_extract(p.text, '$.time.earliest'), json_extract(p.text, '$.time.latest')),
               (SELECT group_concat(c.key) FROM incident_claims ic JOIN claims c ON c.claim_id = ic.claim_id
                WHERE ic.incident_id = i.incident_id)
             FROM incidents i JOIN (SELECT incident_id, CAST(payload AS TEXT) AS text FROM incidents) p ON p.incident_id = i.incident_id
             ORDER BY i.incident_id"""
    ids: list[str] = []
    sizes: list[int] = []
    disputed: list[int] = []
    days: list[int] = []
    pieces: list[Ints] = []
    for incident_id, disputes, day, keys in db.each(sql):
        members = made.positions(numbers(keys))
        if len(members):
            ids.append(incident_id)
            sizes.append(len(members))
            disputed.append(disputes)
            days.append(ordinal(day))
            pieces.append(members)
    offsets = np.zeros(len(ids) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    joined = np.concatenate(pieces) if pieces else np.zeros(0, np.int32)
    return IncidentColumns(ids, offsets, joined, np.array(sizes, np.int32), np.array(disputed, np.int32), np.array(days, np.int32))


def incident_page(
    known: IncidentColumns, mask: Flags, order: IncidentOrder, limit: int, cursor: str | None,
) -> tuple[list[tuple[str, int]], int, str | None]:
    """Ids with the number of claims that the mask meets, how many incidents there are in all, and the next cursor.

    Raises:
        LedgerError: no cursor of this order.
    """
    if not known.ids:
        return [], 0, None
    met = np.add.reduceat(mask[known.members], known.offsets[:-1], dtype=np.int64)
    ordered = known.order(order)
    ordered = ordered[met[ordered] > 0]
    first = _after(known, ordered, order, cursor)
    chosen = ordered[first : first + limit]
    rows = [(known.ids[n], int(met[n])) for n in chosen]
    more = first + limit < len(ordered)
    after = base64.urlsafe_b64encode(json.dumps([f"incidents {order}", rows[-1][0]]).encode()).decode() if more and rows else None
    return rows, len(ordered), after


def _after(known: IncidentColumns, ordered: Ints, order: str, cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        made_for, name = json.loads(base64.urlsafe_b64decode(cursor))
        where = np.flatnonzero(ordered == known.ids.index(name))
    except (ValueError, TypeError) as error:
        raise LedgerError("this cursor did not come from a page of incidents") from error
    if made_for != f"incidents {order}" or not len(where):
        raise LedgerError("this cursor belongs to another order of incidents, or its incident is found no more; begin anew")
    return int(where[0]) + 1
