"""Owns how far a sitting is, in numbers: counts. Refuses to know right from wrong."""

from dataclasses import dataclass

from exam.core.attempt import Attempt
from exam.core.wording import counted


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
    slots = attempt.form.slots
    # One pass over all of it, as it is taken with every key.
    known = [
        (progress, slot.choose)
        for slot, progress in zip(slots, attempt.progress, strict=True)
        if section is None or slot.section == section
    ]
    complete = sum(len(progress.response) == choose for progress, choose in known)
    seen = sum(progress.visited or len(progress.response) == choose for progress, choose in known)
    return Counts(
        complete=complete,
        incomplete=seen - complete,
        unseen=len(known) - seen,
        flagged=sum(progress.marked for progress, _ in known),
    )


def questions(number: int) -> str:
    """As in "1 question", "7 questions"."""
    return counted(number, "question")
