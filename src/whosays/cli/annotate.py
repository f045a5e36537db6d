"""`whosays annotate`: JSON Lines in, one annotation a line out, as they come."""

import sys
from typing import Any, BinaryIO

import click

from whosays.cli.options import settings


@click.command("annotate")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--fast", is_flag=True, help="Rules only, without the trained heads.")
@click.option("--parser", metavar="PACKAGE", help="Another parser package.")
def command(file: BinaryIO, fast: bool, parser: str | None) -> None:
    """Annotate JSON Lines of {"id", "text", "published"?} from FILE or standard input.

    One line out per line in, in the same order; offsets index the text given, in
    code points. A malformed line gives a line whose `issues` say what was expected.
    """
    from whosays import api

    out: Any = sys.stdout.buffer
    wanted = settings(parser=parser, encoder=False if fast else None)
    for annotation in api.annotate_lines(file, wanted):
        out.write(api.line_of(annotation))
        out.flush()
