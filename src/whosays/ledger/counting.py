"""Counts over the columns in memory: what a filter finds, its facets, its timeline and its places."""

import base64
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import reduce
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whosays.errors import LedgerError
from whosays.ledger.columns import (
    UNKNOWN,
    Columns,
    Flags,
    Ints,
    claim_rows,
    head_of,
    load,
    numbers,
    ordinal,
    patch,
)
from whosays.ledger.database import Database
from whosays.ledger.incident_columns import IncidentColumns, incident_page, load_incidents
from whosays.ledger.query import Where, add_box, add_names, add_words, where
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
from whosays.model.types import GROUPS

AT_ONCE: Final = 60_000
"""Claims up to which a stale snapshot is loaded anew before it is asked (half a second or so); of a larger one in the background."""

KEPT_MASKS: Final = 48
"""Conditions whose result is kept: 1 MB each at a million claims."""

_FACET_KEYS: Final[Mapping[str, str]] = {
    "type": "types", "group": "groups", "factuality": "factuality", "modality": "modality", "judged": "judged", "country": "country",
    "place": "place", "actor": "actor", "source": "source", "outlet": "outlet", "equipment": "equipment", "month": "dates",
}
"""The part of a filter that chooses values of a facet."""


class Counting:
    """Counts of one ledger. Thread-safe; the `book` of each call is one that no other thread uses meanwhile."""

    def __init__(self) -> None:
        self._columns: Columns | None = None
        self._incidents: tuple[int, Columns, IncidentColumns] | None = None
        self._masks: OrderedDict[Any, Flags] = OrderedDict()
        self._lock = Lock()
        self._loading = Lock()

    @property
    def ready(self) -> bool:
        """Whether the columns were loaded once."""
        return self._columns is not None

    def refresh(self, book: View, *, wait: bool = True) -> bool:
        """Bring the columns up to the ledger; without `wait` only what is quick. Whether they now are."""
        db = book.db
        with self._lock:
            made = self._columns
            if made is not None:
                before = made.head
                if patch(db, made):
                    if made.head != before:
                        self._masks.clear()
                    return True
                if made.size > AT_ONCE and not wait:
                    return False
        with self._loading:
            if self._columns is not None and self._columns.head == head_of(db):
                return True
            fresh = load(db)
            with self._lock:
                self._columns = fresh
                self._masks.clear()
        return True

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
        for part, compute in _PARTS.items():
            value = compute[0](wanted)
            if value is None:
                continue
            key = (part, value)
            with self._lock:
                mask = self._masks.get(key) if self._columns is made else None
            if mask is None:
                mask = compute[1](db, made, value)
                with self._lock:
                    if self._columns is made:
                        self._masks[key] = mask
                        while len(self._masks) > KEPT_MASKS:
                            self._masks.popitem(last=False)
            out[part] = mask
        return out

    def overview(
        self, book: View, wanted: ClaimFilter, facets: Sequence[FacetName], *, limit: int, unit: Unit | None, parts: Sequence[str],
    ) -> tuple[int, dict[str, tuple[tuple[str, int], ...]], Timeline | None, Spots | None]:
        """How many claims there are, the facets, the timeline and the places of what a filter finds."""
        made = self._snapshot(book)
        masks = self._conditions(book.db, made, wanted)
        mask = _all(made, masks.values())
        counted: dict[str, tuple[tuple[str, int], ...]] = {}
        for name in facets if "facets" in parts else ():
            own = _FACET_KEYS.get(name)
            others = _all(made, (one for part, one in masks.items() if part != own)) if own in masks and own != "judged" else mask
            counted[name] = facet(made, name, others, limit)
        total = int(np.count_nonzero(mask))
        over_time = timeline(made, mask, unit) if "timeline" in parts else None
        return total, counted, over_time, spots(made, mask) if "map" in parts else None

    def matching(self, book: View, wanted: ClaimFilter) -> NDArray[np.int64]:
        """Keys of the claims that a filter finds, in document order."""
        made = self._snapshot(book)
        found: NDArray[np.int64] = made.keys[_all(made, self._conditions(book.db, made, wanted).values())]
        return found

    def page(self, book: View, wanted: ClaimFilter, *, order: Order, limit: int, cursor: str | None) -> tuple[Page, int]:
        """A page of claims and how many there are in all."""
        made = self._snapshot(book)
        mask = _all(made, self._conditions(book.db, made, wanted).values())
        ordered = made.order(order)
        ordered = ordered[mask[ordered]] if order != "document" else np.flatnonzero(mask).astype(np.int32)
        first = _after(ordered, made, order, cursor)
        chosen = ordered[first : first + limit]
        keys = [int(key) for key in made.keys[chosen]]
        found = claim_rows(book.db, keys, CLAIM_COLUMNS)
        rows: list[ClaimRow] = [claim_row(found[key]) for key in keys if key in found]
        more = first + limit < len(ordered)
        return Page(tuple(rows), _cursor(order, keys[-1]) if more and keys else None), len(ordered)


    def incidents(
        self, book: View, wanted: ClaimFilter, *, order: IncidentOrder, limit: int, cursor: str | None,
    ) -> tuple[list[tuple[str, int]], int, str | None]:
        """Incidents with a claim that the filter finds: ids with how many such claims, the number of all, the next cursor."""
        made = self._snapshot(book)
        mask = _all(made, self._conditions(book.db, made, wanted).values())
        return incident_page(self._joined(book.db, made), mask, order, limit, cursor)

    def join(self, book: View) -> None:
        """Load the incidents beside the claims, so that the first list of them need not wait."""
        self._joined(book.db, self._snapshot(book))

    def _joined(self, db: Database, made: Columns) -> IncidentColumns:
        """The incidents beside these columns, loaded where they were joined anew since."""
        last = db.value("SELECT coalesce(max(seq), 0) FROM history WHERE kind = 'incidents' AND seq > ?", (self._incidents[0] if self._incidents else 0,))
        known = self._incidents
        if known is None or known[1] is not made or last:
            with self._loading:
                known = (max(last, known[0] if known else 0), made, load_incidents(db, made))
                self._incidents = known
        return known[2]


def _all(made: Columns, masks: Any) -> Flags:
    found: Flags = reduce(np.logical_and, masks, np.ones(made.size, np.bool_))
    return found


def _cursor(order: Order, key: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([order, key]).encode()).decode()


def _after(ordered: Ints, made: Columns, order: Order, cursor: str | None) -> int:
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
    if order == "document":
        return int(np.searchsorted(ordered, last, side="right"))
    found = np.flatnonzero(ordered == last)
    if not len(found):
        raise LedgerError("the claim at which the page before ended is found no more; begin anew")
    return int(found[0]) + 1


# --- the parts of a filter ------------------------------------------------------------------------------------------------


def _coded(column: str) -> Any:
    def mask(_db: Database, made: Columns, values: tuple[str, ...]) -> Flags:
        found: Flags = np.isin(made.codes[column], [made.code(column, value) for value in values if made.code(column, value) >= 0])
        return found

    return mask


def _grouped(_db: Database, made: Columns, groups: tuple[str, ...]) -> Flags:
    kinds = tuple(kind for group in groups for kind in GROUPS.get(group, ()))
    found: Flags = _coded("type")(_db, made, kinds)
    return found


def _judged(_db: Database, made: Columns, values: tuple[str, ...]) -> Flags:
    if values == ("",):
        rejected = made.code("judged", "rejected")
        kept: Flags = made.codes["judged"] != rejected if rejected >= 0 else np.ones(made.size, np.bool_)
        return kept
    found: Flags = _coded("judged")(_db, made, values)
    return found


def _dates(_db: Database, made: Columns, bounds: tuple[str | None, str | None]) -> Flags:
    since, until = (ordinal(day) for day in bounds)
    found: Flags = (made.earliest != UNKNOWN) | (made.latest != UNKNOWN)
    if since != UNKNOWN:
        found &= (made.latest == UNKNOWN) | (made.latest >= since)
    if until != UNKNOWN:
        found &= (made.earliest == UNKNOWN) | (made.earliest <= until)
    return found


def _sure(_db: Database, made: Columns, least: float) -> Flags:
    return made.confidence >= np.float32(least)


def _by_sql(fill: Any) -> Any:
    """A mask from conditions in SQL, whose keys come back as one string."""

    def mask(db: Database, made: Columns, value: Any) -> Flags:
        out = Where()
        fill(out, value)
        if len(out.keys) == len(out.conditions):  # the table of claims need not be touched
            asked = [(f"WITH f(k) AS ({sql}) SELECT group_concat(k) FROM f", values) for sql, values in out.keys]  # noqa: S608
        else:
            asked = [(f"SELECT group_concat(c.key) FROM claims c WHERE {out.sql}", tuple(out.values))]  # noqa: S608
        masks = []
        for sql, values in asked:
            masks.append(np.zeros(made.size, np.bool_))
            masks[-1][made.positions(numbers(db.value(sql, values)))] = True
        return _all(made, masks)

    return mask


def _fill_name(kind: str) -> Any:
    return lambda out, name: add_names(out, ClaimFilter(**{kind: name}))


def _fill_where(name: str) -> Any:
    def fill(out: Where, value: Any) -> None:
        made = where(ClaimFilter(**{name: value, "judged": ("machine", "accepted", "edited", "added", "rejected")}))
        out.conditions.extend(made.conditions)
        out.values.extend(made.values)

    return fill


_PARTS: Final[dict[str, tuple[Any, Any]]] = {
    "types": (lambda f: f.types or None, _coded("type")),
    "groups": (lambda f: f.groups or None, _grouped),
    "factuality": (lambda f: f.factuality or None, _coded("factuality")),
    "modality": (lambda f: f.modality or None, _coded("modality")),
    "judged": (lambda f: f.judged or ("",), _judged),
    "dates": (lambda f: (f.since, f.until) if f.since or f.until else None, _dates),
    "confidence": (lambda f: f.confidence, _sure),
    "text": (lambda f: f.text, _by_sql(add_words)),
    "box": (lambda f: f.box, _by_sql(add_box)),
    **{
        name: ((lambda f, name=name: getattr(f, name)), _by_sql(_fill_name(name)))
        for name in ("actor", "participant", "source", "outlet", "place", "equipment", "country")
    },
    "report": (lambda f: f.report, _by_sql(_fill_where("report"))),
    "incident": (lambda f: f.incident, _by_sql(_fill_where("incident"))),
    "among": (lambda f: f.among or None, _by_sql(_fill_where("among"))),
}
"""Each part of a filter: its value (null where not set, and hashable), and the mask of the claims that hold it."""
