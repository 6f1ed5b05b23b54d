"""Owns which paper `take` makes of the past: what was missed, what is due, two that are confused. Refuses to sit it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from exam.cli.commands.paper_options import Choices
from exam.cli.exits import Declined
from exam.cli.wiring import Command, Root, new_seed

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.core.form import Form
    from exam.core.results import Result
    from exam.learning.missed import Reason

_REASONS: tuple[Reason, ...] = ("unsure", "flagged", "slow", "unseen")


@dataclass(frozen=True)
class Drilling:
    """What of the past was asked for on a command line."""

    missed: bool
    of: str | None
    again: str | None
    due: bool
    contrast: str | None
    measured: bool
    times_missed: int | None
    reasons: tuple[Reason, ...]


def drill_choices(command: Command) -> Command:
    """The options of `take` that look at the past. They arrive as one value, `drilling`."""
    for decorate in reversed(
        (
            click.option("--missed", is_flag=True, help="Mostly what you missed, some unseen, a little mastered."),
            click.option("--of", metavar="ATTEMPT", help="With --missed: only what this attempt missed."),
            click.option("--again", metavar="ATTEMPT", help="The very paper that this attempt was."),
            click.option(
                "--times-missed", type=click.IntRange(min=1), metavar="N", help="Only what was missed N times."
            ),
            click.option("--unsure", is_flag=True, help="What you were unsure of the last time."),
            click.option("--flagged", is_flag=True, help="What you flagged the last time."),
            click.option("--slow", is_flag=True, help="What took you half as long again as the paper allows."),
            click.option("--unseen", is_flag=True, help="What you never saw."),
            click.option("--due", is_flag=True, help="What is due for review today."),
            click.option("--to-measure", is_flag=True, help="Wrong options that tell most about you; for any paper."),
            click.option("--contrast", metavar="A,B", help="Two questions that you confuse, side by side."),
        )
    ):
        command = decorate(command)
    return command


def drilling(paper: dict[str, Any]) -> Drilling | None:
    """Takes the options of `drill_choices` out of a command's; None where none was given. Raises UsageError."""
    missed, of, due, contrast, fit = (paper.pop(n) for n in ("missed", "of", "due", "contrast", "to_measure"))
    again = paper.pop("again")
    times = paper.pop("times_missed")
    reasons = tuple(reason for reason in _REASONS if paper.pop(reason))
    if not (missed or of or again or due or contrast or fit or times or reasons):
        return None
    if again and (missed or of or due or contrast or fit or times or reasons or _says_which(paper)):
        raise click.UsageError("--again already says which paper it is: leave out whatever else says so.")
    picks = bool(missed or of or times or reasons)
    if picks + bool(due) + bool(contrast) > 1:
        raise click.UsageError("Choose one of --missed (and what narrows it), --due and --contrast.")
    if of and (times or reasons):
        raise click.UsageError("--of takes all that this attempt missed: leave out what narrows it.")
    if paper.get("code"):
        raise click.UsageError("An exam code already says which paper it is: leave out the drill, or --code.")
    return Drilling(missed or bool(of) or times is not None, of, again, due, contrast, fit, times, reasons)


def _says_which(paper: dict[str, Any]) -> bool:
    """Whether anything but the largest size of a bank was asked for."""
    return any(value not in (None, (), False) for name, value in paper.items() if name != "max_megabytes")


def drilled(root: Root, choices: Choices, wanted: Drilling) -> Form:
    """The paper. Raises Declined where the past has nothing of the kind, and what `assembled` raises."""
    from exam.assembly import SEEDS

    if choices.seed is not None and choices.seed >= SEEDS:
        raise click.UsageError(f"A seed is a number from 0 to {SEEDS - 1}.")
    seed = new_seed() if choices.seed is None else choices.seed
    if wanted.again is not None:
        with root.open_store() as store:
            return store.load(store.find(wanted.again)).attempt.form
    if wanted.contrast is not None:
        from exam.assembly.contrast import contrast
        from exam.learning.measuring import contrast_weights

        one, other = _two(wanted.contrast)
        return contrast(_bank(root, choices), one, other, seed, contrast_weights(one, other))
    if wanted.of is not None:
        return _missed_of(root, choices, wanted.of, seed)
    bank = _bank(root, choices)
    with root.open_store() as store:
        results = store.results(bank=bank.id)
    if wanted.measured and not (wanted.missed or wanted.due or wanted.reasons):
        from exam.assembly import assemble, tailor
        from exam.learning.measuring import measured

        blueprint = tailor(
            bank, choices.preset, sections=choices.sections, items=choices.items, minutes=choices.minutes
        )
        return assemble(bank, blueprint, seed, measured(results))
    return _drill(bank, choices, _picked(root, bank, results, choices, wanted), seed, results)


def _picked(root: Root, bank: Bank, results: Sequence[Result], choices: Choices, wanted: Drilling) -> tuple[str, ...]:
    from exam.learning.missed import Wish, drill, records

    there = [(item.id, section.id) for section in bank.sections for item in section.items]
    if wanted.due:
        from exam.cli.commands.past import now
        from exam.files.config import read_schedule
        from exam.files.own_toml import FileRefused
        from exam.learning.review import agenda

        try:
            schedule = read_schedule(root.data_dir)
        except FileRefused as refused:
            raise Declined(str(refused)) from None
        known = {item for item, section in there if not choices.sections or section in choices.sections}
        found_due = agenda(results, now(), schedule.exam_date, drills=schedule.drills).due
        due = tuple(card.item for card in found_due if card.item in known)
        if not due:
            raise Declined("Nothing is due today. 'exam review' says what comes when.")
        return due[: choices.items] if choices.items else due
    reasons: tuple[Reason, ...] = wanted.reasons
    if wanted.reasons and wanted.missed:
        reasons = ("missed", *reasons)
    elif wanted.times_missed is not None:
        reasons = ("missed",)
    wish = Wish(choices.sections, reasons, wanted.times_missed or 1, choices.items)
    found = drill(records(results), there, wish)
    if not found.items:
        raise Declined("There is nothing of that kind. 'exam review' says what you missed, 'exam take' asks anything.")
    click.echo(_told(found.reasons), err=True)
    return found.items


def _missed_of(root: Root, choices: Choices, word: str, seed: int) -> Form:
    from exam.learning.missed import missed_of

    with root.open_store() as store:
        identifier = store.find(word)
        results = store.results(attempt=identifier, learner=None)
        if not results:
            raise Declined(f"Attempt {identifier} has not ended. 'exam resume {identifier}' goes on with it.")
        past = store.results(bank=results[0].bank)
    bank = _bank(root, choices, results[0].bank)
    if bank.id != results[0].bank:
        raise Declined(f"Attempt {identifier} is of the bank {results[0].bank}, and you named {bank.id}.")
    missed = missed_of(results)
    if not missed:
        raise Declined(f"Attempt {identifier} missed nothing.")
    section = {one.item: one.section for one in results}
    missed = tuple(item for item in missed if not choices.sections or section[item] in choices.sections)
    return _drill(bank, choices, missed[: choices.items], seed, past)


def _drill(bank: Bank, choices: Choices, items: tuple[str, ...], seed: int, past: Sequence[Result]) -> Form:
    """A paper of these items, made to measure; says how many cannot be in it."""
    from exam.learning.chosen import assemble_chosen

    form = assemble_chosen(bank, items, past, seed, preset=choices.preset, minutes=choices.minutes)
    if left := len(items) - len(form.blueprint.only):
        click.echo(f"{left} left for another time: they may not meet the others.", err=True)
    return form


def _bank(root: Root, choices: Choices, named: str | None = None) -> Bank:
    from exam.cli.find import find_bank

    return find_bank(root, choices.bank or named, choices.max_bytes)


def _two(text: str) -> tuple[str, str]:
    names = [name.strip() for name in text.split(",")]
    if len(names) != 2 or not all(names):
        raise click.UsageError("--contrast takes two questions by their ids, as in --contrast pod,deployment.")
    return names[0], names[1]


def _told(reasons: Any) -> str:
    counts: dict[str, int] = {}
    for reason in reasons.values():
        counts[reason] = counts.get(reason, 0) + 1
    return f"{', '.join(f'{count} {reason}' for reason, count in counts.items())}."
