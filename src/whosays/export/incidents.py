"""Incidents in the columns of ACLED (both layouts) and UCDP GED, one row an incident, and as GeoJSON.

What the accounts do not give stays empty: no event is coded by guess, no figure is added up, no side of an actor is invented. A row is a summary for tools
that know these columns; who says what stands in the claims.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from whosays.export.coarse import NAMELESS
from whosays.export.csvfile import line
from whosays.export.flat import Exported
from whosays.lexicon import actors, codebooks, demonyms
from whosays.lexicon.codebooks import Side
from whosays.model.claim import Claim, Count
from whosays.model.incident import Incident
from whosays.model.report import Report
from whosays.model.wire import dumps, to_wire


@dataclass(frozen=True, slots=True)
class Told:
    """An incident with its claims and their reports by id."""

    incident: Incident
    claims: tuple[Claim, ...]
    reports: Mapping[str, Report]


def shielded(incident: Incident, rows: Sequence[Exported], hidden: Collection[str]) -> Told:
    """An incident with claims that were protected (`rows`): its places are theirs, and no text of it holds the `hidden` names and places."""
    claims = tuple(row.claim for row in rows)
    reports = {row.claim.report_id: row.report for row in rows}
    if not hidden:
        return Told(incident, claims, reports)
    words = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in sorted(hidden, key=len, reverse=True) if word) + r")(?!\w)", re.IGNORECASE)
    places = {place.name: place for claim in claims for place in claim.places}
    return Told(
        replace(
            incident, places=tuple(sorted(places.values(), key=lambda place: (SHARPEST.index(place.precision), place.name))), facets=(),
            sources=tuple(words.sub(NAMELESS, name) for name in incident.sources), disputed=tuple(replace(one, by=words.sub(NAMELESS, one.by)) for one in incident.disputed),
            contradictions=tuple(replace(one, reason=words.sub(NAMELESS, one.reason)) for one in incident.contradictions),
        ), claims, reports,
    )


SHARPEST: Final = ("site", "settlement", "near_settlement", "district", "province", "region", "sea_air", "country", "unlocated")


EVENT_TYPES: Final[Mapping[str, str]] = {
    "Armed clash": "Battles", "Government regains territory": "Battles", "Non-state actor overtakes territory": "Battles",
    "Chemical weapon": "Explosions/Remote violence", "Air/drone strike": "Explosions/Remote violence", "Suicide bomb": "Explosions/Remote violence",
    "Shelling/artillery/missile attack": "Explosions/Remote violence", "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Grenade": "Explosions/Remote violence", "Sexual violence": "Violence against civilians", "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians", "Peaceful protest": "Protests", "Protest with intervention": "Protests",
    "Excessive force against protesters": "Protests", "Violent demonstration": "Riots", "Mob violence": "Riots",
}
"""ACLED's event type of each sub-event type (its codebook as the R package acledR ships it); all others are strategic developments."""
STRATEGIC: Final = "Strategic developments"
INTER: Final[Mapping[Side, str]] = {
    "state": "State Forces", "armed": "Rebel Groups", "protesters": "Protesters", "civilian": "Civilians", "foreign": "External/Other Forces",
}
GEO_PRECISION: Final = {"site": 1, "settlement": 1, "near_settlement": 2, "district": 2, "province": 3, "region": 3}
"""ACLED: 1 a named town, 2 a part of a region or near a town, 3 a larger region; a whole country or the sea has none."""
WHERE_PREC: Final = {"site": 1, "settlement": 1, "near_settlement": 2, "district": 3, "province": 4, "region": 5, "country": 6, "sea_air": 7}
"""UCDP: 1 exact, 2 near a known place, 3 second and 4 first order division, 5 part of a country, 6 country, 7 sea or air."""


# --- what both ask ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Party:
    """A side of an incident: a name that the accounts give and what side it is on."""

    name: str
    side: Side


NOBODY: Final = Party("", "unknown")


def _party(told: Told, *roles: str) -> Party:
    """The party named most often, of those whose side is known by lexicon or words; a private person's name is no party."""
    votes: dict[Party, int] = {}
    for claim in told.claims:
        if not claim.factuality.endswith("-"):
            for role in claim.role(*roles):
                side = _side(role.name)
                if side != "unknown":
                    party = Party(role.name, side)
                    votes[party] = votes.get(party, 0) + 1
    return min(votes, key=lambda party: (-votes[party], party.name), default=NOBODY)


def _side(name: str) -> Side:
    """The side of a participant: of the actor that the lexicon knows by this name, else as its words tell."""
    hits = [hit for hit in actors.load().find(name) if not hit.ambiguous]
    kind = hits[0].kind if len(hits) == 1 else None
    return "armed" if kind == "jihadist" else codebooks.side_of(kind, name)


def _days(incident: Incident) -> tuple[date | None, date | None]:
    first, last = incident.time.earliest, incident.time.latest
    return (date.fromisoformat(first[:10]) if first else None), (date.fromisoformat(last[:10]) if last else None)


def _killed(incident: Incident) -> list[Count]:
    return [count for count in incident.counts if count.what == "killed" and count.scope == "incident"]


def _least(counts: Sequence[Count]) -> int | None:
    """The lowest figure that any account gives."""
    found = [figure for c in counts if (figure := c.low if c.low is not None else c.best) is not None]
    return min(found) if found else None


def _most(counts: Sequence[Count]) -> int | None:
    found = [figure for c in counts if (figure := c.high if c.high is not None else c.best) is not None]
    return max(found) if found else None


def _outlets(told: Told) -> list[str]:
    return sorted({report.outlet or report.doc_id for report in told.reports.values()})


def _country(code: str | None) -> str:
    """The English name of a country by its ISO 3166 alpha-2 code, else the code."""
    found = demonyms.load().get(code) if code else None
    return found.name if found is not None else code or ""


def _notes(incident: Incident) -> str:
    origins = incident.origins
    span = f"{origins.at_least}" if origins.at_least == origins.at_most else f"{origins.at_least} to {origins.at_most}"
    parts = [f"{len(incident.claims)} claims, {span} origins as far as found: {'; '.join(incident.sources)}."]
    parts += [f"Accounts differ ({one.kind}): {one.reason}." for one in incident.contradictions]
    parts += [f"Denied ({one.facet}) by {one.by}." for one in incident.disputed]
    return " ".join(parts)


# --- ACLED --------------------------------------------------------------------------------------------------------------------


ACLED: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2",
    "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)
"""The columns since March 2023."""
ACLED_OLD: Final = (
    "data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude",
    "geo_precision", "source", "source_scale", "notes", "fatalities", "timestamp", "iso3",
)
"""The columns before."""


def acled(told: Told) -> dict[str, Any] | None:
    """The columns of ACLED that the accounts fill; null for what is no event there: only planned, predicted or denied, or of no sub-event type."""
    incident = told.incident
    one, other = _party(told, "actor"), _party(told, "target", "member")
    label = codebooks.codes(incident.type, one.side, other.side).acled
    if incident.happening != "reported" or label is None:
        return None
    event = EVENT_TYPES.get(label, STRATEGIC)
    place = incident.places[0] if incident.places else None
    located = place is not None and place.precision in GEO_PRECISION
    first, last = _days(incident)
    day = first if first is not None else last
    return {
        "event_id_cnty": incident.incident_id, "event_date": day.isoformat() if day and first and last else "", "year": day.year if day and first and last else "",
        "time_precision": _time_precision(first, last), "disorder_type": _disorder(event, label), "event_type": event, "sub_event_type": label,
        "actor1": one.name, "inter1": INTER.get(one.side, ""), "actor2": other.name, "inter2": INTER.get(other.side, ""), "interaction": _interaction(one, other),
        "civilian_targeting": "Civilian targeting" if other.side == "civilian" else "", "country": _country(place.country) if place else "",
        "admin1": (place.admin1 or "") if place else "", "location": place.name if place and located else "", "latitude": place.lat if place and located else None,
        "longitude": place.lon if place and located else None, "geo_precision": GEO_PRECISION[place.precision] if place and located else "",
        "source": "; ".join(_outlets(told)), "notes": _notes(incident), "fatalities": _least(_killed(incident)),
    }


def _time_precision(first: date | None, last: date | None) -> int | str:
    """1 the day, 2 within a week, 3 wider; empty where an end is not known."""
    if first is None or last is None:
        return ""
    width = (last - first).days
    return 1 if width == 0 else 2 if width <= WEEK_DAYS else 3


WEEK_DAYS: Final = 7


def _disorder(event: str, label: str) -> str:
    if event == STRATEGIC:
        return STRATEGIC
    if label == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    return "Demonstrations" if event == "Protests" or label == "Violent demonstration" else "Political violence"


def _interaction(one: Party, other: Party) -> str:
    """The two kinds of actors, in ACLED's order; empty where one is not known, since an act by one side alone is a claim too."""
    kinds = [INTER[party.side] for party in (one, other) if party.side in INTER]
    order = list(INTER.values())
    return "-".join(sorted(kinds, key=order.index)) if len(kinds) > 1 else ""


# --- UCDP GED -----------------------------------------------------------------------------------------------------------------


UCDP: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1",
    "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)
"""The columns of GED 23.1."""


def ucdp(told: Told) -> dict[str, Any] | None:
    """The columns of GED that the accounts fill; null for what is no event there: nobody reports it done, or no account gives a figure of dead.

    `best` stands only where all accounts that give a figure give the same; `low` and `high` are the least and greatest figure told.
    """
    incident = told.incident
    counts = _killed(incident)
    low, high = _least(counts), _most(counts)
    if incident.happening != "reported" or not (low or high):
        return None
    one, other = _party(told, "actor"), _party(told, "target", "member")
    place = incident.places[0] if incident.places else None
    first, last = _days(incident)
    reports = sorted(told.reports.values(), key=lambda report: report.doc_id)
    best = {count.best for count in counts}
    point = place is not None and place.lat is not None and place.lon is not None
    return {
        "id": incident.incident_id, "year": first.year if first and last else "", "type_of_violence": _violence(one.side, other.side), "side_a": one.name,
        "side_b": other.name, "number_of_sources": len(reports), "source_article": "; ".join(r.doc_id for r in reports), "source_office": "; ".join(_outlets(told)),
        "source_date": "; ".join(r.published.value or "" for r in reports), "source_headline": "; ".join(r.title or "" for r in reports),
        "source_original": "; ".join(sorted({c.attribution[-1].source.name for c in told.claims if c.attribution})),
        "where_prec": WHERE_PREC.get(place.precision, "") if place else "", "where_coordinates": place.name if place else "",
        "where_description": f"{place.relation} {place.name}" if place else "", "adm_1": (place.admin1 or "") if place else "",
        "latitude": place.lat if place else None, "longitude": place.lon if place else None, "geom_wkt": f"POINT ({place.lon} {place.lat})" if place and point else "",
        "country": _country(place.country) if place else "", "event_clarity": 1 if first and first == last and len(incident.places) > 0 else 2,
        "date_prec": _date_prec(first, last), "date_start": first.isoformat() if first else "", "date_end": last.isoformat() if last else "",
        "best": best.pop() if len(best) == 1 else None, "high": high, "low": low,
    }


def _violence(one: Side, other: Side) -> int | str:
    """1 a state against an armed group, 2 armed groups, 3 against civilians; empty where a side is not known."""
    sides = {"state" if side == "foreign" else side for side in (one, other)}
    if other == "civilian" and one in ("state", "armed", "foreign"):
        return 3
    return 1 if sides == {"state", "armed"} else 2 if sides == {"armed"} else ""


def _date_prec(first: date | None, last: date | None) -> int | str:
    """1 the day, 2 up to six days, 3 a week, 4 a month, 5 a year; empty where an end is not known or the span is wider."""
    if first is None or last is None:
        return ""
    days = (last - first).days + 1
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 366)) if days <= most), "")


# --- bytes ------------------------------------------------------------------------------------------------------------------------


Shape = tuple[tuple[str, ...], Callable[[Told], dict[str, Any] | None]]
SHAPES: Final[Mapping[str, Shape]] = {"acled": (ACLED, acled), "acled-old": (ACLED_OLD, acled), "ucdp": (UCDP, ucdp)}
"""The shapes by name: columns, and what fills them."""


def to_rows(told: Iterable[Told], shape: str) -> Iterator[bytes]:
    """A header line, then a line for every incident that is an event in that book.

    Raises:
        KeyError: a shape that is not in `SHAPES`.
    """
    columns, fill = SHAPES[shape]
    yield line(columns)
    for one in told:
        row = fill(one)
        if row is not None:
            yield line([row.get(column) for column in columns])


def to_geojson(told: Iterable[Told]) -> Iterator[bytes]:
    """A FeatureCollection, an incident a line, at its most precise place; the uncertainty stands in `radius_km` and `precision`."""
    yield b'{"type":"FeatureCollection","features":['
    before = b"\n"
    for one in told:
        yield before + dumps(_feature(one.incident))
        before = b",\n"
    yield b"\n]}\n"


def _feature(incident: Incident) -> dict[str, Any]:
    place = incident.places[0] if incident.places else None
    point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place and place.lat is not None and place.lon is not None else None
    told = {
        "type": incident.type, "happening": incident.happening, "origins": to_wire(incident.origins), "earliest": incident.time.earliest, "latest": incident.time.latest,
        "place": place.name if place else None, "precision": place.precision if place else None, "radius_km": place.radius_km if place else None,
        "claims": list(incident.claims), "sources": list(incident.sources), "contradictions": to_wire(incident.contradictions), "disputed": to_wire(incident.disputed),
    }
    geometry = place.geometry if place and place.geometry is not None else point
    return {"type": "Feature", "id": incident.incident_id, "geometry": geometry, "properties": told}
