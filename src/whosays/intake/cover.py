"""The invariant of this floor: every character that is not white space is main text or set aside, exactly once."""

from collections.abc import Iterable

from whosays.model.report import Dropped
from whosays.model.span import Span
from whosays.text.lines import trim


def settle(
    text: str, paragraphs: Iterable[Span], dropped: Iterable[Dropped]
) -> tuple[tuple[Span, ...], tuple[Dropped, ...], int]:
    """Trim, order and check both lists against the text, and read as paragraphs whatever neither of them covers.

    Returns the paragraphs, the dropped spans and how many code points had been covered by neither.

    Raises:
        ValueError: when two spans overlap or one lies outside the text: a mistake of this floor, never of the input.
    """
    marked = [(span.start, span.end, None) for span in paragraphs] + [(d.start, d.end, d) for d in dropped]
    marked.sort(key=lambda item: item[:2])
    main: list[Span] = []
    aside: list[Dropped] = []
    uncovered = 0
    at = 0
    for start, end, drop in marked:
        if start < at or end > len(text):
            raise ValueError(f"span [{start}, {end}) overlaps another or leaves the text of {len(text)}")
        uncovered += _read(text, at, start, main)
        at = end
        filled = _filled(text, start, end)
        if filled and drop is None:
            main.append(filled)
        elif filled and drop is not None:
            aside.append(Dropped(filled.start, filled.end, drop.reason))
    uncovered += _read(text, at, len(text), main)
    return tuple(main), tuple(aside), uncovered


def _read(text: str, start: int, end: int, main: list[Span]) -> int:
    """Add what stands between two marked spans to the main text; how many code points that was."""
    filled = _filled(text, start, end)
    if filled is None:
        return 0
    main.append(filled)
    return filled.end - filled.start


def _filled(text: str, start: int, end: int) -> Span | None:
    start, end = trim(text, start, end)
    return Span(start, end) if start < end else None


def share_read(text: str, paragraphs: Iterable[Span], dropped: Iterable[Dropped]) -> float:
    """Share of the text's filled characters that paragraphs or dropped spans cover, 0..1; 1.0 for an empty text."""
    spans = [(s.start, s.end) for s in paragraphs] + [(d.start, d.end) for d in dropped]
    covered = sum(len("".join(text[start:end].split())) for start, end in spans)
    total = len("".join(text.split()))
    return covered / total if total else 1.0
