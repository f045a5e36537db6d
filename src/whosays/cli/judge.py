"""`whosays judge`: what people decide about claims and incidents."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from whosays.cli.options import ledger_option
from whosays.model.judgement import JudgementKind

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def _who(function: Decorated) -> Decorated:
    """`--by`, `--reason` and the ledger."""
    function = click.option("--reason", default="", metavar="WORDS", help="Why; stays with the judgement.")(function)
    function = click.option("--by", required=True, metavar="NAME", help="Who decides.")(function)
    return ledger_option(function)


@click.group("judge")
def command() -> None:
    """Record what a person decides; the machine's reading stays beside it.

    A judgement hangs on the words it speaks of and outlives re-reading. IDs may be
    shortened to their first digits.
    """


def _judge(kind: JudgementKind, on: str, ledger: Path, by: str, reason: str, **given: Any) -> None:
    from whosays import api

    done = api.judge(kind, on, by=by, reason=reason, ledger=ledger, **given)
    click.echo(f"{done.kind} {done.on[:8]} by {done.by}: judgement {done.judgement_id}")


@command.command("accept")
@click.argument("claim")
@_who
def accept(claim: str, ledger: Path, by: str, reason: str) -> None:
    """The claim is read rightly (not: it is true)."""
    _judge("accept", claim, ledger, by, reason)


@command.command("reject")
@click.argument("claim")
@_who
def reject(claim: str, ledger: Path, by: str, reason: str) -> None:
    """The report does not claim this."""
    _judge("reject", claim, ledger, by, reason)


@command.command("edit")
@click.argument("claim")
@click.argument("field")
@click.argument("value")
@_who
def edit(claim: str, field: str, value: str, ledger: Path, by: str, reason: str) -> None:
    """Set FIELD of a claim to VALUE: JSON, or plain words.

    FIELD may be dotted: time.earliest, roles.0.name.
    """
    _judge("edit", claim, ledger, by, reason, field=field, after=_value(value))


def _value(words: str) -> Any:
    """The words as JSON where they are JSON, else as they stand."""
    try:
        return json.loads(words)
    except ValueError:
        return words


@command.command("add")
@click.argument("report")
@click.argument("claim", metavar="CLAIM.json|-", type=click.File("rb"))
@_who
def add(report: str, claim: Any, ledger: Path, by: str, reason: str) -> None:
    """Add a claim that the machine missed to REPORT (an id or name).

    The claim is a JSON object as in `claims --format jsonl`; type, trigger and
    evidence are needed, ids are not.
    """
    try:
        wire = json.loads(claim.read())
    except ValueError as error:
        raise click.UsageError(f"the claim is no JSON ({error}); expected an object with type, trigger and evidence") from error
    extra = ("doc_id", "judged", "report")
    wire = {name: value for name, value in wire.items() if name not in extra} if isinstance(wire, dict) else wire
    _judge("add", report, ledger, by, reason, after=wire)


@command.command("withdraw")
@click.argument("judgement")
@_who
def withdraw(judgement: str, ledger: Path, by: str, reason: str) -> None:
    """Take a judgement back; it stays in the history."""
    _judge("withdraw", judgement, ledger, by, reason)


@command.command("assess")
@click.argument("incident")
@click.argument("words")
@_who
def assess(incident: str, words: str, ledger: Path, by: str, reason: str) -> None:
    """Write a person's assessment beside an incident."""
    _judge("assess", incident, ledger, by, reason, after=words)


def _pair(kind: JudgementKind, help_: str) -> None:
    """A judgement on a record and one or more others."""

    @command.command(kind.replace("_", "-"), help=help_)
    @click.argument("on")
    @click.argument("others", nargs=-1, required=True)
    @_who
    def _(on: str, others: tuple[str, ...], ledger: Path, by: str, reason: str) -> None:
        _judge(kind, on, ledger, by, reason, after=list(others))


_pair("join", "ON and OTHERS (claims or incidents) speak of one happening.")
_pair("split", "ON (a claim or incident) and OTHERS speak of different happenings.")
_pair("same", "ON and OTHERS (entities) are one.")
_pair("not_same", "ON and OTHERS (entities) are not one.")
