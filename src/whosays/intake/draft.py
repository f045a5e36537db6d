"""What a format reader hands to cleaning: text, blocks, and what the file says about itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from whosays.model.issue import Issue
from whosays.model.report import DropReason, PublishedBasis

Kind = Literal["text", "heading", "item"]
DateRole = Literal["published", "updated"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch `[start, end)` of the text that belongs together; `hint` is set where the markup itself says it is no body."""

    start: int
    end: int
    kind: Kind = "text"
    hint: DropReason | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that date the report, as found: `where` says in what field or line, for messages."""

    raw: str
    basis: PublishedBasis
    where: str
    role: DateRole = "published"


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as its format gives it. `data` are its own bytes when it is a row of a larger file, else empty.

    `name` is the id that the input gives it, null for a file that holds a single report. `language` is what the input
    declares, `trusted_language` whether that is a person's or a column's word rather than a page template's.
    """

    text: str
    blocks: tuple[Block, ...] | None = None
    name: str | None = None
    data: bytes = b""
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    trusted_language: bool = False
    dates: tuple[DateMention, ...] = ()
    place: str = ""


Drafts = Iterator[Draft | Issue]


def issue(code: str, source: str, message: str) -> Issue:
    """An Issue of this floor."""
    return Issue("intake", code, source, message)
