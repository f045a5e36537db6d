"""Named sets of claims and incidents with notes."""

import msgspec

from whosays import api
from whosays.desk.shapes.claims import ClaimLine
from whosays.desk.shapes.incidents import IncidentLine
from whosays.desk.shapes.root import Shape


class CaseLine(Shape, frozen=True, kw_only=True):
    """A case as lists show it."""

    case_id: str
    version: int
    name: str
    notes: str
    claims: int
    incidents: int
    members: list[str]
    by: str
    at: str
    closed: bool


class CaseRows(Shape, frozen=True, kw_only=True):
    """All cases."""

    rows: list[CaseLine]


class CasePage(Shape, frozen=True, kw_only=True):
    """One case; `gone` are members that are not in the ledger any more."""

    case: CaseLine
    claims: list[ClaimLine]
    incidents: list[IncidentLine]
    notes: list[api.CaseNote]
    gone: list[str]


class CaseAnswer(Shape, frozen=True, kw_only=True):
    """A case after a change."""

    case: CaseLine


class NoteOn(Shape, frozen=True, kw_only=True):
    """A note on a member of a case, or on all of it."""

    text: str
    on: str = ""


class CaseChange(Shape, frozen=True, kw_only=True):
    """A new case (`name`), or a change to one (`expected` its version)."""

    by: str
    expected: int | None = None
    name: str | None = None
    notes: str | None = None
    add: list[str] = msgspec.field(default_factory=list)
    remove: list[str] = msgspec.field(default_factory=list)
    note: NoteOn | None = None
    closed: bool | None = None
