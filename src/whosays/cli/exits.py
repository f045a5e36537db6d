"""Exit statuses, and errors as one line instead of a traceback."""

import os
import sys
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import click

from whosays import errors


class Exit(IntEnum):
    """What the program's exit status says."""

    DONE = 0
    """Everything asked for was done; inputs with an Issue are told on standard error and kept in the ledger."""
    NOTHING_READ = 1
    """`read`: no input gave a report, or with `--strict` some input gave an Issue. `verify`: the ledger is not whole."""
    USAGE = 2
    """An option or argument that the verb does not take, or a value out of its bounds."""
    LEDGER = 3
    """The ledger is missing, locked by another process, read-only, damaged, made by a newer version, or the disk is full."""
    NOT_FOUND = 4
    """No record has the id given, or a shortened id fits more than one."""
    REFUSED = 5
    """A judgement or redaction that does not hold: an unknown field or value, or words that do not stand in the report."""
    INPUT = 6
    """Something needed cannot be read or written: the parser's package, a file to import, the file of an export."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C; the same command goes on where it stopped."""


def status_of(error: errors.WhosaysError) -> Exit:
    """The exit status of an error."""
    kinds: tuple[tuple[type[errors.WhosaysError] | tuple[type[errors.WhosaysError], ...], Exit], ...] = (
        (errors.LedgerError, Exit.LEDGER),
        ((errors.NotFoundError, errors.AmbiguousIdError), Exit.NOT_FOUND),
        ((errors.JudgementError, errors.GroundingError, errors.ConflictError), Exit.REFUSED),
        (errors.SettingsError, Exit.USAGE),
    )
    return next((status for kind, status in kinds if isinstance(error, kind)), Exit.INPUT)


def guarded(command: click.Command, arguments: Sequence[str] | None) -> int:
    """Run the command; every error that is whosays' own or the system's is one line on standard error."""
    try:
        result: Any = command.main(args=arguments, prog_name="whosays", standalone_mode=False)
    except click.exceptions.Abort:
        return _stopped()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KeyboardInterrupt:
        return _stopped()
    except BrokenPipeError:
        return _unread()
    except SystemExit:  # with standalone_mode off, click makes one of a broken pipe and of nothing else
        return _unread()
    except errors.WhosaysError as error:
        return _said(str(error), status_of(error))
    except OSError as error:
        _drop_output()
        return _said(f"{error.filename or 'input or output'}: {error.strerror or error}", Exit.INPUT)
    except MemoryError:
        return _said("out of memory; try fewer --workers, or a smaller input", Exit.INPUT)
    return int(result) if isinstance(result, int) else Exit.DONE


def _said(message: str, status: Exit) -> int:
    from whosays.cli.text import plain

    click.echo(f"whosays: {plain(message)}", err=True)
    return status


def _unread() -> int:
    """The reader of our output has seen enough: that is no error."""
    _drop_output()
    return Exit.DONE


def _drop_output() -> None:
    """Send what is still to be written nowhere, so that ending the program does not fail on it once more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # standard output is no file here
        return


def _stopped() -> int:
    click.echo("whosays: stopped; the same command goes on where it stopped", err=True)
    return Exit.INTERRUPTED
