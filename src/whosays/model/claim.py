"""Claims: one source chain saying one thing once (the contract of records.md, field by field)."""

from dataclasses import dataclass
from typing import Any, Literal

from whosays.model.resolution import PlacePrecision, PlaceRelation, TimeBasis, TimePrecision
from whosays.model.span import Quote

Certainty = Literal["CT", "PR", "PS"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "UU"]
Stance = Literal["neutral", "distancing", "endorsing", "denying"]
SourceKind = Literal[
    "official", "armed_group", "outlet", "person", "witness", "expert", "organisation", "document", "footage", "anonymous",
]
Form = Literal["verbatim", "indirect", "mixed", "translated"]
Modality = Literal["actual", "planned", "predicted", "hypothetical", "habitual", "threatened", "attempted"]
Phase = Literal["begins", "ongoing", "ends"]
RelationKind = Literal["denies", "repeats", "answers", "corrects", "same", "separate", "additional", "part_of"]
Aspect = Literal["whole", "actor", "target", "count", "place", "time", "unclear"]
CountWhat = Literal["killed", "injured", "captured", "missing", "displaced", "destroyed", "other"]
Victims = Literal["civilian", "combatant", "mixed", "unstated"]
CountScope = Literal["incident", "part", "running_total", "period_total"]
Judged = Literal["machine", "accepted", "edited", "added", "rejected"]


@dataclass(frozen=True, slots=True)
class Role:
    """A participant: the words in this report (`text`, its span) and what they denote (`name`, resolved pronouns included)."""

    role: str
    text: str
    start: int
    end: int
    name: str
    entity_id: str | None = None
    certainty: Certainty = "CT"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """A place of the act; fields as in `PlaceMention`. `role`: of the act, or origin/destination of a movement."""

    text: str
    start: int
    end: int
    relation: PlaceRelation
    name: str
    precision: PlacePrecision
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    geometry: dict[str, Any] | None = None
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClaimTime:
    """When the act happened, never when it was said. `text` is empty and the span null when no words tell."""

    precision: TimePrecision = "open"
    basis: TimeBasis = "unknown"
    extent: Literal["within", "throughout"] = "within"
    earliest: str | None = None
    latest: str | None = None
    text: str = ""
    start: int | None = None
    end: int | None = None
    anchor: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure that a source gives; `low`/`high` bound it, `best` only where a figure is given. Never summed."""

    what: CountWhat
    text: str
    start: int
    end: int
    of: str = ""
    victims: Victims = "unstated"
    scope: CountScope = "incident"
    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Equipment:
    """Equipment used or shown: `name` the normalised designation, `class_` its class, `used_by` a name or empty."""

    text: str
    start: int
    end: int
    name: str
    equipment_class: str
    count: int | None = None
    used_by: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks in a link: the words and their span, the resolved name, and `described`, the report's words for it."""

    text: str
    start: int
    end: int
    name: str
    kind: SourceKind
    entity_id: str | None = None
    described: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """When the source spoke; bounds inclusive ISO dates, either may be null."""

    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision = "open"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain: source, cue and content. `cue` is null where a title or heading alone attributes."""

    source: Source
    cue: Quote | None
    content: tuple[tuple[int, int], ...]
    stance: Stance = "neutral"
    medium: str = ""
    form: Form = "indirect"
    said: Said = Said()
    carried: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie to another claim of the same report (`claim_id` null when the answered claim stands elsewhere)."""

    kind: RelationKind
    claim_id: str | None
    aspect: Aspect = "unclear"
    text: str = ""
    start: int | None = None
    end: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the text offers for or against a claim."""

    effect: Literal["supports", "undercuts"]
    text: str
    start: int
    end: int
    item_id: str | None = None
    claim_id: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One source chain saying one thing once; `attribution` is outermost first, `()` is the report's own voice.

    `confidence` is 0..1, two decimals: how sure the *reading* is, never truth. `reasons` are readable, in the order in which they applied.
    """

    claim_id: str
    report_id: str
    type: str
    trigger: Quote
    evidence: tuple[Quote, ...]
    roles: tuple[Role, ...] = ()
    places: tuple[ClaimPlace, ...] = ()
    time: ClaimTime = ClaimTime()
    counts: tuple[Count, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    attribution: tuple[Link, ...] = ()
    factuality: Factuality = "CT+"
    author_factuality: Factuality = "CT+"
    modality: Modality = "actual"
    phase: Phase | None = None
    relations: tuple[Relation, ...] = ()
    grounds: tuple[Ground, ...] = ()
    acled: str | None = None
    plover: str | None = None
    cameo: str | None = None
    confidence: float = 0.5
    reader: str = ""
    reasons: tuple[str, ...] = ()

    def role(self, *names: str) -> tuple[Role, ...]:
        """The participants whose role is one of `names`, in text order."""
        return tuple(role for role in self.roles if role.role in names)
