"""What home shows: banks, attempts and how sections went, read in one go.

It brings in pydantic, SQLite and the banks; home paints its frame and then reads this in a thread.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from exam.core.attempt import State
from exam.core.bank import Bank
from exam.core.ended import SectionRate
from exam.core.interval import weakness
from exam.core.wording import exam_in
from exam.files.remembered import read_remembered
from exam.learning.weakest import RECENT
from exam.library.find import BankFile, read_banks
from exam.store import AttemptRow, StoreError
from exam.tui.context import AppContext

POOLED = RECENT
SHOWN = 5
"""How many past attempts home lists."""
SHOWN_ROOMY = 10
"""The same in a tall terminal."""


@dataclass(frozen=True)
class Overview:
    """Everything that home shows."""

    banks: tuple[Bank, ...] = ()
    """The bank in hand comes first, then the one to offer first."""
    broken: tuple[BankFile, ...] = ()
    """Those that cannot be used."""
    unfinished: tuple[AttemptRow, ...] = ()
    closed: tuple[AttemptRow, ...] = ()
    """Newest first, at most `POOLED`."""
    exams: tuple[AttemptRow, ...] = ()
    """The same without drills: whoever drills what was missed has not become worse."""
    standings: tuple[SectionRate, ...] = ()
    """Weakest first: by the upper end of the interval, so that one unlucky question does not lead."""
    exam: str = ""
    """When the exam is, as in "exam in 12 days"; empty: nobody said, or it is over."""
    trouble: str | None = None
    """Why past attempts cannot be shown."""
    can_restore: bool = False
    """Whether that is a loss or a damage that a backup, or the witness, mends."""
    remark: str = ""
    """What the database had lost, and what became of it."""
    in_hand: str = ""
    """The id of the bank in hand: what is due and missed is about it, and other pages begin with it."""
    pass_mark: int | None = None
    """The learner's own, in percent; None: each preset's."""
    gone: tuple[tuple[str, str], ...] = ()
    """Id and title of banks that were sat and whose files are not known any more."""

    @property
    def bank_in_hand(self) -> Bank | None:
        """None where its file is not known."""
        return next((bank for bank in self.banks if bank.id == self.in_hand), None)

    @property
    def title_in_hand(self) -> str:
        """Its title, also where its file is gone; empty where there is no bank at all."""
        bank = self.bank_in_hand
        return bank.title if bank else dict(self.gone).get(self.in_hand, "")

    @property
    def choices(self) -> list[tuple[str, str, int | None]]:
        """Id, title and number of questions of what can be taken in hand; None: only its past is here."""
        here = [(bank.id, bank.title, len(bank.items)) for bank in self.banks]
        return [*here, *((name, title, None) for name, title in self.gone)]

    @property
    def several(self) -> bool:
        """Whether the newest attempts are of several banks."""
        return len({row.bank for row in self.closed}) > 1

    @property
    def is_first_start(self) -> bool:
        return not self.unfinished and not self.closed and not self.trouble


def read_overview(context: AppContext) -> Overview:
    """What there is now. Opens and closes its own store, so that it can run in any thread."""
    files = read_banks(context.bank_files(), context.open_bank)
    opened = read_remembered(context.data_dir).opened
    # A file that was opened by its path once, and has the id of another bank, is no fault of that bank's folder.
    broken = tuple(file for file in files if file.faults and not (file.bank and file.path in opened))
    banks = [file.usable() for file in files if not file.faults]
    hand = context.remembered_bank()
    banks.sort(key=lambda bank: (bank.id != hand, bank.id != context.default_bank))
    first = banks[0].id if banks else ""
    try:
        with context.open_store() as store:
            sat = store.banks()
            unfinished = tuple(store.unfinished())
            ended = [row for row in store.history(limit=8 * POOLED) if row.state == State.CLOSED]
            exams = tuple(row for row in ended if not row.drill)[:POOLED]
            standings = tuple(sorted(store.section_rates(POOLED), key=lambda one: weakness(one.right)))
    except StoreError as error:
        return Overview(
            tuple(banks), broken, in_hand=first, exam=_exam(context), trouble=str(error), can_restore=error.can_restore
        )
    known = {bank.id for bank in banks}
    gone = tuple((name, title) for name, title, _ in sat if name not in known)
    if hand not in {*known, *dict(gone)}:
        hand = _first_in_hand(context, ended) or first
        banks.sort(key=lambda bank: (bank.id != hand, bank.id != context.default_bank))
    return Overview(
        tuple(banks),
        broken,
        unfinished,
        tuple(ended[:POOLED]),
        exams,
        standings,
        _exam(context),
        in_hand=hand or "",
        pass_mark=context.pass_mark(),
        gone=gone,
        remark=" ".join(dict.fromkeys(context.remarks)),
    )


def _first_in_hand(context: AppContext, ended: Sequence[AttemptRow]) -> str | None:
    """The bank of the newest attempt, which is taken in hand where none was chosen; None where there is none.

    So it is where the bank has gone: its past is still told. It is kept, so that what is due does not change with
    whatever is sat next.
    """
    bank = next((row.bank for row in ended), None)
    if bank is not None:
        with suppress(OSError):
            context.take_in_hand(bank)
    return bank


def _exam(context: AppContext) -> str:
    day, today = context.schedule().exam_date, context.local_now().date()
    return f"exam {exam_in(day, today)}" if day is not None and day >= today else ""
