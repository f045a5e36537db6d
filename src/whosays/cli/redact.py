"""`whosays redact`: words removed for good."""

from pathlib import Path

import click

from whosays.cli.options import ledger_option


@click.command("redact")
@click.option("--report", metavar="ID", help="A whole report, by id or name; with --span a part of it.")
@click.option("--span", metavar="START:END", help="Code points [START, END) of the report's text.")
@click.option("--person", metavar="NAME", help="A person's name, everywhere.")
@click.option("--by", required=True, metavar="NAME", help="Who decides.")
@click.option("--reason", required=True, metavar="WORDS", help="Why; stays in the history.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@ledger_option
def command(report: str | None, span: str | None, person: str | None, by: str, reason: str, yes: bool, ledger: Path) -> None:
    """Remove a report, a span of it, or a person's name, for good.

    The words go from text, originals, index, claims and history; the history still
    verifies, and says who removed what kind of thing, when. There is no way back.
    """
    from whosays import api

    if (report is None) == (person is None) or (span is not None and report is None):
        raise click.UsageError("give --report ID, --report ID --span START:END, or --person NAME")
    part = _span(span)
    if not yes:
        click.confirm("The words are removed for good. Go on?", abort=True, err=True)
    done = api.redact(by=by, reason=reason, ledger=ledger, report=report, person=person, span=part)
    click.echo(
        f"removed from {len(done.reports)} reports, {done.claims} claims, {done.judgements} judgements, {done.originals} originals "
        f"(write {done.seq} of the history)",
    )


def _span(span: str | None) -> tuple[int, int] | None:
    if span is None:
        return None
    start, found, end = span.partition(":")
    if not (found and start.isdigit() and end.isdigit() and int(start) < int(end)):
        raise click.UsageError(f"--span {span!r} is no span; expected START:END, such as 120:140")
    return int(start), int(end)
