"""What can be written of a bank, of a paper and of an attempt, each as the same use case that the command line has."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from exam.core.attempt import Attempt
from exam.core.bank import Bank
from exam.core.form import Form
from exam.files.attempts import ExportedAttempt, write_attempts
from exam.files.faults import BankRefused
from exam.files.report_page import report_html
from exam.files.writing import write_whole
from exam.formats.exports.outgoing import CannotWrite, Outgoing
from exam.learning.drills import missed_items, read_pending
from exam.library.exporting import outgoing_bank, outgoing_paper
from exam.library.find import NoSuchBank, find_bank

if TYPE_CHECKING:
    from exam.tui.context import AppContext


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that can be written. Either it goes out in a format of the user's choice, or it has its own."""

    name: str
    explained: str
    stem: str
    """How its file is called, without the ending, where nobody names another."""
    outgoing: Callable[[], Outgoing] | None = None
    """Makes the questions ready to go out. Called in a thread; raises CannotWrite, StoreError, Impossible, OSError."""
    ending: str = ""
    """How its file ends, where it has a format of its own."""
    write: Callable[[Path], None] | None = None
    """Writes it in its own format. Called in a thread; raises FileExistsError, OSError and StoreError."""


def ways_of_attempt(context: AppContext, identifier: str, attempt: Attempt) -> tuple[Way, ...]:
    """The report of an attempt, the attempt itself, its paper, and what was missed in it."""

    def report(path: Path) -> None:
        remark = context.bank_since(attempt).words(attempt)
        write_whole(path, [report_html(identifier, attempt, context.pictures, remark)], overwrite=False)

    def log(path: Path) -> None:
        with context.open_store() as store:
            form, events, learner = store.read_log(identifier)
        exported = ExportedAttempt(identifier, learner, form, tuple(events))
        write_whole(path, write_attempts([exported]), overwrite=False)

    def missed() -> Outgoing:
        only = frozenset(missed_items(attempt))
        if not only:
            raise CannotWrite("Nothing was missed in this attempt.")
        return outgoing_paper(attempt.form, context.pictures, bank=_bank_of(context, attempt.form), only=only)

    stem = f"exam-{identifier}"
    paper = partial(_paper, context, attempt.form)
    return (
        Way(
            "report",
            "One page for a browser or a printer: score, sections, every question with your answer and the key.",
            stem, ending=".html", write=report,
        ),
        Way(
            "attempt",
            "The whole attempt in one line, for 'exam attempts import' on another machine or in a study group. "
            "It names every key.",
            stem, ending=".jsonl", write=log,
        ),
        Way(
            "paper",
            "The paper with its options, its key and what each wrong option really is, for a printer or for another "
            "program.",
            stem, paper,
        ),
        Way("missed", "The same of those questions alone that you did not have fully right.", stem, missed),
    )  # fmt: skip


def ways_of_paper(context: AppContext, form: Form) -> tuple[Way, ...]:
    """A paper that has not been sat."""
    says = "The paper that is set up here, with its options and its key, for a printer or for another program."
    return (Way("paper", says, f"exam-{form.code}", partial(_paper, context, form)),)


def ways_of_bank(context: AppContext, bank: Bank) -> tuple[Way, ...]:
    """All of a bank, and what was missed of it."""

    def missed() -> Outgoing:
        with context.open_store() as store:
            only = frozenset(read_pending(store, bank, context.local_now(), context.schedule()).missed)
        if not only:
            raise CannotWrite("Nothing of this bank was missed the last time that it was asked.")
        return outgoing_bank(bank, context.pictures, only=only)

    says = "All its questions in the order written. What has no options of its own gets wrong options as in a paper."
    return (
        Way("bank", says, bank.id, lambda: outgoing_bank(bank, context.pictures)),
        Way("missed", "The same of those questions alone that you missed the last time.", f"{bank.id}-missed", missed),
    )


def _paper(context: AppContext, form: Form) -> Outgoing:
    return outgoing_paper(form, context.pictures, bank=_bank_of(context, form))


def _bank_of(context: AppContext, form: Form) -> Bank | None:
    """The bank of a paper, which may have gone."""
    with suppress(BankRefused, NoSuchBank, OSError):
        return find_bank(context.bank_files(), context.open_bank, form.bank).usable()
    return None
