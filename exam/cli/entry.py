"""Owns the outermost frame of every run: encodings, and what is said when all else failed. Refuses tracebacks."""

import os
import sys
from io import TextIOWrapper


def main() -> None:
    """Runs one command line and exits with its code. `EXAM_DEBUG=1` shows the traceback of an unforeseen error."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = _run()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except BrokenPipeError:
        code = _went_away()
    except OSError as error:
        _silence(1)
        print(f"Error: The output could not be written: {error.strerror}.", file=sys.stderr)
        code = code or 1
    sys.exit(code)


def _run() -> int:
    import click

    from exam.cli import exits
    from exam.cli.group import exam

    try:
        outcome = exam.main(prog_name="exam", standalone_mode=False)
    except click.ClickException as error:
        exits.show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return exits.INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Click itself ends the program where a pipe breaks, and for no other reason in this mode.
        return _went_away()
    except Exception as error:
        if os.environ.get("EXAM_DEBUG"):
            raise
        _confess(error)
        return exits.BROKEN
    return int(outcome)


def _confess(error: Exception) -> None:
    """The last resort: what happened, and where the answers are."""
    from exam.cli.root import current_data_dir
    from exam.core.text import one_line

    kept = current_data_dir()
    where = f" in {one_line(str(kept))}" if kept else ""
    print(
        f"Error: exam failed in a way that nobody foresaw: {type(error).__name__}: {one_line(str(error))[:500]}\n"
        f"Every answer that was acknowledged is kept{where}; 'exam resume' takes up an unfinished attempt.\n"
        "Please report it, with what EXAM_DEBUG=1 shows when you try again.",
        file=sys.stderr,
    )


def _went_away() -> int:
    from exam.cli.exits import BROKEN_PIPE

    for descriptor in (1, 2):
        _silence(descriptor)
    return BROKEN_PIPE


def _silence(descriptor: int) -> None:
    """Sends what is still in a stream's buffer nowhere, so that closing it at exit does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
