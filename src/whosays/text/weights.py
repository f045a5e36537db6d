"""Weights of signs and the chances that they give: one softmax over what may be chosen.

A sign is a short name that holds or does not hold. A table says what each is worth; `training/choices.py` fits them.
"""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path


@cache
def load(path: Path) -> Mapping[str, float]:
    """The weights of one choice, by sign, from the JSON table at `path`; a sign that is not in the table weighs nothing."""
    table: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return table


def chances(weights: Mapping[str, float], options: Sequence[Collection[str]]) -> list[float]:
    """The chance of each option, given the signs that hold for it; they sum to 1."""
    scores = [sum(weights.get(sign, 0.0) for sign in signs) for signs in options]
    top = max(scores)
    grown = [math.exp(score - top) for score in scores]
    total = sum(grown)
    return [value / total for value in grown]
