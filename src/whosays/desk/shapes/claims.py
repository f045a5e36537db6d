"""A claim as lists and its own page show it."""

from typing import Any, Literal

import msgspec

from whosays import api
from whosays.desk.shapes.lines import JudgementLine, ReportLine
from whosays.desk.shapes.root import Shape
from whosays.model.claim import (
    Certainty,
    Claim,
    CountScope,
    CountWhat,
    Factuality,
    Form,
    Judged,
    Modality,
    Phase,
    SourceKind,
    Stance,
    Victims,
)
from whosays.model.resolution import PlacePrecision, PlaceRelation, TimeBasis, TimePrecision


class Link(Shape, frozen=True, kw_only=True):
    """A link of the chain, outermost first."""

    name: str
    text: str
    kind: SourceKind
    stance: Stance
    cue: str | None
    medium: str
    form: Form
    carried: bool
    described: str
    entity_id: str | None


class Party(Shape, frozen=True, kw_only=True):
    """Who takes part."""

    role: str
    name: str
    text: str
    entity_id: str | None
    certainty: Certainty


class Place(Shape, frozen=True, kw_only=True):
    """A place of the act with its uncertainty; degrees WGS 84."""

    name: str
    text: str
    relation: PlaceRelation
    precision: PlacePrecision
    lat: float | None
    lon: float | None
    radius_km: float | None
    geometry: dict[str, Any] | None
    country: str | None
    admin1: str | None
    reason: str


class Count(Shape, frozen=True, kw_only=True):
    """A figure as its source gives it."""

    what: CountWhat
    low: int | None
    best: int | None
    high: int | None
    victims: Victims
    scope: CountScope
    text: str


class Arm(Shape, frozen=True, kw_only=True):
    """Equipment used or shown."""

    name: str
    class_: str = msgspec.field(name="class")
    count: int | None
    used_by: str


class Mark(Shape, frozen=True, kw_only=True):
    """A stretch inside `words.text` (code points)."""

    start: int
    end: int
    kind: Literal["act", "cue", "source", "place", "time", "actor", "target", "count", "equipment"]
    depth: int


class Words(Shape, frozen=True, kw_only=True):
    """The sentence that carries the claim; `start`, `end` in the report."""

    text: str
    start: int
    end: int
    marks: list[Mark]


class ClaimLine(Shape, frozen=True, kw_only=True):
    """A claim as lists show it."""

    claim_id: str
    version: str
    type: str
    group: str
    judged: Judged
    status: api.Status
    report_id: str
    doc_id: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    who_says: str
    chain: list[Link]
    factuality: Factuality
    author_factuality: Factuality
    modality: Modality
    phase: Phase | None
    actors: list[Party]
    targets: list[Party]
    places: list[Place]
    earliest: str | None
    latest: str | None
    time_precision: TimePrecision
    time_basis: TimeBasis
    time_text: str
    counts: list[Count]
    equipment: list[Arm]
    words: Words
    confidence: float
    sure: bool
    incidents: list[str]


class ClaimRows(Shape, frozen=True, kw_only=True):
    """A page of claims."""

    rows: list[ClaimLine]
    total: int
    cursor: str | None


class Citation(Shape, frozen=True, kw_only=True):
    """A claim in one line, and its parts.

    `retrieved` is null where the report does not say when it was fetched; `read_at` is the day on which its bytes came into this ledger (UTC).
    """

    line: str
    chain: str
    quote: str
    outlet: str | None
    title: str | None
    author: str | None
    published: str | None
    url: str | None
    sha256: str
    retrieved: str | None
    read_at: str | None
    doc_id: str
    start: int
    end: int
    claim_id: str


class ClaimPage(Shape, frozen=True, kw_only=True):
    """All about one claim; `machine` is null where it equals `claim`."""

    line: ClaimLine
    claim: Claim
    machine: Claim | None
    judgements: list[JudgementLine]
    report: ReportLine
    incidents: list[str]
    cite: Citation
    version: str
