"""Counts over the columns in memory: what a filter finds, its facets, its timeline and its places."""

import base64
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from threading import Lock
from typing import Any, Final, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from whosays.errors import LedgerError
from whosays.ledger.columns import UNKNOWN, Columns, Flags, Ints, claim_rows, head_of, load, numbers, ordinal, patch
from whosays.ledger.database import Database
from whosays.ledger.incident_columns import IncidentColumns, IncidentOrder, incident_page, load_incidents
from whosays.ledger.query import Where, add_box, add_names, add_words, where
from whosays.ledger.records import Bin, ClaimFilter, ClaimRow, FacetName, Order, Page, Spot, Spots, Timeline
from whosays.ledger.view import CLAIM_COLUMNS, View, claim_row
from whosays.model.types import GROUP_OF, GROUPS

AT_ONCE: Final = 60_000
"""Claims up to which a stale snapshot is loaded anew before it is asked (half a second or so); of a larger one in the background."""

KEPT_MASKS: Final = 48
"""Conditions whose result is kept: 1 MB each at a million claims."""

BINS: Final = 120
"""Bins that a timeline has at most when its unit is not asked for."""

TRIM: Final = 0.005
"""Share of dated claims at each end that a timeline of its own choosing leaves out, so that one distant date does not flatten it."""

Unit = Literal["year", "month", "week", "day"]
_UNITS: Final[tuple[tuple[Unit, float], ...]] = (("day", 1), ("week", 7), ("month", 30.44), ("year", 365.25))
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
        counted = {}
        for name in facets if "facets" in parts else ():
            own = _FACET_KEYS.get(name)
            others = _all(made, (one for part, one in masks.items() if part != own)) if own in masks and own != "judged" else mask
            counted[name] = _facet(made, name, others, limit)
        total = int(np.count_nonzero(mask))
        timeline = _timeline(made, mask, unit) if "timeline" in parts else None
        return total, counted, timeline, _spots(made, mask) if "map" in parts else None

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
        if order != "document":
            ordered = ordered[mask[ordered]]
        else:
            ordered = np.flatnonzero(mask).astype(np.int32)
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
        return np.isin(made.codes[column], [made.code(column, value) for value in values if made.code(column, value) >= 0])

    return mask


def _grouped(_db: Database, made: Columns, groups: tuple[str, ...]) -> Flags:
    kinds = tuple(kind for group in groups for kind in GROUPS.get(group, ()))
    found: Flags = _coded("type")(_db, made, kinds)
    return found


def _judged(_db: Database, made: Columns, values: tuple[str, ...]) -> Flags:
    if values == ("",):
        return made.codes["judged"] != max(made.code("judged", "rejected"), -1) if made.code("judged", "rejected") >= 0 else np.ones(made.size, np.bool_)
    found: Flags = _coded("judged")(_db, made, values)
    return found


def _dates(_db: Database, made: Columns, bounds: tuple[str | None, str | None]) -> Flags:
    since, until = (ordinal(day) for day in bounds)
    found = (made.earliest != UNKNOWN) | (made.latest != UNKNOWN)
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
        found = np.zeros(made.size, np.bool_)
        text = db.value(f"SELECT group_concat(c.key) FROM claims c WHERE {out.sql}", out.values)  # noqa: S608
        found[made.positions(numbers(text))] = True
        return found

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


# --- facets, timeline, places ---------------------------------------------------------------------------------------------


def _facet(made: Columns, name: str, mask: Flags, limit: int) -> tuple[tuple[str, int], ...]:
    if name == "group":
        found: dict[str, int] = {}
        for kind, n in _column_counts(made, "type", mask):
            found[GROUP_OF.get(kind, "")] = found.get(GROUP_OF.get(kind, ""), 0) + n
        pairs = list(found.items())
    elif name == "month":
        pairs = _months(made, mask)
    elif name in made.codes:
        pairs = _column_counts(made, name, mask)
    else:
        return _linked_counts(made, name, mask, limit)
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:limit])


def _column_counts(made: Columns, name: str, mask: Flags) -> list[tuple[str, int]]:
    counts = np.bincount(made.codes[name][mask], minlength=len(made.names[name]))
    return [(value, int(n)) for value, n in zip(made.names[name], counts, strict=False) if n]


def _months(made: Columns, mask: Flags) -> list[tuple[str, int]]:
    days = made.earliest[mask]
    days, counts = np.unique(days[days != UNKNOWN], return_counts=True)
    found: dict[str, int] = {}
    for day, n in zip(days, counts, strict=True):
        month = date.fromordinal(int(day)).isoformat()[:7]
        found[month] = found.get(month, 0) + int(n)
    return list(found.items())


def _per_term(made: Columns, kind: str, mask: Flags) -> NDArray[np.int64]:
    linked = made.linked[kind]
    if not len(linked.members):
        return np.zeros(len(linked.values), np.int64)
    counts: NDArray[np.int64] = np.add.reduceat(mask[linked.members], linked.offsets[:-1], dtype=np.int64)
    return counts


def _linked_counts(made: Columns, kind: str, mask: Flags, limit: int) -> tuple[tuple[str, int], ...]:
    counts = _per_term(made, kind, mask)
    values = made.linked[kind].values
    found = _largest(counts, limit)
    return tuple(sorted(((values[n], int(counts[n])) for n in found), key=lambda pair: (-pair[1], pair[0]))[:limit])


def _largest(counts: NDArray[np.int64], limit: int) -> NDArray[np.intp]:
    """Indexes of the largest counts above zero, at least as many as asked for where ties stand at the end."""
    found = np.flatnonzero(counts)
    if len(found) <= limit:
        return found
    least = np.partition(counts[found], len(found) - limit)[len(found) - limit]
    above = found[counts[found] > least]
    ties = found[counts[found] == least]
    return np.concatenate([above, ties if len(ties) < _TIES else ties[: limit - len(above)]])


_TIES: Final = 5_000
"""Values of one count that are sorted by name; of more, the first that were met are shown."""


def _timeline(made: Columns, mask: Flags, unit: Unit | None) -> Timeline:
    first, last = made.earliest[mask], made.latest[mask]
    known = (first != UNKNOWN) & (last != UNKNOWN)
    undated = int(np.count_nonzero((first == UNKNOWN) & (last == UNKNOWN)))
    half = int(np.count_nonzero(~known)) - undated
    first, last = first[known], np.maximum(first, last)[known]
    if not len(first):
        return Timeline(unit or "month", None, None, (), undated, half, 0, 0)
    low, high = int(first.min()), int(last.max())
    if unit is None:
        low, high = int(np.quantile(first, TRIM)), int(np.quantile(last, 1 - TRIM))
    unit = unit or next((name for name, days in _UNITS if (high - low) / days <= BINS), "year")
    edges = _edges(low, high, unit)
    before, after = int(np.count_nonzero(last < edges[0])), int(np.count_nonzero(first >= edges[-1]))
    inside = (last >= edges[0]) & (first < edges[-1])
    left = np.clip(np.searchsorted(edges, first[inside], side="right") - 1, 0, len(edges) - 2)
    right = np.clip(np.searchsorted(edges, last[inside], side="right") - 1, 0, len(edges) - 2)
    whole = (left == right) & (first[inside] >= edges[0]) & (last[inside] < edges[-1])
    within = np.bincount(left[whole], minlength=len(edges) - 1)
    steps = np.bincount(left[~whole], minlength=len(edges)) - np.bincount(right[~whole] + 1, minlength=len(edges))[: len(edges)]
    across = np.cumsum(steps)
    bins = tuple(
        Bin(_iso(edges[n]), _iso(edges[n + 1] - 1), int(within[n]), int(across[n])) for n in range(len(edges) - 1)
    )
    return Timeline(unit, bins[0].start, bins[-1].end, bins, undated, half, before, after)


MOST_BINS: Final = 4_000
"""Bins that are given when a unit is asked for; a longer time is cut at its end."""


def _edges(low: int, high: int, unit: Unit) -> NDArray[np.int64]:
    """First days of the bins that cover [low, high], and the day after the last bin."""
    day = date.fromordinal(low)
    if unit == "week":
        day -= timedelta(days=day.weekday())
    elif unit == "month":
        day = day.replace(day=1)
    elif unit == "year":
        day = day.replace(month=1, day=1)
    edges = [day.toordinal()]
    while edges[-1] <= high and len(edges) <= MOST_BINS:
        edges.append(_next(date.fromordinal(edges[-1]), unit))
    return np.array(edges, np.int64)


def _next(day: date, unit: Unit) -> int:
    if unit in ("day", "week"):
        return day.toordinal() + (7 if unit == "week" else 1)
    months = day.year * 12 + day.month - 1 + (12 if unit == "year" else 1)
    if months >= date.max.year * 12:
        return date.max.toordinal() + 1
    return date(months // 12, months % 12 + 1, 1).toordinal()


def _iso(day: int) -> str:
    return date.fromordinal(min(int(day), date.max.toordinal())).isoformat()


MOST_SPOTS: Final = 3_000
"""Places that a map gets: those with most claims."""


def _spots(made: Columns, mask: Flags) -> Spots:
    counts = _per_term(made, "spot", mask)
    codes = [made.code("factuality", value) for value in ("CT-", "PR-", "PS-")]
    denied = _per_term(made, "spot", mask & np.isin(made.codes["factuality"], [code for code in codes if code >= 0]))
    values = made.linked["spot"].values
    chosen = sorted((int(n) for n in _largest(counts, MOST_SPOTS)), key=lambda n: (-int(counts[n]), values[n]))[:MOST_SPOTS]
    spots = tuple(_spot(values[n], int(counts[n]), int(denied[n])) for n in chosen)
    return Spots(spots, int(np.count_nonzero(counts)) - len(spots), int(np.count_nonzero(mask & ~made.located)))


def _spot(value: str, n: int, denied: int) -> Spot:
    from whosays.model.ids import short_hash

    name, precision, lat, lon, radius, country, admin1, geometry = msgspec.json.decode(value)
    return Spot(short_hash("spot", value), name, precision, lat, lon, radius, country, admin1, geometry, n, denied)
