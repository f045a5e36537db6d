"""Machine-readable output that several verbs share."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def json_list(values: Iterable[Any]) -> None:
    """A JSON list on standard output, a value a line."""
    from whosays.model.wire import dumps

    out = sys.stdout.buffer
    before = b"[\n"
    for value in values:
        out.write(before + dumps(value))
        before = b",\n"
    out.write(b"[]\n" if before == b"[\n" else b"\n]\n")
    out.flush()


def json_lines(values: Iterable[Any]) -> None:
    """A value a line on standard output."""
    from whosays.model.wire import dumps

    for value in values:
        sys.stdout.buffer.write(dumps(value) + b"\n")
    sys.stdout.buffer.flush()


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A header and rows as CSV that no spreadsheet computes."""
    from whosays.api import csv_line

    sys.stdout.buffer.write(csv_line(heads))
    for row in rows:
        sys.stdout.buffer.write(csv_line(row))
    sys.stdout.buffer.flush()


def records(values: Iterable[Any], form: str, columns: Sequence[str] = ()) -> None:
    """Flat records as json, jsonl or csv (of these columns)."""
    from whosays.model.wire import to_wire

    wires: Iterable[Mapping[str, Any]] = (to_wire(value) for value in values)
    if form == "json":
        json_list(wires)
    elif form == "jsonl":
        json_lines(wires)
    else:
        csv_lines(columns, ([row[name] for name in columns] for row in wires))
