"""UDS-IH2 and UW: how certain an event is to its author, -3..+3, against the mean of human judgements."""

import json
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path

from bench.table import Row, skipped

SETS = {"UDS-IH2 dev": "UDS_IH2", "UW dev": "UW"}
FLOORS = {"UDS-IH2 dev": (0.86, 0.81), "UW dev": (0.385, 0.82)}  # most MAE, least r of the shipped weights
REACHED = 0.9  # least share of the gold predicates that must have a value


def sentences(path: Path) -> Iterator[tuple[str, list[tuple[int, int, float]]]]:
    """Text and `(start, end, value)` of each predicate; tokens are joined as running text would be."""
    for line in path.open(encoding="utf-8"):
        raw = json.loads(line)
        text, spans = running_text(raw["text"].split())
        targets = [(*spans[t["span1"][0]], float(t["label"])) for t in raw["targets"]]
        yield text, targets


def running_text(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Text from tokens that were cut at hyphens, apostrophes and quotation marks; and each token's span."""
    text, spans, glue, open_quote = "", [], True, False
    for i, token in enumerate(tokens):
        closes = token[:1] in ".,;:!?)]%\u201d\u2019" or token in _CLITICS or token == "-"
        closes = closes or (token == '"' and open_quote)
        if i and tokens[i - 1] == "\u2019" and len(token) <= 2 and token.isalpha():
            closes = True
        if text and not glue and not closes:
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        glue = token in ("(", "[", "$", "\u201c", "\u2018", "-") or (token == '"' and not open_quote)
        if token == '"':
            open_quote = not open_quote
    return text, spans


_CLITICS = frozenset(("'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'"))


def agreement(gold: Sequence[float], guess: Sequence[float]) -> tuple[float, float]:
    """Mean absolute error and Pearson's r."""
    n = len(gold)
    mean_x, mean_y = sum(gold) / n, sum(guess) / n
    error = sum(abs(x - y) for x, y in zip(gold, guess, strict=True)) / n
    both = sum((x - mean_x) * (y - mean_y) for x, y in zip(gold, guess, strict=True))
    spread = sqrt(sum((x - mean_x) ** 2 for x in gold) * sum((y - mean_y) ** 2 for y in guess))
    return error, both / spread if spread else 0.0


def run(data: Path | None) -> list[Row]:
    """Error and correlation of the trained head alone, and the share of the predicates it marks itself."""
    folder = data / "factuality" if data else None
    if folder is None or not folder.is_dir():
        return skipped("factuality", "factuality not under the data folder")
    return [row for name in SETS for row in _measured(name, folder / SETS[name] / "dev.jsonl")]


def _measured(name: str, path: Path) -> list[Row]:
    from bench._heads import encoded

    gold, guess, marked = [], [], 0
    for text, targets in sentences(path):
        read = encoded(text, [(0, len(text))])
        for start, end, value in targets:
            vote = read.factuality(start, end)
            gold.append(value)
            guess.append(0.0 if vote is None else vote.uds if "UDS" in name else vote.uw)
            marked += read.predicate_chance(start, end) >= 0.5
    error, r = agreement(gold, guess)
    most, least = FLOORS[name]
    return [
        Row(f"{name} (head)", "MAE", error, most, f"{len(gold)} predicates", lower_is_better=True),
        Row(f"{name} (head)", "Pearson r", r, least),
        Row(f"{name} (head)", "share of predicates marked", marked / len(gold), REACHED),
    ]
