"""What a filter finds, counted; how the ledger stands; what a search finds; issues of inputs; a lifted protection."""

from typing import Literal

from whosays import api
from whosays.desk.shapes.claims import ClaimLine
from whosays.desk.shapes.root import Counted, Shape
from whosays.model.issue import Issue


class Overview(Shape, frozen=True, kw_only=True):
    """What a filter finds, counted; `of` is the number of all claims, `head` the last write that is counted, `stale` when it is not the last."""

    total: int
    of: int
    head: int
    stale: bool
    facets: dict[str, list[Counted]]
    timeline: api.Timeline | None
    map: api.Spots | None


class State(Shape, frozen=True, kw_only=True):
    """How the ledger stands; poll `head`."""

    ledger: str
    name: str
    reports: int
    claims: int
    incidents: int
    head: int
    columns: Literal["ready", "loading"]
    joining: bool
    behind: bool
    reading: str | None
    user: str
    version: str
    guarded: bool


class Found(Shape, frozen=True, kw_only=True):
    """A place where words were found; `marks` inside the snippet."""

    kind: Literal["report", "claim"]
    id: str
    report_id: str
    doc_id: str
    title: str | None
    outlet: str | None
    snippet: str
    start: int
    end: int
    marks: list[tuple[int, int]]
    line: ClaimLine | None


class FoundRows(Shape, frozen=True, kw_only=True):
    """What a search found."""

    rows: list[Found]
    total: int


class IssueRows(Shape, frozen=True, kw_only=True):
    """Issues of inputs."""

    rows: list[Issue]
    total: int


class Lift(Shape, frozen=True, kw_only=True):
    """An export without coarsening (`exact`) or with the names of persons without a public role (`names`): a reason is needed."""

    by: str
    reason: str
    filter: str = ""
    exact: bool = False
    names: bool = False
    title: str | None = None
