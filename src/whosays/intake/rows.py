"""JSON Lines and CSV: one report a row; a bad row is an Issue that names its line, and the rest goes on."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from whosays.intake.decoding import decode
from whosays.intake.draft import DateMention, Draft, Drafts, issue
from whosays.model.issue import Issue
from whosays.settings import Settings

FIELDS = ("id", "text", "title", "outlet", "author", "published", "url", "language")
"""Every field of a row that is read; `text` is required, `id` in JSON Lines too."""
_PHYSICAL = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
ROW_BYTES_PER_CHAR = 8
"""A JSON row of more bytes than this for each character that may be read is not parsed: a character takes up to six, and some fields."""
CELL_CHARS_MIN = 131_072
"""Least limit on one CSV cell, characters: the csv module's own."""


def read_jsonl(data: bytes, source: str, settings: Settings) -> Drafts:
    """A Draft for each line that is an object with a string `text`. `id` may be a string or a whole number."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decode(data, source).text.encode("utf-8", "surrogatepass")
    data = data.removeprefix(b"\xef\xbb\xbf")
    names = Names(source)
    for number, raw in enumerate(io.BytesIO(data), 1):
        row = raw.rstrip(b"\r\n")
        if not row.strip():
            continue
        place = f"line {number}"
        if len(row) > ROW_BYTES_PER_CHAR * settings.max_chars:
            yield issue(
                "row_too_long", source, f"{place}: {len(row)} bytes (setting max_chars); the row was not read"
            )
            continue
        fields = _json_fields(row, source, place)
        yield from (fields,) if isinstance(fields, Issue) else _row(fields, row, source, place, names)


def _json_fields(row: bytes, source: str, place: str) -> dict[str, Any] | Issue:
    try:
        value = json.loads(row.decode("utf-8"))
    except UnicodeDecodeError as error:
        return issue(
            "row_not_utf8",
            source,
            f"{place}: byte {error.start} is not valid UTF-8; expected UTF-8; the row was not read",
        )
    except RecursionError:
        return issue(
            "row_malformed",
            source,
            f"{place}: nested too deeply; expected a flat JSON object; the row was not read",
        )
    except ValueError as error:
        reason = getattr(error, "msg", "a number is out of range")
        column = getattr(error, "colno", 0)
        return issue(
            "row_malformed",
            source,
            f"{place}, column {column}: {reason}; expected one JSON object; the row was not read",
        )
    if not isinstance(value, dict):
        return issue(
            "row_malformed",
            source,
            f"{place}: is a JSON {_json_type(value)}; expected an object; the row was not read",
        )
    return value


def read_csv(
    data: bytes, source: str, settings: Settings, columns: Mapping[str, str] | None = None
) -> Drafts:
    """A Draft for each row under a header line. `columns` maps a column's name to one of `FIELDS`; without it, names must be equal.

    The separator is the one of `, ; TAB` that splits the header most often.
    """
    decoded = decode(data, source)
    yield from decoded.issues
    consumed: list[str] = []
    separator = _separator(decoded.text)
    csv.field_size_limit(max(CELL_CHARS_MIN, settings.max_chars))
    reader = csv.reader(_recorded(decoded.text, consumed), delimiter=separator)
    header, trouble = _next_row(reader)
    fields = _mapped(header or [], dict(columns or {}))
    if trouble or "text" not in fields:
        found = ", ".join(repr(name[:40]) for name in (header or [])[:20]) or "none"
        yield issue(
            "columns_missing",
            source,
            f"line 1: no column for the field text (columns: {found}); expected a header that names it",
        )
        return
    table = _Table(len(header or []), fields, source, Names(source))
    while True:
        consumed.clear()
        first = reader.line_num + 1
        row, trouble = _next_row(reader)
        place = f"line {first}"
        if trouble:
            yield issue("row_malformed", source, f"{place}: {trouble}; the row was not read")
        elif row is None:
            return
        elif row:
            yield from _csv_row(table, row, "".join(consumed), place)


@dataclass(frozen=True, slots=True)
class _Table:
    """What holds for every row of one CSV file: number of cells, the column of each field, the ids used."""

    width: int
    fields: dict[str, int]
    source: str
    names: "Names"


def _csv_row(table: _Table, row: list[str], raw: str, place: str) -> Drafts:
    if len(row) != table.width:
        said = f"{place}: {len(row)} cells; expected {table.width} as in the header; the row was not read"
        yield issue("row_ragged", table.source, said)
        return
    values = {field: row[column] for field, column in table.fields.items() if row[column] or field == "text"}
    yield from _row(values, raw.encode("utf-8", "surrogatepass"), table.source, place, table.names)


def _next_row(reader: Iterator[list[str]]) -> tuple[list[str] | None, str | None]:
    """The next row, or null at the end, or what was wrong with it."""
    try:
        return next(reader), None
    except StopIteration:
        return None, None
    except csv.Error as error:
        return None, str(error)


def _recorded(text: str, consumed: list[str]) -> Iterator[str]:
    """The physical lines, each noted as the reader takes it, so that a row's own bytes are known."""
    for match in _PHYSICAL.finditer(text):
        consumed.append(match[0])
        yield match[0]


def _separator(text: str) -> str:
    head = text.split("\n", 1)[0][:10_000]
    return max(",;\t", key=head.count)


def _mapped(header: list[str], columns: dict[str, str]) -> dict[str, int]:
    """Field to column number; the first column of a name counts."""
    found: dict[str, int] = {}
    for number, name in enumerate(header):
        bare = name.strip().strip("\ufeff")
        field = columns.get(bare) or (bare.lower() if bare.lower() in FIELDS else None)
        if field in FIELDS and field not in found:
            found[field] = number
    return found


class Names:
    """The ids given in one file, so that a second use of one is seen."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.used: set[str] = set()

    def take(self, name: str, place: str) -> tuple[str, Issue | None]:
        """The name, made unique by the line where it was used before."""
        if name not in self.used:
            self.used.add(name)
            return name, None
        other = f"{name}#{place.replace(' ', '')}"
        self.used.add(other)
        return other, issue(
            "duplicate_id",
            self.source,
            f"{place}: the id {name[:80]!r} was used before; the row was read as {other[:100]!r}",
        )


def _row(fields: Mapping[str, Any], raw: bytes, source: str, place: str, names: Names) -> Drafts:
    """The Draft of one row, after its fields have been checked."""
    text = fields.get("text")
    if not isinstance(text, str):
        said = "has no field text" if "text" not in fields else f"text is a JSON {_json_type(text)}"
        yield issue("row_without_text", source, f"{place}: {said}; expected a string; the row was not read")
        return
    name = _id(fields.get("id"), source, place)
    if isinstance(name, Issue):
        yield name
        name = None
    unique, doubled = names.take(name or f"{source.rsplit('/', 1)[-1]}#{place.replace(' ', '')}", place)
    if doubled:
        yield doubled
    values = {}
    for field in FIELDS[2:]:
        value = fields.get(field)
        if isinstance(value, str):
            values[field] = value
        elif value is not None:
            yield issue(
                "field_not_text",
                source,
                f"{place}: {field} is a JSON {_json_type(value)}; expected a string; it was ignored",
            )
    yield _draft(text, unique, raw, values, place)


def _draft(text: str, name: str, raw: bytes, values: Mapping[str, str], place: str) -> Draft:
    published = values.get("published", "").strip()
    return Draft(
        text,
        name=name,
        data=raw,
        title=values.get("title") or None,
        outlet=values.get("outlet") or None,
        author=values.get("author") or None,
        url=values.get("url") or None,
        language=values.get("language") or None,
        trusted_language=bool(values.get("language")),
        dates=(DateMention(published, "metadata", f"{place}, field published,"),) if published else (),
        place=place,
    )


def _id(value: Any, source: str, place: str) -> str | Issue | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return value or None
    return issue(
        "id_not_text",
        source,
        f"{place}: id is a JSON {_json_type(value)}; expected a string; the line number stands for it",
    )


def _json_type(value: Any) -> str:
    kinds = {
        bool: "true or false",
        int: "number",
        float: "number",
        str: "string",
        list: "list",
        dict: "object",
    }
    return kinds.get(type(value), "null")
