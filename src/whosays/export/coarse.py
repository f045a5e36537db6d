"""Protection of people in what is published: places made coarse where they would show who can be found where, names of private persons left out.

By default, and unless a person lifts it with a reason that is logged: what shows deployments, movements and presence is coarsened to the
district while younger than 14 days, and hospitals, shelters, camps and aid convoys always. Words that name such a place are withheld
from the sentence too, since a coarse point beside "in Tarvos" would protect nobody. The report's own link stays, so that a claim can
be checked: who follows it reads what was published anyway.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

import msgspec

from whosays.export.flat import Exported
from whosays.model.claim import Claim, ClaimPlace
from whosays.model.resolution import PlacePrecision

FRESH_DAYS: Final = 14
"""Days during which a posture can still be found where it was told of (docs/why.md)."""

POSTURE: Final = frozenset({
    "deployment", "movement", "exercise", "training", "patrol", "overflight", "mobilisation", "presence", "withdrawal", "base_established",
})
"""Types of claims that show who stands or moves where."""

FINE: Final[frozenset[PlacePrecision]] = frozenset({"site", "settlement", "near_settlement"})
"""Precisions sharper than a district."""

GRID: Final = 0.25
"""Degrees to which a coarse point is rounded: a cell of at most 28 km by 28 km, about the size of a district."""

RADIUS_KM: Final = 25.0
"""Radius of a coarse area: it covers the whole cell of the grid wherever in it the place lies."""

WITHHELD: Final = "[place withheld]"
NAMELESS: Final = "[name withheld]"

_ALWAYS: Final = re.compile(
    r"\b(?:hospitals?|clinics?|(?:medical|health|dialysis|maternity) (?:cent(?:er|re)s?|points?|posts?|facilit(?:y|ies)|tents?)|"
    r"ambulances?|shelters?|(?:refugees?|displaced|displacement|idp|idps|tent|makeshift|transit|protection of civilians|poc) "
    r"(?:[\w'-]+ ){0,2}(?:camps?|sites?|settlements?)|camps? for (?:the )?(?:[\w'-]+ ){0,2}(?:refugees?|displaced|idps?)|"
    r"(?:aid|relief|humanitarian|food|medical|evacuation|red cross|red crescent|icrc|un|unhcr|wfp) (?:[\w'-]+ ){0,1}convoys?|"
    r"convoys? (?:of|with|carrying) (?:[\w'-]+ ){0,2}(?:aid|relief|food|medicine|supplies|evacuees|civilians)|safe ?houses?)\b",
    re.IGNORECASE,
)
"""Hospitals, shelters, camps of displaced people and aid convoys, by the words for them. A camp alone is taken for one unless it is military."""
_CAMP: Final = re.compile(r"\bcamps?\b", re.IGNORECASE)
_MILITARY_CAMP: Final = re.compile(
    r"\b(?:military|army|training|rebel|militant|guerrilla|insurgent|terrorist|base|boot|special forces|marine|air) camps?\b|\bcamps? of the (?:army|rebels)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Protection:
    """What is coarsened. `today` decides what is younger than 14 days; `exact` lifts the places, `names` the names of private persons."""

    today: date
    exact: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A row after protection, and what was done to it: `places`, `names`, with the reason."""

    row: Exported
    coarsened: str = ""


def protected(
    rows: Iterable[Exported], how: Protection, private: Callable[[str], Iterable[str]],
) -> Iterator[Exported]:
    """Rows with what must be coarsened coarsened; `private` gives the names of the persons without a public role in a report."""
    for row in rows:
        yield shown(row, how, private).row


def shown(row: Exported, how: Protection, private: Callable[[str], Iterable[str]]) -> Shown:
    """One row after protection."""
    why = [] if how.exact else [reason] if (reason := reason_for(row, how.today)) else []
    words = [word for place in row.claim.places if place.precision in FINE for word in _names_of(place)] if why else []
    names = [] if how.names else _private(row, private(row.claim.report_id))
    if not words and not names:
        return Shown(row)
    claim = row.claim
    if words:
        claim = replace(claim, places=tuple(_coarse(place) for place in claim.places))
    report = row.report
    for spoken, mark in ((words, WITHHELD), (names, NAMELESS)):
        if spoken:
            hide = _hider(spoken, mark)
            claim = _converted(claim, hide)
            report = replace(report, title=hide(report.title) if report.title else None, author=report.author)
    return Shown(Exported(claim, row.judged, report, "; ".join([*why, *(["names of private persons withheld"] if names else [])])))


def reason_for(row: Exported, today: date) -> str:
    """Why the places of a claim are coarsened; empty when they need not be."""
    claim = row.claim
    if not any(place.precision in FINE for place in claim.places):
        return ""
    words = " ".join([claim.trigger.text, *(quote.text for quote in claim.evidence), *(place.name for place in claim.places), *(role.name for role in claim.roles)])
    if _ALWAYS.search(words) or (_CAMP.search(words) and not _MILITARY_CAMP.search(words)):
        return "hospital, shelter, camp or aid convoy"
    if claim.type in POSTURE and not _old(row, today):
        return f"{claim.type} younger than {FRESH_DAYS} days, or of no known date"
    return ""


def _old(row: Exported, today: date) -> bool:
    """Whether an act is at least 14 days past; what bears no date at all is taken for new."""
    told = row.claim.time.latest or row.claim.time.earliest or row.report.published.value
    if not told:
        return False
    try:
        return date.fromisoformat(told[:10]) <= today - timedelta(days=FRESH_DAYS)
    except ValueError:
        return len(told) >= 4 and told[:4].isdecimal() and int(told[:4]) < today.year - 1


def _coarse(place: ClaimPlace) -> ClaimPlace:
    """A place as its district: a rounded point with the radius of a cell, under the name of its province."""
    if place.precision not in FINE:
        return place
    lat, lon = (None if degree is None else round(round(degree / GRID) * GRID, 2) for degree in (place.lat, place.lon))
    name = f"a district of {place.admin1}" if place.admin1 else "a district"
    return replace(
        place, name=name, text=WITHHELD, relation="in", precision="district", lat=lat, lon=lon, geometry=None, geonameid=None,
        radius_km=None if lat is None else max(RADIUS_KM, place.radius_km or 0.0), reason="coarsened to district",
    )


def _names_of(place: ClaimPlace) -> tuple[str, ...]:
    return tuple(word for word in (place.text, place.name) if len(word) > 1)


def _private(row: Exported, names: Iterable[str]) -> list[str]:
    """Private names that stand in this row, none that is also the name of a place in it."""
    places = {word.casefold() for place in row.claim.places for word in _names_of(place)}
    asked = [name for name in names if len(name) > 2 and name.casefold() not in places]
    if not asked:
        return []
    whole = "\n".join([*_words(row.claim), row.report.title or ""]).casefold()
    return [name for name in asked if name.casefold() in whole]


def _words(claim: Claim) -> list[str]:
    """Every string of a claim that may hold a name."""
    found = [claim.trigger.text, *(quote.text for quote in claim.evidence), *claim.reasons]
    found += [part for role in claim.roles for part in (role.text, role.name, role.reason)]
    found += [part for link in claim.attribution for part in (link.source.text, link.source.name, link.source.described, link.reason)]
    return found + [piece.used_by for piece in claim.equipment]


def _hider(words: Sequence[str], mark: str) -> Callable[[str], str]:
    ordered = sorted({word for word in words if word.strip()}, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in ordered), re.IGNORECASE)
    return lambda text: pattern.sub(mark, text)


def _converted(claim: Claim, hide: Callable[[str], str]) -> Claim:
    """The claim with words hidden wherever they stand, its ids and closed values untouched."""
    kept = {"claim_id", "report_id", "type", "reader"}
    plain: dict[str, Any] = msgspec.to_builtins(claim)
    return msgspec.convert({name: part if name in kept else _hidden(part, hide) for name, part in plain.items()}, Claim)


_CLOSED: Final = frozenset({
    "role", "entity_id", "certainty", "relation", "precision", "basis", "extent", "earliest", "latest", "what", "victims", "scope", "kind", "stance",
    "form", "claim_id", "item_id", "aspect", "effect", "country", "equipment_class", "geometry",
})


def _hidden(part: Any, hide: Callable[[str], str]) -> Any:
    if isinstance(part, str):
        return hide(part)
    if isinstance(part, dict):
        return {name: value if name in _CLOSED else _hidden(value, hide) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_hidden(value, hide) for value in part]
    return part
