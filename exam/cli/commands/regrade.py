"""`regrade`: attempts marked anew where their paper was found faulty, shown before it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from exam.cli.exits import DONE, Declined
from exam.cli.helping import Command
from exam.cli.options import data_dir_option
from exam.cli.output.attempt_json import json_text
from exam.cli.output.regrade_text import regrade_json, regrade_lines
from exam.cli.output.terminal import say
from exam.cli.wiring import find_root, now

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.learning.regrade import Corrections
    from exam.store import Store, Stored


@click.command("regrade", cls=Command, short_help="Mark attempts anew whose paper was faulty.")
@click.argument("attempts", metavar="[ATTEMPT…]", nargs=-1)
@click.option("--bank", "bank_name", metavar="BANK", help="Every attempt at this bank, an id or a path.")
@click.option("--item", metavar="ID", help="Correct this question by hand, and do not go by the bank as it is now.")
@click.option(
    "--right", multiple=True, metavar="OPTION", help="With --item: this option is the right one, by its text."
)
@click.option("--also", multiple=True, metavar="ANSWER", help="With --item: this option or typed answer is right too.")
@click.option("--drop", is_flag=True, help="With --item: the question counts for nobody.")
@click.option("--undo", is_flag=True, help="Let the attempts count as they were sat. With --item: that question.")
@click.option("--yes", is_flag=True, help="Do it; without this it is only shown.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_dir_option
def regrade_command(
    attempts: tuple[str, ...],
    bank_name: str | None,
    item: str | None,
    right: tuple[str, ...],
    also: tuple[str, ...],
    drop: bool,
    undo: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Mark each ATTEMPT anew, or with --bank every one at that bank.

    Unless a question is named, the bank as it is now says what is right: a key that was corrected in its file, a second
    answer that it allows since. Who gains and who loses is shown; --yes does it. Answers and papers stay as they are,
    reports name the score before, and --undo takes it back.
    """
    from exam.learning.regrade import plan_regrade, regrade

    if not attempts and bank_name is None:
        raise click.UsageError("Name attempts, as 'exam history' lists them, or a bank with --bank.")
    if (right or also or drop) and item is None:
        raise click.UsageError("--right, --also and --drop correct a question: name it with --item.")
    if sum(map(bool, (right, also, drop, undo))) != (item is not None or undo):
        raise click.UsageError("Say one thing of --item: --right, --also, --drop or --undo.")
    root, at = find_root(), now()
    bank = root.find_bank(bank_name) if bank_name is not None else None
    make = _corrections(item, right, also, drop=drop, undo=undo, bank=bank)
    with root.open_store() as store:
        planned = [plan_regrade(one, make(one), at) for one in _named(store, attempts, bank)]
        changed = [one for one in planned if one.changed]
        done = regrade(store, changed, at) if yes else 0
    if as_json:
        click.echo(json_text(regrade_json(changed, done=yes)))
    else:
        say(*regrade_lines(planned))
    if done:
        say(f"Done: {done} marked anew. 'exam regrade … --undo' takes it back.", err=True)
    elif changed:
        say("Nothing is changed yet; --yes does it.", err=True)
    return DONE


def _named(store: Store, words: tuple[str, ...], bank: Bank | None) -> list[Stored]:
    """The ended attempts that are meant, everybody's where a bank is named. Raises Declined for one that still runs."""
    from exam.cli.commands.records import ended_attempt

    found = {one.id: one for one in (ended_attempt(store, word) for word in words)}
    if bank is not None:
        for name in store.ended_ids():
            form, _, _ = store.read_log(name)
            if name not in found and form.bank == bank.id:
                found[name] = store.load(name)
    return list(found.values())


def _corrections(
    item: str | None,
    right: tuple[str, ...],
    also: tuple[str, ...],
    *,
    drop: bool,
    undo: bool,
    bank: Bank | None,
) -> Callable[[Stored], Corrections]:
    """How an attempt's corrections follow from what was asked for."""
    from exam.learning.faulty import Ruling, ruled
    from exam.learning.regrade import corrections_by_bank

    def by_bank(stored: Stored) -> Corrections:
        return corrections_by_bank(stored.attempt, bank or _bank_of(stored))

    if item is None:
        return by_bank if not undo else lambda _: ()
    wanted, ruling = item, Ruling(right, also, drop)

    def one_item(stored: Stored) -> Corrections:
        if not any(slot.item == wanted for slot in stored.attempt.form.slots) and bank is None:
            raise Declined(
                f"Attempt {stored.id} does not ask {wanted!r}. 'exam report {stored.id} --json' has its ids."
            )
        return ruled(stored.attempt, wanted, ruling)

    return one_item


def _bank_of(stored: Stored) -> Bank:
    """The bank of an attempt as it is now."""
    return find_root().find_bank(stored.attempt.form.bank)
