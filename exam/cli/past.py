"""Owns what the learning commands read first: one bank's past, and the bank where it is there. Refuses figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from exam.cli import root as wiring
from exam.cli.choices import DEFAULT_BANK_SIZE, MEGABYTE
from exam.cli.exits import Declined

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.core.progress import Sitting
    from exam.core.results import Result
    from exam.store import Store

NOTHING = "No attempt has ended yet. 'exam resume' goes on with one, 'exam take' begins one."


@dataclass(frozen=True)
class Past:
    """One bank's results and sittings, oldest first."""

    bank_id: str
    title: str
    bank: Bank | None
    """None where its file is not known any more; the figures stand without it."""
    results: list[Result]
    sittings: list[Sitting]
    now: datetime
    """In the time zone of this machine."""
    exam_date: date | None

    def section_titles(self) -> dict[str, str]:
        titles = {part.section: part.title for sitting in self.sittings for part in sitting.sections}
        return titles | ({section.id: section.title for section in self.bank.sections} if self.bank else {})

    def section_of(self) -> dict[str, str]:
        """Each known item's section."""
        met = {result.item: result.section for result in self.results}
        return met | ({name: part.id for name, part in self.bank.section_of.items()} if self.bank else {})

    def stem(self, item: str) -> str:
        """An item's stem in one line, or its id where the bank is not known."""
        from exam.core.text import one_line

        found = self.bank.item_by_id.get(item) if self.bank else None
        return one_line(found.stem) if found else item


def now() -> datetime:
    """The instant, in the time zone of this machine."""
    return wiring.new_clock().now().astimezone()


def read_past(
    word: str | None,
    *,
    attempts: int | None = None,
    blueprint: str | None = None,
    mode: str | None = None,
    learner: str | None = "",
) -> Past:
    """The past of a bank (an id or a path; None: the one sat last). Raises Declined where there is none.

    `attempts`: the newest so many; None: as many as the store gives unasked.
    """
    from exam.cli.shelf import is_path
    from exam.formats.settings import SettingsRefused, read_exam_date
    from exam.store.store import RECENT

    root = wiring.find_root()
    bank = known_bank(word) if word is not None and is_path(word) else None
    most = RECENT if attempts is None else attempts
    try:
        exam_date = read_exam_date(root.data_dir)
    except SettingsRefused as refused:
        raise Declined(str(refused)) from None
    with root.open_store() as store:
        bank_id = bank.id if bank else word or _sat_last(store)
        titles = {name: title for name, title, _ in store.banks()}
        results = store.results(attempts=most, bank=bank_id, blueprint=blueprint, mode=mode, learner=learner)
        sittings = store.sittings(attempts=most, bank=bank_id, blueprint=blueprint, mode=mode, learner=learner)
    if not sittings:
        asked = f" on {bank_id}" if word else ""
        raise Declined(NOTHING if not (blueprint or mode or asked) else f"No attempt{asked} like that has ended yet.")
    bank = bank or known_bank(bank_id)
    return Past(bank_id, titles.get(bank_id, bank_id), bank, results, sittings, now(), exam_date)


def known_bank(word: str) -> Bank | None:
    """The bank of an id or a path, or None where it is not there any more or faulty."""
    from exam.cli.shelf import find_bank
    from exam.formats import BankRefused

    try:
        return find_bank(wiring.find_root(), word, DEFAULT_BANK_SIZE * MEGABYTE)
    except (Declined, BankRefused, OSError):
        return None


def _sat_last(store: Store) -> str:
    known = 0
    while rows := store.history(known + 50)[known:]:
        for row in rows:
            if row.ended_at is not None:
                return row.bank
        known += len(rows)
    raise Declined(NOTHING)
