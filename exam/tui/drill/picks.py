"""Owns what a drill would ask: the past of a bank, the fields of the builder, and the items that follow from both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from exam.assembly import Impossible
from exam.core.bank import MOST_DIRECT, Bank
from exam.core.events import Mode
from exam.core.results import Result
from exam.learning.missed import MOST, Reason, Record, Wish, drill, records
from exam.learning.review import agenda
from exam.tui.context import AppContext
from exam.tui.progress.past import here, schedule

Why = Reason | Literal["due"]
"""Why an item is asked again."""


@dataclass(frozen=True)
class Pending:
    """What of a bank could be asked again."""

    bank: Bank
    results: Sequence[Result]
    known: Mapping[str, Record]
    there: tuple[tuple[str, str], ...]
    """Items of the bank and their sections."""
    due: tuple[str, ...]
    """Due today, the least likely to be known first."""

    @property
    def missed(self) -> tuple[str, ...]:
        """Missed the last time, by how often and how long ago."""
        known = [self.known[item] for item, _ in self.there if item in self.known and not self.known[item].right]
        return tuple(one.item for one in sorted(known, key=lambda one: (-one.missed, one.at, one.item)))

    @property
    def pressing(self) -> tuple[str, ...]:
        """What is due and then what was missed, as many as a drill has where nobody names a number."""
        return tuple(dict.fromkeys((*self.due, *self.missed)))[:MOST]


@dataclass(frozen=True)
class Picks:
    """What the fields of the builder say."""

    reasons: tuple[Why, ...] = ()
    """Empty: mostly missed, some unseen, a little mastered."""
    sections: tuple[str, ...] = ()
    """Empty: all."""
    times_missed: int = 1
    items: str = ""
    """As typed; empty: what there is, up to MOST."""
    mode: Mode = "practice"


def read_pending(rooms: AppContext, bank: Bank) -> Pending | None:
    """The past of a bank, or None for a bank so large that no exam of chosen items can be made. Raises StoreError.

    Opens and closes its own store, so that it can run in any thread.
    """
    if len(bank.items) > MOST_DIRECT:
        return None
    with rooms.open_store() as store:
        results = store.results(bank=bank.id)
    there = tuple((item.id, section.id) for section in bank.sections for item in section.items)
    ids = {item for item, _ in there}
    wanted = schedule(rooms)
    found = agenda(results, here(rooms), wanted.exam_date, drills=wanted.drills)
    due = tuple(card.item for card in found.due if card.item in ids)
    return Pending(bank, results, records(results), there, due)


def picked(pending: Pending, picks: Picks) -> dict[str, Why]:
    """The items to ask, each with why, the most pressing first. Raises Impossible where a number is none."""
    items = _number(picks.items)
    reasons: tuple[Reason, ...] = tuple(reason for reason in picks.reasons if reason != "due")
    wish = Wish(picks.sections, reasons, picks.times_missed, items)
    found: dict[str, Why] = {}
    if "due" in picks.reasons:
        section = dict(pending.there)
        found |= {item: "due" for item in pending.due if not picks.sections or section[item] in picks.sections}
    if reasons or "due" not in picks.reasons:
        found |= {
            item: why for item, why in drill(pending.known, pending.there, wish).reasons.items() if item not in found
        }
    return dict(list(found.items())[: items or MOST])


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) < 1:
        raise Impossible(f"{text} is no number of questions.")
    return int(text)
