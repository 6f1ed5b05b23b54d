"""Owns the past of one bank, read in one go and narrowed at will. Refuses to be imported before it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from exam.core.bank import Bank
from exam.core.progress import Sitting
from exam.core.results import Result
from exam.core.text import one_line
from exam.formats.settings import SettingsRefused, read_exam_date
from exam.store import Store
from exam.tui.rooms import Rooms

NEWEST = 1000
"""Attempts that are looked at: what lies before them says little of today."""


@dataclass(frozen=True)
class Past:
    """Results and sittings of one bank, oldest first."""

    bank_id: str
    title: str
    bank: Bank | None
    """None where its file is not known any more; the figures stand without it."""
    results: Sequence[Result]
    sittings: Sequence[Sitting]
    now: datetime
    """In the time zone of this machine."""
    exam_date: date | None
    banks: tuple[tuple[str, str], ...]
    """Id and title of every bank that was sat."""
    blueprints: tuple[tuple[str, str], ...]
    """Id and title of every blueprint sat."""
    others: int = 0
    """How many other people's attempts are here."""

    @cached_property
    def section_titles(self) -> dict[str, str]:
        titles = {part.section: part.title for sitting in self.sittings for part in sitting.sections}
        return titles | ({section.id: section.title for section in self.bank.sections} if self.bank else {})

    @property
    def papers(self) -> tuple[tuple[str, str], ...]:
        """Id and title of every blueprint that was sat or could be."""
        there = {one.id: one.title for one in self.bank.blueprints} if self.bank else {}
        return tuple((dict(self.blueprints) | there).items())

    def section_of(self, item: str) -> str | None:
        """An item's section, or None where the bank does not know it."""
        found = self.bank.section_of.get(item) if self.bank else None
        return found.id if found else self._met.get(item)

    @cached_property
    def _met(self) -> dict[str, str]:
        return {result.item: result.section for result in self.results}

    def stem(self, item: str) -> str:
        """An item's stem in one line, or its id where the bank is not known."""
        found = self.bank.item_by_id.get(item) if self.bank else None
        return one_line(found.stem) if found else item

    def only(self, mode: str | None, blueprint: str | None) -> "Past":
        """What is left of a mode and a blueprint; None: of any."""
        if mode is None and blueprint is None:
            return self
        kept = [
            sitting
            for sitting in self.sittings
            if mode in (None, sitting.mode) and blueprint in (None, sitting.blueprint)
        ]
        names = {sitting.attempt for sitting in kept}
        return replace(self, sittings=kept, results=[result for result in self.results if result.attempt in names])


def read_past(rooms: Rooms, banks: Sequence[Bank], bank_id: str | None = None) -> Past | None:
    """The past of a bank (None: the one sat last), or None where no attempt has ended. Raises StoreError.

    `banks` are those that are known already. Opens and closes its own store, so that it can run in any thread.
    """
    with rooms.open_store() as store:
        known = store.banks()
        wanted = bank_id if bank_id in {name for name, _, _ in known} else _sat_last(store)
        if wanted is None:
            return None
        results = store.results(bank=wanted, attempts=NEWEST)
        sittings = store.sittings(bank=wanted, attempts=NEWEST)
        titles = {row.blueprint: row.blueprint_title for row in reversed(store.history(NEWEST, bank=wanted))}
        others = sum(count for _, count in store.learners())
    return Past(
        wanted,
        next(title for name, title, _ in known if name == wanted),
        next((bank for bank in banks if bank.id == wanted), None),
        results,
        sittings,
        here(rooms),
        exam_day(rooms),
        tuple((name, title) for name, title, _ in known),
        tuple((name, titles.get(name, name)) for name in dict.fromkeys(one.blueprint for one in sittings)),
        others,
    )


def everybodys(rooms: Rooms, bank_id: str) -> list[Result]:
    """The results of all people whose attempts are here. Raises StoreError."""
    with rooms.open_store() as store:
        return store.results(bank=bank_id, attempts=NEWEST, learner=None)


def here(rooms: Rooms) -> datetime:
    """The instant, in the time zone of this machine."""
    return rooms.new_clock().now().astimezone()


def exam_day(rooms: Rooms) -> date | None:
    """The day of the exam. A file that cannot be read has none; the commands say what is wrong with it."""
    try:
        return read_exam_date(rooms.data_dir)
    except (SettingsRefused, OSError):
        return None


def _sat_last(store: Store) -> str | None:
    """The bank of the newest attempt that has ended."""
    known = 0
    while rows := store.history(known + 50)[known:]:
        for row in rows:
            if row.ended_at is not None:
                return row.bank
        known += len(rows)
    return None
