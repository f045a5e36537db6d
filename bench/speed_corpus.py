"""Synthetic reports for measuring speed: sentences of our own samples, shuffled with a fixed seed into reports of about 120 words."""

import json
import random
import re
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"
WORDS = 120
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


def sentences() -> list[str]:
    """Sentences of the plain samples, 8 to 40 words long, each once, in a fixed order."""
    found: dict[str, None] = {}
    for path in sorted(SAMPLES.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            for sentence in _SENTENCE.split(line.strip()):
                if 8 <= len(sentence.split()) <= 40 and sentence.endswith("."):
                    found[sentence] = None
    return list(found)


def write(path: Path, number: int, seed: int = 1) -> int:
    """Write `number` reports as JSON Lines; returns how many words they hold."""
    chance = random.Random(seed)
    known = sentences()
    total = 0
    with path.open("w", encoding="utf-8") as file:
        for i in range(number):
            text: list[str] = []
            while sum(len(one.split()) for one in text) < WORDS:
                text.append(chance.choice(known))
            paragraphs = [" ".join(text[at : at + 2]) for at in range(0, len(text), 2)]
            row = {"id": f"synthetic-{i:06}", "published": f"2015-{i % 12 + 1:02}-{i % 28 + 1:02}", "outlet": "Bench", "text": "\n\n".join(paragraphs)}
            file.write(json.dumps(row) + "\n")
            total += sum(len(one.split()) for one in text)
    return total
