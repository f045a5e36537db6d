"""Records to and from their machine-readable form: the field names of the contract, JSON-ready values."""

import dataclasses
from typing import Any, Final

import msgspec

WIRE_NAMES: Final[dict[tuple[str, str], str]] = {
    ("Equipment", "equipment_class"): "class",
    ("Judgement", "before"): "from",
    ("Judgement", "after"): "to",
    ("Alias", "origin"): "from",
    ("StemmaEdge", "origin"): "from",
}
"""Fields whose contract name is a reserved word in Python, by class and attribute."""


def to_wire(record: Any) -> Any:
    """The record as JSON-ready lists, dicts and scalars, under the contract's field names.

    Dictionaries inside records (GeoJSON geometry) pass unchanged; tuples become lists.
    """
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        owner = type(record).__name__
        return {
            WIRE_NAMES.get((owner, field.name), field.name): to_wire(getattr(record, field.name))
            for field in dataclasses.fields(record)
        }
    if isinstance(record, tuple | list):
        return [to_wire(part) for part in record]
    if isinstance(record, dict):
        return {key: to_wire(value) for key, value in record.items()}
    return record


def dumps(record: Any) -> bytes:
    """Compact JSON of a record or wire value, keys in contract order; lone surrogates are escaped so that UTF-8 holds."""
    value = to_wire(record)
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        import json

        return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")
