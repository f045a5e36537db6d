"""The second gold: 32 reports from 14 conflicts, written and labelled by people who never saw the reader, read as ordinary files.

The development part (20 reports) was read error by error; the held part (12) is scored, and its errors are not looked at by
those who tune. What parts the two figures is what tuning flatters. One writer labelled each report, once.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.gold import CHECKS, Outcome, figures, load, match
from bench.table import Row

FOLDER = Path(__file__).parent / "gold" / "second"
SHOWN = ("claim recall", "claim precision", "claim F1", *CHECKS)
FLOORS: dict[str, dict[str, float]] = {
    "dev": {
        "claim recall": 0.80, "claim precision": 0.85, "claim F1": 0.83, "actor": 0.70, "target": 0.56, "whole chain": 0.79, "factuality": 0.94, "date": 0.69,
        "date or wider": 0.83, "place": 0.66,
    },
    "held": {
        "claim recall": 0.51, "claim precision": 0.74, "claim F1": 0.61, "actor": 0.55, "target": 0.62, "whole chain": 0.81, "factuality": 0.92, "date": 0.58,
        "date or wider": 0.83, "place": 0.58,
    },
}
"""Least figures by part and metric; only ever raised."""


def outcomes(folder: Path) -> Iterator[Outcome]:
    """One matching a report of a folder that holds reports (`*.txt`) and their `claims.jsonl`."""
    from whosays.intake.intake import NO_OPTIONS, take_in
    from whosays.intake.sources import find_sources
    from whosays.model.issue import Issue
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    settings = Settings()
    tools = load_tools(settings)
    gold = load(folder / "claims.jsonl")
    for source in find_sources([str(path) for path in sorted(folder.glob("*.txt"))], settings=settings):
        if isinstance(source, Issue):
            raise OSError(source.message)
        for report in take_in(source, NO_OPTIONS, settings).reports:
            wanted = [claim for claim in gold if claim["doc"] == Path(report.source).name]
            yield match(wanted, read_report(report, tools).built.claims, report)


def rows_of(name: str, folder: Path, floors: Mapping[str, Mapping[str, float]]) -> list[Row]:
    """Rows of the parts of a gold set that lie in `folder`, each a folder of its own name in `floors`."""
    rows = []
    for part, least in floors.items():
        found = figures(list(outcomes(folder / part)))
        rows += [Row(f"{name} ({part})", metric, found[metric], least.get(metric)) for metric in SHOWN]
    return rows


def run(data: Path | None = None) -> list[Row]:
    """Rows of both parts; needs no public data."""
    del data
    return rows_of("second gold", FOLDER, FLOORS)
