"""`whosays claims`: the claims of a ledger, filtered."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from whosays.cli.options import claim_filter, filter_options, format_option, ledger_option
from whosays.cli.text import WIDTH, columns, cut, plain, table_row

if TYPE_CHECKING:
    from whosays.api import Exported
    from whosays.model.claim import Claim

HEADS: Final = (("claim", 8), ("type", 16), ("", 3), ("when", 10), ("where", 14), ("who did it", 0))
BRIEF: Final = (("claim", 8), ("type", 16), ("", 3), ("when", 10), ("where", 10), ("who did it", 10), ("who says", 0))
SAYS: Final = 26
"""Columns that who says it may take before the words."""
INDENT: Final = 10
"""Column under which the words of a claim stand, on the line below its cells."""
ID_SHOWN: Final = 8
"""Digits of an id in a table: enough to be unique in a ledger of ten thousand claims, and taken by every verb."""


@click.command("claims")
@filter_options
@click.option("--order", default="document", type=click.Choice(["document", "time", "confidence", "doubt"]), show_default=True, help="Order of the list.")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many.")
@click.option("--brief", is_flag=True, help="A line a claim, without its words.")
@format_option("table", "json", "jsonl", "csv")
@ledger_option
def command(ledger: Path, form: str, limit: int | None, order: Any, brief: bool, **filters: Any) -> None:
    """List claims: who says that what happened, where, when and to whom.

    The table shows each claim's factuality according to its innermost source
    (CT certain, PR probable, PS possible, UU open; + happened, - did not).
    """
    from whosays import api

    with api.open_ledger(ledger) as book:
        rows = api.exported(book, claim_filter(filters), order=order, limit=limit)
        if form == "table":
            show(rows, brief=brief)
        else:
            write(rows, form)


def write(rows: "Iterable[Exported]", form: str) -> None:
    """Claims as json, jsonl or csv on standard output."""
    from whosays import api
    from whosays.cli.output import json_list

    if form == "json":
        json_list(api.wire(row) for row in rows)
    else:
        api.export_rows(rows, form)


def show(rows: "Iterable[Exported]", *, brief: bool = False) -> None:
    """Claims as a table, who says it and the words below each, and how many there are; `brief` leaves the words out."""
    number = 0
    heads = BRIEF if brief else HEADS
    click.echo(table_row(heads, [name for name, _ in heads]) + ("" if brief else "\n" + " " * INDENT + "who says: the words"))
    for row in rows:
        number += 1
        *shown, says = cells(row)
        click.echo(table_row(heads, [*shown, says] if brief else shown))
        if not brief:
            said = cut(says, SAYS) + ": "
            click.echo(" " * INDENT + said + words(row.claim, WIDTH - INDENT - columns(said)))
    click.echo(f"{number} claim{'' if number == 1 else 's'}" + ("; `whosays explain CLAIM` shows what stands behind one" if number else ""))


def words(claim: "Claim", width: int) -> str:
    """The sentence around the act, which stands in [brackets], in `width` columns."""
    evidence = claim.evidence[0] if claim.evidence else claim.trigger
    start, end = claim.trigger.start - evidence.start, claim.trigger.end - evidence.start
    if not 0 <= start < end <= len(evidence.text):
        return cut(evidence.text, width)
    before, act, after = evidence.text[:start], plain(evidence.text[start:end]), evidence.text[end:]
    before = plain(before) + (" " if before[-1:].isspace() else "")
    after = (" " if after[:1].isspace() else "") + plain(after)
    free = max(0, width - columns(act) - 2)
    room = max(free // 2, free - columns(after))
    if columns(f"{before}[{act}]{after}") > width and columns(before) > room:
        before = "…" + before[len(before) - room + 1 :].partition(" ")[2]
    return cut(f"{before}[{act}]{after}", width)


def cells(row: "Exported") -> tuple[str, ...]:
    """One claim as the cells of the table."""
    from whosays import api

    claim = row.claim
    says = api.source_path(claim) or row.report.outlet or row.report.doc_id
    mark = {"accepted": "✓ ", "edited": "✎ ", "added": "+ ", "rejected": "✗ "}.get(row.judged, "")
    return (
        claim.claim_id[:ID_SHOWN], mark + claim.type, claim.factuality, when(claim), where(claim), api.names(claim, "actor") or "-", says,
    )


def when(claim: "Claim") -> str:
    """The time in ten columns: a day, a month, a year, or `?` where none is known."""
    first, last = claim.time.earliest, claim.time.latest
    if first and last:
        same = 10 if first[:10] == last[:10] else 7 if first[:7] == last[:7] else 4 if first[:4] == last[:4] else 0
        return first[:same] if same else f"{first[:4]}-{last[2:4]}"
    return f">{first[:7]}" if first else f"<{last[:7]}" if last else "?"


def where(claim: "Claim") -> str:
    """The place of the act, `~` before one that is only near or within an area."""
    if not claim.places:
        return "-"
    place = claim.places[0]
    vague = "" if place.precision in ("site", "settlement") and place.relation == "in" else "~"
    return vague + (place.name or place.text)
