"""What home shows: banks, attempts and how sections went, read in one go.

It brings in pydantic, SQLite and the banks; home paints its frame and then reads this in a thread.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from exam.core.attempt import State
from exam.core.bank import Bank
from exam.core.ended import SectionRate
from exam.core.wording import exam_in
from exam.library.find import BankFile, read_banks
from exam.store import AttemptRow, StoreError
from exam.tui.context import AppContext

POOLED = 10
"""How many of the newest exams the standings are read from: what one could do a month ago says little."""
SHOWN = 5
"""How many past attempts home lists."""


@dataclass(frozen=True)
class Overview:
    """Everything that home shows."""

    banks: tuple[Bank, ...] = ()
    """The bank to offer first comes first."""
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
    broken = tuple(file for file in files if file.faults)
    banks = [file.usable() for file in files if not file.faults]
    banks.sort(key=lambda bank: bank.id != context.default_bank)
    try:
        with context.open_store() as store:
            unfinished = tuple(store.unfinished())
            ended = [row for row in store.history(limit=8 * POOLED) if row.state == State.CLOSED]
            exams = tuple(row for row in ended if not row.drill)[:POOLED]
            standings = weakest_first(store.section_rates(POOLED))
    except StoreError as error:
        return Overview(tuple(banks), broken, exam=_exam(context), trouble=str(error))
    return Overview(tuple(banks), broken, unfinished, tuple(ended[:POOLED]), exams, standings, _exam(context))


def weakest_first(rates: Iterable[SectionRate]) -> tuple[SectionRate, ...]:
    """By the most that a rate could be, so that one unlucky question does not lead."""

    def most(one: SectionRate) -> tuple[float, float]:
        return (one.right.interval or (0.0, 0.0))[1], one.right.percent or 0.0

    return tuple(sorted(rates, key=most))


def _exam(context: AppContext) -> str:
    day, today = context.schedule().exam_date, context.local_now().date()
    return f"exam {exam_in(day, today)}" if day is not None and day >= today else ""
