"""What an incident says of itself: facets by source, origins as a range, contradictions, disputes. Counts are never summed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from whosays.incidents.stemma import Stemma, origin
from whosays.model.claim import Claim, ClaimPlace, ClaimTime, Count
from whosays.model.incident import (
    Contradiction,
    Dispute,
    Facet,
    FacetValue,
    Happening,
    Incident,
    Origins,
    StemmaEdge,
)

GENERAL: Final = frozenset(["attack", "casualties", "killing", "destruction"])
"""Types that give way to a more telling one as the type of an incident."""


def describe(claims: Sequence[Claim], reasons: Sequence[str], stemma: Stemma, assessments: Mapping[str, str]) -> Incident:
    """The incident of these claims (sorted by id); its id is the smallest of theirs."""
    edges = stemma.edges(claims)
    incident_id = claims[0].claim_id
    return Incident(
        incident_id, _type(claims), tuple(c.claim_id for c in claims), _happening(claims), origins(claims, stemma, edges),
        tuple(sorted({_chain(c, stemma) for c in claims})), _facets(claims, stemma, edges), contradictions(claims, stemma), disputes(claims),
        edges, _places(claims), _time(claims), _counts(claims), (), tuple(reasons), assessments.get(incident_id),
    )


def _type(claims: Sequence[Claim]) -> str:
    counts = Counter(c.type for c in claims if c.type not in GENERAL) or Counter(c.type for c in claims)
    return min(counts, key=lambda kind: (-counts[kind], kind))


def _happening(claims: Sequence[Claim]) -> Happening:
    if any(c.modality in ("actual", "attempted") and not c.factuality.endswith("-") for c in claims):
        return "reported"
    if all(c.factuality.endswith("-") for c in claims):
        return "only_denied"
    return "predicted" if any(c.modality == "predicted" for c in claims) else "planned"


def _chain(claim: Claim, stemma: Stemma) -> str:
    return " > ".join([stemma.outlet(claim.report_id), *(link.source.name for link in claim.attribution)])


# --- origins ---------------------------------------------------------------------------------------------------------------


def origins(claims: Sequence[Claim], stemma: Stemma, edges: Sequence[StemmaEdge]) -> Origins:
    """How many origins stand behind the claims, as a range.

    At most: every named source and every report's own voice, copies folded. At least: a nameless source or a report's own voice may stand
    for one of the named ones, so only named sources count apart.
    """
    copied = {edge.origin: edge.to for edge in edges if edge.kind == "copies"}
    voices, named = set(), set()
    for claim in claims:
        source = origin(claim)
        if source is not None:
            named.add(source)
        else:
            voice = stemma.reports[claim.report_id].doc_id if claim.report_id in stemma.reports else claim.report_id
            voices.add(_root(voice, copied) if not claim.attribution else f"{voice}: {claim.attribution[-1].source.name}")
    return Origins(max(1, len(named)), max(1, len(named) + len(voices)))


def _root(name: str, copied: Mapping[str, str]) -> str:
    seen = {name}
    while name in copied and copied[name] not in seen:
        name = copied[name]
        seen.add(name)
    return name


# --- facets ----------------------------------------------------------------------------------------------------------------


def _facets(claims: Sequence[Claim], stemma: Stemma, edges: Sequence[StemmaEdge]) -> tuple[Facet, ...]:
    readers: tuple[tuple[str, Callable[[Claim], Sequence[str]]], ...] = (
        ("what", lambda c: [f"{'not ' if c.factuality.endswith('-') else ''}{c.type}"]),
        ("who", lambda c: [r.name for r in c.role("actor")]),
        ("to_whom", lambda c: [r.name for r in c.role("target", "member")]),
        ("when", lambda c: [_when(c.time)] if c.time.earliest or c.time.latest else []),
        ("where", lambda c: [c.places[0].name] if c.places else []),
        ("how_many", lambda c: [f"{n.what} {_figure(n)}" for n in c.counts]),
    )
    found = []
    for name, values_of in readers:
        by_value: dict[str, list[Claim]] = {}
        for claim in claims:
            for value in dict.fromkeys(values_of(claim)):
                by_value.setdefault(value, []).append(claim)
        if by_value:
            values = tuple(
                FacetValue(value, tuple(sorted({_chain(c, stemma) for c in told})), tuple(c.claim_id for c in told))
                for value, told in sorted(by_value.items(), key=lambda row: (-len(row[1]), row[0]))
            )
            telling = [c for c in claims if any(c in told for told in by_value.values())]
            found.append(Facet(name, values, origins(telling, stemma, edges)))  # type: ignore[arg-type]
    return tuple(found)


def _when(time: ClaimTime) -> str:
    first, last = (time.earliest or "")[:10], (time.latest or "")[:10]
    return first if first == last else f"{first}..{last}"


def _figure(count: Count) -> str:
    if count.best is not None:
        return str(count.best)
    if count.low is not None and count.high is not None:
        return f"{count.low}-{count.high}"
    if count.low is not None:
        return f"at least {count.low}"
    return f"up to {count.high}" if count.high is not None else count.text


# --- contradictions and disputes --------------------------------------------------------------------------------------------


def contradictions(claims: Sequence[Claim], stemma: Stemma) -> tuple[Contradiction, ...]:
    """Claims that cannot all be true: figures whose ranges do not meet, and an act both asserted and denied."""
    return tuple(c for c in (*_count_conflicts(claims, stemma), _denial_conflict(claims)) if c is not None)


def _count_conflicts(claims: Sequence[Claim], stemma: Stemma) -> list[Contradiction]:
    found = []
    for what in ("killed", "injured", "captured", "missing"):
        told = [(c, n) for c in claims for n in c.counts if n.what == what and n.scope == "incident" and not c.factuality.endswith("-")]
        sides: list[list[tuple[Claim, Count]]] = []
        for claim, count in sorted(told, key=lambda row: (row[1].best or row[1].low or 0, row[0].claim_id)):
            home = next((side for side in sides if all(_meet(count, other) for _, other in side)), None)
            if home is None:
                sides.append([(claim, count)])
            else:
                home.append((claim, count))
        if len(sides) > 1 and _several_voices(sides, stemma):
            figures = " against ".join(_figure(side[0][1]) for side in sides)
            found.append(Contradiction("count", tuple(tuple(sorted({c.claim_id for c, _ in side})) for side in sides), f"{what}: {figures}"))
    return found


def _several_voices(sides: Sequence[Sequence[tuple[Claim, Count]]], stemma: Stemma) -> bool:
    """Whether figures differ between sources: one source that gives several speaks of parts or corrects itself."""
    voices = [{_chain(c, stemma) for c, _ in side} for side in sides]
    return any(a != b for i, a in enumerate(voices) for b in voices[i + 1 :])


def _meet(a: Count, b: Count) -> bool:
    """Whether two figures can both be true: "at least 5" and "7" can. Victims of different kinds do not compare."""
    if a.victims != b.victims and "unstated" not in (a.victims, b.victims) and "mixed" not in (a.victims, b.victims):
        return True
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return low_a <= high_b and low_b <= high_a


def _bounds(count: Count) -> tuple[float, float]:
    if count.best is not None:
        return count.best, count.best
    return (count.low if count.low is not None else 0.0), (count.high if count.high is not None else float("inf"))


def _denial_conflict(claims: Sequence[Claim]) -> Contradiction | None:
    real = [c for c in claims if c.modality in ("actual", "attempted")]
    denied = tuple(c.claim_id for c in real if c.factuality.endswith("-"))
    said = tuple(c.claim_id for c in real if c.factuality.endswith("+"))
    return Contradiction("denial", (said, denied), "asserted by some, denied by others") if denied and said else None


def disputes(claims: Sequence[Claim]) -> tuple[Dispute, ...]:
    """Who denies what, and whether the denier is the one accused."""
    accused = {r.entity_id or r.name.casefold() for c in claims if c.factuality.endswith("+") for r in c.role("actor")}
    found = set()
    for claim in claims:
        if not claim.factuality.endswith("-") or not claim.attribution:
            continue
        source = claim.attribution[-1].source
        aspect = next((r.aspect for r in claim.relations if r.kind == "denies"), "whole")
        party = "accused" if (source.entity_id or source.name.casefold()) in accused else "unknown"
        found.add(Dispute({"actor": "who", "target": "to_whom", "count": "how_many", "place": "where", "time": "when"}.get(aspect, "what"), source.name, party))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda d: (d.facet, d.by)))


# --- place, time, counts -----------------------------------------------------------------------------------------------------


_SHARPNESS: Final = ("site", "settlement", "near_settlement", "district", "province", "region", "sea_air", "country", "unlocated")


def _places(claims: Sequence[Claim]) -> tuple[ClaimPlace, ...]:
    """Distinct places by name, the most precise first."""
    found: dict[str, ClaimPlace] = {}
    for claim in claims:
        for place in claim.places:
            found.setdefault(place.name.casefold(), place)
    return tuple(sorted(found.values(), key=lambda p: (_SHARPNESS.index(p.precision), p.name)))


def _time(claims: Sequence[Claim]) -> ClaimTime:
    """The narrowest interval that a claim gives; ties by the smallest claim id."""
    dated = [c.time for c in claims if c.time.earliest and c.time.latest]
    if dated:
        return min(dated, key=_width)
    return next((c.time for c in claims if c.time.latest or c.time.earliest), ClaimTime())


def _width(time: ClaimTime) -> int:
    from datetime import date

    return (date.fromisoformat((time.latest or "")[:10]) - date.fromisoformat((time.earliest or "")[:10])).days


def _counts(claims: Sequence[Claim]) -> tuple[Count, ...]:
    """Every figure as given, none added up; the same figure in other words stands once."""
    found: dict[tuple[object, ...], Count] = {}
    for claim in claims:
        for count in claim.counts:
            found.setdefault((count.what, count.low, count.best, count.high, count.victims, count.scope), count)
    return tuple(found.values())
