"""`whosays desk`: a ledger in the browser."""

from pathlib import Path

import click

from whosays.cli.options import settings


@click.command("desk")
@click.argument("ledger", default="whosays.ledger", metavar="[LEDGER]", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; beyond this machine only with a password.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port (default: 8011, or the next free one).")
@click.option("--no-open", is_flag=True, help="Print the address, open no browser.")
@click.option("--by", metavar="NAME", help="Who judges, as the page proposes it (default: your user name).")
@click.option("--password-file", metavar="FILE", type=click.Path(path_type=Path), help="A file with the password (or set WHOSAYS_DESK_PASSWORD).")
def command(ledger: Path, host: str, port: int | None, no_open: bool, by: str | None, password_file: Path | None) -> None:
    """Open a ledger in the browser: look, compare, correct.

    Only this machine can reach it, by the address that is printed. Several people at
    one ledger lose nothing of each other's; the command line works beside it.
    """
    from whosays.desk import server

    place = server.Place(host, port, server.password_from(password_file))
    server.serve(ledger, place, settings(), open_page=not no_open, user=by, told=click.echo)
