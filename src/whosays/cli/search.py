"""`whosays search`: words in reports and claims."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from whosays.cli.options import format_option, ledger_option
from whosays.cli.text import plain, wrapped

if TYPE_CHECKING:
    from whosays.api import Hit

COLUMNS: Final = ("kind", "id", "report_id", "doc_id", "start", "end", "snippet")


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@format_option("table", "json", "jsonl", "csv")
@ledger_option
def command(words: tuple[str, ...], limit: int, form: str, ledger: Path) -> None:
    """Find reports and claims that hold all the WORDS.

    A "phrase in quotes" stays together; word* finds words that begin so. Case and
    accents do not matter; any script is searched.
    """
    from whosays import api
    from whosays.cli.output import records

    with api.open_ledger(ledger) as book:
        hits: Any = book.search(" ".join(words), limit=limit)
    if form != "table":
        records(hits, form, COLUMNS)
        return
    for hit in hits:
        _show(hit)
    click.echo(f"{len(hits)} found" if hits else "nothing found")


def _show(hit: "Hit") -> None:
    """A hit: what it is, and its words with the ones found marked."""
    text, at, out = hit.snippet, 0, []
    for start, end in hit.marks:
        out += [text[at:start], "»", text[start:end], "«"]
        at = end
    click.echo(f"{hit.kind} {hit.id[:8]}  {plain(hit.doc_id)}")
    click.echo(wrapped("".join([*out, text[at:]]), "    "))
