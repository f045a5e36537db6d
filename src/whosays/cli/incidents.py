"""`whosays incidents`: the incidents of a ledger, filtered by their claims."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from whosays.cli.options import claim_filter, filter_options, format_option, ledger_option
from whosays.cli.text import table

if TYPE_CHECKING:
    from whosays.api import LedgerView
    from whosays.model.incident import Incident

HEADS: Final = (("incident", 8), ("type", 16), ("when", 10), ("where", 14), ("claims", 6), ("origins", 7), ("what differs", 0))
COLUMNS: Final = (
    "incident_id", "type", "happening", "origins_at_least", "origins_at_most", "claims", "earliest", "latest", "place", "lat", "lon",
    "radius_km", "contradictions", "disputed", "sources",
)


@click.command("incidents")
@filter_options
@click.option("--order", default="id", type=click.Choice(["id", "size", "date", "dispute"]), show_default=True, help="Order of the list.")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many.")
@format_option("table", "json", "jsonl", "csv")
@ledger_option
def command(ledger: Path, form: str, order: str, limit: int | None, **filters: Any) -> None:
    """List incidents: the claims that speak of one happening.

    With filters, those with at least one claim that the filters find. `origins` is a
    range: how many separate origins stand behind it, as far as the words show.
    """
    from whosays import api
    from whosays.cli.output import csv_lines, json_lines, json_list

    with api.open_ledger(ledger) as book:
        found = islice(_ordered(_wanted(book, filters), order), limit)
        if form == "table":
            _show(found)
        elif form == "csv":
            csv_lines(COLUMNS, (_flat(incident) for incident in found))
        else:
            write = json_list if form == "json" else json_lines
            write(api.incident_line(incident, book) for incident in found)


def _ordered(found: "Iterator[Incident]", order: str) -> "Iterator[Incident]":
    """By id as they come; by size, most claims first; by date, earliest first and undated last; by dispute, most disputed first."""
    if order == "id":
        return found
    keys: dict[str, Callable[[Incident], Any]] = {
        "size": lambda one: -len(one.claims),
        "date": lambda one: one.time.earliest or one.time.latest or "~",
        "dispute": lambda one: (-len(one.contradictions) - len(one.disputed), -len(one.claims)),
    }
    return iter(sorted(found, key=keys[order]))


def _wanted(book: "LedgerView", filters: dict[str, Any]) -> "Iterator[Incident]":
    """The incidents asked for, by id."""
    wanted = None
    if any(filters.values()):
        wanted = {row.claim.claim_id for row in book.each_claim(claim_filter(filters))}
    for incident in book.incidents():
        if wanted is None or not wanted.isdisjoint(incident.claims):
            yield incident


def _show(found: "Iterator[Incident]") -> None:
    number = 0

    def lines() -> Iterator[tuple[str, ...]]:
        nonlocal number
        for incident in found:
            number += 1
            yield _cells(incident)

    for line in table(HEADS, lines()):
        click.echo(line)
    click.echo(f"{number} incident{'' if number == 1 else 's'}" + ("; `whosays explain incident:ID` lays one out" if number else ""))


def _cells(incident: "Incident") -> tuple[str, ...]:
    origins = incident.origins
    span = str(origins.at_least) if origins.at_least == origins.at_most else f"{origins.at_least}-{origins.at_most}"
    differs = dict.fromkeys(part.kind for part in incident.contradictions)
    notes = [*([incident.happening.replace("_", " ")] if incident.happening != "reported" else []), *differs]
    place = incident.places[0].name if incident.places else "-"
    day = (incident.time.earliest or incident.time.latest or "?")[:10]
    return (incident.incident_id[:8], incident.type, day, place, str(len(incident.claims)), span, ", ".join(notes) or "-")


def _flat(incident: "Incident") -> tuple[Any, ...]:
    place = incident.places[0] if incident.places else None
    return (
        incident.incident_id, incident.type, incident.happening, incident.origins.at_least, incident.origins.at_most,
        " ".join(incident.claims), incident.time.earliest, incident.time.latest, place and place.name, place and place.lat,
        place and place.lon, place and place.radius_km, "; ".join(f"{one.kind}: {one.reason}" for one in incident.contradictions),
        "; ".join(f"{one.facet} by {one.by}" for one in incident.disputed), "; ".join(incident.sources),
    )
