"""Owns the way through a form: which questions "next" and "back" go through, and the pace. Refuses to change a walk.

A filtered walk is frozen when it starts, so that answering a question does not make it vanish.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, assert_never

from exam.core.attempt import Attempt, Status

Kind = Literal["all", "incomplete", "flagged"]


@dataclass(frozen=True, slots=True)
class Walk:
    """Places of a form in the order in which they are gone through."""

    kind: Kind
    places: tuple[int, ...]

    def after(self, n: int) -> int | None:
        """The next place behind `n`; None at the end."""
        return next((place for place in self.places if place > n), None)

    def before(self, n: int) -> int | None:
        """The place before `n`; None at the beginning."""
        return next((place for place in reversed(self.places) if place < n), None)

    def turn(self, n: int) -> int | None:
        """The how-manieth of this walk place `n` is, from 1; None outside it."""
        return self.places.index(n) + 1 if n in self.places else None


def walk(attempt: Attempt, kind: Kind) -> Walk:
    """The walk of one kind through what can be gone to as the attempt stands now. May be empty."""
    places = [n for n in range(1, len(attempt.form.slots) + 1) if attempt.out_of_reach(n) is None]
    match kind:
        case "all":
            return Walk(kind, tuple(places))
        case "incomplete":
            return Walk(kind, tuple(n for n in places if attempt.status(n) is not Status.COMPLETE))
        case "flagged":
            return Walk(kind, tuple(n for n in places if attempt.of(n).marked))
        case _:
            assert_never(kind)


def pace(attempt: Attempt, now: datetime) -> int | None:
    """Minutes ahead (above zero) or behind (below) an even pace through what is open now; None where untimed."""
    allowed, left = attempt.allowed, attempt.left_here(now)
    if allowed is None or left is None:
        return None
    places = [slot.n for slot in attempt.form.slots if attempt.section in (None, slot.section)]
    done = sum(attempt.status(n) is Status.COMPLETE for n in places)
    return round((allowed * done / len(places) - (allowed - left)) / timedelta(minutes=1))
