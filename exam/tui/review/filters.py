"""Owns which questions a review goes through. Refuses to draw."""

from exam.core.attempt import Attempt
from exam.core.scoring import score

KINDS = ("all", "missed", "flagged", "changed", "unsure")
"""Filters by what happened; any other filter is a section's id."""


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
        case section:
            return tuple(n for n in places if attempt.form.slot(n).section == section)


def name(attempt: Attempt, only: str) -> str:
    """How a filter is called on the screen."""
    return only if only in KINDS else attempt.form.title_of.get(only, only)
