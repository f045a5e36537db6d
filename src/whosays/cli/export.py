"""`whosays export`: claims to a file."""

import sys
from pathlib import Path
from typing import Any

import click

from whosays.cli.options import claim_filter, filter_options, ledger_option


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "jsonl", "geojson", "parquet"]))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), help="The file (default: standard output).")
@filter_options
@ledger_option
def command(form: str, output: Path | None, ledger: Path, **filters: Any) -> None:
    """Write claims as csv, jsonl, geojson or parquet, a row a claim.

    Every row says how it was judged: machine, accepted, edited or added. The same
    ledger gives the same bytes. A file is there whole or not at all.
    """
    from whosays import api

    target = None if output is None or str(output) == "-" else output
    if target is None and form == "parquet" and sys.stdout.isatty():
        raise click.UsageError("parquet is no text: give a file with -o FILE")
    number = api.export(form, target, ledger, wanted=claim_filter(filters))
    if target is not None:
        click.echo(f"{number} claims written to {target}", err=True)
