"""Owns the past of one bank, read in one go and narrowed at will. Refuses to be imported before it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from exam.core.bank import Bank
from exam.core.results import Result
from exam.files.config import Schedule, read_schedule
from exam.files.own_toml import FileRefused
from exam.learning import past
from exam.store import RECENT
from exam.tui.context import AppContext


@dataclass(frozen=True)
class Past(past.Past):
    """The past of one bank, and what else there is to look at."""

    banks: tuple[tuple[str, str], ...]
    """Id and title of every bank that was sat."""
    blueprints: tuple[tuple[str, str], ...]
    """Id and title of every blueprint sat."""
    others: int = 0
    """How many other people's attempts are here."""

    @property
    def papers(self) -> tuple[tuple[str, str], ...]:
        """Id and title of every blueprint that was sat or could be."""
        there = {one.id: one.title for one in self.bank.blueprints} if self.bank else {}
        return tuple((dict(self.blueprints) | there).items())


def read_past(rooms: AppContext, banks: Sequence[Bank], bank_id: str | None = None) -> Past | None:
    """The past of a bank (None: the one sat last), or None where no attempt has ended. Raises StoreError.

    `banks` are those that are known already. Opens and closes its own store, so that it can run in any thread.
    """
    with rooms.open_store() as store:
        known = store.banks()
        wanted = bank_id if bank_id in {name for name, _, _ in known} else past.sat_last(store)
        if wanted is None:
            return None
        results = store.results(bank=wanted)
        sittings = store.sittings(bank=wanted)
        titles = {row.blueprint: row.blueprint_title for row in reversed(store.history(RECENT, bank=wanted))}
        others = sum(count for _, count in store.learners())
    return Past(
        wanted,
        next(title for name, title, _ in known if name == wanted),
        next((bank for bank in banks if bank.id == wanted), None),
        results,
        sittings,
        here(rooms),
        schedule(rooms).exam_date,
        tuple((name, title) for name, title, _ in known),
        tuple((name, titles.get(name, name)) for name in dict.fromkeys(one.blueprint for one in sittings)),
        others,
    )


def everybodys(rooms: AppContext, bank_id: str) -> Sequence[Result]:
    """The results of all people whose attempts are here. Raises StoreError."""
    with rooms.open_store() as store:
        return store.results(bank=bank_id, learner=None)


def here(rooms: AppContext) -> datetime:
    """The instant, in the time zone of this machine."""
    return rooms.new_clock().now().astimezone()


def schedule(rooms: AppContext) -> Schedule:
    """When to review, as the learner wants it. A file that cannot be read says nothing; who changes it is told why."""
    try:
        return read_schedule(rooms.data_dir)
    except (FileRefused, OSError):
        return Schedule()
