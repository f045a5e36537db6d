"""What goes into a store and comes out of it, beside the nouns of `whosays.model`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from whosays.model.claim import Claim, Factuality, Judged, Modality
from whosays.model.entity import Item
from whosays.model.issue import Issue
from whosays.model.judgement import Judgement
from whosays.model.report import Report
from whosays.model.resolution import PlacePrecision

Order = Literal["document", "time", "confidence", "doubt"]
IncidentOrder = Literal["size", "date", "dispute", "id"]
INCIDENT_ORDERS: Final[tuple[IncidentOrder, ...]] = ("size", "date", "dispute", "id")
Status = Literal["live", "superseded"]
Seen = Literal["new", "stored", "superseded", "redacted"]
RedactionTarget = Literal["report", "person", "span"]
FacetName = Literal[
    "type", "group", "factuality", "modality", "judged", "month", "country", "admin1", "place", "actor", "source", "outlet",
    "equipment",
]


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; every field that is set must hold, and a tuple holds when any of its values does.

    Names (`actor`, `participant`, `source`, `outlet`, `place`, `equipment`) match whole words without regard to case or accents ("konashenkov"
    finds "Igor Konashenkov"), or the whole name when they begin with `=`; `actor`, `participant` and `source` also take an entity id, and find an entity by any of its
    aliases. `box` is (south, west, north, east) in degrees, west > east crossing the antimeridian; a claim is inside when the
    uncertainty area of one of its places meets it. `since`/`until` are inclusive ISO dates: a claim matches when its
    interval meets them; one with no date at all never does. `report` is a report id, a prefix of one, or a doc_id.
    `among` are claim ids. Without `judged`, all but rejected claims come; without `superseded`, only those of the newest version of a report.
    """

    types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    actor: str | None = None
    participant: str | None = None
    source: str | None = None
    outlet: str | None = None
    place: str | None = None
    box: tuple[float, float, float, float] | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    factuality: tuple[Factuality, ...] = ()
    modality: tuple[Modality, ...] = ()
    report: str | None = None
    incident: str | None = None
    judged: tuple[Judged, ...] = ()
    text: str | None = None
    confidence: float | None = None
    superseded: bool = False
    equipment: str | None = None
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """An effective claim (the machine's reading and what people judged) with its place in the ledger."""

    claim: Claim
    judged: Judged
    doc_id: str
    status: Status = "live"


@dataclass(frozen=True, slots=True)
class Page:
    """Some claims in order; `cursor` is given to the next call, null at the end."""

    rows: tuple[ClaimRow, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How far a report was read: `share_read` 0..1 of its main text, by which reader, and counts (claims, dropped spans, ...)."""

    reader: str = ""
    share_read: float = 1.0
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report with what the ledger knows of it."""

    report: Report
    status: Status
    state: ReadingState
    items: tuple[Item, ...] = ()
    issues: tuple[Issue, ...] = ()
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the list of reports (no text)."""

    report_id: str
    doc_id: str
    sha256: str
    status: Status
    title: str | None
    outlet: str | None
    published: str | None
    language: str
    state: ReadingState
    claims: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a reading handed to the ledger; `refused` are the Issues of the records that were not stored."""

    report_id: str
    kind: Literal["stored", "replaced", "unchanged", "redacted"]
    claims: int = 0
    refused: tuple[Issue, ...] = ()
    superseded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A claim that a newer reading changed, with the names of the fields that differ."""

    before: Claim
    after: Claim
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingDiff:
    """A newer reading of one report against the stored one; claims in text order."""

    report_id: str
    added: tuple[Claim, ...] = ()
    removed: tuple[Claim, ...] = ()
    changed: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedRecord:
    """A judgement as it stands: withdrawn or not, the claim it now speaks of, or why it hangs on none (`orphan`)."""

    judgement: Judgement
    seq: int
    at: str
    withdrawn: bool = False
    claim_id: str | None = None
    orphan: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words were found: `text[start:end]` of the report is `snippet`; `marks` are spans inside the snippet."""

    kind: Literal["report", "claim"]
    id: str
    report_id: str
    doc_id: str
    snippet: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One write: who, when (UTC, ISO), what kind; `note` holds ids and counts only, never words of a report."""

    seq: int
    kind: str
    at: str
    by: str
    note: Mapping[str, Any]
    hash: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the history and the rows that it speaks of are whole. `head` is the last hash (hex): note it elsewhere.

    `first_broken` is the number of the first history row that does not hold, with the `reason`; null when all is well.
    """

    ok: bool
    head: str
    length: int
    first_broken: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What a redaction removed: how many reports, claims deleted or changed, judgements and incidents blanked, originals destroyed."""

    seq: int
    target: RedactionTarget
    reports: tuple[str, ...]
    claims: int = 0
    judgements: int = 0
    incidents: tuple[str, ...] = ()
    originals: int = 0


@dataclass(frozen=True, slots=True)
class Info:
    """Counts of a ledger. `claims` counts live ones by how they were judged."""

    path: str
    version: int
    bytes: int
    reports: int
    superseded: int
    claims: Mapping[str, int]
    incidents: int
    entities: int
    judgements: int
    issues: int
    history: int
    head: str


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of a timeline, inclusive ISO dates: claims whose interval lies `within` it, and longer ones that reach `across` it."""

    start: str
    end: str
    within: int
    across: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Claims over time. `undated` have no date at all, `open` only one end; `before` and `after` lie outside the bins."""

    unit: Literal["year", "month", "week", "day"]
    earliest: str | None
    latest: str | None
    bins: tuple[Bin, ...]
    undated: int
    open: int
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as claims have it, with the number of claims there and how many of them deny. Degrees WGS 84, `radius_km` around."""

    spot: str
    name: str
    precision: PlacePrecision
    lat: float | None
    lon: float | None
    radius_km: float | None
    country: str | None
    admin1: str | None
    geometry: dict[str, Any] | None
    n: int
    denied: int


@dataclass(frozen=True, slots=True)
class Spots:
    """Places by number of claims; `omitted` places are not listed, `unlocated` claims have none with coordinates."""

    spots: tuple[Spot, ...]
    omitted: int
    unlocated: int


@dataclass(frozen=True, slots=True)
class CaseNote:
    """A note on a member of a case, or on the whole of it (`on` empty)."""

    on: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Case:
    """A named set of claims and incidents (`claim:ID`, `incident:ID`); `version` is the number of its last change in the history."""

    case_id: str
    version: int
    name: str
    notes: str
    members: tuple[str, ...]
    case_notes: tuple[CaseNote, ...]
    by: str
    at: str
    closed: bool


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report without text and paragraphs, with what lists show of it: `claims` not rejected, and its issues, counted."""

    report: Report
    status: Status
    state: ReadingState
    claims: int
    issues: int
    redacted: bool


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity by name, with the number of claims in which it takes part."""

    entity_id: str
    name: str
    kind: str
    n: int
    aliases: tuple[str, ...]
