"""`questions`: a bank looked through and searched, with what was done with each question and without its answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from exam.cli.exits import DONE, Declined
from exam.cli.helping import Command
from exam.cli.options import bank_size_option, data_dir_option
from exam.cli.output.attempt_json import instant, json_text
from exam.cli.output.question_json import slot_json
from exam.cli.output.terminal import say, terminal_here
from exam.cli.wiring import MEGABYTE, find_root
from exam.core.wording import counted, has_none
from exam.library.find import NoSuchBank, is_path

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.core.form import Slot
    from exam.learning.browsing import Listed, Only

_MOST = 200
"""Questions that are listed without --all."""


@click.command(cls=Command, short_help="Look through the questions of a bank.")
@click.argument("words", metavar="[BANK] [WORD…]", nargs=-1)
@click.option("--section", "sections", multiple=True, metavar="S", help="Only this section; repeatable.")
@click.option(
    "--only", type=click.Choice(("missed", "unseen", "unsure", "flagged", "slow", "mastered")),
    help="Only questions of which this holds, as of the last time.",
)  # fmt: skip
@click.option(
    "--with-key",
    is_flag=True,
    help="With what is right and why. Your answers say less then.",
)
@click.option("--all", "everything", is_flag=True, help=f"More than {_MOST} questions.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@bank_size_option
@data_dir_option
def questions(
    words: tuple[str, ...],
    sections: tuple[str, ...],
    only: Only | None,
    with_key: bool,
    everything: bool,
    as_json: bool,
    max_megabytes: int,
) -> int:
    """List the questions of BANK by section, with what you did with each; only those in which every WORD occurs.

    A WORD is looked for in the question, its id, number and tags, its section, and what you did with it, never in its
    answer. A first word that is no bank is a WORD; the bank is then the one in hand.
    """
    from exam.learning.browsing import found_by, holds, listed
    from exam.learning.records import records

    root, max_bytes = find_root(), max_megabytes * MEGABYTE
    try:
        bank, search = root.find_bank(words[0] if words else None, max_bytes), words[1:]
    except NoSuchBank:
        if not words or is_path(words[0]):
            raise
        bank, search = root.find_bank(None, max_bytes), words
    ids = [section.id for section in bank.sections]
    if unknown := [name for name in sections if name not in ids]:
        raise Declined(has_none(f"The bank {bank.id}", "section", unknown[0], ids))
    with root.open_store() as store:
        known = records(store.results(bank=bank.id))
    some = [
        one
        for one in listed(bank, known)
        if (not sections or one.section in sections) and (only is None or holds(one, only))
    ]
    found = found_by(some, search)
    shown = found if everything or as_json else found[:_MOST]
    slots = _slots(bank, shown) if with_key else {}
    if as_json:
        click.echo(json_text([_shape(one, slots) for one in shown]))
    else:
        _print(shown, slots)
        cut = f" The first {_MOST} are shown; --all shows every one." if len(shown) < len(found) else ""
        say(f"{counted(len(found), 'question')} of {len(bank.items):,} in {bank.id}.{cut}", err=True)
    if with_key and shown:
        say("You have seen what is right: your answers to these say less about what you know from now on.", err=True)
    return DONE


def _slots(bank: Bank, shown: Sequence[Listed]) -> dict[str, Slot]:
    """The questions laid out with what is right, by their ids."""
    from exam.library.paper import form_as_written

    form = form_as_written(bank, [one.place for one in shown]) if shown else None
    return {slot.item: slot for slot in form.slots} if form is not None else {}


def _print(shown: Sequence[Listed], slots: dict[str, Slot]) -> None:
    if (terminal := terminal_here()) is None:
        click.echo("\n".join(_lines(shown, slots)), nl=bool(shown))
    elif shown:
        from exam.cli.pages.banks import questions_page

        terminal.show(questions_page(shown, slots, terminal.width))


def _lines(shown: Sequence[Listed], slots: dict[str, Slot]) -> list[str]:
    from exam.core.answer_words import printed_solution

    lines: list[str] = []
    for title, group in groupby(shown, lambda one: one.section_title):
        lines += [*([""] if lines else []), title]
        for one in group:
            lines.append(f"  {one.stem}")
            lines.append(f"    {one.item}: {one.past}")
            if (slot := slots.get(one.item)) is not None:
                right = [slot.option(key).text for key in slot.key] if slot.is_choice else [printed_solution(slot)]
                lines += [f"    = {' '.join(text.split())}" for text in (*right, slot.answer or "") if text]
                lines += [f"    {' '.join(slot.rationale.split())}"] if slot.rationale else []
    return lines


def _shape(one: Listed, slots: dict[str, Slot]) -> dict[str, object]:
    record = one.record
    shape: dict[str, object] = {
        "item": one.item,
        "number": one.number,
        "section": one.section,
        "section_title": one.section_title,
        "stem": one.stem,
        "tags": list(one.tags),
        "met": record.met if record else 0,
        "missed": record.missed if record else 0,
        "last": None
        if record is None
        else {
            "right": record.right,
            "unsure": record.unsure,
            "flagged": record.flagged,
            "slow": record.slow,
            "at": instant(record.at),
        },
    }
    if one.item in slots:
        shape["slot"] = slot_json(slots[one.item], with_key=True)
    return shape
