"""Reports as lists and their own page show them."""

from typing import Literal

from whosays import api
from whosays.desk.shapes.claims import ClaimLine
from whosays.desk.shapes.lines import ReportLine
from whosays.desk.shapes.root import Shape
from whosays.model.entity import Item
from whosays.model.issue import Issue
from whosays.model.report import Dropped


class ReportRows(Shape, frozen=True, kw_only=True):
    """A page of reports."""

    rows: list[ReportLine]
    total: int
    cursor: str | None


class TextSpan(Shape, frozen=True, kw_only=True):
    """A stretch of the report's text (code points) to be highlighted; `depth` is the link of the chain, outermost 0."""

    start: int
    end: int
    kind: Literal["act", "evidence", "source", "cue", "content", "role", "place", "time", "count", "equipment", "item", "ground"]
    depth: int
    claim_id: str | None
    label: str
    reason: str
    stance: str | None
    precision: str | None


class ReportPage(Shape, frozen=True, kw_only=True):
    """A report's text with all that was read in it."""

    line: ReportLine
    text: str
    paragraphs: list[tuple[int, int]]
    dropped: list[Dropped]
    spans: list[TextSpan]
    claims: list[ClaimLine]
    items: list[Item]
    issues: list[Issue]
    versions: list[ReportLine]
    state: api.ReadingState
