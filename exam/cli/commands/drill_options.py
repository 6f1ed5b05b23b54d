"""The options by which `take` makes a paper of the past: what was missed, what is due, two that are confused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from exam.cli.commands.paper_options import Choices, blueprint_of, seed_of
from exam.cli.commands.past import now, schedule_of
from exam.cli.exits import Declined
from exam.cli.wiring import CommandFunction, Root

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.bank import Bank
    from exam.core.form import Form
    from exam.learning.drills import DrillPaper, Pending
    from exam.learning.records import Reason

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


def drill_choices(command: CommandFunction) -> CommandFunction:
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
    from exam.learning.drills import contrast_drill, make_drill

    seed = seed_of(choices)
    if wanted.again is not None:
        return _attempt(root, wanted.again).form
    if wanted.contrast is not None:
        one, other = _two(wanted.contrast)
        return contrast_drill(_bank(root, choices), one, other, seed)
    if wanted.of is not None:
        return _retaken(root, choices, wanted.of, seed)
    bank = _bank(root, choices)
    if wanted.measured and not (wanted.missed or wanted.due or wanted.reasons):
        return _measured(root, choices, bank, seed)
    pending = _pending(root, bank)
    items = _chosen(pending, choices, wanted)
    return _said(make_drill(bank, items, pending.results, seed, preset=choices.preset, minutes=choices.minutes))


def _pending(root: Root, bank: Bank) -> Pending:
    """What of a bank could be asked again. Raises Declined."""
    from exam.learning.drills import read_pending

    with root.open_store() as store:
        return read_pending(store, bank, now(), schedule_of(root))


def _chosen(pending: Pending, choices: Choices, wanted: Drilling) -> Iterable[str]:
    """The questions of a drill; says how many there are of each kind. Raises Declined where there are none."""
    from exam.learning.drills import DrillRequest, choose_items

    reasons: tuple[Reason, ...] = wanted.reasons
    if wanted.missed and (wanted.reasons or wanted.times_missed is not None):
        reasons = ("missed", *reasons)
    if wanted.due:
        # Whoever asks for what is due gets all of it, and only of the others as much as a drill has.
        request = DrillRequest(choices.sections, ("due",), items=choices.items or len(pending.due))
    else:
        request = DrillRequest(choices.sections, reasons, wanted.times_missed or 1, choices.items)
    chosen = choose_items(pending, request)
    if not chosen and wanted.due:
        raise Declined("Nothing is due today. 'exam review' says what comes when.")
    if not chosen:
        raise Declined("There is nothing of that kind. 'exam review' says what you missed, 'exam take' asks anything.")
    if not wanted.due:
        counts = Counter(chosen.values())
        click.echo(f"{', '.join(f'{count} {reason}' for reason, count in counts.items())}.", err=True)
    return chosen


def _retaken(root: Root, choices: Choices, word: str, seed: int) -> Form:
    """What an attempt missed. Raises Declined where it has not ended, missed nothing, or is of another bank."""
    from exam.core.attempt import State
    from exam.learning.drills import missed_items, retake

    with root.open_store() as store:
        identifier = store.find(word)
        attempt = store.load(identifier).attempt
        past = store.results(bank=attempt.form.bank)
    if attempt.state is not State.CLOSED:
        raise Declined(f"Attempt {identifier} has not ended. 'exam resume {identifier}' goes on with it.")
    bank = _bank(root, choices, attempt.form.bank)
    if bank.id != attempt.form.bank:
        raise Declined(f"Attempt {identifier} is of the bank {attempt.form.bank}, and you named {bank.id}.")
    if not missed_items(attempt):
        raise Declined(f"Attempt {identifier} missed nothing.")
    return _said(
        retake(
            bank, attempt, past, seed, preset=choices.preset, minutes=choices.minutes, sections=choices.sections,
            items=choices.items,
        )
    )  # fmt: skip


def _measured(root: Root, choices: Choices, bank: Bank, seed: int) -> Form:
    """A paper as asked for, with the wrong options that tell most about the learner."""
    from exam.learning.measuring import weights_to_measure
    from exam.library import assemble_form

    with root.open_store() as store:
        results = store.results(bank=bank.id)
    return assemble_form(bank, blueprint_of(bank, choices), seed, weights_to_measure(results))


def _said(drill: DrillPaper) -> Form:
    """The form of a drill; says how many questions are not in it."""
    if drill.left_out:
        click.echo(f"{drill.left_out} left for another time: they may not meet the others.", err=True)
    return drill.form


def _attempt(root: Root, word: str) -> Attempt:
    with root.open_store() as store:
        return store.load(store.find(word)).attempt


def _bank(root: Root, choices: Choices, named: str | None = None) -> Bank:
    return root.find_bank(choices.bank or named, choices.max_bytes)


def _two(text: str) -> tuple[str, str]:
    names = [name.strip() for name in text.split(",")]
    if len(names) != 2 or not all(names):
        raise click.UsageError("--contrast takes two questions by their ids, as in --contrast pod,deployment.")
    return names[0], names[1]
