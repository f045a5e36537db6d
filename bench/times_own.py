"""Own set of time expressions in conflict prose (`cases/times.tsv`): intervals, and how often a day is claimed wrongly."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from bench.table import Row
from whosays.model.report import Published
from whosays.model.resolution import TimeMention
from whosays.resolving.times import resolve_times

DATA = "own times"
CASES = Path(__file__).parent / "cases" / "times.tsv"
EXACT = frozenset({"day", "minute"})


@dataclass(frozen=True, slots=True)
class Case:
    """One expression in a short text; `published`, `value` and the bounds are null where `-` stands."""

    text: str
    published: str | None
    expression: str
    value: str | None
    earliest: str | None
    latest: str | None
    precision: str
    why: str

    @property
    def half(self) -> str:
        """`dev` or `test`, by a hash of the words, so that new rows move no old one."""
        digest = hashlib.sha256(f"{self.text}\t{self.expression}".encode()).digest()
        return "dev" if digest[0] % 2 else "test"


def cases(path: Path = CASES) -> list[Case]:
    """The rows of the set in file order."""
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Case(**{key: _cell(key, value) for key, value in row.items()}) for row in rows]  # type: ignore[arg-type]


def _cell(key: str, value: str) -> str | None:
    return None if value == "-" and key in {"published", "value", "earliest", "latest"} else value


def answer(case: Case) -> TimeMention | None:
    """The mention that covers most of the expression, or null."""
    published = Published(case.published, "day", "given") if case.published else Published()
    found, _ = resolve_times(case.text, [], published)
    start = case.text.index(case.expression)
    end = start + len(case.expression)
    best = max(found, key=lambda m: (min(m.end, end) - max(m.start, start), -m.start), default=None)
    return best if best is not None and min(best.end, end) > max(best.start, start) else None


def interval_right(case: Case, mention: TimeMention | None) -> bool:
    """Whether both bounds are as written in the case."""
    return mention is not None and (mention.earliest, mention.latest) == (case.earliest, case.latest)


def run(data: Path | None) -> list[Row]:
    """The rows of this set; it needs no public data."""
    del data
    rows: list[Row] = []
    for half in ("dev", "test"):
        chosen = [case for case in cases() if case.half == half]
        answers = [(case, answer(case)) for case in chosen]
        right = sum(interval_right(*pair) for pair in answers)
        days = [pair for pair in answers if pair[1] is not None and pair[1].precision in EXACT]
        days_right = sum(interval_right(*pair) for pair in days)
        values = sum(mention is not None and mention.value == case.value for case, mention in answers)
        note = f"{len(chosen)} expressions"
        rows += [
            Row(f"{DATA} ({half})", "interval exact", right / len(chosen), 0.97, note),
            Row(
                f"{DATA} ({half})",
                "never wrong at precision day",
                days_right / len(days),
                0.99,
                f"{len(days)} at day",
            ),
            Row(f"{DATA} ({half})", "value exact", values / len(chosen), None, note),
        ]
    return rows
