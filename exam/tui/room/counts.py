"""Owns how far a sitting is, in numbers: counts. Refuses to know right from wrong."""

from dataclasses import dataclass

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


def count(attempt: Attempt, section: str | None = None) -> Counts:
    """Of the whole form, or of one section."""
    places = [slot.n for slot in attempt.form.slots if section in (None, slot.section)]
    statuses = [attempt.status(n) for n in places]
    return Counts(
        complete=statuses.count(Status.COMPLETE),
        incomplete=statuses.count(Status.INCOMPLETE),
        unseen=statuses.count(Status.UNSEEN),
        flagged=sum(attempt.of(n).marked for n in places),
    )


def questions(number: int) -> str:
    """As in "1 question", "7 questions"."""
    return f"{number} question{'' if number == 1 else 's'}"
