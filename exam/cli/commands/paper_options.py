"""The options that say which paper: `take` and `form` share them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from exam.cli.wiring import CommandFunction, Root, new_seed

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.core.blueprint import Blueprint
    from exam.core.form import Form

MEGABYTE = 1_000_000
DEFAULT_BANK_SIZE = 20
"""The largest bank that is read unasked, in MB."""

EXTRA_TIMES = ("1", "1.25", "1.5", "2", "untimed")


@dataclass(frozen=True)
class Choices:
    """One paper, as asked for on a command line."""

    bank: str | None = None
    preset: str | None = None
    sections: tuple[str, ...] = ()
    items: int | None = None
    minutes: int | None = None
    seed: int | None = None
    code: str | None = None
    asking: Mapping[str, Any] = field(default_factory=dict)
    """How questions are asked, in the words of `tailor`: difficulty, options, choose_two, reversed_, matching."""
    max_bytes: int = DEFAULT_BANK_SIZE * MEGABYTE


def paper_choices(command: CommandFunction) -> CommandFunction:
    """The options that say which paper."""
    for decorate in reversed(
        (
            click.argument("bank", required=False),
            click.option("--preset", metavar="P", help="One of the bank's blueprints, as 'exam banks' lists them."),
            click.option("--section", "sections", multiple=True, metavar="S", help="Only this section; repeatable."),
            click.option("--items", type=click.IntRange(1, 1000), metavar="N", help="How many questions."),
            click.option("--minutes", type=click.IntRange(1, 1440), metavar="M", help="How much time."),
            click.option(
                "--difficulty",
                type=click.Choice(("far", "mixed", "near")),
                help="Wrong options from other topics, from anywhere, or the closest there are.",
            ),
            click.option("--options", type=click.IntRange(2, 9), metavar="N", help="Options of a question."),
            click.option("--choose-two", type=click.IntRange(0), metavar="N", help="N questions with two answers."),
            click.option(
                "--reversed",
                "reversed_",
                type=click.IntRange(0),
                metavar="N",
                help="N questions that show an answer and ask which question it belongs to.",
            ),
            click.option(
                "--matching",
                type=click.IntRange(0),
                metavar="N",
                help="N blocks of five questions that share one list of answers.",
            ),
            click.option("--seed", type=click.IntRange(min=0), metavar="N", help="Which of the possible papers."),
            click.option("--code", metavar="C", help="The very paper that this exam code names."),
            bank_size_option,
        )
    ):
        command = decorate(command)
    return command


def bank_size_option(command: CommandFunction) -> CommandFunction:
    """The option of every command that reads a bank."""
    return click.option(
        "--max-bank-size",
        "max_megabytes",
        type=click.IntRange(1, 2000),
        default=DEFAULT_BANK_SIZE,
        show_default=True,
        metavar="MB",
        help="Read banks up to this size.",
    )(command)


def sitting_choices(command: CommandFunction) -> CommandFunction:
    """The options that say how it is sat."""
    for decorate in reversed(
        (
            click.option(
                "--extra-time",
                type=click.Choice(EXTRA_TIMES),
                default="1",
                metavar="X",
                help=f"Multiply the time: {', '.join(EXTRA_TIMES)}.",
            ),
            click.option("--practice", is_flag=True, help="Show what is right after each question, when asked to."),
        )
    ):
        command = decorate(command)
    return command


def chosen(
    bank: str | None,
    preset: str | None,
    sections: tuple[str, ...],
    items: int | None,
    minutes: int | None,
    seed: int | None,
    code: str | None,
    max_megabytes: int,
    **asking: Any,
) -> Choices:
    """The choices of a command line. Raises UsageError where a code is given and something that it already says."""
    named = {name: value for name, value in asking.items() if value is not None}
    doubled = {"--preset": preset, "--section": sections, "--items": items, "--minutes": minutes, "--seed": seed}
    doubled |= {f"--{name.strip('_').replace('_', '-')}": value for name, value in named.items()}
    if code is not None and (said := [name for name, value in doubled.items() if value not in (None, ())]):
        raise click.UsageError(
            f"An exam code already says which paper it is: leave out {' and '.join(said)}, or --code."
        )
    return Choices(bank, preset, sections, items, minutes, seed, code, named, max_megabytes * MEGABYTE)


def extra_time_factor(word: str) -> float | None:
    """The factor of one of EXTRA_TIMES; None: untimed."""
    return None if word == "untimed" else float(word)


def assembled(root: Root, choices: Choices) -> Form:
    """The paper. Raises CodeRefused, Impossible, BankRefused or Declined."""
    return assembled_with_bank(root, choices)[0]


def assembled_with_bank(root: Root, choices: Choices) -> tuple[Form, Bank]:
    """The paper, and the bank that it was made from. Raises as `assembled` does."""
    from exam.assembly import read_code
    from exam.library import assemble_form
    from exam.library.find import find_edition

    if choices.code is not None:
        code = read_code(choices.code)
        if choices.bank is None:
            bank = find_edition(root.bank_files(), lambda path: root.open_bank(path, choices.max_bytes), code.edition)
        else:
            bank = root.find_bank(choices.bank, choices.max_bytes)
        return assemble_form(bank, *code.resolve(bank)), bank
    seed = seed_of(choices)
    bank = root.find_bank(choices.bank, choices.max_bytes)
    return assemble_form(bank, blueprint_of(bank, choices), seed), bank


def blueprint_of(bank: Bank, choices: Choices) -> Blueprint:
    """The preset of a bank, with what was asked for in its place. Raises Impossible."""
    from exam.assembly import tailor

    return tailor(
        bank,
        choices.preset,
        sections=choices.sections,
        items=choices.items,
        minutes=choices.minutes,
        **choices.asking,
    )


def seed_of(choices: Choices) -> int:
    """The seed asked for, or one by chance. Raises UsageError."""
    from exam.assembly import SEEDS

    if choices.seed is not None and choices.seed >= SEEDS:
        raise click.UsageError(f"A seed is a number from 0 to {SEEDS - 1}.")
    return new_seed() if choices.seed is None else choices.seed
