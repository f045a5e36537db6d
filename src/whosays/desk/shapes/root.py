"""Root of the shapes, and what every page has."""

import msgspec


class Shape(msgspec.Struct, frozen=True):
    """Root of the desk's own shapes."""


class Counted(Shape, frozen=True, kw_only=True):
    """A value and how many claims have it."""

    value: str
    n: int
