"""Claims as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from whosays.export.flat import COLUMNS, Exported, flat, storable

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet (OWASP, CSV Injection); an apostrophe before it makes it text."""


def cell(value: Any) -> Any:
    """The value as a cell: nothing for null, numbers as they are, words that no spreadsheet computes."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    text = storable(str(value)).replace("\x00", "\ufffd")
    return f"'{text}" if text.startswith(FORMULA) else text


def to_csv(rows: Iterable[Exported]) -> Iterator[bytes]:
    """A header line, then a line a claim."""
    yield line([name for name, _, _ in COLUMNS])
    for row in rows:
        yield line(flat(row).values())


def line(values: Iterable[Any]) -> bytes:
    """One line of cells."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue().encode("utf-8")
