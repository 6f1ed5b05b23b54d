"""The tree of commands, by what one wants to do."""

from importlib import import_module
from typing import NoReturn

import click

from exam import __version__
from exam.cli.exits import Declined, ReaderGone, declined
from exam.cli.helping import Group
from exam.cli.options import data_dir_option
from exam.cli.wiring import Root, run_app
from exam.core.text import visible

_SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Sit an exam": {
        "take": ("take:take", "Sit an exam, or a drill."),
        "resume": ("take:resume", "Go on with an unfinished attempt."),
        "form": ("take:form", "Print a paper without sitting it."),
        "serve": ("serve:serve", "Open the app in a browser."),
    },
    "Look back": {
        "report": ("records:report_command", "Show the result of an attempt."),
        "history": ("records:history", "List your attempts, newest first."),
        "progress": ("learning:progress", "Show how you do, and whether you are ready."),
        "confusions": ("learning:confusions", "Show what you take for what."),
        "notes": ("words:notes", "List the notes that you wrote on questions."),
    },
    "Practise": {
        "plan": ("plan:plan_command", "Plan the days to your exam."),
        "review": ("learning:review_command", "Show what is due today, and what comes when."),
        "questions": ("questions:questions", "Look through the questions of a bank."),
    },
    "Banks of questions": {
        "banks": ("banks:banks", "List the banks, and keep your own in order."),
        "new": ("exchange:new_command", "Write a bank to begin with."),
        "import": ("exchange:import_command", "Make a bank of questions in another format."),
        "export": ("export:export", "Write a bank or a paper in another format."),
        "check": ("banks:check_command", "Check a bank and the papers made of it."),
        "items": ("learning:items", "Show what answers say about the questions."),
        "reports": ("words:reports", "List the questions you reported as faulty."),
        "regrade": ("regrade:regrade_command", "Mark attempts anew whose paper was faulty."),
    },
    "Your data": {
        "attempts": ("attempts:attempts", "Take attempts along, or pool them."),
        "profiles": ("profiles:profiles_command", "List the people whose data are here."),
        "doctor": ("doctor:doctor", "Check and mend the database of attempts."),
    },
}
"""The most wanted first. Each command has its file, which is loaded when it is asked for, its name there, and what it
does: as its own help begins, and here too, so that the list of all loads none of them."""
_COMMANDS = {name: where for section in _SECTIONS.values() for name, (where, _) in section.items()}
_EXAMPLES = (
    ("exam", "open the app"),
    ("exam take --preset quick", "sit a short exam now"),
    ("exam import quiz.gift", "make a bank of a quiz"),
)


class _Commands(Group):
    """Commands each of which ends in a message and never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"exam.cli.commands.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Examples"):
            formatter.write_dl(_EXAMPLES)
        wide = max(map(len, _COMMANDS))
        for section, commands in _SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(name.ljust(wide), what) for name, (_, what) in commands.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        try:
            place = ctx.ensure_object(Root).data_dir
        except (OSError, Declined):
            place = None  # Whoever needs a place is told that none is known.
        if place is not None:
            with formatter.section("Data directory (attempts, config.toml, banks/, themes/)"):
                # One word, however long: a path that is broken into lines cannot be copied.
                formatter.write(f"{'':{formatter.current_indent}}{visible(str(place))}\n")
        super().format_epilog(ctx, formatter)

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
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@data_dir_option
@click.version_option(__version__, prog_name="exam", message="%(prog)s %(version)s")
@click.pass_context
def exam(ctx: click.Context) -> int:
    """Timed mock exams in the terminal. Alone, opens the app."""
    return run_app() if ctx.invoked_subcommand is None else 0
