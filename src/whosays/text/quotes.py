"""Quotation marks in a stretch of text, paired into regions."""

from dataclasses import dataclass

OPENING = "“«„‟❝"
CLOSING = "”»❞"
EITHER = '"＂'


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: `[start, end)` with its marks, `[inner_start, inner_end)` without; `closed` false where no end mark stands."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


def quotations(text: str, start: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """Quotations in `text[start:end]` (one paragraph), in order, outermost only.

    A straight mark opens or closes by turns; typographic marks say which they are. A quotation that the paragraph leaves
    open runs to its end: a speech that goes on in the next paragraph is printed so.
    """
    stop = len(text) if end is None else end
    found: list[Quotation] = []
    opened: int | None = None
    for i in range(start, stop):
        mark = text[i]
        if mark in OPENING or (mark in EITHER and opened is None):
            if opened is None:
                opened = i
        elif (mark in CLOSING or mark in EITHER) and opened is not None:
            found.append(Quotation(opened, i + 1, opened + 1, i))
            opened = None
    if opened is not None and opened + 1 < stop:
        found.append(Quotation(opened, stop, opened + 1, stop, closed=False))
    return tuple(found)
