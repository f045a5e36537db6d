"""An incident laid out: matrix, stemma, figures, quotes."""

from typing import Literal

import msgspec

from whosays.desk.shapes.claims import ClaimLine, Place
from whosays.desk.shapes.lines import JudgementLine
from whosays.desk.shapes.root import Shape
from whosays.model.claim import CountScope, CountWhat, Factuality, Victims
from whosays.model.incident import Contradiction, Dispute, EdgeKind, Happening, Incident, Origins
from whosays.model.resolution import TimePrecision


class IncidentLine(Shape, frozen=True, kw_only=True):
    """An incident as lists show it."""

    incident_id: str
    version: str
    type: str
    title: str
    happening: Happening
    claims: int
    matching: int
    reports: int
    origins: Origins
    earliest: str | None
    latest: str | None
    time_precision: TimePrecision
    place: Place | None
    sources: list[str]
    contradictions: list[Contradiction]
    disputed: list[Dispute]
    figures: str
    assessment: str | None


class IncidentRows(Shape, frozen=True, kw_only=True):
    """A page of incidents."""

    rows: list[IncidentLine]
    total: int
    cursor: str | None


class Cell(Shape, frozen=True, kw_only=True):
    """What one chain gives for a facet; `group` numbers the value inside the facet, 0 the most given; `agree` chains give it."""

    value: str
    group: int
    agree: int
    claims: list[str]


class MatrixRow(Shape, frozen=True, kw_only=True):
    """One chain of a report: who says it through whom, and what it says for each facet. `earliest`: none in the ledger was published before."""

    chain: str
    outlet: str | None
    report_id: str
    doc_id: str
    published: str | None
    earliest: bool
    links: list[str]
    claims: list[str]
    denies: bool
    cells: dict[str, list[Cell]]


class Value(Shape, frozen=True, kw_only=True):
    """A value of a facet and how many chains give it."""

    value: str
    group: int
    chains: int


class Conflict(Shape, frozen=True, kw_only=True):
    """A contradiction placed in the matrix: groups of values that cannot all hold."""

    facet: str
    kind: str
    groups: list[list[int]]
    sides: list[list[str]]
    reason: str


class Matrix(Shape, frozen=True, kw_only=True):
    """Chains against facets."""

    facets: list[str]
    rows: list[MatrixRow]
    values: dict[str, list[Value]]
    conflicts: list[Conflict]


class Node(Shape, frozen=True, kw_only=True):
    """An account in the stemma; those of one `origin` are folded."""

    key: str
    label: str
    kind: Literal["report", "source", "outlet"]
    report_id: str | None
    published: str | None
    origin: int
    first: bool


class Edge(Shape, frozen=True, kw_only=True):
    """A tie; `folds` where it makes two accounts one origin."""

    kind: EdgeKind
    from_: str = msgspec.field(name="from")
    to: str
    directed: bool
    evidence: str
    reason: str
    folds: bool


class OriginLine(Shape, frozen=True, kw_only=True):
    """Accounts that go back to one origin, as far as words and times show."""

    origin: int
    label: str
    keys: list[str]
    claims: list[str]


class StemmaDrawing(Shape, frozen=True, kw_only=True):
    """The tree to draw; `apart` are pairs of origins to join by a dashed line: no common origin found."""

    nodes: list[Node]
    edges: list[Edge]
    origins: list[OriginLine]
    apart: list[list[str]]


class FigureRow(Shape, frozen=True, kw_only=True):
    """One figure by one source."""

    low: int | None
    best: int | None
    high: int | None
    text: str
    who_says: str
    outlet: str | None
    claim_id: str
    factuality: Factuality
    published: str | None


class Figure(Shape, frozen=True, kw_only=True):
    """Figures of one kind, never summed."""

    what: CountWhat
    victims: Victims
    scope: CountScope
    rows: list[FigureRow]


class SaidWords(Shape, frozen=True, kw_only=True):
    """Words quoted as they were said."""

    text: str
    start: int
    end: int
    who_says: str
    claim_id: str
    report_id: str


class IncidentPage(Shape, frozen=True, kw_only=True):
    """All about one incident."""

    line: IncidentLine
    incident: Incident
    claims: list[ClaimLine]
    matrix: Matrix
    stemma: StemmaDrawing
    figures: list[Figure]
    quotes: list[SaidWords]
    origins: list[OriginLine]
    judgements: list[JudgementLine]
    version: str
