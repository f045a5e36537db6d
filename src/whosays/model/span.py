"""Spans of text: `[start, end)` in Unicode code points."""

from dataclasses import dataclass

from whosays.errors import GroundingError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text, `[start, end)` in code points; `start <= end`."""

    start: int
    end: int

    def covers(self, other: "Span | Quote") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span | Quote") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the report and where they stand: `report.text[start:end] == text`."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The stretch without its words."""
        return Span(self.start, self.end)


def quote(text: str, start: int, end: int) -> Quote:
    """The quote of `text[start:end]`.

    Raises:
        GroundingError: when the bounds are not `0 <= start < end <= len(text)`.
    """
    if not 0 <= start < end <= len(text):
        raise GroundingError(f"span [{start}, {end}) does not lie in a text of {len(text)} code points")
    return Quote(text[start:end], start, end)


def check_quote(report_text: str, words: str, start: int, end: int) -> None:
    """Refuse a span that does not reproduce its words.

    Raises:
        GroundingError: naming the span, the words found there and the words claimed.
    """
    if not 0 <= start <= end <= len(report_text) or report_text[start:end] != words:
        raise GroundingError(f"span [{start}, {end}) reads {report_text[start:end]!r}, not {words!r}")
