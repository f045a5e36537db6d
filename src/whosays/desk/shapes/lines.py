"""A report and a judgement as they stand in lists and beside other records."""

from typing import Any

import msgspec

from whosays import api
from whosays.desk.shapes.root import Shape
from whosays.model.judgement import JudgementKind


class ReportLine(Shape, frozen=True, kw_only=True):
    """A report as lists show it."""

    report_id: str
    doc_id: str
    sha256: str
    status: api.Status
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    published_basis: str
    url: str | None
    source: str
    language: str
    claims: int
    share_read: float
    reader: str
    words: int
    set_aside: int
    not_claimed: int
    issues: int
    replaces: str | None
    redacted: bool
    version: str


class JudgementLine(Shape, frozen=True, kw_only=True):
    """A judgement as it stands."""

    judgement_id: str
    seq: int
    at: str
    by: str
    kind: JudgementKind
    on: str
    field: str | None
    from_: Any = msgspec.field(name="from")
    to: Any
    reason: str
    withdrawn: bool
    orphan: str
    claim_id: str | None
    report_id: str | None
    version: str
