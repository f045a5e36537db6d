"""What joining costs, in counts that no machine changes: pairs compared, components, and what one more report makes anew.

A rule that ties what should stand apart lets components grow with the ledger: all of them at once may take a fifth longer, and one more report fifty
times as long. Seconds on a shared machine do not show that; these counts do. `bench.incidents_speed` measures seconds.

Usage: python -m bench.joining_cost [CLAIMS]
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any, Final
from unittest.mock import patch

from bench.incidents_speed import DATA, Shelf, synthetic
from bench.table import Row
from whosays.incidents import cluster, rules, update
from whosays.ledger.database import Database
from whosays.ledger.joining import JoiningIndex
from whosays.model.claim import Claim
from whosays.model.report import Report

CLAIMS: Final = 10_000
DAYS: Final = 365
"""In a year, so many claims stand as close to one another as ten times as many in the ten years of `bench.incidents_speed`."""
ADDED: Final = 16
"""So many reports are added one by one, after all others were joined at once."""
CEILINGS: Final = {"compared": 11.0, "beside": 40.0, "anew": 100.0, "most": 180.0, "read": 25.0}
"""Today's counts and some of slack. With two bulletins tied by their day, as they once were, the first two are 12.4 and 87."""


@dataclass(slots=True)
class Counts:
    """Calls that compared two claims; sizes of components; for each report that was added, the claims made anew, and the reports whose claims were read."""

    compared: Counter[str] = field(default_factory=Counter)
    components: list[int] = field(default_factory=list)
    anew: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)


def counted(claims: int = CLAIMS) -> Counts:
    """The counts of joining so many synthetic claims at once, and then `ADDED` reports."""
    told, reports = synthetic(claims, days=DAYS)
    late = {report.report_id for report in random.Random(1).sample(reports, ADDED)}
    shelf = Shelf(told, [report for report in reports if report.report_id not in late])
    counts, stage = Counts(), ["at once"]
    score, components = rules.score, cluster.components

    def compared(*pair: Any) -> Any:
        counts.compared[stage[0]] += 1
        return score(*pair)

    def parted(items: Sequence[Any], *proposed: Any) -> Any:
        found = components(items, *proposed)
        if stage[0] == "at once":
            counts.components = [len(one) for one in found]
        else:
            counts.anew.append(len(items))
        return found

    with tempfile.TemporaryDirectory() as folder, ExitStack() as patched:
        for module in (cluster, update):
            patched.enter_context(patch.multiple(module, score=compared, components=parted))
        db = Database(Path(folder) / "cost.ledger", "create", busy_timeout_s=1.0)
        _join(db, shelf, told, [report for report in reports if report.report_id in late], counts, stage)
        db.close()
    return counts


def _join(db: Database, shelf: Shelf, told: Sequence[Claim], late: Sequence[Report], counts: Counts, stage: list[str]) -> None:
    index = JoiningIndex(db)
    first = [claim for claim in told if claim.report_id in shelf.live]
    with db.transaction():
        shelf.take(update.rebuild(index, first, list(shelf.live.values()), []))
    stage[0] = "one more"
    for report in sorted(late, key=lambda one: one.report_id):
        shelf.live[report.report_id] = report
        shelf.asked.clear()
        with db.transaction():
            change = update.update(index, shelf, {report.report_id}, [])
        counts.read.append(len(shelf.asked))
        shelf.take(change.incidents, change.gone)


def rows(claims: int = CLAIMS) -> list[Row]:
    """The counts with their ceilings (for `CLAIMS` claims)."""
    counts = counted(claims)
    gate = CEILINGS if claims == CLAIMS else dict.fromkeys(CEILINGS)
    found = (
        ("compared", "times two claims are compared, per claim", counts.compared["at once"] / claims, f"{claims} claims, {len(counts.components)} components"),
        ("beside", "claims of a claim's component", sum(size * size for size in counts.components) / sum(counts.components), f"mean, the largest of {max(counts.components)}"),
        ("anew", "claims joined anew for one more report", mean(counts.anew), f"mean of {ADDED}"),
        ("most", "the same, most", max(counts.anew), ""),
        ("read", "reports read for one more report", mean(counts.read), f"mean of {ADDED}, most {max(counts.read)}"),
    )
    return [Row(DATA, metric, float(figure), gate[key], note, lower_is_better=True) for key, metric, figure, note in found]


def run(_data: Path | None = None) -> list[Row]:
    """The rows; outside data are not needed."""
    return rows()


if __name__ == "__main__":
    from bench.table import render

    print(render(rows(int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS)))
