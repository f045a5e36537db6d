"""Counts over the columns in memory: what a filter finds, its facets, its timeline and its places."""

import base64
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whosays.errors import LedgerError
from whosays.ledger.columns import (
    Chosen,
    Columns,
    Flags,
    boxes_in,
    claim_rows,
    head_of,
    load,
)
from whosays.ledger.columns_kept import keep, kept
from whosays.ledger.columns_update import QUIET, bring_up
from whosays.ledger.database import Database
from whosays.ledger.incident_columns import (
    IncidentColumns,
    Placed,
    bring_incidents_up,
    first_of,
    incident_page,
    load_incidents,
    placed,
)
from whosays.ledger.lookup import LARGE
from whosays.ledger.masks import PARTS, all_of
from whosays.ledger.records import (
    ClaimFilter,
    ClaimRow,
    FacetName,
    IncidentOrder,
    Order,
    Page,
    Spots,
    Timeline,
)
from whosays.ledger.tallies import Unit, facet, spots, timeline
from whosays.ledger.view import CLAIM_COLUMNS, View, claim_row

KEPT_MASKS: Final = 48
"""Conditions whose result is kept: 1 MB each at a million claims."""

KEPT_ANSWERS: Final = 24
"""Counts that are kept: up to 2 MB each, where they hold the places of a map."""

_FACET_KEYS: Final[Mapping[str, str]] = {
    "type": "types", "group": "groups", "factuality": "factuality", "modality": "modality", "judged": "judged", "country": "country",
    "place": "place", "actor": "actor", "source": "source", "outlet": "outlet", "equipment": "equipment", "month": "dates",
}
"""The part of a filter that chooses values of a facet."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a filter finds: how many claims, its facets, its timeline and its places (null where not asked for)."""

    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    timeline: Timeline | None
    spots: Spots | None


class Counting:
    """Counts of one ledger. Thread-safe; the `book` of each call is one that no other thread uses meanwhile."""

    def __init__(self) -> None:
        self._columns: Columns | None = None
        self._incidents: IncidentColumns | None = None
        self._placed: tuple[Columns, Placed] | None = None
        self._masks: OrderedDict[Any, Flags] = OrderedDict()
        self._answers: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()
        self._loading = Lock()

    @property
    def ready(self) -> bool:
        """Whether the columns are there."""
        return self._columns is not None

    def refresh(self, book: View, *, wait: bool = True) -> bool:
        """Bring the columns up to the ledger; without `wait` only where that is quick. Whether they now are."""
        db, made = book.db, self._columns
        if made is not None and made.head == head_of(db):
            return True
        if made is not None and made.size > LARGE and not wait and not self._light(db, made):
            return False
        with self._loading:
            made = self._columns
            fresh = None
            if made is None:
                made, self._incidents = kept(db) or (None, None)
            if made is not None:
                fresh = bring_up(db, made)
            self._set(fresh or load(db))
        return True

    def _light(self, db: Database, made: Columns) -> bool:
        """Whether nothing but a few judgements was written since, and what bears on no claim."""
        written = db.rows("SELECT kind FROM history WHERE seq > ? LIMIT ?", (made.head, _FEW + 1))
        return len(written) <= _FEW and {row[0] for row in written} <= {"judgement", *QUIET}

    def _set(self, fresh: Columns) -> None:
        with self._lock:
            self._columns = fresh
            self._forget()

    def _forget(self) -> None:
        self._masks.clear()
        self._answers.clear()

    def keep(self, book: View) -> None:
        """Have the ledger keep the columns as they now are, for the next desk to start from.

        Raises:
            LedgerError: it cannot be written.
        """
        self.refresh(book)
        self.join(book)
        assert self._columns is not None
        assert self._incidents is not None
        keep(book.db, self._columns, self._incidents)

    def _snapshot(self, book: View) -> Columns:
        if self._columns is None:
            self.refresh(book)
        assert self._columns is not None
        return self._columns

    @property
    def head(self) -> int:
        """The last write that the columns know of."""
        return self._columns.head if self._columns is not None else 0

    @property
    def size(self) -> int:
        """How many live claims are counted."""
        return self._columns.size if self._columns is not None else 0

    # --- what a filter finds

    def _conditions(self, db: Database, made: Columns, wanted: ClaimFilter) -> dict[str, Flags]:
        """A mask for each part of the filter that is set."""
        out: dict[str, Flags] = {}
        for part, (given, compute) in PARTS.items():
            value = given(wanted)
            if value is not None:
                out[part] = self._known(self._masks, KEPT_MASKS, made, (part, value), lambda: compute(db, made, value))  # noqa: B023 - called at once
        return out

    def _known(self, store: OrderedDict[Any, Any], most: int, made: Columns, key: Any, compute: Any) -> Any:
        """What is kept for these columns under a key, or is computed now."""
        with self._lock:
            known = store.get(key) if self._columns is made else None
            if known is not None:
                store.move_to_end(key)
                return known
            head = made.head
        found = compute()
        with self._lock:
            if self._columns is made and made.head == head:
                store[key] = found
                while len(store) > most:
                    store.popitem(last=False)
        return found

    def overview(
        self, book: View, wanted: ClaimFilter, facets: Sequence[FacetName], *, limit: int, unit: Unit | None, parts: Sequence[str],
    ) -> Counts:
        """How many claims a filter finds, their facets, their timeline and their places."""
        made = self._snapshot(book)
        key = (wanted, tuple(facets), limit, unit, tuple(parts))
        found: Counts = self._known(self._answers, KEPT_ANSWERS, made, key, lambda: self._counted(book.db, made, wanted, facets, limit, unit, parts))
        return found

    def _counted(
        self, db: Database, made: Columns, wanted: ClaimFilter, facets: Sequence[FacetName], limit: int, unit: Unit | None, parts: Sequence[str],
    ) -> Counts:
        masks = self._conditions(db, made, wanted)
        chosen = Chosen(all_of(made, masks.values()))
        counted: dict[str, tuple[tuple[str, int], ...]] = {}
        for name in facets if "facets" in parts else ():
            own = _FACET_KEYS.get(name)
            others = chosen
            if own in masks and own != "judged":
                others = Chosen(all_of(made, (one for part, one in masks.items() if part != own)))
            counted[name] = facet(made, name, others, limit)
        over_time = timeline(made, chosen, unit) if "timeline" in parts else None
        return Counts(chosen.n, counted, over_time, spots(made, chosen) if "map" in parts else None)

    def matching(self, book: View, wanted: ClaimFilter) -> NDArray[np.int64]:
        """Keys of the claims that a filter finds, in document order."""
        made = self._snapshot(book)
        found: NDArray[np.int64] = made.keys[all_of(made, self._conditions(book.db, made, wanted).values())]
        return found

    def page(self, book: View, wanted: ClaimFilter, *, order: Order, limit: int, cursor: str | None) -> tuple[Page, int]:
        """A page of claims and how many there are in all."""
        made = self._snapshot(book)
        mask = all_of(made, self._conditions(book.db, made, wanted).values())
        chosen = first_of(made.order(order), mask, _after(made, order, cursor), limit + 1)
        keys = [int(key) for key in made.keys[chosen[:limit]]]
        found = claim_rows(book.db, keys, CLAIM_COLUMNS)
        rows: list[ClaimRow] = [claim_row(found[key]) for key in keys if key in found]
        more = len(chosen) > limit
        return Page(tuple(rows), _cursor(order, keys[-1]) if more and keys else None), int(np.count_nonzero(mask))

    def incidents(
        self, book: View, wanted: ClaimFilter, *, order: IncidentOrder, limit: int, cursor: str | None,
    ) -> tuple[list[tuple[str, int]], int, str | None]:
        """Incidents with a claim that the filter finds: ids with how many such claims, the number of all, the next cursor."""
        made = self._snapshot(book)
        chosen = Chosen(all_of(made, self._conditions(book.db, made, wanted).values()))
        return incident_page(self._joined(book.db, made), chosen, order, limit, cursor)

    def join(self, book: View) -> None:
        """Load the incidents beside the claims, their orders and the boxes of places, so that the first lists need not wait."""
        made = self._snapshot(book)
        self._joined(book.db, made).order("dispute")
        made.order("time")
        boxes_in(made.linked["spot"])

    def _joined(self, db: Database, made: Columns) -> Placed:
        """The incidents over these columns, brought up where some were joined anew since."""
        known, over = self._incidents, self._placed
        if known is None or known.head != head_of(db):
            with self._loading:
                known = load_incidents(db) if self._incidents is None else bring_incidents_up(db, self._incidents)
                self._incidents = known
        if over is None or over[0] is not made or over[1].known is not known:
            over = (made, placed(known, made))
            self._placed = over
        return over[1]


_FEW: Final = 50
"""Writes that are brought into the columns before an answer is given, where they are judgements."""


def _cursor(order: Order, key: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([order, key]).encode()).decode()


def _after(made: Columns, order: Order, cursor: str | None) -> int:
    """The place in a list after the claim at which the page before ended.

    Raises:
        LedgerError: no cursor of this order.
    """
    if cursor is None:
        return 0
    try:
        made_for, key = json.loads(base64.urlsafe_b64decode(cursor))
        last = int(made.at[int(key)])
    except (ValueError, TypeError, IndexError) as error:
        raise LedgerError("this cursor did not come from a page of claims") from error
    if made_for != order:
        raise LedgerError("this cursor belongs to another order of claims")
    if last < 0:
        raise LedgerError("the claim at which the page before ended is found no more; begin anew")
    return int(np.flatnonzero(made.order(order) == last)[0]) + 1
