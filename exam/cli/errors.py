"""What is said of errors on stderr: the useful line first, and no control sequence of anybody else."""

import re
import sys

import click

from exam.cli.helping import no_such_option
from exam.cli.output.layout import Part, line, wrapped_words
from exam.cli.output.terminal import Terminal, terminal_of
from exam.cli.wiring import Wish
from exam.core.text import visible
from exam.core.wording import has_none

_ERROR = "Error: "
_NO_CHOICE = re.compile(r"'(.*)' is not one of ", re.DOTALL)


def show(error: click.ClickException, wish: Wish = "auto") -> None:
    """Says on stderr what was wrong, and where that was the usage, what it is."""
    message, below = _message(error), []
    if isinstance(error, click.UsageError) and error.ctx is not None:
        below = [*error.ctx.get_usage().splitlines(), f"See '{error.ctx.command_path} --help'."]
    if (terminal := terminal_of(sys.stderr, wish)) is None:
        click.echo(visible("\n".join([f"Error: {message}", *below])), err=True)
        return
    lines = [
        row for text in message.split("\n") for row in wrapped_words(text, terminal.width - len(_ERROR), whole=True)
    ]
    rows = [line(Part(_ERROR, "bold bad"), lines[0]), *(line(" " * len(_ERROR), row) for row in lines[1:])]
    rows += [line(Part(text, "muted")) for text in below]
    click.echo(Terminal(terminal.width, terminal.colours).text(rows), err=True, color=terminal.colours > 0)


def _message(error: click.ClickException) -> str:
    """What was wrong, in our words where click has many."""
    match error:
        case click.NoSuchOption():
            return no_such_option(error)
        case click.MissingParameter():
            return " ".join(error.format_message().split())
        case click.BadParameter(param=click.Option(type=click.Choice() as choice) as option):
            if (word := _NO_CHOICE.match(error.message)) is not None:
                return has_none(f"The option {option.opts[-1]}", "choice", word[1], map(str, choice.choices))
    return error.format_message()
