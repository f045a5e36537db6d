"""The door of this floor: claims to a file or a stream, in the format asked for."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from whosays.errors import ExportError
from whosays.export.csvfile import to_csv
from whosays.export.flat import Exported
from whosays.export.geojson import to_geojson
from whosays.export.jsonl import to_jsonl
from whosays.export.parquet import write_parquet

STREAMS: Final[dict[str, Callable[[Iterable[Exported]], Iterator[bytes]]]] = {"csv": to_csv, "jsonl": to_jsonl, "geojson": to_geojson}
"""Formats that are written piece by piece; `parquet` needs a file that can be sought in."""
FORMATS: Final = (*STREAMS, "parquet")


def export(rows: Iterable[Exported], form: str, out: Path | BinaryIO | None = None) -> int:
    """Write `rows` as `form` to a path, a binary stream or standard output; returns how many claims were written.

    A path is written beside itself and then put in place, so that it is there whole or not at all.

    Raises:
        ExportError: unknown format, or the file cannot be written.
    """
    if form not in FORMATS:
        raise ExportError(f"there is no export format {form!r}; expected one of {', '.join(FORMATS)}")
    counted = _Counted(rows)
    if isinstance(out, Path):
        with _in_place(out) as part:
            _to_path(counted, form, part)
    else:
        _to_stream(counted, form, out or sys.stdout.buffer)
    return counted.number


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[Exported]) -> None:
        self.rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[Exported]:
        for row in self.rows:
            self.number += 1
            yield row


def _to_path(rows: Iterable[Exported], form: str, path: Path) -> None:
    if form == "parquet":
        write_parquet(rows, path)
        return
    with path.open("wb") as file:
        for piece in STREAMS[form](rows):
            file.write(piece)


def _to_stream(rows: Iterable[Exported], form: str, out: BinaryIO) -> None:
    if form != "parquet":
        out.writelines(STREAMS[form](rows))
        out.flush()
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.parquet"
        write_parquet(rows, path)
        out.write(path.read_bytes())
        out.flush()


@contextmanager
def _in_place(path: Path) -> Iterator[Path]:
    """A new file beside `path` that takes its name when all is written.

    Raises:
        ExportError: naming the file and what the system says.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        part.unlink(missing_ok=True)
