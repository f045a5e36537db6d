"""Tallies over a mask of the columns in memory: facets, timeline, places."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from whosays.ledger.columns import UNKNOWN, Chosen, Columns, Flags, Ints
from whosays.ledger.records import Bin, Spot, Spots, Timeline
from whosays.model.ids import short_hash
from whosays.model.types import GROUP_OF

BINS: Final = 120
"""Bins that a timeline has at most when its unit is not asked for."""

TRIM: Final = 0.005
"""Share of dated claims at each end that a timeline of its own choosing leaves out, so that one distant date does not flatten it."""

Unit = Literal["year", "month", "week", "day"]
_UNITS: Final[tuple[tuple[Unit, float], ...]] = (("day", 1), ("week", 7), ("month", 30.44), ("year", 365.25))


def facet(made: Columns, name: str, chosen: Chosen, limit: int) -> tuple[tuple[str, int], ...]:
    """Values of a facet with how many of the chosen claims have each, most first, then by value."""
    if name == "group":
        found: dict[str, int] = {}
        for kind, n in _column_counts(made, "type", chosen):
            found[GROUP_OF.get(kind, "")] = found.get(GROUP_OF.get(kind, ""), 0) + n
        pairs = list(found.items())
    elif name == "month":
        pairs = _months(made, chosen.mask)
    elif name in made.codes:
        pairs = _column_counts(made, name, chosen)
    else:
        return _linked_counts(made, name, chosen, limit)
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:limit])


def _column_counts(made: Columns, name: str, chosen: Chosen) -> list[tuple[str, int]]:
    codes, names = made.codes[name], made.names[name]
    counts = np.bincount(codes[chosen.at], minlength=len(names))
    if chosen.most:
        counts = np.bincount(codes, minlength=len(names)) - counts
    return [(value, int(n)) for value, n in zip(names, counts, strict=False) if n]


def _months(made: Columns, mask: Flags) -> list[tuple[str, int]]:
    days = made.earliest[mask]
    days = days[days != UNKNOWN]
    found: dict[str, int] = {}
    if not len(days):
        return []
    low = int(days.min())
    counts = np.bincount(days - low)
    for at in np.flatnonzero(counts):
        month = date.fromordinal(low + int(at)).isoformat()[:7]
        found[month] = found.get(month, 0) + int(counts[at])
    return list(found.items())


def _linked_counts(made: Columns, kind: str, chosen: Chosen, limit: int) -> tuple[tuple[str, int], ...]:
    counts = made.linked[kind].counts(chosen)
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


def timeline(made: Columns, chosen: Chosen, unit: Unit | None) -> Timeline:
    """The chosen claims over time; without a unit, one that gives at most 120 bins."""
    at = chosen.mask if chosen.most else chosen.at
    first, last = made.earliest[at], made.latest[at]
    known = (first != UNKNOWN) & (last != UNKNOWN)
    undated = int(np.count_nonzero((first == UNKNOWN) & (last == UNKNOWN)))
    half = int(np.count_nonzero(~known)) - undated
    first, last = first[known], np.maximum(first, last)[known]
    if not len(first):
        return Timeline(unit or "month", None, None, (), undated, half, 0, 0)
    low, high = int(first.min()), int(last.max())
    if unit is None:
        low, high = _share_of(first, TRIM), _share_of(last, 1 - TRIM)
    fitting: list[Unit] = [name for name, days in _UNITS if (high - low) / days <= BINS]
    taken = unit or (fitting[0] if fitting else "year")
    edges = _edges(low, high, taken)
    before, after = int(np.count_nonzero(last < edges[0])), int(np.count_nonzero(first >= edges[-1]))
    inside = (last >= edges[0]) & (first < edges[-1])
    bin_of = np.searchsorted(edges, np.arange(edges[0], edges[-1]), side="right") - 1  # the bin of each day
    left = bin_of[np.clip(first[inside], edges[0], edges[-1] - 1) - edges[0]]
    right = bin_of[np.clip(last[inside], edges[0], edges[-1] - 1) - edges[0]]
    whole = (left == right) & (first[inside] >= edges[0]) & (last[inside] < edges[-1])
    within = np.bincount(left[whole], minlength=len(edges) - 1)
    steps = np.bincount(left[~whole], minlength=len(edges)) - np.bincount(right[~whole] + 1, minlength=len(edges))[: len(edges)]
    across = np.cumsum(steps)
    bins = tuple(
        Bin(_iso(edges[n]), _iso(edges[n + 1] - 1), int(within[n]), int(across[n])) for n in range(len(edges) - 1)
    )
    return Timeline(taken, bins[0].start, bins[-1].end, bins, undated, half, before, after)


MOST_BINS: Final = 4_000
"""Bins that are given when a unit is asked for; a longer time is cut at its end."""


def _share_of(days: Ints, share: float) -> int:
    """The first day up to which this share of all days lies: counted, since a million days are few different ones."""
    low = int(days.min())
    upto = np.cumsum(np.bincount(days - low))
    return low + int(np.searchsorted(upto, share * len(days)))


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


def spots(made: Columns, chosen: Chosen) -> Spots:
    """Places of the chosen claims, most claims first."""
    places = made.linked["spot"]
    counts = places.counts(chosen)
    codes = [made.code("factuality", value) for value in ("CT-", "PR-", "PS-")]
    denied = places.counts(Chosen(chosen.mask & np.isin(made.codes["factuality"], [code for code in codes if code >= 0])))
    values = places.values
    first = sorted((int(n) for n in _largest(counts, MOST_SPOTS)), key=lambda n: (-int(counts[n]), values[n]))[:MOST_SPOTS]
    shown = tuple(_spot(values[n], int(counts[n]), int(denied[n])) for n in first)
    return Spots(shown, int(np.count_nonzero(counts)) - len(shown), int(np.count_nonzero(chosen.mask & ~made.located)))


def _spot(value: str, n: int, denied: int) -> Spot:
    spot, name, precision, lat, lon, radius, country, admin1, geometry = _place(value)
    return Spot(spot, name, precision, lat, lon, radius, country, admin1, geometry, n, denied)


@lru_cache(8_192)
def _place(value: str) -> tuple[Any, ...]:
    """A place as a map gets it, without its numbers: the largest ones stand on nearly every map."""
    return short_hash("spot", value), *msgspec.json.decode(value)
