"""What the command line hands to the screens: where banks, attempts, themes and time come from.

Nothing here is imported at run time but the standard library: the command line builds an `AppContext` before the first
paint, and what the screens show first must not wait for banks, pydantic or SQLite.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from exam.core.attempt import Attempt
    from exam.core.bank import Bank
    from exam.core.events import Mode
    from exam.core.forecast import PaperForecast
    from exam.core.form import Form
    from exam.core.own_words import NotesByItem
    from exam.core.results import Result
    from exam.files.config import Schedule
    from exam.learning.bank_since import BankSince
    from exam.learning.drills import Pending
    from exam.learning.next_act import NextAct
    from exam.sitting.clock import Clock
    from exam.store import AttemptRow, Store


Annotate = Callable[[Literal["note", "report"], int, str], "Attempt"]
"""Writes a note on a question of one attempt, or a report of it; gives the attempt after it."""


@dataclass(frozen=True)
class AppContext:
    """Where the screens get everything that is not a screen."""

    data_dir: Path
    open_store: Callable[[], Store]
    """Opens the database. Called from the thread that will use it; the caller closes it. Raises StoreError."""
    new_clock: Callable[[], Clock]
    bank_files: Callable[[], list[Path]]
    """Every bank file, the shipped ones first."""
    open_bank: Callable[[Path], Bank]
    """The bank of a file, large or small. Raises BankRefused, OSError."""
    theme_files: Callable[[], list[Path]]
    """Every theme file, the shipped ones first; a later one of the same name wins."""
    new_identifier: Callable[[], str]
    new_seed: Callable[[], int]
    default_bank: str
    """The id of the bank that home offers first; where there is no such bank, the first that could be read."""
    zone: tzinfo | None = None
    """Where the learner is; None: the zone of this machine as it is now."""
    remarks: list[str] = field(default_factory=list)
    """What was found and mended when the database was opened, to be said on home."""

    profile: str = ""
    """Whose data these are, where several people have theirs here; empty: nobody said."""

    def local_now(self) -> datetime:
        """The instant, in the learner's time zone."""
        return self.new_clock().now().astimezone(self.zone)

    @property
    def pictures(self) -> Path:
        """Where copies of the pictures of papers are kept."""
        from exam.files.places import pictures_dir

        return pictures_dir(self.data_dir)

    def load(self, identifier: str) -> Attempt:
        """An attempt as it is stored. Raises StoreError."""
        with self.open_store() as store:
            return store.load(identifier).attempt

    def notes(self, bank: str, *, besides: str = "") -> NotesByItem:
        """As `exam.learning.own_notes` reads them. To be called in a thread."""
        from exam.learning.own_notes import notes_on_questions

        return notes_on_questions(self.open_store, bank, besides)

    def words_in(self, identifier: str) -> str:
        """How many notes and reports were written in an attempt, in words. To be called in a thread. Never fails."""
        from exam.core.own_words import count_words
        from exam.store import StoreError

        try:
            with self.open_store() as store:
                return count_words(store.own_words(attempt=identifier))
        except StoreError:
            return ""

    def remembered_bank(self) -> str | None:
        """The id of the bank in hand; None: none was chosen yet."""
        from exam.files.remembered import read_remembered

        return read_remembered(self.data_dir).bank

    def take_in_hand(self, bank: str) -> None:
        """Makes a bank the one in hand, here and for the command line. Raises OSError."""
        from exam.files.remembered import take_in_hand

        take_in_hand(self.data_dir, bank)

    def results(self, bank: str) -> list[Result]:
        """What every slot of the attempts at a bank came to. Raises StoreError."""
        with self.open_store() as store:
            return store.results(bank=bank)

    def foretell(self, form: Form) -> PaperForecast | None:
        """What is told of a paper before it is sat. Never fails: a forecast is nothing that an exam waits for.

        To be called in a thread.
        """
        from exam.learning.foretold import foretell
        from exam.store import StoreError

        try:
            with self.open_store() as store:
                return foretell(store, form, self.local_now())
        except StoreError:
            return None

    def last_time(self, form: Form, mode: Mode, before: str) -> AttemptRow | None:
        """The attempt that the score of the attempt `before` is held against; None where it cannot be told.

        To be called in a thread.
        """
        from exam.learning.last_time import last_time
        from exam.store import StoreError

        try:
            with self.open_store() as store:
                return last_time(store, form, mode, before)
        except StoreError:
            return None

    def last_time_words(self, form: Form, mode: Mode) -> str:
        """How the same preset went before, in one line; empty where it cannot be told. To be called in a thread."""
        from exam.learning.last_time import last_time_words
        from exam.store import StoreError

        try:
            with self.open_store() as store:
                return last_time_words(store, form, mode, self.local_now())
        except StoreError:
            return ""

    def bank_since(self, attempt: Attempt, *, at_once: bool = False) -> BankSince:
        """What became of an attempt's bank since. `at_once`: somebody waits. To be called in a thread. Never fails."""
        from exam.learning.bank_since import bank_since
        from exam.library.find import bank_by_now

        return bank_since(attempt, bank_by_now(self.bank_files(), self.open_bank, attempt.form.bank, at_once=at_once))

    def words_to_go_on(self, identifier: str) -> str:
        """What of its bank is to be said to somebody who goes on with an attempt. To be called in a thread."""
        from exam.store import StoreError

        try:
            return self.bank_since(self.load(identifier), at_once=True).words_to_go_on
        except StoreError:
            return ""  # who resumes it is told

    def pending(self, bank: Bank) -> Pending | None:
        """What of a bank is missed or due; None for one so large that no exam of chosen items can be made of it.

        Raises StoreError. To be called in a thread.
        """
        from exam.core.bank import MOST_DIRECT
        from exam.learning.drills import read_pending

        if len(bank.items) > MOST_DIRECT:
            return None
        with self.open_store() as store:
            return read_pending(store, bank, self.local_now(), self.schedule())

    def next_act(self, bank: Bank, pending: Pending | None = None) -> NextAct | None:
        """What to do next at a bank; None where nothing of it was sat, or it is too large for chosen questions.

        `pending` where it was read already. Raises StoreError. To be called in a thread.
        """
        from exam.learning.next_act import next_act
        from exam.learning.past import read_past

        schedule = self.schedule()
        known = {bank.id: bank}
        past = read_past(self.open_store, bank.id, known.get, self.local_now(), schedule.exam_date)
        return next_act(past, schedule, pending) if past else None

    def annotate(self, identifier: str, kind: Literal["note", "report"], n: int, text: str) -> Attempt:
        """Writes a note on a question, or a report of it, into an attempt that is over; gives the attempt after it.

        It is committed at once, and other programs may have the attempt again. Raises StoreError, Refused.
        """
        from exam.sitting.session import Session

        with self.open_store() as store:
            session = Session.resume(identifier, store, self.new_clock())
            try:
                (session.note if kind == "note" else session.report)(n, text)
            finally:
                session.leave()
        if session.lost and session.trouble is not None:
            raise session.trouble
        return session.attempt

    def pass_mark(self) -> int | None:
        """The learner's own pass mark in percent, for every paper; None: that of each paper."""
        from exam.files.config import read_config

        return read_config(self.data_dir).pass_mark

    def keep_pass_mark(self, mark: int | None) -> None:
        """Makes a pass mark in percent the learner's own for every paper; None: none. Raises FileRefused, OSError."""
        from exam.files.config import write_pass_mark

        write_pass_mark(self.data_dir, mark)

    def back_up(self) -> None:
        """The backup of today, where one is due. To be called in a thread. Never fails."""
        from exam.store import StoreError
        from exam.store.backups import back_up_if_due

        with suppress(StoreError), self.open_store() as store:
            back_up_if_due(store, self.new_clock().now())

    def restore(self) -> str:
        """Puts the newest good backup in the database's place, and all that is known beyond it; gives what was done.

        To be called in a thread. Raises StoreError.
        """
        from exam.store.restoring import restore_backup

        return restore_backup(self.data_dir, self.new_clock().now())

    def schedule(self) -> Schedule:
        """When to review, as the learner wants it. A file that cannot be read says nothing; who changes it is told."""
        from exam.files.config import Schedule, read_schedule
        from exam.files.own_toml import FileRefused

        try:
            return read_schedule(self.data_dir)
        except (FileRefused, OSError):
            return Schedule()


@dataclass(frozen=True)
class Opening:
    """What to go to: the begin page of a form, or an unfinished attempt by its id."""

    form: Form | None = None
    mode: Mode = "exam"
    extra_time: float | None = 1.0
    """Multiplies the form's minutes; None: untimed."""
    identifier: str | None = None
