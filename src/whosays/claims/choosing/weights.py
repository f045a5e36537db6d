"""The tables beside this file, each the weights of one choice."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from whosays.text import weights
from whosays.text.weights import chances

__all__ = ["FOLDER", "chances", "load"]
FOLDER: Final = Path(__file__).parent


def load(name: str) -> Mapping[str, float]:
    """The weights of one choice, by sign; a sign that is not in the table weighs nothing."""
    return weights.load(FOLDER / f"{name}.json")
