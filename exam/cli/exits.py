"""How a command ends: exit codes, and what is said of errors that were foreseen, and of those that were not."""

from pathlib import Path

import click

from exam.core.text import one_line
from exam.files.faults import BankRefused
from exam.library.find import NoSuchBank

DONE = 0
REFUSED = 1
USAGE = 2
LEFT = 3
BROKEN = 70
INTERRUPTED = 130
BROKEN_PIPE = 141

EXIT_CODES = """\b
Exit codes:
  0    done
  1    refused: a faulty bank, an impossible paper
  2    wrong usage, or no terminal to draw on
  3    left in plain mode before the end; it is kept
  70   exam itself failed; your answers are kept
  129, 130, 143  ended by a signal; answers are kept
  141  whoever read the output has gone
"""


class Declined(click.ClickException):
    """What was asked for cannot be done. The message says why, and what to do."""

    exit_code = REFUSED


class NoTerminal(click.ClickException):
    """The app was asked for where it cannot draw."""

    exit_code = USAGE


class ReaderGone(Exception):
    """Whoever read the output has gone away. Not an OSError, since click has its own way with a broken pipe."""


def declined(error: Exception) -> click.ClickException | None:
    """The user's version of an error that one of the rooms foresaw; None for one that nobody did."""
    from exam.assembly import CodeRefused, Impossible
    from exam.core.attempt import Refused
    from exam.store import StoreError

    match error:
        case CodeRefused() | Impossible() | Refused() | BankRefused() | NoSuchBank() | StoreError():
            return Declined(str(error))
        case OSError(filename=str() | bytes() as name, strerror=str() as reason):
            shown = name if isinstance(name, str) else name.decode(errors="replace")
            return Declined(f"{shown}: {reason}. Name another place, or change what may be done there.")
        case OSError(strerror=str() as reason):
            return Declined(f"The output could not be written: {reason}.")
        case _:
            return None


def apology(error: Exception, data_dir: Path | None) -> str:
    """The last resort, for an error that nobody foresaw: what happened, and where the answers are."""
    where = f" in {one_line(str(data_dir))}" if data_dir else ""
    return (
        f"Error: exam failed in a way that nobody foresaw: {type(error).__name__}: {one_line(str(error))[:500]}\n"
        f"Every answer that was acknowledged is kept{where}; 'exam resume' takes up an unfinished attempt.\n"
        "Please report it, with what EXAM_DEBUG=1 shows when you try again."
    )
