"""What an incident says of itself: facets by source, origins as a range, contradictions, disputes. Counts are never summed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from whosays.incidents.differences import contradictions, disputes
from whosays.incidents.figures import figure
from whosays.incidents.names import alike
from whosays.incidents.origins import Fold
from whosays.incidents.stemma import Stemma
from whosays.incidents.voices import chain, denied
from whosays.model.claim import Claim, ClaimPlace, ClaimTime, Count
from whosays.model.incident import Facet, FacetValue, Happening, Incident

GENERAL: Final = frozenset(["attack", "casualties", "killing", "destruction"])
"""Types that give way to a more telling one as the type of an incident."""


def describe(claims: Sequence[Claim], reasons: Sequence[str], stemma: Stemma, assessments: Mapping[str, str]) -> Incident:
    """The incident of these claims (sorted by id); its id is the smallest of theirs."""
    shared = stemma.shared(claims)
    fold = Fold(claims, shared, stemma)
    incident_id = claims[0].claim_id
    return Incident(
        incident_id, _type(claims), tuple(c.claim_id for c in claims), happening(claims), fold.count(claims),
        tuple(sorted({chain(c, stemma) for c in claims})), _facets(claims, stemma, fold), contradictions(claims, stemma), disputes(claims, stemma),
        stemma.edges(claims, shared), _places(claims), _time(claims), _counts(claims), (), tuple(reasons), assessments.get(incident_id),
    )


def _type(claims: Sequence[Claim]) -> str:
    counts = Counter(c.type for c in claims if c.type not in GENERAL) or Counter(c.type for c in claims)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def happening(claims: Sequence[Claim]) -> Happening:
    """Whether somebody reports the act as done, everybody denies it, or it is only planned, threatened or predicted."""
    if any(c.modality in ("actual", "attempted") and not denied(c) for c in claims):
        return "reported"
    if all(denied(c) for c in claims):
        return "only_denied"
    return "predicted" if any(c.modality == "predicted" for c in claims) else "planned"


# --- facets ----------------------------------------------------------------------------------------------------------------


SCOPES: Final[Mapping[str, str]] = {"part": " (part)", "running_total": " (running total)", "period_total": " (over a period)"}
READERS: Final[tuple[tuple[str, Callable[[Claim], Sequence[str]]], ...]] = (
    ("what", lambda c: [f"{'not ' if denied(c) else ''}{c.type}"]),
    ("who", lambda c: [f"{'not ' if denied(c) else ''}{r.name}{'' if r.certainty == 'CT' else ' (not certain)'}" for r in c.role("actor")]),
    ("to_whom", lambda c: [r.name for r in c.role("target", "member")]),
    ("when", lambda c: [_when(c.time)] if c.time.earliest or c.time.latest else []),
    ("where", lambda c: [c.places[0].name] if c.places else []),
    ("how_many", lambda c: [f"{n.what} {figure(n)}{SCOPES.get(n.scope, '')}" for n in c.counts]),
)


def _facets(claims: Sequence[Claim], stemma: Stemma, fold: Fold) -> tuple[Facet, ...]:
    """Every facet with its values, the chains that give each, and the origins behind the facet."""
    found = []
    for name, values_of in READERS:
        by_value: dict[str, list[Claim]] = {}
        for claim in claims:
            for value in dict.fromkeys(values_of(claim)):
                by_value.setdefault(value, []).append(claim)
        if by_value:
            values = tuple(
                FacetValue(value, tuple(sorted({chain(c, stemma) for c in told})), tuple(c.claim_id for c in told))
                for value, told in sorted(by_value.items(), key=lambda row: (-len(row[1]), row[0]))
            )
            telling = {c.claim_id: c for told in by_value.values() for c in told}
            found.append(Facet(name, values, fold.count([telling[key] for key in sorted(telling)])))  # type: ignore[arg-type]
    return tuple(found)


def _when(time: ClaimTime) -> str:
    first, last = (time.earliest or "")[:10], (time.latest or "")[:10]
    if not first or not last:
        return f"from {first}" if first else f"by {last}"
    return first if first == last else f"{first}..{last}"


# --- place, time, counts -----------------------------------------------------------------------------------------------------


_SHARPNESS: Final = ("site", "settlement", "near_settlement", "district", "province", "region", "sea_air", "country", "unlocated")


def _places(claims: Sequence[Claim]) -> tuple[ClaimPlace, ...]:
    """Distinct places by name (spellings of one unlocated name once), the most precise first."""
    found: dict[str, ClaimPlace] = {}
    for claim in claims:
        for place in claim.places:
            key = place.name.casefold()
            if key not in found and not any(place.lat is None and other.lat is None and alike(place.name, other.name) for other in found.values()):
                found[key] = place
    return tuple(sorted(found.values(), key=lambda p: (_SHARPNESS.index(p.precision), p.name)))


def _time(claims: Sequence[Claim]) -> ClaimTime:
    """The narrowest interval that a claim gives, the commonest of those, ties by the smallest claim id."""
    dated = [c.time for c in claims if c.time.earliest and c.time.latest]
    if dated:
        often = Counter((t.earliest, t.latest) for t in dated)
        return min(dated, key=lambda t: (_width(t), -often[t.earliest, t.latest]))
    return next((c.time for c in claims if c.time.latest or c.time.earliest), ClaimTime())


def _width(time: ClaimTime) -> int:
    return (date.fromisoformat((time.latest or "")[:10]) - date.fromisoformat((time.earliest or "")[:10])).days


def _counts(claims: Sequence[Claim]) -> tuple[Count, ...]:
    """Every figure as given, none added up; the same figure in other words stands once."""
    found: dict[tuple[object, ...], Count] = {}
    for claim in claims:
        for count in claim.counts:
            found.setdefault((count.what, count.low, count.best, count.high, count.victims, count.scope), count)
    return tuple(found.values())
