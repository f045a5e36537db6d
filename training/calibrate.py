"""Points that turn the regression outputs into values: `python -m training.calibrate --data DIR WEIGHTS`.

The error that counts is absolute, and most events of UW are at the top of the scale: the median of the gold in a band of
outputs is a better value than the output. Bands come from sentences of the training halves, made to rise.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from bench.factuality import SETS, sentences
from whosays.model.span import Span
from whosays.reading.encoder import Encoder

BANDS = 24
SENTENCES = 1200


def points(outputs: np.ndarray, gold: np.ndarray) -> list[list[float]]:
    """Outputs and values of the bands, both rising."""
    order = np.argsort(outputs, kind="stable")
    bands = np.array_split(order, BANDS)
    xs = [float(np.median(outputs[b])) for b in bands]
    ys = np.maximum.accumulate([float(np.median(gold[b])) for b in bands])
    return [[round(x, 4) for x in xs], [round(float(y), 4) for y in ys]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    path = args.weights / "labels.json"
    names = json.loads(path.read_text(encoding="utf-8"))
    plain = [[-9.0, 9.0], [-9.0, 9.0]]
    path.write_text(json.dumps({**names, "scales": {"uds": plain, "uw": plain}}), encoding="utf-8")
    encoder = Encoder.load(2, args.weights)
    for key, name in (("uds", "UDS-IH2 dev"), ("uw", "UW dev")):
        outputs, gold = [], []
        for text, targets in list(sentences(args.data / "factuality" / SETS[name] / "train.jsonl"))[:SENTENCES]:
            read = encoder.read(text, [Span(0, len(text))])
            for start, end, value in targets:
                vote = read.factuality(start, end)
                if vote is not None:
                    outputs.append(getattr(vote, key))
                    gold.append(value)
        names["scales"][key] = points(np.array(outputs), np.array(gold))
    path.write_text(json.dumps(names, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
