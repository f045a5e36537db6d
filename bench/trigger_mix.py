"""`python -m bench.trigger_mix [--data DIR]`: whether the head of acts helps to find triggers of attacks, cross-validated over the documents of WikiEvents dev.

The chance of "attack" is a weighted mean of what the head of triggers gives it and what the head of acts gives to all acts that are attacks. Prints the F1
of the head of triggers alone and of the mean, each with its constants fitted on four fifths of the documents and scored on the last, and the constants fitted on
all of them, which stand in `whosays.reading.encoder_votes`. To be run when the weights change.
"""

import argparse
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench._heads import encoded, encoder
from bench.table import data_folder
from bench.wikievents import TYPES, Document, documents, gold_triggers
from whosays.reading import encoder_votes as votes
from whosays.reading.encoder import ATTACKS, Encoded

WEIGHTS = (0.0, 0.2, 0.35, 0.5, 0.65)
THRESHOLDS = (0.3, 0.35, 0.4, 0.45)
SURER = (0.35, 0.4, 0.45, 0.5)
FOLDS, SHUFFLES = 5, 20
Counts = tuple[int, int, int]  # right, given, wanted


@dataclass(frozen=True, slots=True)
class Constants:
    """The weight of the head of acts, 0..1, the least chance of any trigger and that of an attack."""

    weight: float
    threshold: float
    attack: float


def counts(document: Document, read: Encoded, constants: Constants) -> Counts:
    """Right, given and wanted triggers of one document."""
    labels = encoder().labels
    attack, types = labels.triggers.index("attack"), [i for i, name in enumerate(labels.acts) if name in ATTACKS]
    found = set()
    for window in read._passes:  # noqa: SLF001 - the raw scores are asked for here alone
        scores = votes.mixed(window.triggers.astype(np.float32), window.acts.astype(np.float32), attack, types, constants.weight)
        queries, keys = window.role_queries.astype(np.float32), window.role_keys.astype(np.float32)
        for t in votes.triggers_of(scores, queries, keys, constants.threshold, joins=window.joins):
            if labels.triggers[t.label] in TYPES.values() and (t.label != attack or t.score >= constants.attack):
                found.add((*window.span(t.words), labels.triggers[t.label]))
    gold = gold_triggers(document)
    return len(found & gold), len(found), len(gold)


def f1(rows: Sequence[Counts]) -> float:
    """F1 over documents."""
    right, given, wanted = (sum(row[i] for row in rows) for i in range(3))
    return 2 * right / max(1, given + wanted)


def cross_validated(table: dict[Constants, list[Counts]], size: int) -> float:
    """Mean F1 over `SHUFFLES` ways to cut the documents, constants fitted on the other folds."""
    order, found = random.Random(0), []
    for _ in range(SHUFFLES):
        documents_ = order.sample(range(size), size)
        rows = []
        for fold in range(FOLDS):
            held = documents_[fold::FOLDS]
            best = max(table, key=lambda c: f1([row for i, row in enumerate(table[c]) if i not in held]))
            rows += [table[best][i] for i in held]
        found.append(f1(rows))
    return sum(found) / len(found)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="folder of public data (default: $WHOSAYS_BENCH_DATA)")
    data = data_folder(parser.parse_args().data)
    read = [(d, encoded(d.text, d.sentences)) for d in documents(Path(data or ".") / "wikievents" / "dev.jsonl")]
    grid = [Constants(*values) for values in itertools.product(WEIGHTS, THRESHOLDS, SURER)]
    table = {constants: [counts(d, e, constants) for d, e in read] for constants in grid}
    for name, kept in (("head of triggers alone", [c for c in grid if not c.weight]), ("with the head of acts", grid)):
        some = {c: table[c] for c in kept}
        best = max(some, key=lambda c: f1(some[c]))
        print(f"{name}: F1 {cross_validated(some, len(read)):.3f} cross-validated, {f1(some[best]):.3f} fitted on all: {best}")


if __name__ == "__main__":
    main()
