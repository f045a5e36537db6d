"""`whosays reread`: stored reports read with the reader of today, and what differs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from whosays.cli.options import format_option, ledger_option, settings
from whosays.cli.text import plain, wrapped

if TYPE_CHECKING:
    from whosays.api import ReadingDiff
    from whosays.model.claim import Claim


@click.command("reread")
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Reports read side by side.")
@click.option("--fast", is_flag=True, help="Rules only, without the trained heads.")
@click.option("--parser", metavar="PACKAGE", help="Another parser package.")
@format_option("table", "jsonl")
@ledger_option
def command(reports: tuple[str, ...], dry_run: bool, workers: int, fast: bool, parser: str | None, form: str, ledger: Path) -> None:
    """Read stored reports again (all, or those named) and show what differs.

    Judgements stay and are laid over the new reading. `+` is a claim that is new,
    `-` one that is gone, `~` one that changed, with the fields that differ.
    """
    from whosays import api
    from whosays.cli.output import json_lines
    from whosays.model.issue import Issue

    wanted = settings(workers=workers, parser=parser, encoder=False if fast else None)
    added = removed = changed = same = 0
    for one in api.reread(ledger, reports, settings=wanted, store=not dry_run):
        if isinstance(one, Issue):
            click.echo(wrapped(f"! {plain(one.source)}: {plain(one.message)}"), err=True)
            continue
        added, removed, changed = added + len(one.added), removed + len(one.removed), changed + len(one.changed)
        same += not (one.added or one.removed or one.changed)
        if form == "jsonl":
            json_lines([one])
        else:
            _show(one)
    click.echo(f"{added} new, {removed} gone, {changed} changed; {same} reports as before", err=form == "jsonl")


def _show(diff: "ReadingDiff") -> None:
    if not (diff.added or diff.removed or diff.changed):
        return
    click.echo(f"report {diff.report_id}")
    for claim in diff.removed:
        click.echo(_line("-", claim))
    for claim in diff.added:
        click.echo(_line("+", claim))
    for change in diff.changed:
        click.echo(_line("~", change.after))
        click.echo(wrapped(", ".join(change.fields), "      "))


def _line(mark: str, claim: "Claim") -> str:
    from whosays.cli.text import cut

    return cut(f"{mark} {claim.claim_id[:8]} {claim.type} {claim.factuality}: {claim.evidence[0].text if claim.evidence else ''}", 78)
