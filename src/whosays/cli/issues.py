"""`whosays issues`: what went wrong with inputs."""

from pathlib import Path
from typing import Any, Final

import click

from whosays.cli.options import format_option, ledger_option
from whosays.cli.text import wrapped

COLUMNS: Final = ("stage", "code", "source", "message")


@click.command("issues")
@click.option("--report", metavar="ID", help="Those of one report, by id or name.")
@format_option("table", "json", "jsonl", "csv")
@ledger_option
def command(report: str | None, form: str, ledger: Path) -> None:
    """List what went wrong with inputs: each names the input, the place and what was expected."""
    from whosays import api
    from whosays.cli.output import records
    from whosays.cli.read import issue_line

    with api.open_ledger(ledger) as book:
        found: Any = tuple(book.issues(None if report is None else book.report(report).report.report_id))
    if form != "table":
        records(found, form, COLUMNS)
        return
    for issue in found:
        click.echo(wrapped(f"{issue_line(issue)} [{issue.stage}: {issue.code}]"))
    click.echo(f"{len(found)} issue{'' if len(found) == 1 else 's'}")
