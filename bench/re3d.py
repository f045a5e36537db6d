"""re3d: mentions in documents on Syria and Iraq, strict span and type.

The shipped weights were trained on all five sources that are open to development, so their figure here says only how
well they fit. The honest one leaves one source out: `python -m training.leave_one_out`, recorded in the model card.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.polnear import Tally
from bench.table import Row, skipped
from bench.wikievents import compare

# Platforms are left out (most of their spans are broken in the set), coordinates and frequencies are too few.
TYPES = {
    "Person": "person", "Organisation": "organisation", "Location": "location", "Nationality": "nationality",
    "Temporal": "temporal", "Quantity": "quantity", "Vehicle": "vehicle", "Weapon": "weapon",
    "DocumentReference": "document", "Money": "money",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its gold mentions `(start, end, our type, confidence 0..1)`."""

    name: str
    text: str
    mentions: list[tuple[int, int, str, float]]


def documents(folder: Path) -> Iterator[Document]:
    """The documents of one source."""
    mentions: dict[str, list[tuple[int, int, str, float]]] = defaultdict(list)
    for line in (folder / "entities.json").open(encoding="utf-8"):
        raw = json.loads(line)
        if raw["type"] in TYPES:
            found = (raw["begin"], raw["end"], TYPES[raw["type"]], float(raw["confidence"]))
            mentions[raw["documentId"]].append(found)
    for line in (folder / "documents.json").open(encoding="utf-8"):
        raw = json.loads(line)
        yield Document(raw["_id"], raw["text"], mentions[raw["_id"]])


def run(data: Path | None) -> list[Row]:
    """F1 of the shipped head by source, over gold of every confidence; not gated, see above."""
    from bench._heads import encoded

    root = data / "re3d" if data else None
    if root is None or not root.is_dir():
        return skipped("re3d", "re3d not under the data folder")
    rows = []
    for folder in sorted(f for f in root.iterdir() if f.is_dir()):
        tally = Tally()
        for document in documents(folder):
            guess = {(m.start, m.end, m.type) for m in encoded(document.text).mentions}
            compare(tally, guess, {(a, b, kind) for a, b, kind, _ in document.mentions})
        note = f"P {tally.precision:.3f} R {tally.recall:.3f}; seen in training"
        rows.append(Row(f"re3d {folder.name}", "span and type F1 (head)", tally.f1, None, note))
    return rows
