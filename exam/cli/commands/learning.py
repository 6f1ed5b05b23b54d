"""The commands `progress`, `review`, `confusions` and `items`: what the past says, as text or as JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exam.cli.exits import DONE, Declined
from exam.cli.helping import Command
from exam.cli.options import data_dir_option
from exam.cli.output.attempt_json import json_text
from exam.cli.output.question_json import Json
from exam.cli.output.terminal import terminal_here
from exam.cli.wiring import find_root, now
from exam.core.wording import has_none
from exam.files.faults import BankRefused
from exam.library.find import NoSuchBank, is_path

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.files.config import Schedule
    from exam.learning.past import Past
    from exam.learning.reliability import GroupOnPreset

AS_JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")
ATTEMPTS = click.option(
    "--attempts", type=click.IntRange(min=1), metavar="N", help="Of the newest N attempts; without it, of 1000."
)


@click.command(cls=Command, short_help="Show how you do, and whether you are ready.")
@click.argument("bank", required=False)
@ATTEMPTS
@click.option("--preset", metavar="P", help="Only of papers of this blueprint.")
@click.option("--mode", type=click.Choice(["exam", "practice"]), help="Only of this mode.")
@AS_JSON
@data_dir_option
def progress(bank: str | None, mode: str | None, preset: str | None, attempts: int | None, as_json: bool) -> int:
    """Show how you do over time, and whether you are ready.

    The trend by section, pace, calibration, changed answers. BANK is an id or a path; without it, the bank in hand, or
    else the one that you sat last. Readiness is for the blueprint of --preset, sat yet or not, or for that of your
    latest paper; it is always from all of your answers.
    """
    from exam.cli.output import learning_json, learning_text
    from exam.cli.output.plan_output import next_words, stakes_json, stakes_words
    from exam.cli.papers import own_pass_mark
    from exam.learning.next_act import next_act
    from exam.learning.past import ready_for
    from exam.learning.stakes import stakes_of

    whole = past_of(bank, attempts=attempts)
    papers = [name for name, _ in whole.papers]
    if preset is not None and preset not in papers:
        raise Declined(has_none(whole.title, "paper", preset, papers))
    # Readiness is for a paper and from all answers; the rest is about the attempts that are left.
    ready, paper = ready_for(replace(whole, pass_mark=own_pass_mark(find_root())), preset)
    past = whole.only(mode, preset)
    stakes = stakes_of(whole, preset)
    if as_json:
        return _print(learning_json.progress_json(past, ready, paper) | {"stakes": stakes_json(stakes)})
    act = next_act(whole, find_root().schedule)
    if (terminal := terminal_here()) is not None:
        from exam.cli.pages.progress import progress_page

        return terminal.show(progress_page(past, ready, paper, stakes, act, terminal.width))
    words = [*learning_text.progress_words(past, ready, paper), "", *stakes_words(stakes)]
    return _print([*words, *next_words(act)])


@click.command("review", cls=Command)
@click.argument("bank", required=False)
@click.option("--exam-date", metavar="DATE", help="Keep the day of your exam, as in 2030-05-01; 'none' forgets it.")
@click.option(
    "--with-drills/--without-drills",
    default=None,
    help="From now on let drills count for the schedule also where nothing was due; or only where it was.",
)
@AS_JSON
@data_dir_option
def review_command(bank: str | None, exam_date: str | None, with_drills: bool | None, as_json: bool) -> int:
    """Show what is due today, and what comes when.

    'exam take --due' asks what is due, 'exam take --missed' what you missed.
    """
    from exam.cli.output import learning_json, learning_text
    from exam.learning.review import agenda

    schedule = _kept(exam_date, with_drills)
    past = past_of(bank)
    found = agenda(past.results, past.now, schedule, frozenset(past.bank.item_by_id) if past.bank else None)
    if as_json:
        return _print(learning_json.review_json(past, found))
    if (terminal := terminal_here()) is not None:
        from exam.cli.pages.learning import review_page

        return terminal.show(review_page(past, found, terminal.width))
    return _print(learning_text.review_words(past, found))


@click.command(cls=Command, short_help="Show what you take for what.")
@click.argument("bank", required=False)
@ATTEMPTS
@AS_JSON
@data_dir_option
def confusions(bank: str | None, attempts: int | None, as_json: bool) -> int:
    """Show what you take for what, the surest pair first.

    'exam take --contrast A,B' asks the two side by side. Two clean rounds on different days settle a pair.
    """
    from exam.cli.output import learning_json, learning_text
    from exam.learning.confusions import confusions_in

    past = past_of(bank, attempts=attempts)
    found = confusions_in(past.answer_sums, past.now.tzinfo)
    if as_json:
        return _print(learning_json.confusions_json(past, found))
    if (terminal := terminal_here()) is not None:
        from exam.cli.pages.learning import confusions_page

        return terminal.show(confusions_page(past, found, terminal.width))
    return _print(learning_text.confusions_words(past, found))


@click.command(cls=Command)
@click.argument("bank", required=False)
@click.option("--mine", is_flag=True, help="Only of your own attempts, and not of those that were imported for others.")
@click.option(
    "--group", is_flag=True, help="Of a group: the first exam of each learner on a preset, and how far scores go."
)
@click.option(
    "--from",
    "folders",
    multiple=True,
    type=click.Path(),
    metavar="DIR",
    help="The same of the tables in DIR, as 'exam attempts export --columns' writes them; may be said several times.",
)
@click.option("--preset", metavar="P", help="The preset of --group; without it, the one that the most sat.")
@ATTEMPTS
@AS_JSON
@data_dir_option
def items(
    bank: str | None,
    mine: bool,
    group: bool,
    folders: tuple[str, ...],
    preset: str | None,
    attempts: int | None,
    as_json: bool,
) -> int:
    """Show what answers say about the questions.

    How hard each is, how well it tells learners apart, which wrong answers work. Counts everybody's attempts that are
    here. Where a number is too small to judge by, nothing is said.

    With --group it also says how far scores can be trusted: reliability, and the standard error of measurement.
    """
    from exam.cli.output import learning_json, learning_text
    from exam.learning.statistics import statistics_in

    if preset is not None and not (group or folders):
        raise click.UsageError("--preset says of which preset --group is.")
    if group or folders:
        if mine or attempts is not None:
            raise click.UsageError("--group is of everybody's first exams; --mine and --attempts do not go with it.")
        if folders:
            return _items_of_cohort(folders, bank, preset, as_json=as_json)
        return _items_of_group(bank, preset, as_json=as_json)
    past = past_of(bank, attempts=attempts, learner="" if mine else None)
    found = statistics_in(past.answer_sums)
    if as_json:
        return _print(learning_json.items_json(past, found))
    if (terminal := terminal_here()) is not None:
        from exam.cli.pages.learning import items_page

        return terminal.show(items_page(past, found, terminal.width))
    return _print(learning_text.items_words(past, found))


def _items_of_group(bank: str | None, preset: str | None, *, as_json: bool) -> int:
    past = past_of(bank, learner=None)
    found = past.read_group(preset)
    if found is None:
        raise Declined(f"Nobody has sat an exam on {past.title}{f' with the preset {preset!r}' if preset else ''} yet.")
    return _print_group(found, past, past.bank_id, as_json=as_json)


def _items_of_cohort(folders: tuple[str, ...], bank: str | None, preset: str | None, *, as_json: bool) -> int:
    from exam.files.parquet import NoDuckDB
    from exam.learning.cohort import NoCohort, cohort_group

    try:
        name, found = cohort_group([Path(folder) for folder in folders], bank, preset)
    except (NoCohort, NoDuckDB) as refused:
        raise Declined(str(refused)) from None
    return _print_group(found, None, name, as_json=as_json)


def _print_group(found: GroupOnPreset, past: Past | None, bank: str, *, as_json: bool) -> int:
    """What is said of a group; its questions by their stems where their `past` is here, and else by id."""
    from exam.cli.output import group_words

    if as_json:
        return _print(group_words.group_json(bank, found))
    if (terminal := terminal_here()) is not None:
        from exam.cli.pages.group import group_page

        return terminal.show(group_page(found, terminal.width, past))
    return _print(group_words.group_lines(found))


def _print(found: Json | list[str]) -> int:
    """Prints JSON, or lines of text, and gives the exit code."""
    click.echo("\n".join(found) if isinstance(found, list) else json_text(found))
    return DONE


def past_of(word: str | None, *, attempts: int | None = None, learner: str | None = "") -> Past:
    """The past of a bank (an id or a path; None: the one in hand, or the one sat last). Raises Declined for none.

    `attempts`: the newest so many; None: as many as the store gives unasked. `learner` None: everybody's.
    """
    from exam.learning.past import read_past
    from exam.store import LATEST_ATTEMPTS

    root = find_root()
    bank = known_bank(word) if word is not None and is_path(word) else None
    wanted = bank.id if bank else word or root.in_hand
    exam_date = root.schedule.exam_date
    past = read_past(
        root.open_store, wanted, lambda name: bank or known_bank(name), now(), exam_date,
        attempts=attempts or LATEST_ATTEMPTS, learner=learner,
    )  # fmt: skip
    if past is not None:
        return past
    if wanted is not None:
        raise Declined(f"No attempt on {wanted} like that has ended yet.")
    raise Declined("No attempt has ended yet. 'exam resume' goes on with one, 'exam take' begins one.")


def known_bank(word: str) -> Bank | None:
    """The bank of an id or a path, or None where it is not there any more or faulty."""
    try:
        return find_root().find_bank(word)
    except (NoSuchBank, BankRefused, OSError):
        return None


def _kept(word: str | None, drills: bool | None) -> Schedule:
    """The schedule after what was said of it now, which is kept. Raises UsageError and Declined."""
    root = find_root()
    schedule = before = root.schedule
    if word is not None:
        schedule = replace(schedule, exam_date=exam_date_of(word))
    if drills is not None:
        schedule = replace(schedule, drills=drills)
    if schedule != before:
        from exam.files.config import write_schedule

        write_schedule(root.data_dir, schedule)
    return schedule


def exam_date_of(word: str) -> date | None:
    """The day that was typed for the exam; None for 'none'. Raises UsageError."""
    from exam.learning.review import NoExamDay, exam_day

    if word == "none":
        return None
    try:
        if day := exam_day(word, now().date()):
            return day
    except NoExamDay as refused:
        if refused.over:
            raise click.UsageError(f"{word} is over. Name a day to come, or 'none'.") from None
    raise click.UsageError(f"{word!r} is no date. Write it as in 2030-05-01, or 'none'.")
