"""FA-KES, even months: whether two reports tell of one event, for pairs labelled from the text.

`bench/cases/fakes_pairs.tsv` holds ids and labels only: `same` where the main event of the one is told in the other, `different` where it is not, many
of the latter being look-alikes (one town in one month, one kind of attack). A pair is held for one event when an incident has a claim of the one's
head (title and first `LEAD_CHARS`) and any claim of the other: old events that both recall in passing do not count.
The pairs were labelled by one reader of the texts; the data set's own credibility labels are not used.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bench.table import Row, data_folder, skipped
from whosays.incidents.cluster import cluster
from whosays.model.claim import Claim
from whosays.model.report import Published, Report
from whosays.model.span import Span

DATA: Final = "FA-KES, even months (dev)"
PAIRS: Final = Path(__file__).parent / "cases" / "fakes_pairs.tsv"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair of report ids and whether both tell of one event."""

    a: str
    b: str
    same: bool


def pairs() -> list[Labelled]:
    """The labelled pairs, in the order of the file."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Labelled(a, b, label == "same") for a, b, label in cells]


def reports(data: Path) -> list[Report]:
    """The reports of the file, by unit id, with outlet and day of publication."""
    with (data / "fakes" / "FA-KES.csv").open(encoding="latin-1", newline="") as file:
        return [_report(row) for row in sorted(csv.DictReader(file), key=lambda row: row["unit_id"])]


def _report(row: dict[str, str]) -> Report:
    text, name = row["article_content"], row["unit_id"]
    day = printed_day(text[:HEAD_CHARS])
    published = Published(day, "day", "text") if day else Published()
    return Report(name, name, name, name, text, (Span(0, len(text)),), outlet=row["source"], title=row["article_title"], published=published)


def printed_day(head: str) -> str | None:
    """The day printed at the head of a report, ISO; null for none. The file's own date column often names another day, and is not used."""
    for pattern in _DAYS:
        found = pattern.search(head)
        if found is not None:
            month = found["month"].casefold()[:3]
            return date(int(found["year"]), _MONTHS.index(month) + 1 if month in _MONTHS else int(month), int(found["day"])).isoformat()
    return None


HEAD_CHARS: Final = 160
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED: Final = r"(?P<month>(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*)"
_DAYS: Final = (
    re.compile(rf"(?P<day>\d{{1,2}}) {_NAMED} (?P<year>20\d\d)"), re.compile(rf"{_NAMED} (?P<day>\d{{1,2}})(?:,? ?)(?P<year>20\d\d)"),
    re.compile(r"(?P<day>\d\d)[-.](?P<month>\d\d)[-.](?P<year>20\d\d)"),
)


def told_together(claims: Sequence[Claim], reports_: Sequence[Report]) -> set[tuple[str, str]]:
    """The pairs of reports (sorted) of which an incident has a claim of the head of one and any claim of the other."""
    by_id = {claim.claim_id: claim for claim in claims}
    found: set[tuple[str, str]] = set()
    for incident in cluster(claims, reports_):
        told = [by_id[claim] for claim in incident.claims]
        heads = {claim.report_id for claim in told if claim.evidence[0].start < LEAD_CHARS}
        found.update((min(a, b), max(a, b)) for a in heads for b in {claim.report_id for claim in told} if a != b)
    return found


LEAD_CHARS: Final = 600
"""The texts begin with their title and date; what happened stands in so many code points."""


def rows_for(claims: Sequence[Claim], reports_: Sequence[Report]) -> list[Row]:
    """Pair accuracy over the labelled pairs, with both kinds of error."""
    together = told_together(claims, reports_)
    outcome: dict[tuple[bool, bool], int] = defaultdict(int)
    for pair in pairs():
        outcome[pair.same, (min(pair.a, pair.b), max(pair.a, pair.b)) in together] += 1
    same, different = outcome[True, True] + outcome[True, False], outcome[False, True] + outcome[False, False]
    right = (outcome[True, True] + outcome[False, False]) / max(1, same + different)
    note = f"{outcome[True, True]} of {same} same, {outcome[False, False]} of {different} different"
    return [Row(DATA, "pair accuracy", right, 0.9, note)]


def run(data: Path | None) -> list[Row]:
    """Reads the reports with the product as it stands and measures; one row saying why where the data are not there."""
    if data is None or not (data / "fakes" / "FA-KES.csv").is_file():
        return skipped(DATA, "no data folder (option --data or WHOSAYS_BENCH_DATA)")
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    tools = load_tools(Settings())
    read = reports(data)
    return rows_for([claim for report in read for claim in read_report(report, tools).built.claims], read)


if __name__ == "__main__":
    from bench.table import render

    print(render(run(data_folder(sys.argv[1] if len(sys.argv) > 1 else None))))
