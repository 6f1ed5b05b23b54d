"""Owns the walk: which questions "next" and "back" go through. Refuses to change once it has begun.

A filtered walk is frozen when it starts, so that answering a question does not make it vanish.
"""

from dataclasses import dataclass
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
    places = [n for n in range(1, len(attempt.form.slots) + 1) if attempt.barred(n) is None]
    match kind:
        case "all":
            return Walk(kind, tuple(places))
        case "incomplete":
            return Walk(kind, tuple(n for n in places if attempt.status(n) is not Status.COMPLETE))
        case "flagged":
            return Walk(kind, tuple(n for n in places if attempt.of(n).marked))
        case _:
            assert_never(kind)
