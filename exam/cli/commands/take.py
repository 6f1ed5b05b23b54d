"""The commands `take` and `resume`: one sitting, in the app or line by line."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from exam.cli.commands.drill_options import drill_choices, drilled, drilling
from exam.cli.commands.paper_options import assembled, chosen, extra_time_factor, paper_choices, sitting_choices
from exam.cli.exits import DONE, EXIT_CODES, LEFT, REFUSED, Declined
from exam.cli.wiring import data_dir_option, find_root, new_clock, new_identifier, require_terminal, run_app

if TYPE_CHECKING:
    from exam.core.events import Mode
    from exam.sitting.session import Session
    from exam.store import Store

PLAIN = click.option("--plain", is_flag=True, help="Line by line: for screen readers, braille, scripts and pipes.")


@click.command(epilog=EXIT_CODES, short_help="Sit an exam.")
@paper_choices
@drill_choices
@sitting_choices
@PLAIN
@data_dir_option
def take(extra_time: str, practice: bool, plain: bool, **paper: Any) -> int:
    """Sit an exam on BANK: an id or a path; without it, the first bank.

    With --plain the clock starts at once. Each line is one command; 'help' lists them. At a terminal the end offers
    a review of the answers; a script or a pipe has ended with it, and 'exam resume ATTEMPT --plain' reviews.
    """
    wanted = drilling(paper)
    choices = chosen(**paper)
    if not plain:
        require_terminal()
    root = find_root()
    form = assembled(root, choices) if wanted is None else drilled(root, choices, wanted)
    mode: Mode = "practice" if practice else "exam"
    factor = extra_time_factor(extra_time)
    if not plain:
        from exam.tui.context import Opening

        return run_app(Opening.take(form, mode, factor))
    from exam.sitting.session import Session

    with root.open_store() as store:
        return sit_plain(Session.start(new_identifier(), form, store, new_clock(), mode=mode, extra_time=factor))


@click.command(epilog=EXIT_CODES, short_help="Go on with an unfinished attempt.")
@click.argument("attempt", required=False)
@PLAIN
@data_dir_option
def resume(attempt: str | None, plain: bool) -> int:
    """Go on with an unfinished attempt: the newest, or the one that ATTEMPT names.

    With --plain, one that has ended and is named can be reviewed.
    """
    if not plain:
        require_terminal()
    root = find_root()
    with root.open_store() as store:
        identifier = store.find(attempt) if plain and attempt is not None else _unfinished(store, attempt)
        if plain:
            from exam.sitting.session import Session

            # One that has ended is resumed for nothing but its review.
            ended = all(row.id != identifier for row in store.unfinished())
            return sit_plain(Session.resume(identifier, store, new_clock()), to_review=ended)
    from exam.tui.context import Opening

    return run_app(Opening.resume(identifier))


def sit_plain(session: Session, *, to_review: bool = False) -> int:
    """Sits an attempt line by line on the standard streams, and gives the exit code.

    After the end a terminal is asked for the review. A script or a pipe is so only where it came `to_review`.
    """
    from exam.plain.lines import LineReader, Voice
    from exam.plain.signals import Stopped, Stops
    from exam.plain.sitting import sit_line_by_line

    with Stops() as stops:
        voice = Voice(sys.stdout, sys.stderr, stops)
        try:
            lines = LineReader(sys.stdin.buffer if sys.stdin else None, stops)
            attended = to_review or bool(sys.stdin and sys.stdin.isatty())
            ended = sit_line_by_line(session, lines, voice, attended=attended)
        except Stopped as stopped:
            with suppress(OSError):
                click.echo(f"The attempt is kept. Go on with: exam resume {session.id} --plain", err=True)
            return 128 + stopped.signal
    if session.unsaved:
        return REFUSED
    return DONE if ended else LEFT


def _unfinished(store: Store, attempt: str | None) -> str:
    rows = store.unfinished()
    if attempt is not None:
        identifier = store.find(attempt)
        if all(row.id != identifier for row in rows):
            raise Declined(f"Attempt {identifier} has ended. 'exam report {identifier}' shows its result.")
        return identifier
    if not rows:
        raise Declined("There is no unfinished attempt. 'exam take' begins one.")
    if len(rows) > 1:
        others = ", ".join(row.id for row in rows[1:6])
        click.echo(
            f"The newest of {len(rows)} unfinished attempts. 'exam resume ATTEMPT' names another: {others}", err=True
        )
    return rows[0].id
