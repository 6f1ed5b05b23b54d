"""The outermost frame of every run: encodings, exit codes, and what is said when everything else failed.

Nobody but a developer (`EXAM_DEBUG=1`) sees a traceback.
"""

import os
import sys
import threading
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
    code = _flushed(code)
    if any(thread.daemon for thread in threading.enumerate()):
        # Something is still being read beside an app that was closed. Python would take the thread away in the middle,
        # and where that is inside of a library that cannot bear it, end the whole program with an abort.
        os._exit(code)
    sys.exit(code)


def _run() -> int:
    # Not at the top, so that ctrl+c while they are loaded is no traceback either.
    import click

    from exam.cli import exits
    from exam.cli.group import exam
    from exam.cli.wiring import Root

    root = Root()
    try:
        outcome = exam.main(prog_name="exam", standalone_mode=False, obj=root)
    except click.ClickException as error:
        from exam.cli.errors import show

        show(error, root.colour)
        return error.exit_code
    except click.Abort:
        return exits.INTERRUPTED
    except exits.ReaderGone:
        return _reader_gone()
    except SystemExit as left:
        # Click ends the program by itself after answering a shell that completes a word.
        return int(left.code or 0)
    except Exception as error:
        if os.environ.get("EXAM_DEBUG"):
            raise
        click.echo(exits.apology(error, root.data_dir_if_known), err=True)
        return exits.BROKEN
    return int(outcome)


def _flushed(code: int) -> int:
    """The exit code, once all output has been written, or it is known that it cannot be."""
    for descriptor, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream is not None:
                stream.flush()
        except BrokenPipeError:
            code = _reader_gone()
        except OSError as error:
            _silence(descriptor)
            code = code or 1
            if descriptor == 1:
                print(f"Error: The output could not be written: {error.strerror}.", file=sys.stderr)
    return code


def _reader_gone() -> int:
    from exam.cli.exits import BROKEN_PIPE

    for descriptor in (1, 2):
        _silence(descriptor)
    return BROKEN_PIPE


def _silence(descriptor: int) -> None:
    """Sends what is still in a stream's buffer nowhere, so that closing it at exit does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
