"""`whosays gazetteer`: a user's own places."""

from pathlib import Path
from typing import Any, Final

import click

from whosays.cli.exits import Exit
from whosays.cli.options import settings
from whosays.cli.text import message, plain

FIELDS: Final = ("name", "lat", "lon", "country", "admin1", "alternates", "kind", "population")


class Column(click.ParamType[Any]):
    """`COLUMN=FIELD`: a CSV column and what it holds."""

    name = "COLUMN=FIELD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A pair of field and column."""
        column, found, field = str(value).rpartition("=")
        if not found or field not in FIELDS:
            self.fail(f"{value!r} is no mapping; expected COLUMN=FIELD, the field one of {', '.join(FIELDS)}", param, ctx)
        return field, column


@click.group("gazetteer")
def command() -> None:
    """Add places of your own to those that whosays knows."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "columns", type=Column(), multiple=True, help="What a CSV column holds; may be repeated.")
def import_(file: Path, columns: tuple[tuple[str, str], ...]) -> int:
    """Add a GeoNames dump (allCountries, or one country's; .txt or .zip), or a CSV.

    A CSV needs columns for name, lat and lon; --map tells which they are where they
    are called otherwise, and those of country, admin1, alternates, kind, population.
    """
    from whosays import api

    done = api.import_places(file, columns=dict(columns), settings=settings())
    for problem in done.problems:
        click.echo(message(f"! {plain(problem)}"), err=True)
    click.echo(f"{done.places} places added" + (f", {done.refused} rows refused" if done.refused else ""))
    return Exit.DONE if done.places else Exit.INPUT


@command.command("forget")
@click.argument("name", metavar="FILE")
def forget(name: str) -> int:
    """Take an import out again, by the name of its file."""
    from whosays import api

    gone = api.forget_places(name, settings=settings())
    click.echo("forgotten" if gone else f"no import of {plain(name)}", err=not gone)
    return Exit.DONE if gone else Exit.NOT_FOUND
