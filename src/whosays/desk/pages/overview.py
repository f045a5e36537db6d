"""Overview: what a filter finds, counted by facets, over time and on the map; and how the ledger stands."""

from typing import Any, Final

import whosays
from whosays import api
from whosays.desk.asking import Ask, bad
from whosays.desk.filters import FACTUALITY, JUDGED, MODALITY, filter_of
from whosays.desk.shapes.overview import Overview, State
from whosays.desk.shapes.root import Counted
from whosays.model.types import GROUPS

FACETS: Final[tuple[api.FacetName, ...]] = (
    "type", "group", "factuality", "modality", "judged", "month", "country", "admin1", "place", "actor", "source", "outlet", "equipment",
)
PARTS: Final = ("facets", "timeline", "map")
UNITS: Final = ("year", "month", "week", "day")


def overview(ask: Ask) -> Overview:
    """What a filter finds, counted by facets, over time and on the map."""
    wanted = filter_of(ask)
    parts = _some(ask, "parts", PARTS)
    facets: Any = _some(ask, "facets", FACETS)
    unit = ask.choice("unit", (*UNITS, ""), "")
    limit = ask.number("limit", 30, 1, 1000)
    ask.whole()
    if wanted.superseded:
        raise bad("superseded is for lists: the overview counts what stands")
    counts = ask.office.counts(ask.book)
    found = counts.overview(ask.book, wanted, facets, limit=limit, unit=unit or None, parts=parts)
    listed = {name: [Counted(value=value, n=n) for value, n in values] for name, values in found.facets.items()}
    return Overview(
        total=found.total, of=counts.size, head=counts.head, stale=counts.head < ask.book.last, facets=listed, timeline=found.timeline, map=found.spots,
    )


def _some(ask: Ask, name: str, known: tuple[Any, ...]) -> tuple[Any, ...]:
    values = [part for value in ask.all(name) for part in value.split(",") if part]
    for value in values:
        if value not in known:
            raise bad(f"{name} is {value!r}; expected some of {', '.join(known)}")
    return tuple(dict.fromkeys(values)) or known


def state(ask: Ask) -> State:
    """How the ledger stands: poll `head` and reload what is on view when it grew."""
    ask.whole()
    office = ask.office
    reading = next((one.batch for one in reversed(list(office.readings.values())) if one.running), None)
    reports, incidents = ask.book.size()
    return State(
        ledger=str(office.ledger), name=office.ledger.name, reports=reports, claims=office.counting.size, incidents=incidents,
        head=ask.book.last, columns="ready" if office.counting.ready else "loading", joining=office.joining, behind=office.behind,
        reading=reading, user=office.user, version=whosays.__version__, guarded=office.access.password is not None,
    )


def vocabulary(ask: Ask) -> dict[str, Any]:
    """Every closed list, with words for people."""
    ask.whole()
    return {
        "types": [{"type": kind, "group": group, "says": kind.replace("_", " ")} for group, kinds in GROUPS.items() for kind in kinds],
        "groups": list(GROUPS),
        "factuality": [{"value": value, "says": says} for value, says in FACTUALITY.items()],
        "modality": list(MODALITY),
        "judged": list(JUDGED),
        "phase": ["begins", "ongoing", "ends"],
        "stance": ["neutral", "distancing", "endorsing", "denying"],
        "form": ["verbatim", "indirect", "mixed", "translated"],
        "source_kinds": [
            "official", "armed_group", "outlet", "person", "witness", "expert", "organisation", "document", "footage", "anonymous",
        ],
        "roles": ["actor", "target", "beneficiary", "instrument", "member", "topic", "purpose"],
        "place_relations": ["in", "near", "between", "from", "towards", "along"],
        "place_precisions": [
            "site", "settlement", "near_settlement", "district", "province", "region", "country", "sea_air", "unlocated",
        ],
        "time_precisions": ["minute", "day", "days", "week", "month", "season", "year", "open"],
        "time_bases": ["explicit", "anchored", "publication", "unknown"],
        "counts": ["killed", "injured", "captured", "missing", "displaced", "destroyed", "other"],
        "victims": ["civilian", "combatant", "mixed", "unstated"],
        "scopes": ["incident", "part", "running_total", "period_total"],
        "certainties": ["CT", "PR", "PS"],
        "editable": list(api.EDITABLE),
        "facets": list(FACETS),
        "exports": ["csv", "jsonl", "geojson", "parquet", "brief"],
        "happening": ["reported", "planned", "predicted", "only_denied"],
        "edges": ["copies", "quotes", "cites", "same_origin", "same_owner"],
    }
