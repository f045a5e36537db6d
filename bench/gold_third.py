"""The third gold: 18 reports on 18 conflicts, written and labelled by somebody who never saw the reader; see `gold/third/README.md` for what of it was read since."""

from pathlib import Path

from bench.gold_second import rows_of
from bench.table import Row

FOLDER = Path(__file__).parent / "gold" / "third"
FLOORS: dict[str, dict[str, float]] = {
    "dev": {"claim recall": 0.63, "claim precision": 0.72, "actor": 0.78, "target": 0.71, "whole chain": 0.86, "factuality": 0.95, "date": 0.62, "date or wider": 0.81, "place": 0.65},
    "held": {"claim recall": 0.54, "claim precision": 0.72, "actor": 0.63, "target": 0.69, "whole chain": 0.77, "factuality": 0.93, "date": 0.55, "date or wider": 0.73, "place": 0.64},
}
"""Least figures by part and metric; only ever raised."""


def run(data: Path | None = None) -> list[Row]:
    """Rows of both parts; needs no public data."""
    del data
    return rows_of("third gold", FOLDER, FLOORS)
