"""`whosays export`: claims to a file."""

import sys
from pathlib import Path
from typing import Any

import click

from whosays.cli.options import claim_filter, filter_options, ledger_option


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "jsonl", "geojson", "parquet", "brief"]))
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), help="The file (default: standard output).")
@filter_options
@click.option("--exact", is_flag=True, help="Exact places; needs --reason and --by.")
@click.option("--private-names", "names", is_flag=True, help="Names of persons without a public role; needs --reason and --by.")
@click.option("--reason", default="", metavar="WORDS", help="Why protection is lifted; goes into the history.")
@click.option("--by", default="", metavar="NAME", help="Who lifts it.")
@ledger_option
def command(form: str, output: Path | None, ledger: Path, exact: bool, names: bool, reason: str, by: str, **filters: Any) -> None:
    """Write claims as csv, jsonl, geojson or parquet, a row a claim; or a brief to print.

    Every row says how it was judged: machine, accepted, edited or added. The same
    ledger gives the same bytes on the same day. A file is there whole or not at all.

    Places of deployments, movements and presence younger than 14 days, and of
    hospitals, shelters, camps and aid convoys always, are given by district;
    persons without a public role have no name. The column `coarsened` says so.
    """
    from whosays import api

    if (exact or names) and not (reason.strip() and by.strip()):
        raise click.UsageError("--exact and --private-names need --reason and --by: both go into the history")
    lift = api.Lift(by, reason, exact=exact, names=names) if exact or names else None

    target = None if output is None or str(output) == "-" else output
    if target is None and form == "parquet" and sys.stdout.isatty():
        raise click.UsageError("parquet is no text: give a file with -o FILE")
    if form == "brief":
        _brief(target, ledger, claim_filter(filters), lift)
        return
    number = api.export(form, target, ledger, wanted=claim_filter(filters), lift=lift)
    if target is not None:
        click.echo(f"{number} claims written to {target}", err=True)


def _brief(target: Path | None, ledger: Path, wanted: Any, lift: Any) -> None:
    from whosays import api

    api.log_lift(ledger, lift, "brief", wanted)
    with api.open_ledger(ledger) as book:
        data = api.brief(book, wanted, lift=lift)
    if target is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        target.write_bytes(data)
