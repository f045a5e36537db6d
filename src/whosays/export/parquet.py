"""Claims as Parquet: the flat columns, typed, and the whole record as JSON."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any, Final

from whosays.export.flat import COLUMNS, Exported, flat, storable, wire
from whosays.model.wire import dumps

BATCH: Final = 5_000
"""Claims per row group: bounded memory whatever the size of the ledger."""
RECORD: Final = "record"


def _schema() -> Any:
    import pyarrow as pa

    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64()}
    return pa.schema([*(pa.field(name, kinds[kind]) for name, kind, _ in COLUMNS), pa.field(RECORD, pa.string())])


def write_parquet(rows: Iterable[Exported], path: Path) -> int:
    """Write all rows to `path`; returns how many. The same rows give the same bytes under the same pyarrow."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = _schema()
    stream = iter(rows)
    number = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := [_row(row) for row in islice(stream, BATCH)]:
            number += len(batch)
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
    return number


def _row(row: Exported) -> dict[str, Any]:
    values = {name: storable(value) if isinstance(value, str) else value for name, value in flat(row).items()}
    return {**values, RECORD: dumps(wire(row)).decode("utf-8")}
