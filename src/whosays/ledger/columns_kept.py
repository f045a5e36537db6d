"""The columns as the ledger keeps them: an array a row, so that a desk on a large ledger starts where the last one, or `read`, left off."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whosays.ledger.codec import decode, encode
from whosays.ledger.columns import CODES, HELD, Columns, Linked, located_in, places_of
from whosays.ledger.database import Database
from whosays.ledger.incident_columns import IncidentColumns
from whosays.ledger.lookup import COLUMNS_LAYOUT, kept_head

_PLAIN: Final = ("keys", "report", "earliest", "latest", "confidence")
_OF_INCIDENTS: Final = ("ids", "offsets", "members", "disputed", "day")
_JSON: Final = "json"


def keep(db: Database, made: Columns, incidents: IncidentColumns) -> None:
    """Put the columns into the ledger, in place of those there."""
    with db.transaction():
        db.run("DELETE FROM kept_columns")
        db.many("INSERT INTO kept_columns (name, form, data) VALUES (?, ?, ?)", _rows(made, incidents))


def _rows(made: Columns, incidents: IncidentColumns) -> Iterator[tuple[str, str, bytes]]:
    """One by one: all of them at once would take as much memory again."""
    yield _json("head", {"layout": COLUMNS_LAYOUT, "head": made.head, "incidents": incidents.head})
    yield _json("names", made.names)
    for name in _PLAIN:
        yield _array(name, getattr(made, name))
    for name in CODES:
        yield _array(f"code.{name}", made.codes[name])
    for kind in HELD:
        linked = made.linked[kind]
        yield _json(f"{kind}.values", linked.values)
        yield _array(f"{kind}.keys", linked.keys)
        yield _array(f"{kind}.each", np.bincount(linked.claims, minlength=made.size).astype(np.uint16))
        yield _array(f"{kind}.terms", linked.terms)
    for name in _OF_INCIDENTS:
        yield _array(f"incident.{name}", getattr(incidents, name))


def kept(db: Database) -> tuple[Columns, IncidentColumns] | None:
    """The columns that the ledger keeps, as they were when they were put there; null where it keeps none of this layout."""
    with db.snapshot():
        if kept_head(db) is None:
            return None
        heads = _value(db, "head")
        plain: dict[str, Any] = {name: _read(db, name) for name in _PLAIN}
        codes = {name: _read(db, f"code.{name}") for name in CODES}
        linked = {kind: _linked(db, kind) for kind in HELD}
        size = len(plain["keys"])
        made = Columns(
            heads["head"], at=places_of(plain["keys"]), codes=codes, names=_value(db, "names"), linked=linked,
            located=located_in(linked["spot"], size), **plain,
        )
        return made, IncidentColumns(heads["incidents"], **{name: _read(db, f"incident.{name}") for name in _OF_INCIDENTS})


def _linked(db: Database, kind: str) -> Linked:
    each = _read(db, f"{kind}.each")
    claims = np.repeat(np.arange(len(each), dtype=np.int32), each)
    return Linked(_read(db, f"{kind}.keys"), _value(db, f"{kind}.values"), claims, _read(db, f"{kind}.terms"))


def _json(name: str, value: Any) -> tuple[str, str, bytes]:
    return name, _JSON, encode(value)


def _array(name: str, value: NDArray[Any]) -> tuple[str, str, bytes]:
    small = value.astype(value.dtype.newbyteorder("<"), copy=False)
    return name, small.dtype.str, small.tobytes()


def _value(db: Database, name: str) -> Any:
    data = db.value("SELECT data FROM kept_columns WHERE name = ?", (name,))
    return decode(data, object) if data is not None else None


def _read(db: Database, name: str) -> NDArray[Any]:
    """An array of its own, since one claim judged is written into it."""
    form, data = db.row("SELECT form, data FROM kept_columns WHERE name = ?", (name,)) or ("<i4", b"")
    found = np.frombuffer(data, np.dtype(form)) if data else np.zeros(0, np.dtype(form))
    return found.astype(found.dtype.newbyteorder("="))
