"""The paper that a command line asks for: a fresh one, the one of a code, or one of the past.

Which questions of the past are asked again (missed, due, confused with each other) is for `exam.learning` to say.
"""

from collections import Counter

import click

from exam.assembly import SEEDS, read_code, tailor
from exam.cli.exits import Declined
from exam.cli.request import PaperRequest
from exam.cli.wiring import Root, new_seed, now
from exam.core.attempt import State
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint
from exam.core.form import Form
from exam.files.config import read_pass_mark
from exam.files.own_toml import FileRefused
from exam.learning.drills import (
    DrillRequest,
    Pending,
    choose_items,
    contrast_drill,
    drill_title,
    make_drill,
    missed_items,
    read_pending,
    retake,
)
from exam.learning.measuring import weights_to_measure
from exam.learning.old_papers import missed_without_bank, retake_without_bank
from exam.learning.records import Reason
from exam.library.find import NoSuchBank, find_edition
from exam.library.paper import assemble_form


def make_paper(root: Root, request: PaperRequest) -> tuple[Form, Bank]:
    """The paper of a request that is no drill, and its bank. Raises CodeRefused, Impossible, BankRefused, Declined."""
    if request.code is None:
        seed, bank = seed_of(request), root.find_bank(request.bank, request.max_bytes)
        return assemble_form(bank, _blueprint(bank, request), seed), bank
    code = read_code(request.code)
    if request.bank is None:
        bank = find_edition(root.bank_files(), lambda path: root.open_bank(path, request.max_bytes), code.edition)
    else:
        bank = root.find_bank(request.bank, request.max_bytes)
    return assemble_form(bank, *code.resolve(bank)), bank


def make_paper_of_past(root: Root, request: PaperRequest) -> Form:
    """The paper of a drill. Raises Declined where the past has nothing of the kind, and what `make_paper` raises."""
    seed = seed_of(request)
    if request.again is not None:
        with root.open_store() as store:
            return store.load(store.find(request.again)).attempt.as_sat.form
    if request.of is not None:
        return _retaken(root, request, request.of, seed)
    contrasted = None if request.contrast is None else _two(request.contrast)
    try:
        bank = root.find_bank(request.bank, request.max_bytes)
    except NoSuchBank:
        name = request.bank or root.in_hand
        with root.open_store() as store:
            if name is None or not request.missed or name not in {one for one, _, _ in store.banks()}:
                raise
            return missed_without_bank(
                store, name, seed, sections=request.sections, items=request.items,
                times_missed=request.times_missed or 1,
            )  # fmt: skip
    if contrasted is not None:
        return contrast_drill(bank, *contrasted, seed)
    reasons = _reasons(request)
    with root.open_store() as store:
        if request.to_measure and not (request.missed or request.mixed or request.due or reasons):
            weights = weights_to_measure(store.results(bank=bank.id))
            return assemble_form(bank, _blueprint(bank, request), seed, weights)
        pending = read_pending(store, bank, now(), root.schedule)
    items = _items(pending, request, reasons)
    title = drill_title(items.values())
    return make_drill(
        bank, items, pending.results, seed, title=title, preset=request.preset, minutes=request.minutes
    ).form


def with_own_cut(root: Root, form: Form, asked: int | None) -> Form:
    """A paper with the pass mark that was asked for now, or that it was sat with, or that is set for all.

    Raises Declined for settings that cannot be understood.
    """
    if asked is not None or form.own_cut is not None:
        return form.with_own_cut(asked)
    return form.with_own_cut(own_pass_mark(root))


def own_pass_mark(root: Root) -> int | None:
    """The pass mark that is set for every paper, in percent; None: that of each paper. Raises Declined as above."""
    try:
        return read_pass_mark(root.data_dir)
    except FileRefused as refused:
        raise Declined(str(refused)) from None


def _items(pending: Pending, request: PaperRequest, reasons: tuple[Reason, ...]) -> dict[str, Reason]:
    """The questions of a drill, each with why; says how many there are of each kind. Raises Declined for none."""
    if request.due:
        # Whoever asks for what is due gets all of it, and only of the others as much as a drill has.
        chosen = choose_items(pending, DrillRequest(request.sections, ("due",), 1, request.items or len(pending.due)))
        if not chosen:
            raise Declined("Nothing is due today. 'exam review' says what comes when.")
        return chosen
    chosen = choose_items(pending, DrillRequest(request.sections, reasons, request.times_missed or 1, request.items))
    if not chosen:
        raise Declined("There is nothing of that kind. 'exam review' says what you missed, 'exam take' asks anything.")
    counts = Counter(chosen.values())
    click.echo(f"{', '.join(f'{count} {reason}' for reason, count in counts.items())}.", err=True)
    return chosen


def _reasons(request: PaperRequest) -> tuple[Reason, ...]:
    """Why questions may be asked; none: a mixed drill, mostly of those that were missed."""
    narrows: dict[Reason, bool] = {
        "missed": request.missed or request.times_missed is not None,
        "unsure": request.unsure,
        "flagged": request.flagged,
        "slow": request.slow,
        "unseen": request.unseen,
    }
    return tuple(reason for reason, is_asked in narrows.items() if is_asked)


def _retaken(root: Root, request: PaperRequest, word: str, seed: int) -> Form:
    """What an attempt missed. Raises Declined where it has not ended, missed nothing, or is of another bank."""
    with root.open_store() as store:
        identifier = store.find(word)
        attempt = store.load(identifier).attempt
        past = store.results(bank=attempt.form.bank)
    if attempt.state is not State.CLOSED:
        raise Declined(f"Attempt {identifier} has not ended. 'exam resume {identifier}' goes on with it.")
    if not missed_items(attempt):
        raise Declined(f"Attempt {identifier} missed nothing.")
    try:
        bank = root.find_bank(request.bank or attempt.form.bank, request.max_bytes)
    except NoSuchBank:
        if request.bank not in (None, attempt.form.bank):
            raise
        return retake_without_bank(attempt, seed, sections=request.sections, items=request.items)
    if bank.id != attempt.form.bank:
        raise Declined(f"Attempt {identifier} is of the bank {attempt.form.bank}, and you named {bank.id}.")
    return retake(
        bank, attempt, past, seed, preset=request.preset, minutes=request.minutes, sections=request.sections,
        items=request.items,
    ).form  # fmt: skip


def _two(text: str) -> tuple[str, str]:
    names = [name.strip() for name in text.split(",")]
    if len(names) != 2 or not all(names):
        raise click.UsageError("--contrast takes two questions by their ids, as in --contrast pod,deployment.")
    return names[0], names[1]


def _blueprint(bank: Bank, request: PaperRequest) -> Blueprint:
    """The preset of a bank, with what was asked for in its place. Raises Impossible."""
    return tailor(
        bank,
        request.preset,
        sections=request.sections,
        items=request.items,
        minutes=request.minutes,
        difficulty=request.difficulty,
        options=request.options,
        choose_two=request.choose_two,
        reversed_=request.reversed_,
        matching=request.matching,
    )


def seed_of(request: PaperRequest) -> int:
    """The seed asked for, or one by chance. Raises UsageError."""
    if request.seed is not None and request.seed >= SEEDS:
        raise click.UsageError(f"A seed is a number from 0 to {SEEDS - 1}.")
    return new_seed() if request.seed is None else request.seed
