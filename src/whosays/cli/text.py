"""Words of reports on a terminal: neutralised, measured in columns, cut and wrapped."""

import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

WIDTH: Final = 80
"""Columns that every table fits; a wider terminal does not change the output, so that scripts see one shape."""
_UNSAFE: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters, marks that turn the direction of text, invisible ones and lone surrogates: shown as U+FFFD."""


def plain(text: str) -> str:
    """The text on one line, safe to show: white space single, nothing that a terminal obeys."""
    return _UNSAFE.sub("\ufffd", " ".join(text.split()))


def columns(text: str) -> int:
    """Columns that a terminal gives the text: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def cut(text: str, width: int) -> str:
    """At most `width` columns of the text, with an ellipsis where something is left out."""
    text = plain(text)
    if columns(text) <= width:
        return text
    out, used = [], 0
    for char in text:
        used += _columns(char)
        if used > width - 1:
            break
        out.append(char)
    return "".join(out).rstrip() + "…"


def cut_left(text: str, width: int) -> str:
    """At most `width` columns from the end of the text (a path, whose end tells most)."""
    text = plain(text)
    return text if columns(text) <= width else "…" + text[len(text) - width + 1 :]


def padded(text: str, width: int) -> str:
    """The text cut or filled to exactly `width` columns."""
    text = cut(text, width)
    return text + " " * (width - columns(text))


def wrapped(text: str, indent: str = "", width: int = WIDTH) -> str:
    """The text on lines of at most `width` columns, each after `indent`."""
    room = max(20, width - len(indent))
    lines: list[str] = []
    for line in textwrap.wrap(plain(text), room, break_long_words=True, break_on_hyphens=False) or [""]:
        lines.extend(_narrow(line, room))
    return "\n".join(indent + line for line in lines)


def message(text: str) -> str:
    """A message for standard error: wrapped for a person at a terminal, one line in a log, where a name cut in two could not be searched for."""
    return wrapped(text) if sys.stderr.isatty() else plain(text)


def _narrow(line: str, room: int) -> Iterable[str]:
    """A line whose wide characters overflow, cut further."""
    while columns(line) > room:
        used = at = 0
        while used + _columns(line[at]) <= room:
            used += _columns(line[at])
            at += 1
        yield line[:at]
        line = line[at:]
    yield line


def table(heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    """Lines of a table; `heads` are names and widths in columns (the last one takes what is left up to `WIDTH`)."""
    yield table_row(heads, [name for name, _ in heads])
    for row in rows:
        yield table_row(heads, row)


def table_row(heads: Sequence[tuple[str, int]], row: Sequence[str]) -> str:
    """One line of a table."""
    widths = [width for _, width in heads[:-1]]
    widths.append(WIDTH - sum(widths) - 2 * len(widths))
    return "  ".join(padded(value, width) for value, width in zip(row, widths, strict=True)).rstrip()
