"""Owns how far a sitting is, in numbers: counts and pace. Refuses to know right from wrong."""

from dataclasses import dataclass
from datetime import datetime

from exam.core.attempt import Attempt, Status


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions have each status; flags are counted apart."""

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


def count(attempt: Attempt) -> Counts:
    statuses = [attempt.status(slot.n) for slot in attempt.form.slots]
    return Counts(
        complete=statuses.count(Status.COMPLETE),
        incomplete=statuses.count(Status.INCOMPLETE),
        unseen=statuses.count(Status.UNSEEN),
        flagged=sum(progress.marked for progress in attempt.progress),
    )


def pace(attempt: Attempt, now: datetime) -> int | None:
    """Minutes ahead (above zero) or behind (below) an even pace through the form; None where untimed."""
    if attempt.seconds is None:
        return None
    share = count(attempt).complete / len(attempt.form.slots)
    return round((share * attempt.seconds - attempt.used(now).total_seconds()) / 60)


def questions(number: int) -> str:
    """As in "1 question", "7 questions"."""
    return f"{number} question{'' if number == 1 else 's'}"
