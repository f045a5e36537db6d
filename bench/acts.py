"""Acts in labelled text held out of training: claims against the triggers and types that readers labelled.

A tenth of the labelled documents of the public sets, and an eighth of the passages that writers made for this project without knowing the reader (`training/prose.jsonl`).

The labels (`training/acts.jsonl`, offsets without text) hold every mention of an act, also those that only point back, and every toll on its own, which
claims fold into their act: so recall is low by design and is given without tolls too. Labelled once, by instances of one language model.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.table import Row, skipped

DATA = "acts in real text (held out)"
PROSE = "acts in our own passages (held out)"
FLOORS: dict[str, dict[str, float]] = {
    "first": {"precision of the type": 0.75, "precision, whatever the type": 0.85, "recall": 0.50, "recall, tolls aside": 0.52},
    "second": {"precision of the type": 0.76, "precision, whatever the type": 0.85, "recall": 0.48, "recall, tolls aside": 0.46},
    "third": {},
}
PROSE_FLOORS = {"precision of the type": 0.64, "precision, whatever the type": 0.86, "recall": 0.28, "recall, tolls aside": 0.27}
"""Least figures that the gate accepts, by labelling; only ever raised."""
TOLLS = frozenset({"casualties", "killing"})
Act = tuple[int, int, str]
Span = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """Claims, those with a labelled act of their type in their sentence, those whose words meet any labelled act; labelled acts and those found."""

    claims: int = 0
    typed: int = 0
    met: int = 0
    gold: list[bool] = field(default_factory=list)
    bare: list[bool] = field(default_factory=list)

    def add(self, claims: list[Act], gold: list[Act], sentences: list[Span]) -> None:
        """Count one document; claims outside the labelled sentences are left out."""
        home = {act: next(((a, b) for a, b in sentences if a <= act[0] < b), None) for act in (*claims, *gold)}
        told = [claim for claim in claims if home[claim] is not None]
        typed = {(home[act], act[2]) for act in gold}
        self.claims += len(told)
        self.typed += sum((home[c], c[2]) in typed for c in told)
        self.met += sum((home[c], c[2]) in typed or any(a < c[1] and c[0] < b for a, b, _ in gold) for c in told)
        found = {(home[c], c[2]) for c in told}
        for start, end, kind in gold:
            hit = (home[start, end, kind], kind) in found
            self.gold.append(hit)
            if kind not in TOLLS:
                self.bare.append(hit)


    def figures(self) -> dict[str, float]:
        """Precision and recall by name."""
        return {
            "precision of the type": self.typed / self.claims, "precision, whatever the type": self.met / self.claims,
            "recall": sum(self.gold) / len(self.gold), "recall, tolls aside": sum(self.bare) / len(self.bare),
        }


def documents(data: Path, labelling: str) -> Iterator[tuple[str, list[Span], list[Act]]]:
    """Text, labelled sentences and acts of each document of one labelling held out."""
    from training import acts

    texts = acts.texts(data)
    for line in acts.LABELS.open(encoding="utf-8"):
        doc = json.loads(line)
        if acts.held(doc["doc"]) and list(FLOORS)[acts.labelling(doc) - 1] == labelling:
            yield acts.ready(doc["doc"], texts[doc["doc"]]), [(a, b) for a, b in doc["sentences"]], [(a, b, kind) for a, b, kind, _ in doc["acts"]]


def run(data: Path | None = None) -> list[Row]:
    """The rows; where public data is missing one that says so."""
    return [*prose(), *real(data)]


def prose() -> list[Row]:
    """Rows of our own passages."""
    from training import acts

    rows = [(doc["text"], [(a, b) for a, b in doc["sentences"]], [(a, b, kind) for a, b, kind, _ in doc["acts"]]) for doc in acts.prose("held")]
    return _rows(PROSE, rows, PROSE_FLOORS)


def real(data: Path | None) -> list[Row]:
    """Rows of the public sets."""
    needed = [data / name for name in ("fakes", "muc4", "wikievents/train_recut.jsonl", "rams", "polnear/train")] if data else []
    if data is None or not all(path.exists() for path in needed):
        return skipped(DATA, "fakes, muc4, wikievents, rams or polnear not under the data folder")
    return [row for labelling, floors in FLOORS.items() for row in _rows(f"{DATA}, {labelling}", documents(data, labelling), floors)]


def _rows(name: str, labelled: Iterable[tuple[str, list[Span], list[Act]]], floors: dict[str, float]) -> list[Row]:
    from whosays.intake.intake import report_from_text
    from whosays.pipeline import load_tools, read_report
    from whosays.settings import Settings

    settings = Settings()
    tools, tally = load_tools(settings), Tally()
    for text, sentences, gold in labelled:
        report, _ = report_from_text(text, doc_id="act", language="en", clean=False, settings=settings)
        claims = read_report(report, tools).built.claims
        tally.add([(c.trigger.start, c.trigger.end, c.type) for c in claims], gold, sentences)
    return [Row(name, metric, value, floors.get(metric), f"{tally.claims} claims, {len(tally.gold)} acts") for metric, value in tally.figures().items()]
