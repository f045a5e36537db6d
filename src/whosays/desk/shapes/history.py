"""Who changed what, and what changed since a visit."""

from typing import Any

from whosays.desk.shapes.lines import JudgementLine, ReportLine
from whosays.desk.shapes.root import Shape


class HistoryLine(Shape, frozen=True, kw_only=True):
    """One write, in words."""

    seq: int
    at: str
    by: str
    kind: str
    says: str
    note: dict[str, Any]
    remark: str
    judgement: JudgementLine | None
    hash: str


class HistoryRows(Shape, frozen=True, kw_only=True):
    """Writes, newest first; `next` is the `before` of the next page."""

    rows: list[HistoryLine]
    next: int | None


class SilentEdit(Shape, frozen=True, kw_only=True):
    """New bytes under a known name: what an outlet changed without saying so."""

    report: ReportLine
    before: ReportLine
    added: int
    removed: int
    words_added: list[str]
    words_removed: list[str]


class Changes(Shape, frozen=True, kw_only=True):
    """What changed since a write; `more` where not all is listed."""

    head: int
    reports: list[ReportLine]
    edited: list[SilentEdit]
    judgements: list[JudgementLine]
    incidents: list[str]
    redactions: int
    more: bool
