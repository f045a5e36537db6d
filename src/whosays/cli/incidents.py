"""`whosays incidents`: the incidents of a ledger, filtered by their claims."""

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from whosays.cli.options import claim_filter, filter_options, format_option, ledger_option
from whosays.cli.text import table

if TYPE_CHECKING:
    from whosays.api import Book, LedgerView
    from whosays.model.incident import Incident

HEADS: Final = (("incident", 8), ("type", 16), ("when", 10), ("where", 14), ("claims", 6), ("origins", 7), ("what differs", 0))
BOOKS: "Final[dict[str, Book]]" = {"geojson": "geojson", "acled": "acled", "acled-old": "acled-old", "ucdp": "ucdp"}
HAPPENING: Final = ("reported", "planned", "predicted", "only_denied")
KINDS: Final = ("count", "date", "place", "actor", "outcome", "denial")
COLUMNS: Final = (
    "incident_id", "type", "happening", "origins_at_least", "origins_at_most", "claims", "earliest", "latest", "place", "lat", "lon",
    "radius_km", "contradictions", "disputed", "sources",
)


@click.command("incidents")
@filter_options
@click.option("--happening", multiple=True, type=click.Choice(HAPPENING), help="Whether somebody reports it as done, or it is only planned, predicted or denied.")
@click.option("--differing", multiple=True, type=click.Choice(KINDS), help="Accounts contradict each other in this.")
@click.option("--disputed", is_flag=True, help="Accounts contradict each other, or a party denies it.")
@click.option("--origins", type=click.IntRange(min=1), metavar="N", help="At least N origins, at the least that the words show.")
@click.option("--reports", type=click.IntRange(min=1), metavar="N", help="Told by at least N reports.")
@click.option("--order", default="id", type=click.Choice(["id", "size", "date", "dispute"]), show_default=True, help="Order of the list.")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many.")
@format_option("table", "json", "jsonl", "csv", "geojson", "acled", "acled-old", "ucdp")
@ledger_option
def command(ledger: Path, form: str, order: str, limit: int | None, **filters: Any) -> None:
    """List incidents: the claims that speak of one happening.

    With filters, those with at least one claim that the filters find. `origins` is a
    range: how many separate origins stand behind it, as far as the words show.

    The shapes acled (and acled-old, its columns before 2023) and ucdp fill those columns
    as far as the accounts do, for what is an event there; csv has one row an incident.
    """
    from whosays import api
    from whosays.cli.output import csv_lines, json_lines, json_list

    with api.open_ledger(ledger) as book:
        found = islice(_ordered(_wanted(book, filters), order), limit)
        if form == "table":
            _show(found)
        elif form in BOOKS:
            sys.stdout.buffer.writelines(api.incident_bytes(found, BOOKS[form], book))
            sys.stdout.buffer.flush()
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
    own = {name: filters.pop(name) for name in ("happening", "differing", "disputed", "origins", "reports")}
    wanted = None
    if any(filters.values()):
        wanted = {row.claim.claim_id for row in book.each_claim(claim_filter(filters))}
    for incident in book.incidents():
        if (wanted is None or not wanted.isdisjoint(incident.claims)) and _fits(incident, own, book):
            yield incident


def _fits(incident: "Incident", own: dict[str, Any], book: "LedgerView") -> bool:
    """Whether an incident is what the options of incidents ask for."""
    kinds = {one.kind for one in incident.contradictions}
    return (
        (not own["happening"] or incident.happening in own["happening"])
        and (not own["differing"] or not kinds.isdisjoint(own["differing"]))
        and (not own["disputed"] or bool(kinds or incident.disputed))
        and (not own["origins"] or incident.origins.at_least >= own["origins"])
        and (not own["reports"] or len({book.claim(claim).claim.report_id for claim in incident.claims}) >= own["reports"])
    )


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
