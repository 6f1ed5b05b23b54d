"""The tree of commands, in the order in which people need them."""

from typing import NoReturn

import click

from exam import __version__
from exam.cli.commands.banks import banks
from exam.cli.commands.check import check_command
from exam.cli.commands.form import form
from exam.cli.commands.learning import confusions, items, progress, review_command
from exam.cli.commands.records import history, report_command
from exam.cli.commands.serve import serve
from exam.cli.commands.take import resume, take
from exam.cli.commands.transfer import attempts, doctor
from exam.cli.exits import EXIT_CODES, ReaderGone, declined
from exam.cli.wiring import Root, data_dir_option, run_app
from exam.core.text import visible


class _Commands(click.Group):
    """Commands in the order that people need them, each of which ends in a message and never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help_text(ctx, formatter)
        try:
            place = ctx.ensure_object(Root).data_dir
        except OSError:
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


for _command in (
    *(take, resume, form, history, report_command, check_command, banks, serve),
    *(progress, review_command, confusions, items, attempts, doctor),
):
    exam.add_command(_command)
