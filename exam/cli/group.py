"""The tree of commands, in the order in which people need them."""

from importlib import import_module
from typing import NoReturn

import click

from exam import __version__
from exam.cli.exits import EXIT_CODES, Declined, ReaderGone, declined
from exam.cli.options import data_dir_option
from exam.cli.wiring import Root, run_app
from exam.core.text import visible

_COMMANDS = {
    "take": "take:take",
    "resume": "take:resume",
    "form": "take:form",
    "history": "records:history",
    "report": "records:report_command",
    "check": "banks:check_command",
    "banks": "banks:banks",
    "new": "exchange:new_command",
    "import": "exchange:import_command",
    "export": "export:export",
    "serve": "serve:serve",
    "progress": "learning:progress",
    "plan": "plan:plan_command",
    "review": "learning:review_command",
    "confusions": "learning:confusions",
    "items": "learning:items",
    "questions": "questions:questions",
    "notes": "words:notes",
    "reports": "words:reports",
    "regrade": "regrade:regrade_command",
    "attempts": "attempts:attempts",
    "profiles": "profiles:profiles_command",
    "doctor": "doctor:doctor",
}
"""In the order in which people need them. The file of a command is loaded when it is asked for, by its name here."""


class _Commands(click.Group):
    """Commands each of which ends in a message and never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"exam.cli.commands.{module}"), name)
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help_text(ctx, formatter)
        try:
            place = ctx.ensure_object(Root).data_dir
        except (OSError, Declined):
            return  # Whoever needs a place is told that none is known.
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text("The data directory, of attempts, config.toml, your banks/ and your themes/:")
            # One word, however long: a path that is broken into lines cannot be copied.
            formatter.write(f"{'':{formatter.current_indent}}{visible(str(place))}\n")

    def invoke(self, ctx: click.Context) -> NoReturn:
        try:
            code = super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError as error:
            raise ReaderGone from error
        except Exception as error:
            if (foreseen := declined(error)) is not None:
                raise foreseen from error
            raise
        ctx.exit(code)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@data_dir_option
@click.version_option(__version__, prog_name="exam", message="%(prog)s %(version)s")
@click.pass_context
def exam(ctx: click.Context) -> int:
    """Timed mock exams in the terminal. Alone, opens the app."""
    return run_app() if ctx.invoked_subcommand is None else 0
