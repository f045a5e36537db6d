"""Own bank of ways of telling: for every type the many ways in which English reporting tells its act, and look-alikes that tell none.

Each line of `cases/ways.jsonl` is one sentence or two, written and labelled before the reader was run on it: `text`, `type` (null for a look-alike,
of which no claim of any type may be made), `trigger`, `actor` and `target` (verbatim head words or null) and `factuality`. All texts are invented.
Halves go by the first byte of the SHA-256 of the text, odd being held out. Frames were written with the development half in view, whose figures therefore
flatter. For the types outside force and harm the held-out half was left unread; for those two groups that is not vouched for, so read both halves there as
development data. `python -m bench.ways` prints what the development half misses.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.table import Row
from whosays.model.claim import Claim
from whosays.model.types import GROUP_OF, GROUPS

CASES: Final = Path(__file__).parent / "cases" / "ways.jsonl"
DATA: Final = "ways of telling"
PUBLISHED: Final = "2014-06-12"
"""The day on which every text counts as published; the figures do not score dates."""
FLOORS: dict[str, float] = {
    "dev recall": 0.89, "dev look-alikes that make a claim": 0.05, "held-out recall": 0.65, "held-out look-alikes that make a claim": 0.09,
}
"""Least figures that the gate accepts, by half and metric, for look-alikes the most; only ever tightened."""
Case = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One case and the claims made of it."""

    case: Case
    claims: tuple[Claim, ...]

    @property
    def right(self) -> bool:
        """A claim of the type told, or none of a look-alike."""
        kind = self.case["type"]
        return not self.claims if kind is None else any(claim.type == kind for claim in self.claims)


def load(path: Path = CASES) -> list[Case]:
    """The cases in file order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def half(case: Case) -> str:
    """`dev` or `held-out`, by a stable hash of the words."""
    return "held-out" if hashlib.sha256(case["text"].encode()).digest()[0] % 2 else "dev"


def group(case: Case) -> str:
    """The group of the case's type (`model/types.py`), or `look-alikes`."""
    return GROUP_OF.get(case["type"] or "", "look-alikes")


def read(cases: Sequence[Case]) -> list[Answer]:
    """Read every text on its own with the whole staircase."""
    from whosays.intake.intake import report_from_text
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    settings, answers = Settings(), []
    tools = load_tools(settings)
    for number, case in enumerate(cases):
        report, _ = report_from_text(case["text"], doc_id=f"way-{number}", published=PUBLISHED, settings=settings)
        answers.append(Answer(case, tuple(read_report(report, tools).built.claims)))
    return answers


def rows_of(answers: Sequence[Answer], name: str) -> list[Row]:
    """Recall of all positives and by group, and the share of look-alikes of which a claim was made, for the half `name`."""
    asked, right = Counter(group(a.case) for a in answers), Counter(group(a.case) for a in answers if a.right)
    alike = asked.pop("look-alikes", 0)
    made = alike - right.pop("look-alikes", 0)
    counts = {"recall": (right.total(), asked.total()), **{f"recall, {g}": (right[g], asked[g]) for g in GROUPS if asked[g]}}
    rows = [_row(f"{name} {metric}", r / n, f"{r} of {n} told are claims") for metric, (r, n) in counts.items() if n]
    return [*rows, _row(f"{name} look-alikes that make a claim", made / max(1, alike), f"{made} of {alike}")]


def _row(metric: str, value: float, note: str) -> Row:
    return Row(DATA, metric, value, FLOORS.get(metric), note, lower_is_better="look-alikes" in metric)


def run(data: Path | None = None) -> list[Row]:
    """The rows of both halves; needs no public data."""
    del data
    answers = read(load())
    return [row for name in ("dev", "held-out") for row in rows_of([a for a in answers if half(a.case) == name], name)]


def main() -> None:
    """Print what the development half misses, then its figures."""
    answers = read([case for case in load() if half(case) == "dev"])
    for answer in answers:
        if not answer.right:
            print(answer.case["type"], [(c.type, c.trigger.text) for c in answer.claims], answer.case["text"], sep="\t")
    for row in rows_of(answers, "dev"):
        print(row.metric, row.figure, row.note, sep="\t")


if __name__ == "__main__":
    main()
