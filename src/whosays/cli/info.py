"""`whosays info`: what a ledger holds."""

from pathlib import Path

import click

from whosays.cli.options import format_option, ledger_option
from whosays.cli.text import cut_left, wrapped


@click.command("info")
@format_option("table", "json")
@ledger_option
def command(form: str, ledger: Path) -> None:
    """Count what a ledger holds, and show the head of its history.

    Note the head elsewhere: `whosays verify --expect HEAD` then also finds a cut tail.
    """
    from whosays import api
    from whosays.cli.output import json_lines

    with api.open_ledger(ledger) as book:
        info = book.info()
        facets = book.facets(("type", "source", "country"), limit=5)
    if form == "json":
        json_lines([info])
        return
    judged = ", ".join(f"{number} {kind}" for kind, number in sorted(info.claims.items())) or "none"
    click.echo(f"ledger      {cut_left(info.path, 42)} ({info.bytes / 1e6:.1f} MB, version {info.version})")
    click.echo(f"reports     {info.reports}" + (f", and {info.superseded} older versions" if info.superseded else ""))
    click.echo(f"claims      {judged}")
    click.echo(f"incidents   {info.incidents}\nentities    {info.entities}\njudgements  {info.judgements}\nissues      {info.issues}")
    for name, values in facets.items():
        _facet(name, values)
    click.echo(f"history     {info.history} writes, head\n            {info.head}")


def _facet(name: str, values: tuple[tuple[str, int], ...]) -> None:
    words = ", ".join(f"{value} {number}" for value, number in values)
    lines = wrapped(words or "-", " " * 12).lstrip()
    click.echo(f"{'top ' + name:12}{lines}")
