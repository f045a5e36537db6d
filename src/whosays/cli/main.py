"""The command `whosays`: a verb a file, each loaded only when it is called."""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from whosays.cli.exits import guarded

VERBS: Final[dict[str, tuple[str, str]]] = {
    "read": ("whosays.cli.read", "Read files, folders or standard input into a ledger."),
    "claims": ("whosays.cli.claims", "List claims: who says that what happened, where, when and to whom."),
    "incidents": ("whosays.cli.incidents", "List incidents: the claims that speak of one happening."),
    "explain": ("whosays.cli.explain", "Draw what stands behind a claim or an incident."),
    "search": ("whosays.cli.search", "Find words in reports and claims."),
    "desk": ("whosays.cli.desk", "Open a ledger in the browser: look, compare, correct."),
    "report": ("whosays.cli.report", "Show a report: what was read, what was set aside and why."),
    "export": ("whosays.cli.export", "Write claims as csv, jsonl, geojson or parquet."),
    "annotate": ("whosays.cli.annotate", "Annotate JSON Lines of texts, one line out per line in."),
    "judge": ("whosays.cli.judge", "Accept, reject, edit, add, join, split, assess or withdraw."),
    "redact": ("whosays.cli.redact", "Remove a report, a name or a span of text for good."),
    "reread": ("whosays.cli.reread", "Read stored reports again and show what differs."),
    "verify": ("whosays.cli.verify", "Check the ledger's history and the records it speaks of."),
    "info": ("whosays.cli.info", "Count what a ledger holds."),
    "issues": ("whosays.cli.issues", "List what went wrong with inputs."),
    "gazetteer": ("whosays.cli.gazetteer", "Add places of your own."),
}
"""Each verb, the module that holds it, and its line in the list of verbs."""


class Verbs(click.Group):
    """The verbs, imported one at a time, so that the list of them is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The verbs in the order in which a newcomer meets them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb's command, its module imported now."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(VERBS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of verbs, without importing any."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from whosays import __version__

        click.echo(f"whosays {__version__}")
        ctx.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show the version.")
def whosays() -> None:
    """Who says that what happened, where, when and to whom.

    whosays reads reporting on armed conflict into a ledger of claims, each tied
    to the words that say it. Begin with: whosays read FOLDER
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """The program: its exit status is one of those in docs/reference/exit-codes.md."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # reports are read side by side by workers, not inside one
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    sys.exit(guarded(whosays, arguments))


def command_tree() -> dict[str, Any]:
    """Every verb with its command, for the reference."""
    context = click.Context(whosays)
    return {name: whosays.get_command(context, name) for name in VERBS}


if __name__ == "__main__":
    main()
