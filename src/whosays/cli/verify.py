"""`whosays verify`: is the ledger whole?"""

from pathlib import Path

import click

from whosays.cli.exits import Exit
from whosays.cli.options import format_option, ledger_option
from whosays.cli.text import wrapped


@click.command("verify")
@click.option("--expect", metavar="HEAD", help="A head noted before: it must be in the history.")
@format_option("table", "json")
@ledger_option
def command(expect: str | None, form: str, ledger: Path) -> int:
    """Recompute the history's chain and compare it with every record it speaks of.

    Exits with status 1 and names the first broken write when something was changed
    from outside; with --expect a tail that was cut off is found as well.
    """
    from whosays import api
    from whosays.cli.output import json_lines

    with api.open_ledger(ledger) as book:
        found = book.verify(expect)
    if form == "json":
        json_lines([found])
    elif found.ok:
        click.echo(f"whole: {found.length} writes, head\n{found.head}")
    else:
        broken = "" if found.first_broken is None else f" at write {found.first_broken} of {found.length}"
        click.echo(wrapped(f"BROKEN{broken}: {found.reason}"))
    return Exit.DONE if found.ok else Exit.NOTHING_READ
