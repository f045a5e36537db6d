"""Sources and outlets, and the text they share."""

from typing import Literal

from whosays import api
from whosays.desk.shapes.claims import ClaimLine
from whosays.desk.shapes.root import Counted, Shape
from whosays.model.incident import EdgeKind


class NameLine(Shape, frozen=True, kw_only=True):
    """A source or outlet and how many claims go through it."""

    name: str
    kind: Literal["source", "outlet"]
    n: int


class NameRows(Shape, frozen=True, kw_only=True):
    """A page of sources."""

    rows: list[NameLine]
    total: int
    cursor: str | None


class Answer(Shape, frozen=True, kw_only=True):
    """Where others say otherwise in one incident."""

    incident_id: str
    kind: str
    reason: str
    own: list[ClaimLine]
    others: list[ClaimLine]


class Sharing(Shape, frozen=True, kw_only=True):
    """A report of another outlet that shares text, quotes or cites."""

    outlet: str
    incident_id: str
    kind: str
    reason: str


class SourcePage(Shape, frozen=True, kw_only=True):
    """What a source said and to whom it is traced: a list, never a rating. `looked_at` claims were gone through, of `n`."""

    name: str
    kinds: list[Counted]
    described: list[str]
    entity_id: str | None
    n: int
    looked_at: int
    types: list[Counted]
    stances: list[Counted]
    carried_by: list[Counted]
    cites: list[Counted]
    quoted_by: list[Counted]
    timeline: api.Timeline | None
    answered: list[Answer]
    shares_text: list[Sharing]


class SharedText(Shape, frozen=True, kw_only=True):
    """Two outlets (or reports without one) whose reports share text, quote or cite, in how many incidents; `incidents` are some of them."""

    a: str
    b: str
    kind: EdgeKind
    n: int
    incidents: list[str]
    reason: str


class SharedTexts(Shape, frozen=True, kw_only=True):
    """Who shares text with whom, most incidents first."""

    rows: list[SharedText]
    total: int
