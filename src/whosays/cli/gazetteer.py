"""`whosays gazetteer`: a user's own places."""

from pathlib import Path

import click

from whosays.cli.options import settings


@click.group("gazetteer")
def command() -> None:
    """Add places of your own to those that whosays knows."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Add a GeoNames dump (allCountries.txt, or one country's), or a CSV of names and coordinates.

    A CSV needs the columns name, lat, lon; country, admin1, kind, aliases and
    radius_km are taken where they are there.
    """
    from whosays import api

    number = api.import_places(file, settings=settings())
    click.echo(f"{number} places added")
