"""The shapes of the API: what the page gets, beside the records of the contract."""

from typing import Any, Literal

import msgspec

from whosays import api
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
from whosays.model.entity import Entity, Item
from whosays.model.incident import Contradiction, Dispute, EdgeKind, Happening, Incident, Origins
from whosays.model.issue import Issue
from whosays.model.judgement import JudgementKind
from whosays.model.report import Dropped
from whosays.model.resolution import PlacePrecision, PlaceRelation, TimeBasis, TimePrecision
from whosays.model.span import Quote


class Shape(msgspec.Struct, frozen=True):
    """Root of the desk's own shapes."""


class Counted(Shape, frozen=True, kw_only=True):
    """A value and how many claims have it."""

    value: str
    n: int


# --- claims


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
    """A claim in one line, and its parts. `retrieved` is null where the report does not say when it was fetched."""

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
    doc_id: str
    start: int
    end: int
    claim_id: str


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


class ReportRows(Shape, frozen=True, kw_only=True):
    """A page of reports."""

    rows: list[ReportLine]
    total: int
    cursor: str | None


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


# --- overview


class MapPlaces(Shape, frozen=True, kw_only=True):
    """Places with claims: `omitted` are not listed, `unlocated` claims have no coordinates."""

    spots: list[Any]
    omitted: int
    unlocated: int


class Overview(Shape, frozen=True, kw_only=True):
    """What a filter finds, counted; `of` is the number of all claims, `head` the last write that is counted, `stale` when it is not the last."""

    total: int
    of: int
    head: int
    stale: bool
    facets: dict[str, list[Counted]]
    timeline: api.Timeline | None
    map: api.Spots | None


# --- incidents


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


# --- reports


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


# --- sources and actors


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


class ActorLine(Shape, frozen=True, kw_only=True):
    """An actor as lists show it."""

    entity_id: str
    name: str
    kind: str
    n: int
    aliases: list[str]


class ActorRows(Shape, frozen=True, kw_only=True):
    """A page of actors."""

    rows: list[ActorLine]
    total: int
    cursor: str | None


class TieLine(Shape, frozen=True, kw_only=True):
    """A relation of an actor, with who asserts it; `claim_id` null where it is the lexicon's."""

    kind: str
    entity_id: str
    name: str
    earliest: str | None
    latest: str | None
    claim_id: str | None
    who_says: str
    words: str


class UsedLine(Shape, frozen=True, kw_only=True):
    """Equipment attributed to an actor, and who says so."""

    name: str
    class_: str = msgspec.field(name="class")
    n: int
    who_says: list[str]
    claims: list[str]


class ActorPage(Shape, frozen=True, kw_only=True):
    """All about one actor; `looked_at` claims were gone through, of `n`."""

    entity: Entity
    n: int
    looked_at: int
    roles: list[Counted]
    types: list[Counted]
    relations: list[TieLine]
    mentions: list[ClaimLine]
    timeline: api.Timeline | None
    equipment: list[UsedLine]
    places: list[Counted]
    sources: list[Counted]
    judgements: list[JudgementLine]
    version: str


# --- review, history, cases, search, reading


class Context(Shape, frozen=True, kw_only=True):
    """The paragraph around a claim, `start`, `end` in the report."""

    text: str
    start: int
    end: int


class ReviewItem(Shape, frozen=True, kw_only=True):
    """A claim to judge: its words first, then the reading and why it is in doubt."""

    line: ClaimLine
    claim: Claim
    version: str
    context: Context
    judgements: list[JudgementLine]
    why: list[str]


class ReviewRows(Shape, frozen=True, kw_only=True):
    """The queue."""

    rows: list[ReviewItem]
    total: int
    cursor: str | None


class Agreement(Shape, frozen=True, kw_only=True):
    """Two reviewers on the claims that both judged: how many alike, as a share, and Cohen's kappa (null where undefined)."""

    a: str
    b: str
    claims: int
    agree: int
    share: float
    kappa: float | None


class Disagreement(Shape, frozen=True, kw_only=True):
    """A claim that two reviewers judged differently."""

    claim_id: str
    a: str
    a_says: str
    b: str
    b_says: str


class Agreements(Shape, frozen=True, kw_only=True):
    """Agreement of all pairs of reviewers."""

    pairs: list[Agreement]
    disagreements: list[Disagreement]


class NewJudgement(Shape, frozen=True, kw_only=True):
    """What a person decides; `expected` is the version that was seen, `key` any unique string that makes a repeat harmless."""

    by: str
    kind: JudgementKind
    on: str
    field: str | None = None
    to: Any = None
    reason: str = ""
    quote: Quote | None = None
    expected: str | None = None
    key: str | None = None


class NewJudgements(Shape, frozen=True, kw_only=True):
    """Several decisions of one person, all or none."""

    judgements: list[NewJudgement]


class StoredJudgement(Shape, frozen=True, kw_only=True):
    """A stored judgement, and the claim as it now stands."""

    judgement: JudgementLine
    version: str
    line: ClaimLine | None
    joining: bool


class StoredJudgements(Shape, frozen=True, kw_only=True):
    """Stored judgements."""

    rows: list[StoredJudgement]


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
    changed: int
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
    add: list[str] = []
    remove: list[str] = []
    note: NoteOn | None = None
    closed: bool | None = None


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


class Lift(Shape, frozen=True, kw_only=True):
    """An export without coarsening (`exact`) or with the names of persons without a public role (`names`): a reason is needed."""

    by: str
    reason: str
    filter: str = ""
    exact: bool = False
    names: bool = False
    title: str | None = None


class Gone(Shape, frozen=True, kw_only=True):
    """Done."""

    done: bool
