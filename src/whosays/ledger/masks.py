"""The parts of a filter as masks over the columns: each is computed once and kept, whatever it is combined with."""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any, Final

import numpy as np

from whosays.ledger.codec import pack
from whosays.ledger.columns import UNKNOWN, Columns, Flags, boxes_in, numbers, ordinal
from whosays.ledger.database import Database
from whosays.ledger.query import Where, add_words, entity_terms, name_terms, where
from whosays.ledger.records import ClaimFilter
from whosays.model.types import GROUPS


def all_of(made: Columns, masks: Iterable[Flags]) -> Flags:
    """The claims that hold all these conditions."""
    found: Flags = reduce(np.logical_and, masks, np.ones(made.size, np.bool_))
    return found


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
        return all_of(made, masks)

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


PARTS: Final[dict[str, tuple[Any, Any]]] = {
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
