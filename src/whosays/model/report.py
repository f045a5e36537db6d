"""Reports: one published text, whole, with what was set aside and why."""

from dataclasses import dataclass
from typing import Literal

from whosays.model.span import Span

PublishedPrecision = Literal["minute", "day", "month", "year", "unknown"]
PublishedBasis = Literal["metadata", "text", "filename", "given", "unknown"]
DropReason = Literal[
    "navigation", "newsletter", "appeal", "comment", "caption", "share", "repeated", "boilerplate", "markup", "headline_repeated",
    "byline", "dateline", "link", "unread",
]


@dataclass(frozen=True, slots=True)
class Published:
    """When the report was published: `value` an ISO date or date-time with offset, or null when unknown; never invented."""

    value: str | None = None
    precision: PublishedPrecision = "unknown"
    basis: PublishedBasis = "unknown"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch `[start, end)` of the text that was set aside, and why; no claim overlaps one."""

    start: int
    end: int
    reason: DropReason


@dataclass(frozen=True, slots=True)
class Report:
    """One report: `text` is the whole decoded text, `paragraphs` its main paragraphs in order.

    Paragraphs and dropped spans do not overlap. `doc_id` is the id given with the input, else its path relative to
    what was asked to be read, with `/`. `sha256` is that of the original bytes (for a row of a JSON Lines, CSV or WARC file: of the row's bytes).
    `replaces` is the report_id of the version before, null for a first version. `language` is an ISO 639-1 code or `und`.
    `outlet_country` is an ISO 3166 alpha-2 code when known.
    """

    report_id: str
    doc_id: str
    sha256: str
    source: str
    text: str
    paragraphs: tuple[Span, ...]
    dropped: tuple[Dropped, ...] = ()
    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: Published = Published()
    language: str = "en"
    replaces: str | None = None
