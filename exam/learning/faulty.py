"""A question that was found faulty: what is said of it, and which attempts that concerns.

The ruling is of the item, so it holds for every attempt that asked it. Papers differ in their options: by its text an
option is found on each of them, and a paper that does not show it stays as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from exam.core.attempt import Attempt, Refused
from exam.core.correction import Correction
from exam.core.form import Slot
from exam.learning.regrade import Corrections, Regrade, plan_regrade, right_options
from exam.store import Store, Stored


@dataclass(frozen=True)
class Ruling:
    """What is right about a question after all. One field each; none: it counts as it was sat."""

    right: tuple[str, ...] = ()
    """The options that are right, and no others: by their texts, or by the ids of the items that they answer."""
    also: tuple[str, ...] = ()
    """Options, or typed answers, that are right too."""
    drop: bool = False
    """Whether it counts for nobody."""

    @property
    def is_undoing(self) -> bool:
        return not (self.right or self.also or self.drop)

    def correction(self, slot: Slot) -> Correction:
        """The correction of a question of a paper as it was sat. Raises Refused where that shows no such option."""
        if self.drop:
            return Correction(n=slot.n, dropped=True)
        if self.right:
            return Correction(n=slot.n, key=right_options(slot, self.right))
        if slot.is_choice:
            return Correction(n=slot.n, key=(*slot.key, *right_options(slot, self.also)))
        return Correction(n=slot.n, accepted=tuple((0, text) for text in self.also))


def ruled(attempt: Attempt, item: str, ruling: Ruling) -> Corrections:
    """The corrections of an attempt with this ruling on each question that asked an item. Raises Refused."""
    slots = {slot.n: slot for slot in attempt.as_sat.form.slots if slot.item == item}
    others = tuple(one for one in attempt.corrections if one.n not in slots)
    if ruling.is_undoing:
        return others
    return (*others, *map(ruling.correction, slots.values()))


@dataclass(frozen=True)
class Consequences:
    """What a ruling does: to the attempt in which the fault was found, and to all others that asked the question."""

    mine: Regrade
    others: tuple[Regrade, ...]
    """Those that it would mark anew, whoever sat them."""
    untouched: int
    """Others that asked the question and stay as they are: they do not show the option, or have the ruling already."""

    @property
    def all(self) -> tuple[Regrade, ...]:
        return (self.mine, *self.others)


def consequences(store: Store, mine: Stored, item: str, ruling: Ruling, at: datetime) -> Consequences:
    """What becomes of all attempts by a ruling. Raises Refused where it cannot be in `mine`, and StoreError."""
    planned = plan_regrade(mine, ruled(mine.attempt, item, ruling), at)
    others = list(_others(store, mine, item, ruling, at))
    changed = tuple(one for one in others if one is not None)
    return Consequences(planned, changed, len(others) - len(changed))


def _others(store: Store, mine: Stored, item: str, ruling: Ruling, at: datetime) -> Iterator[Regrade | None]:
    """Each other attempt that asked an item, as it would be marked; None where nothing would change."""
    for name in store.asking(mine.attempt.form.bank, item):
        if name == mine.id:
            continue
        stored = store.load(name)
        if all(slot.item != item for slot in stored.attempt.form.slots):
            continue
        try:
            one = plan_regrade(stored, ruled(stored.attempt, item, ruling), at)
        except Refused:
            yield None
        else:
            yield one if one.changed else None
