"""Counts over the columns in memory: what a filter finds, its facets, its timeline and its places."""

import base64
import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whosays.errors import LedgerError
from whosays.ledger.codec import pack
from whosays.ledger.columns import (
    UNKNOWN,
    Chosen,
    Columns,
    Flags,
    boxes_in,
    claim_rows,
    head_of,
    load,
    numbers,
    ordinal,
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
from whosays.ledger.query import Where, add_words, entity_terms, name_terms, where
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
                with self._lock:  # a claim judged is written into the arrays
                    fresh = bring_up(db, made)
                    self._forget()
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
        for part, (given, compute) in _PARTS.items():
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
        chosen = Chosen(_all(made, masks.values()))
        counted: dict[str, tuple[tuple[str, int], ...]] = {}
        for name in facets if "facets" in parts else ():
            own = _FACET_KEYS.get(name)
            others = chosen
            if own in masks and own != "judged":
                others = Chosen(_all(made, (one for part, one in masks.items() if part != own)))
            counted[name] = facet(made, name, others, limit)
        over_time = timeline(made, chosen, unit) if "timeline" in parts else None
        return Counts(chosen.n, counted, over_time, spots(made, chosen) if "map" in parts else None)

    def matching(self, book: View, wanted: ClaimFilter) -> NDArray[np.int64]:
        """Keys of the claims that a filter finds, in document order."""
        made = self._snapshot(book)
        found: NDArray[np.int64] = made.keys[_all(made, self._conditions(book.db, made, wanted).values())]
        return found

    def page(self, book: View, wanted: ClaimFilter, *, order: Order, limit: int, cursor: str | None) -> tuple[Page, int]:
        """A page of claims and how many there are in all."""
        made = self._snapshot(book)
        mask = _all(made, self._conditions(book.db, made, wanted).values())
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
        chosen = Chosen(_all(made, self._conditions(book.db, made, wanted).values()))
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


def _all(made: Columns, masks: Iterable[Flags]) -> Flags:
    found: Flags = reduce(np.logical_and, masks, np.ones(made.size, np.bool_))
    return found


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


def _named(kind: str) -> Any:
    """A mask for a name: the words of the terms that mean it are looked up, the claims under them are in memory."""

    def mask(db: Database, made: Columns, name: str) -> Flags:
        if kind == "country":
            asked: list[tuple[str, str, Sequence[Any]]] = [(kind, "SELECT key FROM terms WHERE kind = ? AND value = ?", (kind, pack(name.upper())))]
        else:
            asked = [(kind, *name_terms(kind, name))]
        if kind in _ENTITIES and not name.startswith("="):
            asked.append((f"{kind}#", *entity_terms(kind, name)))
        found = np.zeros(made.size, np.bool_)
        for held, sql, values in asked:
            linked = made.linked[held]
            found |= linked.having(np.isin(linked.keys, [row[0] for row in db.rows(sql, tuple(values))]), made.size)
        return found

    return mask


_ENTITIES: Final = ("actor", "participant", "source")
"""Names that may mean an entity, by its id or any of its names."""


def _boxed(_db: Database, made: Columns, box: tuple[float, float, float, float]) -> Flags:
    """A place of the claim meets the box (south, west, north, east), which may cross the antimeridian."""
    south, west, north, east = box
    spots = made.linked["spot"]
    known = boxes_in(spots)
    low, high, left, right = known.corners.T
    met = np.zeros(len(spots.values), np.bool_)
    for first, last in [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]:
        met[known.of[(low <= north) & (high >= south) & (left <= last) & (right >= first)]] = True
    return spots.having(met, made.size)


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
    "box": (lambda f: f.box, _boxed),
    **{
        name: ((lambda f, name=name: getattr(f, name)), _named(name))
        for name in ("actor", "participant", "source", "outlet", "place", "equipment", "country")
    },
    "report": (lambda f: f.report, _by_sql(_fill_where("report"))),
    "incident": (lambda f: f.incident, _by_sql(_fill_where("incident"))),
    "among": (lambda f: f.among or None, _by_sql(_fill_where("among"))),
}
"""Each part of a filter: its value (null where not set, and hashable), and the mask of the claims that hold it."""
