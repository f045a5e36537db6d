"""Handing reports in, and watching them being read."""

from typing import Literal

from whosays.desk.shapes.root import Shape
from whosays.model.issue import Issue


class Batch(Shape, frozen=True, kw_only=True):
    """A file that was handed in; `known` says what the ledger has under its name: `replaces` is another text, which this one would supersede."""

    batch: str
    name: str = ""
    bytes: int = 0
    known: Literal["new", "stored", "superseded", "redacted", "replaces"] = "new"


class StartReading(Shape, frozen=True, kw_only=True):
    """Read a batch; what is given beats what the files say of themselves."""

    batch: str
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None


class ReadDocument(Shape, frozen=True, kw_only=True):
    """What became of one document."""

    doc_id: str
    report_id: str
    kind: str
    claims: int
    words: int
    share_read: float
    language: str
    issues: list[Issue]


class Unread(Shape, frozen=True, kw_only=True):
    """A document in a language that the reader does not know."""

    doc_id: str
    language: str


class Reading(Shape, frozen=True, kw_only=True):
    """How far a batch is."""

    batch: str
    state: Literal["waiting", "reading", "joining", "done", "failed"]
    done: int
    files: int
    documents: list[ReadDocument]
    issues: list[Issue]
    unread: list[Unread]
    message: str
    seconds: float
