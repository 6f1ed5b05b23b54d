"""What is said of errors on stderr: the useful line first, and no control sequence of anybody else."""

import sys

import click

from exam.cli.helping import no_such_option
from exam.cli.output.layout import Part, line, wrapped
from exam.cli.output.terminal import Terminal, terminal_of
from exam.core.text import visible

_ERROR = "Error: "


def show(error: click.ClickException) -> None:
    """Says on stderr what was wrong, and where that was the usage, what it is."""
    message, below = error.format_message(), []
    if isinstance(error, click.NoSuchOption):
        message = no_such_option(error)
    if isinstance(error, click.UsageError) and error.ctx is not None:
        below = [*error.ctx.get_usage().splitlines(), f"See '{error.ctx.command_path} --help'."]
    if (terminal := terminal_of(sys.stderr)) is None:
        click.echo(visible("\n".join([f"Error: {message}", *below])), err=True)
        return
    lines = [row for text in message.split("\n") for row in wrapped(text, terminal.width - len(_ERROR), whole=True)]
    rows = [line(Part(_ERROR, "bold bad"), lines[0]), *(line(" " * len(_ERROR), row) for row in lines[1:])]
    rows += [line(Part(text, "muted")) for text in below]
    click.echo(Terminal(terminal.width, terminal.colours).text(rows), err=True, color=terminal.colours > 0)
