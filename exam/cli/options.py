"""Options that many commands have, each with what it tells the wiring of the run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from exam.cli.helping import GENERAL, CommandOption
from exam.cli.wiring import DEFAULT_BANK_SIZE, Root, Wish

CommandFunction = Callable[..., Any]
"""What an option of click decorates."""


def data_dir_option(command: CommandFunction) -> CommandFunction:
    """``--color``, ``--data-dir`` and ``--profile``, which work before and after the name of a command."""
    coloured = click.option(
        "--color",
        cls=CommandOption,
        section=GENERAL,
        type=click.Choice(("auto", "always", "never")),
        metavar="WHEN",
        expose_value=False,
        callback=_keep_colour,
        is_eager=True,
        help="Colours: auto (on a terminal), always or never. NO_COLOR does what never does.",
    )(command)
    profile = click.option(
        "--profile",
        cls=CommandOption,
        section=GENERAL,
        metavar="NAME",
        expose_value=False,
        callback=_keep_profile,
        is_eager=True,
        help="Use the data of one of several people here. EXAM_PROFILE does the same; 'exam profiles' lists them.",
    )
    return click.option(
        "--data-dir",
        cls=CommandOption,
        section=GENERAL,
        type=click.Path(),
        metavar="DIR",
        expose_value=False,
        callback=_keep_data_dir,
        is_eager=True,  # before --help, which names the place
        help="Keep attempts in DIR, and look there for banks. EXAM_DATA_DIR does the same.",
    )(profile(coloured))


def bank_size_option(command: CommandFunction) -> CommandFunction:
    """``--max-bank-size``, of every command that reads a bank; the command gets it as `max_megabytes`."""
    return click.option(
        "--max-bank-size",
        "max_megabytes",
        type=click.IntRange(1, 2000),
        default=DEFAULT_BANK_SIZE,
        show_default=True,
        metavar="MB",
        help="Read banks up to this size.",
    )(command)


def skip_faulty_option(command: CommandFunction) -> CommandFunction:
    """``--skip-faulty``, of commands that use a bank."""
    return click.option(
        "--skip-faulty",
        is_flag=True,
        expose_value=False,
        callback=_keep_skip_faulty,
        help="Leave out questions with faults, and do not refuse the bank.",
    )(command)


def _keep_skip_faulty(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    ctx.ensure_object(Root).skip_faulty = value


def _keep_data_dir(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        ctx.ensure_object(Root).override = Path(value)


def _keep_colour(ctx: click.Context, _parameter: click.Parameter, value: Wish | None) -> None:
    if value is not None:
        ctx.ensure_object(Root).colour = value
        # What click prints itself goes by this, such as its help.
        ctx.color = {"always": True, "never": False}.get(value)


def _keep_profile(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        if not value:
            raise click.BadParameter("name one, as in --profile Ana")
        ctx.ensure_object(Root).profile_name = value
