"""`whosays read`: files, folders, globs or standard input into a ledger."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from whosays.cli.exits import Exit
from whosays.cli.options import format_option, ledger_option, settings
from whosays.cli.text import cut, message, padded, plain

if TYPE_CHECKING:
    from whosays.api import Document, Progress, ReadingSummary
    from whosays.model.issue import Issue

SHOWN: Final = 40
"""Documents told of one by one; of more, only those with an Issue."""
ISSUES_SHOWN: Final = 20


class Column(click.ParamType[Any]):
    """`COLUMN=FIELD`: a CSV column and what it holds."""

    name = "COLUMN=FIELD"
    fields = ("id", "text", "title", "outlet", "author", "published", "url", "language")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A pair of column and field."""
        column, found, field = str(value).rpartition("=")
        if not found or field not in self.fields:
            self.fail(f"{value!r} is no mapping; expected COLUMN=FIELD, the field one of {', '.join(self.fields)}", param, ctx)
        return column, field


@click.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ledger_option
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Reports read side by side.")
@click.option("--fast", is_flag=True, help="Rules only, without the trained heads.")
@click.option("--outlet", help="The outlet of these reports.")
@click.option("--author", help="Their author.")
@click.option("--published", metavar="DATE", help="When they were published (ISO date).")
@click.option("--language", metavar="CODE", help="Their language (ISO 639-1), not guessed.")
@click.option("--map", "columns_", type=Column(), multiple=True, help="What a CSV column holds; may be repeated.")
@click.option("--parser", metavar="PACKAGE", help="Another parser package.")
@click.option("--strict", is_flag=True, help="Exit with status 1 when any input gave an Issue.")
@click.option("--quiet", "-q", is_flag=True, help="Only errors.")
@format_option("table", "jsonl")
def command(paths: tuple[str, ...], ledger: Path, form: str, strict: bool, quiet: bool, **given: Any) -> int:
    """Read files, folders (to the bottom), glob patterns or - (standard input).

    Takes .txt .md .html .pdf .docx .eml .jsonl .csv .warc and their .gz. What the
    ledger has already is passed over; a changed file becomes a new version. Stop it
    at any moment and call it again: it goes on where it stopped.

    With --format jsonl each reading report is a line on standard output: claims,
    text set aside and why, acts read but not claimed and why, share read, issues.
    """
    from whosays import api

    wanted = settings(workers=given["workers"], parser=given["parser"], encoder=False if given["fast"] else None)
    told = _Teller(form, quiet=quiet)
    with _bar(quiet=quiet) as progress:
        summary = api.read(
            paths, ledger, settings=wanted, outlet=given["outlet"], author=given["author"], published=given["published"],
            language=given["language"], columns=dict(given["columns_"]), on_document=told.take, on_progress=progress, on_notice=told.notice,
        )
    told.end(summary)
    nothing = not (summary.read or summary.unchanged or summary.redacted)
    return Exit.NOTHING_READ if nothing or (strict and summary.issues) else Exit.DONE


class _Teller:
    """Says what became of each document: lines for people on standard error, or JSON Lines on standard output."""

    def __init__(self, form: str, *, quiet: bool) -> None:
        self.form = form
        self.quiet = quiet
        self.documents: list[Document] = []
        self.more = 0
        self.issues: list[Issue] = []

    def take(self, one: "Document | Issue") -> None:
        from whosays.model.issue import Issue

        if self.form == "jsonl":
            self._json(one)
        if isinstance(one, Issue):
            self.issues.append(one)
            return
        self.issues.extend(one.issues)
        if one.kind != "unchanged":
            if len(self.documents) < SHOWN:
                self.documents.append(one)
            else:
                self.more += 1

    def notice(self, words: str) -> None:
        """What a person who waits should know, on standard error."""
        if not self.quiet:
            click.echo(words, err=True)

    def _json(self, one: "Document | Issue") -> None:
        from whosays.model.issue import Issue
        from whosays.model.wire import dumps, to_wire

        value = {"issue": to_wire(one)} if isinstance(one, Issue) else to_wire(one)
        sys.stdout.buffer.write(dumps(value) + b"\n")
        sys.stdout.buffer.flush()

    def end(self, summary: "ReadingSummary") -> None:
        """The lines for people."""
        if self.quiet:
            return
        out = sys.stdout if self.form == "table" else sys.stderr
        if self.form == "table":
            for line in self._lines():
                click.echo(line, file=out)
        for issue in self.issues[:ISSUES_SHOWN]:
            click.echo(message(issue_line(issue)), err=True)
        if len(self.issues) > ISSUES_SHOWN:
            click.echo(f"... and {len(self.issues) - ISSUES_SHOWN} more: whosays issues", err=True)
        for line in summary_lines(summary):
            click.echo(line, file=out)

    def _lines(self) -> Iterator[str]:
        for one in sorted(self.documents, key=lambda document: document.doc_id):
            yield document_line(one)
        if self.more:
            yield f"... and {self.more} more documents"


def document_line(one: "Document") -> str:
    """A document in 80 columns: its name, its claims, and what was set aside."""
    aside = ", ".join(f"{n} {reason.replace('_', ' ')}" for reason, n, _ in one.set_aside)
    notes = [f"{one.share_read:.0%} read"] if one.share_read < 1 else []
    notes += [f"set aside {aside}"] if aside else []
    notes += [one.kind] if one.kind not in ("stored", "unchanged") else []
    noun = "claim" if one.claims == 1 else "claims"
    return f"{padded(one.doc_id, 34)} {one.claims:>4} {noun:6}  {cut('; '.join(notes), 32)}".rstrip()


def issue_line(issue: "Issue") -> str:
    """An Issue as a sentence."""
    return f"! {plain(issue.source)}: {plain(issue.message)}"


def summary_lines(summary: "ReadingSummary") -> Iterator[str]:
    """What the run did, in at most three lines."""
    what = [f"{summary.read} read"]
    for name in ("replaced", "unchanged", "failed", "redacted"):
        number = getattr(summary, name)
        if number:
            what.append(f"{number} {'of them read anew' if name == 'replaced' else name}")
    rate = f"; {summary.words:,} words in {summary.seconds:.1f} s" if summary.words else ""
    yield cut(f"documents: {', '.join(what)}; claims: {summary.claims:,}{rate}", 80)
    if summary.issues:
        yield cut(f"issues: {len(summary.issues)} (whosays issues)", 80)
    where = "" if summary.ledger == "whosays.ledger" else f" --ledger {summary.ledger}"
    yield cut(f"ledger: {summary.ledger}; look at it with: whosays claims{where}", 120)


@contextmanager
def _bar(*, quiet: bool) -> "Iterator[Callable[[Progress], None] | None]":
    """A progress bar with rate and remaining time, where a person watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    parts = (TextColumn("reading"), BarColumn(), TextColumn("{task.fields[files]} files"), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, files="0")
        yield lambda at: bar.update(task, completed=at.done, total=at.total, files=f"{at.files}/{at.all_files}")
