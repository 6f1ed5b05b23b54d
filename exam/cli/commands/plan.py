"""The command `plan`: what to do on each day to the exam."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exam.cli.commands.learning import AS_JSON, exam_date_of, past_of
from exam.cli.exits import DONE, Declined
from exam.cli.helping import Command
from exam.cli.options import data_dir_option
from exam.cli.output.attempt_json import json_text
from exam.cli.output.terminal import say, terminal_here
from exam.cli.wiring import find_root
from exam.core.days import FEWEST_MINUTES, MOST_MINUTES
from exam.core.wording import has_none

if TYPE_CHECKING:
    from exam.core.form import Form
    from exam.files.config import Schedule
    from exam.learning.next_act import NextAct


@click.command("plan", cls=Command, short_help="Plan the days to your exam.")
@click.argument("bank", required=False)
@click.option("--exam-date", metavar="DATE", help="Keep the day of your exam, as in 2030-05-01; 'none' forgets it.")
@click.option(
    "--minutes-a-day",
    type=click.IntRange(FEWEST_MINUTES, MOST_MINUTES),
    metavar="N",
    help="Keep how many minutes a day you want to give.",
)
@click.option("--preset", metavar="P", help="For a paper of this blueprint; without it, of that sat last.")
@click.option("--ics", type=click.Path(), metavar="FILE", help="Write the plan to FILE, for calendars.")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@AS_JSON
@data_dir_option
def plan_command(
    bank: str | None,
    exam_date: str | None,
    minutes_a_day: int | None,
    preset: str | None,
    ics: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Plan the days to your exam: what to review and what to meet.

    First comes what is due, then what you missed, then what you never met, from the sections that cost most points;
    and a mock exam every week. 'exam take --planned' begins today's portion. Without the day of an exam, two weeks
    are planned.
    """
    from exam.cli.output.plan_output import plan_calendar, plan_json, plan_words
    from exam.learning.plan import NoPlan, plan_of

    schedule = _kept(exam_date, minutes_a_day)
    past = past_of(bank)
    known = dict(past.papers)
    if preset is not None and preset not in known:
        raise Declined(has_none(past.title, "paper", preset, known))
    try:
        plan = plan_of(past, schedule, preset)
    except NoPlan as refused:
        raise Declined(str(refused)) from None
    if ics is not None:
        from exam.files.writing import write_whole

        try:
            write_whole(Path(ics), [plan_calendar(plan, past.now)], overwrite=force)
        except FileExistsError:
            raise Declined(f"{ics} is there already. Name another file, or overwrite it with --force.") from None
        say(f"Written to {ics}.", err=True)
    if as_json:
        click.echo(json_text(plan_json(plan)))
    elif ics is None and (terminal := terminal_here()) is not None:
        from exam.cli.pages.plan import plan_page

        terminal.show(plan_page(plan, terminal.width))
    elif ics is None:
        click.echo("\n".join(plan_words(plan)))
    return DONE


def _kept(word: str | None, minutes: int | None) -> Schedule:
    """The schedule after what was said of it now, which is kept. Raises UsageError and Declined."""
    root = find_root()
    schedule = before = root.schedule
    if word is not None:
        day: date | None = exam_date_of(word)
        schedule = replace(schedule, exam_date=day)
    if minutes is not None:
        schedule = replace(schedule, minutes=minutes)
    if schedule != before:
        from exam.files.config import write_schedule

        write_schedule(root.data_dir, schedule)
    return schedule


def planned_paper(word: str | None, seed: int) -> Form:
    """The paper of today's portion of the plan for a bank (None: the one sat last). Raises Declined."""
    from exam.learning.plan import NoPlan, paper_of_today, today_of

    try:
        now = today_of(past_of(word), find_root().schedule)
        form = paper_of_today(now, seed)
    except NoPlan as refused:
        raise Declined(str(refused)) from None
    say(f"Today: {now.words}.", err=True)
    return form


def next_at(bank: str) -> NextAct | None:
    """What to do next at a bank; None where it is not here, or nothing of it was sat."""
    from exam.learning.next_act import next_act

    try:
        return next_act(past_of(bank), find_root().schedule)
    except Declined:
        return None
