"""Incidents: the claims that speak of one happening, and how many origins stand behind it."""

from dataclasses import dataclass
from typing import Literal

from whosays.model.claim import ClaimPlace, ClaimTime, Count

Happening = Literal["reported", "planned", "predicted", "only_denied"]
EdgeKind = Literal["copies", "quotes", "cites", "same_origin", "same_owner"]


@dataclass(frozen=True, slots=True)
class Origins:
    """How many separate origins stand behind an account: a range, since no link found is no proof of independence."""

    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, the chains that give it (`"outlet > source"`, the report's own voice its outlet) and the claims."""

    value: str
    chains: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """What / who / to whom / when / where / how many: every value given, with the origins behind the facet."""

    facet: Literal["what", "who", "to_whom", "when", "where", "how_many"]
    values: tuple[FacetValue, ...]
    origins: Origins


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that cannot all be true; `sides` are lists of claim ids."""

    kind: Literal["count", "date", "place", "actor", "outcome", "denial"]
    sides: tuple[tuple[str, ...], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A facet that somebody disputes, by whom, and in what position that party is."""

    facet: str
    by: str
    party: Literal["accused", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class StemmaEdge:
    """A tie between two origins (report or chain keys); `directed` only where times or words show it."""

    kind: EdgeKind
    origin: str
    to: str
    directed: bool
    evidence: str
    reason: str


@dataclass(frozen=True, slots=True)
class IncidentRelation:
    """A tie to another incident."""

    kind: Literal["separate", "additional", "part_of", "response_to"]
    incident_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Incident:
    """The claims that speak of one happening; `incident_id` is the smallest of its claim ids. Counts are never summed."""

    incident_id: str
    type: str
    claims: tuple[str, ...]
    happening: Happening
    origins: Origins
    sources: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    disputed: tuple[Dispute, ...] = ()
    stemma: tuple[StemmaEdge, ...] = ()
    places: tuple[ClaimPlace, ...] = ()
    time: ClaimTime = ClaimTime()
    counts: tuple[Count, ...] = ()
    relations: tuple[IncidentRelation, ...] = ()
    reasons: tuple[str, ...] = ()
    assessment: str | None = None
