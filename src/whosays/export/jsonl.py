"""Claims as JSON Lines: whole records under the contract's field names."""

from collections.abc import Iterable, Iterator

from whosays.export.flat import Exported, wire
from whosays.model.wire import dumps


def to_jsonl(rows: Iterable[Exported]) -> Iterator[bytes]:
    """A line a claim, every field of it."""
    for row in rows:
        yield dumps(wire(row)) + b"\n"
