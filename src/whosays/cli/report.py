"""`whosays report`: the reports of a ledger, or one of them with what was set aside."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from whosays.cli.options import format_option, ledger_option
from whosays.cli.text import cut, plain, table, wrapped

if TYPE_CHECKING:
    from whosays.api import StoredReport

HEADS: Final = (("report", 8), ("name", 34), ("published", 10), ("lang", 4), ("claims", 6), ("read", 0))
COLUMNS: Final = ("report_id", "doc_id", "sha256", "status", "title", "outlet", "published", "language", "claims")


@click.command("report")
@click.argument("wanted", metavar="[ID]", required=False)
@click.option("--text", is_flag=True, help="Show the main text too.")
@click.option("--superseded", is_flag=True, help="List older versions too.")
@format_option("table", "json", "jsonl", "csv")
@ledger_option
def command(wanted: str | None, text: bool, superseded: bool, form: str, ledger: Path) -> None:
    """List the reports, or show one (by id or name): what was set aside, and why.

    What is set aside (navigation, appeals, comments, captions, paragraphs printed
    twice) makes no claims, and stays to be looked at here.
    """
    from whosays import api
    from whosays.cli.output import json_lines, records

    with api.open_ledger(ledger) as book:
        if wanted is None:
            rows: Any = book.reports(superseded=superseded)
            if form == "table":
                _list(rows)
            else:
                records(rows, form, COLUMNS)
            return
        stored = book.report(wanted)
    if form == "table":
        for line in report_lines(stored, text=text):
            click.echo(line)
    else:
        json_lines([stored])


def _list(rows: Any) -> None:
    for line in table(
        HEADS,
        (
            (row.report_id[:8], row.doc_id, (row.published or "?")[:10], row.language, str(row.claims), f"{row.state.share_read:.0%}")
            for row in rows
        ),
    ):
        click.echo(line)


def report_lines(stored: "StoredReport", *, text: bool) -> Iterator[str]:
    """One report: what is known of it, its issues, what was set aside, and with `text` its paragraphs."""
    report = stored.report
    dated = f"{report.published.value} ({report.published.basis})" if report.published.value else "undated"
    yield wrapped(f"report {report.report_id}  {report.doc_id}")
    for name, value in (
        ("title", report.title), ("outlet", report.outlet), ("author", report.author), ("published", dated), ("url", report.url),
        ("source", report.source), ("sha256", report.sha256), ("language", report.language), ("replaces", report.replaces),
    ):
        if value:
            yield _field(name, value)
    counts = stored.state.counts
    yield _field(
        "reading",
        f"{stored.state.share_read:.0%} of the main text, {counts.get('words', 0)} words, {counts.get('claims', 0)} claims, "
        f"{counts.get('not_claimed', 0)} acts read but not claimed; {stored.status}; reader {stored.state.reader}",
    )
    for issue in stored.issues:
        yield _field("issue", f"{issue.message} [{issue.code}]")
    if report.dropped:
        yield "set aside:"
    for gone in report.dropped:
        yield cut(f"  {gone.reason.replace('_', ' '):18} [{gone.start}:{gone.end}] {plain(report.text[gone.start : gone.end])}", 80)
    if text:
        for paragraph in report.paragraphs:
            yield ""
            yield wrapped(report.text[paragraph.start : paragraph.end])


def _field(name: str, value: str) -> str:
    lines = wrapped(value, " " * 10).split("\n")
    return "\n".join([f"{name:10}" + lines[0][10:], *lines[1:]])
