"""Owns the outermost frame of every run: encodings, and what is said when all else failed. Refuses tracebacks."""

import os
import sys
from io import TextIOWrapper


def main() -> None:
    """Runs one command line and exits with its code. `EXAM_DEBUG=1` shows the traceback of an unforeseen error."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run()
    except KeyboardInterrupt:
        code = 130
    sys.exit(_flushed(code))


def _run() -> int:
    import click

    from exam.cli import exits
    from exam.cli.group import exam

    try:
        outcome = exam.main(prog_name="exam", standalone_mode=False)
    except click.ClickException as error:
        exits.show(error)
        return error.exit_code
    except click.Abort:
        return exits.INTERRUPTED
    except exits.Unheard:
        return _went_away()
    except SystemExit as left:
        # Click ends the program by itself after answering a shell that completes a word.
        return int(left.code or 0)
    except Exception as error:
        if os.environ.get("EXAM_DEBUG"):
            raise
        _confess(error)
        return exits.BROKEN
    return int(outcome)


def _confess(error: Exception) -> None:
    """The last resort: what happened, and where the answers are."""
    import click

    from exam.cli.wiring import current_data_dir
    from exam.core.text import one_line

    kept = current_data_dir()
    where = f" in {one_line(str(kept))}" if kept else ""
    click.echo(
        f"Error: exam failed in a way that nobody foresaw: {type(error).__name__}: {one_line(str(error))[:500]}\n"
        f"Every answer that was acknowledged is kept{where}; 'exam resume' takes up an unfinished attempt.\n"
        "Please report it, with what EXAM_DEBUG=1 shows when you try again.",
        err=True,
    )


def _flushed(code: int) -> int:
    """The exit code, once all that was said has gone out, or it is known that it cannot."""
    for descriptor, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream is not None:
                stream.flush()
        except BrokenPipeError:
            code = _went_away()
        except OSError as error:
            _silence(descriptor)
            code = code or 1
            if descriptor == 1:
                import click

                click.echo(f"Error: The output could not be written: {error.strerror}.", err=True)
    return code


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
