"""Owns `progress`, `review`, `confusions` and `items`: what the past says, as text and JSON. Refuses to compute it."""

from __future__ import annotations

from datetime import date

import click

from exam.cli.exits import DONE, EXIT_CODES, Declined
from exam.cli.root import Command, data_dir_option, find_root

AS_JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")
ATTEMPTS = click.option(
    "--attempts", type=click.IntRange(min=1), metavar="N", help="Of the newest N attempts; without it, of 1000."
)


def _filters(command: Command) -> Command:
    for decorate in (
        click.option("--mode", type=click.Choice(["exam", "practice"]), help="Only of this mode."),
        click.option("--preset", metavar="P", help="Only of papers of this blueprint."),
        ATTEMPTS,
    ):
        command = decorate(command)
    return command


@click.command(epilog=EXIT_CODES)
@click.argument("bank", required=False)
@_filters
@AS_JSON
@data_dir_option
def progress(bank: str | None, mode: str | None, preset: str | None, attempts: int | None, as_json: bool) -> int:
    """Show how you do on BANK over time: the trend by section, pace, calibration, and whether you are ready.

    BANK is an id or a path; without it, the bank that you sat last. Readiness is for the blueprint of --preset, or
    for that of your latest paper.
    """
    from exam.cli.learning_shapes import progress_shape
    from exam.cli.learning_words import progress_words
    from exam.cli.past import read_past
    from exam.cli.shapes import written
    from exam.past import ready_for

    past = read_past(bank, attempts=attempts, blueprint=preset, mode=mode)
    ready, paper = ready_for(past, preset)
    if as_json:
        click.echo(written(progress_shape(past, ready, paper)))
    else:
        click.echo("\n".join(progress_words(past, ready, paper)))
    return DONE


@click.command(epilog=EXIT_CODES)
@click.argument("bank", required=False)
@click.option("--exam-date", metavar="DATE", help="Keep the day of your exam, as in 2026-05-01; 'none' forgets it.")
@click.option("--with-drills", is_flag=True, help="Let drills count for the schedule, also of what was not due.")
@AS_JSON
@data_dir_option
def review(bank: str | None, exam_date: str | None, with_drills: bool, as_json: bool) -> int:
    """Show what of BANK is due today, what you missed, and what comes when.

    'exam take --due' asks what is due, 'exam take --missed' what you missed.
    """
    from exam.cli.learning_shapes import review_shape
    from exam.cli.learning_words import review_words
    from exam.cli.past import read_past
    from exam.cli.shapes import written
    from exam.core.review import agenda

    if exam_date is not None:
        _keep(exam_date)
    past = read_past(bank)
    found = agenda(past.results, past.now, past.exam_date, drills=with_drills)
    if as_json:
        click.echo(written(review_shape(past, found)))
    else:
        click.echo("\n".join(review_words(past, found)))
    return DONE


@click.command(epilog=EXIT_CODES)
@click.argument("bank", required=False)
@ATTEMPTS
@AS_JSON
@data_dir_option
def confusions(bank: str | None, attempts: int | None, as_json: bool) -> int:
    """Show what of BANK you take for what, the surest pair first.

    'exam take --contrast A,B' asks the two side by side. Two clean rounds on different days settle a pair.
    """
    from exam.cli.learning_shapes import confusions_shape
    from exam.cli.learning_words import confusions_words
    from exam.cli.past import read_past
    from exam.cli.shapes import written
    from exam.core.confusions import confusions as confused

    past = read_past(bank, attempts=attempts)
    found = confused(past.results, past.now.tzinfo)
    if as_json:
        click.echo(written(confusions_shape(past, found)))
    else:
        click.echo("\n".join(confusions_words(past, found)))
    return DONE


@click.command(epilog=EXIT_CODES)
@click.argument("bank", required=False)
@click.option("--mine", is_flag=True, help="Only of your own attempts, and not of those that were imported for others.")
@ATTEMPTS
@AS_JSON
@data_dir_option
def items(bank: str | None, mine: bool, attempts: int | None, as_json: bool) -> int:
    """Show what answers say about the questions of BANK: how hard, how telling, which wrong answers work.

    Counts everybody's attempts that are here. Where a number is too small to judge by, nothing is said.
    """
    from exam.cli.learning_shapes import items_shape
    from exam.cli.learning_words import items_words
    from exam.cli.past import read_past
    from exam.cli.shapes import written
    from exam.core.statistics import item_statistics

    past = read_past(bank, attempts=attempts, learner="" if mine else None)
    found = item_statistics(past.results)
    if as_json:
        click.echo(written(items_shape(past, found)))
    else:
        click.echo("\n".join(items_words(past, found)))
    return DONE


def _keep(word: str) -> None:
    from exam.formats.settings import SettingsRefused, write_exam_date

    try:
        day = None if word == "none" else date.fromisoformat(word)
    except ValueError:
        raise click.UsageError(f"{word!r} is no date. Write it as in 2026-05-01, or 'none'.") from None
    try:
        write_exam_date(find_root().data_dir, day)
    except SettingsRefused as refused:
        raise Declined(str(refused)) from None
