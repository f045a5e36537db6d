"""Whether two claims speak of one happening: a visible list of rules, each with a score and a reason.

Scores are steps of evidence on one scale: a pair is tied from `LINK` upwards; `VETO` forbids it whatever else speaks for it. The weights are the
authors' judgement, checked on the incidents of the sample reports.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from whosays.model.claim import Claim, ClaimPlace
from whosays.model.types import GROUP_OF

LINK: Final = 3.0
"""Least sum of scores that ties two claims."""
VETO: Final = -100.0
"""Score of a rule that forbids a tie."""
SLACK_KM: Final = 15.0
"""How far apart two places with radii may lie beyond them and still be one, kilometres."""
EARTH_KM: Final = 6371.0

Score = tuple[float, str]
Rule = Callable[["Seen", "Seen"], Score | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim with what the rules ask of it, worked out once."""

    claim: Claim
    family: str
    days: tuple[date | None, date | None]
    place: ClaimPlace | None
    actors: frozenset[str]
    targets: frozenset[str]
    killed: frozenset[tuple[int | None, int | None]]


def family(kind: str) -> str:
    """The family of types that can speak of one happening."""
    if kind in ("casualties", "destruction") or (GROUP_OF[kind] == "force" and kind not in ("abduction", "detention", "siege", "weapons_seizure", "torture", "sexual_violence", "looting")):
        return "violence"
    if kind in ("abduction", "detention", "disappearance"):
        return "captivity"
    if kind in ("talks", "visit", "agreement"):
        return "talks"
    return GROUP_OF[kind] if GROUP_OF[kind] == "control" else kind


def seen(claim: Claim) -> Seen:
    """A claim prepared for the rules."""
    place = next((p for p in claim.places if p.relation not in ("from", "towards")), None)
    return Seen(
        claim, family(claim.type), (_day(claim.time.earliest), _day(claim.time.latest)), place, _parties(claim, "actor"), _parties(claim, "target", "member"),
        frozenset((c.low, c.high) for c in claim.counts if c.what == "killed" and c.scope == "incident"),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def _parties(claim: Claim, *roles: str) -> frozenset[str]:
    names = set()
    for role in claim.role(*roles):
        names.add(role.entity_id or role.name.casefold())
        names.add(role.name.casefold().split()[-1] if role.name.split() else "")
    return frozenset(names - {""})


def types_compatible(a: Seen, b: Seen) -> Score | None:
    """The same type speaks for one happening; a toll or a bare attack can belong to any kind of attack; other pairs cannot be one."""
    if a.claim.type == b.claim.type:
        return 1.5, "the same type"
    if a.family != b.family:
        return VETO, "types that cannot be one act"
    loose = {"casualties", "attack", "killing", "destruction"}
    if a.claim.type in loose or b.claim.type in loose:
        return 1.0, f"{a.claim.type} and {b.claim.type} can be one act"
    if {a.claim.type, b.claim.type} <= {"shelling", "bombing", "air_strike", "drone_strike"}:
        return 0.0, "kinds of attack that reports confuse"
    return (0.5, "types of one family") if a.family in ("control", "captivity", "talks") else (VETO, "different kinds of attack")


def intervals_overlap(a: Seen, b: Seen) -> Score | None:
    """Days that overlap speak for one happening the more precise they are; disjoint ones forbid it."""
    if None in a.days or None in b.days:
        return _half_open(a, b)
    (a1, a2), (b1, b2) = a.days, b.days
    assert a1 is not None
    assert a2 is not None
    assert b1 is not None
    assert b2 is not None
    if a2 < b1 or b2 < a1:
        return VETO, "dates that do not overlap"
    width = max((a2 - a1).days, (b2 - b1).days)
    if width <= 1:
        return 1.5, "the same day"
    return (0.8, "dates within a week that overlap") if width <= 7 else (0.2, "dates that overlap loosely")


def _half_open(a: Seen, b: Seen) -> Score | None:
    for one, other in ((a, b), (b, a)):
        if one.days[1] is not None and other.days[0] is not None and one.days[1] < other.days[0]:
            return VETO, "dates that do not overlap"
    return None


def places_near(a: Seen, b: Seen) -> Score | None:
    """One named place speaks for one happening; places apart by more than their radii forbid it."""
    if a.place is None or b.place is None:
        return None
    if (a.place.geonameid is not None and a.place.geonameid == b.place.geonameid) or a.place.name.casefold() == b.place.name.casefold():
        wide = a.place.precision in ("country", "region", "province")
        return (0.3, f"both in {a.place.name}") if wide else (1.5, f"both at {a.place.name}")
    gap = _gap_km(a.place, b.place)
    if gap is None:
        return -0.5, "different place names, one of them not located"
    return (0.5, "places that can be one at their precision") if gap <= SLACK_KM else (VETO, f"places {gap:.0f} km apart beyond their radii")


def _gap_km(a: ClaimPlace, b: ClaimPlace) -> float | None:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p1, p2 = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return max(0.0, 2 * EARTH_KM * math.asin(math.sqrt(h)) - (a.radius_km or 0.0) - (b.radius_km or 0.0))


def same_participants(a: Seen, b: Seen) -> Score | None:
    """Shared actors and targets speak for one happening; named targets that differ speak against it."""
    notes: list[str] = []
    score = 0.0
    if a.actors & b.actors:
        score, notes = score + 0.7, [*notes, "a shared actor"]
    if a.targets & b.targets:
        score, notes = score + 0.8, [*notes, "a shared target"]
    elif a.targets and b.targets and a.claim.type == b.claim.type:
        score, notes = score - 0.6, [*notes, "different targets"]
    return (score, ", ".join(notes)) if notes else None


def same_figures(a: Seen, b: Seen) -> Score | None:
    """The same number of dead speaks for one happening."""
    return (0.7, "the same figure of dead") if a.killed & b.killed else None


def told_apart(a: Seen, b: Seen) -> Score | None:
    """What the text itself says: a separate incident, another one, the same one, or a denial of it."""
    for one, other in ((a, b), (b, a)):
        for relation in one.claim.relations:
            if relation.claim_id != other.claim.claim_id:
                continue
            if relation.kind in ("separate", "additional"):
                return VETO, f"the text says {relation.text!r}"
            if relation.kind in ("denies", "repeats", "same", "answers", "corrects"):
                return 3.0, f"one {relation.kind} the other"
    return None


def one_sentence(a: Seen, b: Seen) -> Score | None:
    """Two acts of one type in one sentence from one source are two acts; a toll beside its act is part of it."""
    if a.claim.report_id != b.claim.report_id or a.claim.evidence != b.claim.evidence:
        return None
    if a.claim.type == b.claim.type:
        return -1.5, "two acts of one type in one sentence"
    return 0.8, "told in one sentence"


def same_modality(a: Seen, b: Seen) -> Score | None:
    """What happened and what is only planned, threatened or predicted are kept apart."""
    return None if _real(a.claim) == _real(b.claim) else (VETO, "one is told as fact, the other as a plan or prediction")


def _real(claim: Claim) -> bool:
    return claim.modality in ("actual", "attempted")


RULES: Final[tuple[Rule, ...]] = (
    types_compatible, intervals_overlap, places_near, same_participants, same_figures, told_apart, one_sentence, same_modality,
)


def score(a: Seen, b: Seen) -> tuple[float, tuple[str, ...]]:
    """The sum of all rules for a pair and their reasons; VETO or less when one forbids the tie."""
    total, reasons = 0.0, []
    for rule in RULES:
        found = rule(a, b)
        if found is None:
            continue
        total += found[0]
        reasons.append(found[1])
        if found[0] <= VETO:
            return VETO, (found[1],)
    return total, tuple(reasons)


def joinable(claim: Claim) -> bool:
    """Whether a claim speaks of one happening at all: no habit, no standing fact, no total over a period."""
    if claim.modality in ("habitual", "hypothetical") or claim.type in ("identity", "affiliation"):
        return False
    scopes = {count.scope for count in claim.counts}
    return not scopes or bool(scopes & {"incident", "part"})


def prepared(claims: Sequence[Claim]) -> list[Seen]:
    """The claims that can be joined, by id, so that no order of reading matters."""
    return [seen(claim) for claim in sorted(claims, key=lambda c: c.claim_id) if joinable(claim)]
