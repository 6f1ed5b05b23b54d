"""Owns which questions a review goes through. Refuses to draw."""

from datetime import timedelta

from exam.core.attempt import Attempt
from exam.core.scoring import score

KINDS = ("all", "missed", "flagged", "changed", "unsure", "slow")
"""Filters by what happened; any other filter is a section's id."""

_SLOW = 1.5
"""Times of an even pace from which on a question was slow."""


def kept(attempt: Attempt, only: str) -> tuple[int, ...]:
    """The places of the form that a filter keeps, in order; none for a filter that is not known."""
    places = range(1, len(attempt.form.slots) + 1)
    match only:
        case "all":
            return tuple(places)
        case "missed":
            return tuple(mark.n for mark in score(attempt).marks if mark.outcome != "correct")
        case "flagged":
            return tuple(n for n in places if attempt.of(n).marked)
        case "changed":
            return tuple(n for n in places if len(attempt.of(n).history) > 1)
        case "unsure":
            return tuple(n for n in places if attempt.of(n).doubted)
        case "slow":
            even = pace(attempt)
            return tuple(n for n in places if attempt.of(n).spent > _SLOW * even > timedelta())
        case section:
            return tuple(n for n in places if attempt.form.slot(n).section == section)


def pace(attempt: Attempt) -> timedelta:
    """The time of one question at an even pace: of the time allowed, or untimed the middle one of all."""
    if attempt.seconds is not None:
        return timedelta(seconds=attempt.seconds) / len(attempt.form.slots)
    spent = sorted(progress.spent for progress in attempt.progress if progress.visited)
    return spent[len(spent) // 2] if spent else timedelta()


def name(attempt: Attempt, only: str) -> str:
    """How a filter is called on the screen."""
    return only if only in KINDS else attempt.form.title_of.get(only, only)
