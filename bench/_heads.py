"""The trained heads alone, for the bench modules that measure them."""

from collections.abc import Sequence
from functools import cache

from bench.polnear import paragraphs
from whosays.model.span import Span
from whosays.reading.encoder import Encoded, Encoder


@cache
def encoder() -> Encoder:
    """The shipped encoder, loaded once."""
    return Encoder.load()


def encoded(text: str, spans: Sequence[tuple[int, int]] | None = None) -> Encoded:
    """The votes on a text; without `spans`, its lines that are not blank are its paragraphs."""
    return encoder().read(text, [Span(*p) for p in (paragraphs(text) if spans is None else spans)])
