"""How far a sitting is: the walk through its questions, the counts by status, and the pace.

A walk through the incomplete or the flagged questions is fixed when it begins, so that a question which is answered
on the way does not drop out of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from exam.core.attempt import Attempt, Status

WalkKind = Literal["all", "incomplete", "flagged"]


@dataclass(frozen=True, slots=True)
class Walk:
    """The numbers of some questions of a form, ascending, in the order in which "next" goes through them."""

    kind: str
    """A `WalkKind`; after the end, a filter of the review."""
    numbers: tuple[int, ...]

    def after(self, n: int) -> int | None:
        """The first question of the walk behind question `n`; None at the end."""
        return next((number for number in self.numbers if number > n), None)

    def before(self, n: int) -> int | None:
        """The last question of the walk before question `n`; None at the beginning."""
        return next((number for number in reversed(self.numbers) if number < n), None)

    def position(self, n: int) -> int | None:
        """Which one of this walk question `n` is, from 1; None where it is not part of it."""
        return self.numbers.index(n) + 1 if n in self.numbers else None


def walk_through(attempt: Attempt, kind: WalkKind) -> Walk:
    """The walk of one kind through the questions that can still be reached. May be empty."""
    numbers = [n for n in range(1, len(attempt.form.slots) + 1) if attempt.out_of_reach(n) is None]
    if kind == "incomplete":
        numbers = [n for n in numbers if attempt.status(n) is not Status.COMPLETE]
    elif kind == "flagged":
        numbers = [n for n in numbers if attempt.of(n).marked]
    return Walk(kind, tuple(numbers))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions have each status. The flag is independent of it, so flagged ones are counted again."""

    complete: int
    incomplete: int
    unseen: int
    flagged: int

    @property
    def items(self) -> int:
        return self.complete + self.incomplete + self.unseen

    @property
    def unanswered(self) -> int:
        """Questions without a full answer, seen or not."""
        return self.incomplete + self.unseen


def count(attempt: Attempt, section: str | None = None) -> Counts:
    """The counts of the whole form, or of one section by its id."""
    # In one pass over the form, because a screen counts with every key that is pressed.
    statuses = dict.fromkeys(Status, 0)
    flagged = 0
    for slot, progress in zip(attempt.form.slots, attempt.progress, strict=True):
        if section is None or slot.section == section:
            statuses[attempt.status(slot.n)] += 1
            flagged += progress.marked
    return Counts(statuses[Status.COMPLETE], statuses[Status.INCOMPLETE], statuses[Status.UNSEEN], flagged)


def minutes_ahead(attempt: Attempt, now: datetime) -> int | None:
    """Minutes ahead of an even pace through what is open now (below zero: behind it), or None where untimed."""
    allowed, left = attempt.allowed, attempt.left_here(now)
    if allowed is None or left is None:
        return None
    counts = count(attempt, attempt.section)
    return round((allowed * counts.complete / counts.items - (allowed - left)) / timedelta(minutes=1))
