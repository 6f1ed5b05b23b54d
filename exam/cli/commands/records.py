"""What is kept of attempts: listed, reported, taken to another machine and back, and mended.

An attempt is taken in whole, once, or not at all; two that differ under one name are never merged.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exam.cli.exits import DONE, Declined
from exam.cli.helping import Command
from exam.cli.options import data_dir_option
from exam.cli.output.attempt_json import json_text, report_json, row_json
from exam.cli.output.terminal import say, terminal_here
from exam.cli.since import bank_since_of, since_remark
from exam.cli.wiring import find_root
from exam.core.wording import duration, paper, verdict
from exam.files.writing import write_whole

if TYPE_CHECKING:
    from exam.store import AttemptRow, Store, Stored

UNASKED = 20
"""Attempts that `history` lists where nobody says how many."""


@click.command(cls=Command)
@click.option("--limit", type=click.IntRange(min=1), default=UNASKED, show_default=True, metavar="N", help="How many.")
@click.option("--all", "everything", is_flag=True, help="Every attempt.")
@click.option("--bank", metavar="ID", help="Only of this bank.")
@click.option("--preset", metavar="P", help="Only of papers of this blueprint.")
@click.option("--mode", type=click.Choice(["exam", "practice"]), help="Only of this mode.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_dir_option
def history(limit: int, everything: bool, bank: str | None, preset: str | None, mode: str | None, as_json: bool) -> int:
    """List your attempts, newest first."""
    with find_root().open_store() as store:
        rows = store.history(None if everything else limit + 1, bank=bank, blueprint=preset, mode=mode)
    cut = not everything and len(rows) > limit
    rows = rows if everything else rows[:limit]
    if as_json:
        click.echo(json_text([row_json(row) for row in rows]))
    elif not rows and (bank or preset or mode):
        say("No attempt like that.", err=True)
    elif not rows:
        say("No attempts yet. 'exam' or 'exam take' begins one.", err=True)
    elif (terminal := terminal_here()) is not None:
        from exam.cli.pages.history import history_page

        terminal.show(history_page(rows, terminal.width, cut=cut))
    else:
        click.echo("\n".join(_table(rows)))
    if cut:
        say(f"The newest {limit}; --all shows every one.", err=True)
    return DONE


@click.command("report", cls=Command, short_help="Show the result of an attempt.")
@click.argument("attempt", default="last")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--html", type=click.Path(), metavar="FILE", help="Write one page for a browser or a printer to FILE.")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@data_dir_option
def report_command(attempt: str, as_json: bool, html: str | None, force: bool) -> int:
    """Show the result of ATTEMPT: its id, the beginning of its id, or 'last' for the one that ended last.

    An attempt that has not ended has no report, since a report names every key.
    """
    with find_root().open_store() as store:
        stored = ended_attempt(store, attempt)
    since = bank_since_of(stored.attempt)
    remark = since_remark(stored.id, stored.attempt, since)
    if html is not None:
        from exam.files.places import pictures_dir
        from exam.files.report_page import report_html

        pictures = pictures_dir(find_root().data_dir)
        write_file(html, [report_html(stored.id, stored.attempt, pictures, remark)], force=force)
        say(f"Written to {html}.", err=True)
        if not as_json:
            return DONE
    if as_json:
        from exam.core.scoring import score

        click.echo(json_text(report_json(stored.id, stored.attempt, score(stored.attempt), since)))
    else:
        _tell(stored, remark, latest=attempt == "last")
    return DONE


def _tell(stored: Stored, remark: str, *, latest: bool) -> None:
    """Prints a report, and what is to be said of its bank.

    An older attempt is looked at for its own sake, and what is next has nothing to do with it.
    """
    from exam.cli.commands.plan import next_at

    act = next_at(stored.attempt.form.bank) if latest else None
    if (terminal := terminal_here()) is not None:
        from exam.cli.pages.report import report_page
        from exam.learning.last_time import last_time

        with find_root().open_store() as store:
            before = last_time(store, stored.attempt.form, stored.attempt.mode, stored.id)
        terminal.show(report_page(stored.id, stored.attempt, terminal.width, act, before, remark))
    else:
        from exam.cli.output.plan_output import next_words
        from exam.plain.result import report_lines

        click.echo("\n".join([*report_lines(stored.id, stored.attempt, remark), *next_words(act)]))


def write_file(file: str, parts: Iterable[str], *, force: bool) -> None:
    """Writes what was asked for as FILE. Raises Declined where there is one and nobody said --force, and OSError."""
    try:
        write_whole(Path(file), parts, overwrite=force)
    except FileExistsError:
        raise Declined(f"{file} is there already. Name another file, or overwrite it with --force.") from None


def ended_attempt(store: Store, word: str) -> Stored:
    """A closed attempt. Raises Declined where there is none, or it still runs."""
    if word == "last":
        from exam.learning.past import last_ended

        if (row := last_ended(store)) is None:
            raise Declined("No attempt has ended yet. 'exam resume' goes on with one, 'exam take' begins one.")
        return store.load(row.id)
    stored = store.load(store.find(word))
    if stored.attempt.ended_at is None:
        raise Declined(
            f"Attempt {stored.id} has not ended, and a report names every key. 'exam resume {stored.id}' goes on."
        )
    return stored


def _table(rows: list[AttemptRow]) -> list[str]:
    lines = [("Attempt", "Began", "Result", "Answered", "Time", "Exam")]
    for row in rows:
        began = row.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
        answered = f"{row.answered} of {row.items}"
        sat = paper(row.blueprint_title, row.mode, drill=row.drill)
        lines.append((row.id, began, _result(row), answered, duration(row.seconds_used), f"{row.bank_title}, {sat}"))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]) - 1)]
    return ["  ".join((*map(str.ljust, line, widths), line[-1])) for line in lines]


def _result(row: AttemptRow) -> str:
    if row.ended_at is None or row.points is None:
        return "unfinished"
    if not row.possible:
        return "no score"
    return ", ".join(filter(None, (f"{row.percent or 0.0:.0f} %", verdict(passed=bool(row.passed), drill=row.drill))))
