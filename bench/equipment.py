"""Own set of equipment mentions and look-alikes (`cases/equipment.tsv`): is equipment found, classed, and nothing else taken for it?"""

import csv
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.table import Row
from whosays.lexicon import equipment
from whosays.lexicon.equipment import EquipmentHit

DATA = "own equipment"
CASES = Path(__file__).parent / "cases" / "equipment.tsv"
FLOORS = {"precision": 0.95, "recall": 0.85, "class right": 0.95}  # issue 4; the class floor is our own
SPEED_FLOOR = 100_000  # words a second on one core


@dataclass(frozen=True, slots=True)
class Case:
    """One text; `mentions` are (words, class) in order; a look-alike has none."""

    text: str
    mentions: tuple[tuple[str, str], ...]
    why: str

    @property
    def half(self) -> str:
        """`dev` or `test`, by a hash of the text, so that new rows move no old one."""
        return "dev" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "test"

    def spans(self) -> list[tuple[int, int, str]]:
        """Start, end and class of each mention, found from left to right."""
        spans, at = [], 0
        for words, class_ in self.mentions:
            start = self.text.index(words, at)
            at = start + len(words)
            spans.append((start, at, class_))
        return spans


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over some cases: mentions, mentions found, of these rightly classed, hits, hits that touch no mention."""

    mentions: int
    found: int
    classed: int
    hits: int
    false: int

    @property
    def precision(self) -> float:
        """Share of the hits that touch a mention."""
        return 1 - self.false / self.hits if self.hits else 1.0

    @property
    def recall(self) -> float:
        """Share of the mentions that a hit touches."""
        return self.found / self.mentions if self.mentions else 1.0

    @property
    def class_right(self) -> float:
        """Share of the found mentions whose hit has the right class."""
        return self.classed / self.found if self.found else 1.0


def cases(path: Path = CASES) -> list[Case]:
    """The rows of the set in file order."""
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Case(row["text"], _pairs(row["mention"], row["class"]), row["why"]) for row in rows]


def _pairs(mentions: str, classes: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(mentions.split("|"), classes.split("|"), strict=True)) if mentions else ()


def errors(case: Case) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]], list[EquipmentHit]]:
    """The mentions missed, the mentions found with another class, and the hits that touch no mention."""
    hits, spans = equipment.load().find(case.text), case.spans()
    missed = [span for span in spans if not any(_touch(hit, span) for hit in hits)]
    wrong = [
        span
        for span in spans
        if span not in missed and not any(_touch(hit, span) and hit.class_ == span[2] for hit in hits)
    ]
    return missed, wrong, [hit for hit in hits if not any(_touch(hit, span) for span in spans)]


def _touch(hit: EquipmentHit, span: tuple[int, int, str]) -> bool:
    return hit.start < span[1] and span[0] < hit.end


def score(chosen: Sequence[Case]) -> Score:
    """Counts over the cases given."""
    mentions = sum(len(case.mentions) for case in chosen)
    judged = [errors(case) for case in chosen]
    missed = sum(len(j[0]) for j in judged)
    wrong = sum(len(j[1]) for j in judged)
    hits = sum(len(equipment.load().find(case.text)) for case in chosen)
    return Score(mentions, mentions - missed, mentions - missed - wrong, hits, sum(len(j[2]) for j in judged))


def words_per_second(chosen: Sequence[Case]) -> float:
    """Speed of `find` over the texts joined to paragraphs of about 120 words."""
    texts = [" ".join(case.text for case in chosen[i : i + 15]) for i in range(0, len(chosen), 15)]
    words = sum(len(text.split()) for text in texts)
    lexicon = equipment.load()
    start = time.process_time()
    for text in texts:
        lexicon.find(text)
    return words / (time.process_time() - start)


def run(data: Path | None) -> list[Row]:
    """The rows of this set; it needs no public data."""
    del data
    rows: list[Row] = []
    for half in ("dev", "test"):
        chosen = [case for case in cases() if case.half == half]
        found = score(chosen)
        note = f"{found.mentions} mentions, {sum(not case.mentions for case in chosen)} look-alikes"
        for metric, figure in (
            ("precision", found.precision),
            ("recall", found.recall),
            ("class right", found.class_right),
        ):
            rows.append(Row(f"{DATA} ({half})", metric, figure, FLOORS[metric], note))
    rows.append(
        Row(DATA, "words/s", words_per_second(cases()), SPEED_FLOOR, "find, one core, about 120 words a text")
    )
    return rows
