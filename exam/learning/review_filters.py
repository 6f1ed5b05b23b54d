"""Which questions of an attempt a review goes through: all, or those that a filter keeps."""

from datetime import timedelta

from exam.core.analysis import changed_answers
from exam.core.attempt import Attempt
from exam.core.results import SLOW
from exam.core.scoring import score

FILTERS = ("all", "missed", "flagged", "changed", "unsure", "slow")
"""Filters by what happened; any other filter is a section's id."""
_NOTHING = {
    "missed": "Nothing was missed.",
    "flagged": "No question was flagged.",
    "changed": "No answer was changed.",
    "unsure": "No question was marked as unsure.",
    "slow": "No question took half as long again as the paper allows.",
}


def kept(attempt: Attempt, only: str) -> tuple[int, ...]:
    """The places of the form that a filter keeps, in order; none for a filter that is not known."""
    places = range(1, len(attempt.form.slots) + 1)
    match only:
        case "all":
            return tuple(places)
        case "missed":
            return tuple(mark.n for mark in score(attempt).marks if mark.missed)
        case "flagged":
            return tuple(n for n in places if attempt.of(n).marked)
        case "changed":
            return tuple(one.n for one in changed_answers(attempt))
        case "unsure":
            return tuple(n for n in places if attempt.of(n).doubted)
        case "slow":
            least = SLOW * _allowed(attempt)
            return tuple(n for n in places if attempt.of(n).spent >= least > timedelta())
        case section:
            return tuple(n for n in places if attempt.form.slot(n).section == section)


def words_of_none_kept(only: str) -> str:
    """What is said where a filter keeps no question."""
    return _NOTHING.get(only, "There is nothing of that kind.")


def _allowed(attempt: Attempt) -> timedelta:
    """The time that the paper allows for a question; where it is sat untimed, what it would allow."""
    return timedelta(seconds=attempt.seconds or attempt.form.minutes * 60) / len(attempt.form.slots)


def filter_title(attempt: Attempt, only: str) -> str:
    """How a filter is called on the screen."""
    return only if only in FILTERS else attempt.form.title_of.get(only, only)
