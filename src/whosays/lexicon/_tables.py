"""Reads the tab-separated tables that ship with the lexicons."""

from functools import cache
from importlib import resources

from whosays.errors import WhosaysError

AMBIGUOUS = "~"
"""Suffix of an alias that needs more than its own letters to be believed."""


class TableError(WhosaysError):
    """A lexicon's table breaks its own form; the message names the file and the line."""


@cache
def read_rows(name: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of `data/NAME` in file order, one string per column, stripped.

    Lines that begin with `#` and empty lines are comments; the first other line is the header and must equal
    `columns`. Raises TableError for another header or a row of another width.
    """
    text = resources.files("whosays.lexicon").joinpath("data", name).read_text(encoding="utf-8")
    rows: list[tuple[str, ...]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) != len(columns):
            raise TableError(f"{name}:{number}: expected {len(columns)} columns, found {len(cells)}")
        rows.append(cells)
    if not rows or rows[0] != columns:
        raise TableError(f"{name}: the header must be {' '.join(columns)}")
    return tuple(rows[1:])


def split_list(cell: str, separator: str = "|") -> tuple[str, ...]:
    """Return the non-empty parts of a cell, stripped, in order."""
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


def split_alias(alias: str) -> tuple[str, bool]:
    """Return an alias without its mark, and whether it was marked as ambiguous."""
    return (alias[: -len(AMBIGUOUS)], True) if alias.endswith(AMBIGUOUS) else (alias, False)
