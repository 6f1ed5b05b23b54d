"""How commands explain themselves: options in sections, commands by what one wants to do, and what a slip meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import click

from exam.cli.exits import EXIT_CODES
from exam.core.wording import did_you_mean

GENERAL = "General options"
"""The section of what every command has."""
_OPTIONS = "Options"
_RANGE = re.compile(r"(-?\d+)<=x<=(-?\d+)")
_OPEN_RANGE = re.compile(r" *(?:\[x>=-?\d+\]|; x>=-?\d+)")


class CommandOption(click.Option):
    """An option that its help lists under a heading."""

    def __init__(self, *args: Any, section: str = _OPTIONS, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.section = section


class Formatter(click.HelpFormatter):
    """Help whose headings are bold where the terminal can show it."""

    def write_heading(self, heading: str) -> None:
        from exam.cli.output.terminal import terminal_here

        terminal = terminal_here()
        bold = terminal is not None and terminal.colours > 0
        self.write(f"{'':{self.current_indent}}{click.style(f'{heading}:', bold=True) if bold else f'{heading}:'}\n")


class Context(click.Context):
    """A context whose help is laid out by `Formatter`."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose options stand in sections, with the exit codes below."""

    context_class = Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"epilog": EXIT_CODES, **settings})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)


class Group(click.Group):
    """Commands under one name. One that does not exist is told with what was perhaps meant."""

    context_class = Context
    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"epilog": EXIT_CODES, **settings})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        write_options(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            near = did_you_mean(name, self.list_commands(ctx), ctx.command_path)
            raise click.UsageError(f"There is no command {name!r}.{near}", ctx)
        return super().resolve_command(ctx, args)


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The options of a command by their sections, what every command has last."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if isinstance(parameter, click.Option) and record is not None:
            general = not {"--help", "--version"}.isdisjoint(parameter.opts)
            section = getattr(parameter, "section", GENERAL if general else _OPTIONS)
            sections.setdefault(section, []).append((record[0], _plain_ranges(record[1])))
    own = [name for name in sections if name not in (_OPTIONS, GENERAL)]
    for name, heading in (
        *zip(own, own, strict=True),
        (_OPTIONS, "Other options" if own else _OPTIONS),
        (GENERAL, GENERAL),
    ):
        if rows := sections.get(name):
            with formatter.section(heading):
                formatter.write_dl(rows)


def no_such_option(error: click.NoSuchOption) -> str:
    """What is said of an option that does not exist, with the one that was perhaps meant."""
    known: Iterable[str] = ()
    if error.ctx is not None:
        known = [name for one in error.ctx.command.get_params(error.ctx) for name in (*one.opts, *one.secondary_opts)]
    return f"There is no option {error.option_name!r}.{did_you_mean(error.option_name, known)}"


def _plain_ranges(words: str) -> str:
    """A range of numbers as people say it; one without an end is left out."""
    return _OPEN_RANGE.sub("", _RANGE.sub(r"\1 to \2", words)).rstrip()
