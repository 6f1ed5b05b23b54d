"""What became of a bank since a paper was made from it: whether it changed, and what it would mark otherwise by now.

An attempt carries its own paper, so it does not change with its bank. A learner who looks at it again is told that the
bank has changed since, and which questions the bank would mark in another way now.
"""

from dataclasses import dataclass
from typing import Literal

from exam.core.attempt import Attempt
from exam.core.bank import Bank
from exam.core.correction import Correction
from exam.core.wording import in_few_words
from exam.learning.faulty import Ruling
from exam.learning.regrade import marked_otherwise

AS_SAT = "Questions and keys are shown as they were sat."


@dataclass(frozen=True)
class BankSince:
    """A bank as it is now, held against a paper that was made from it."""

    state: Literal["same", "changed", "gone", "unreadable"]
    corrections: tuple[Correction, ...] = ()
    """What it would mark otherwise by now than the paper as it was sat."""

    def otherwise(self, attempt: Attempt) -> list[int]:
        """The questions that the bank would mark otherwise than they count in an attempt by now."""
        counts = {one.n: one for one in attempt.corrections}
        return [
            one.n
            for one in self.corrections
            if not attempt.form.slot(one.n).dropped and (one.n not in counts or not _same(one, counts[one.n]))
        ]

    def ruling(self, attempt: Attempt, n: int) -> Ruling | None:
        """What the bank says by now of a question; None where that is what counts in the attempt already."""
        if n not in self.otherwise(attempt):
            return None
        correction = next(one for one in self.corrections if one.n == n)
        if correction.key:
            slot = attempt.as_sat.form.slot(n)
            return Ruling(right=tuple(slot.option(name).text for name in correction.key))
        return Ruling(also=tuple(text for _, text in correction.accepted))

    def words(self, attempt: Attempt) -> str:
        """What is to be said of it beside an attempt that has ended; empty where the bank is as it was."""
        if self.state == "same":
            return ""
        if self.state != "changed":
            where = "not here any more" if self.state == "gone" else "not to be read now"
            return f"The bank of this paper is {where}. {AS_SAT}"
        if not (places := self.otherwise(attempt)):
            return f"The bank has changed since. {AS_SAT}"
        asked = f"question{'s' if len(places) > 1 else ''} {in_few_words(places)}"
        return f"The bank has changed since: it has another right answer for {asked} by now. {AS_SAT}"

    @property
    def words_to_go_on(self) -> str:
        """What is said to somebody who goes on with an exam; nothing of keys."""
        left = "your questions stay as they were."
        return {"changed": f"The bank has changed; {left}", "gone": f"The bank is gone; {left}"}.get(self.state, "")


def bank_since(attempt: Attempt, bank: Bank | Literal["gone", "unreadable"]) -> BankSince:
    """How the bank that an attempt's paper was made from stands to it now."""
    if isinstance(bank, str):
        return BankSince(bank)
    form = attempt.as_sat.form
    corrections = tuple(marked_otherwise(form, bank))
    return BankSince("changed" if corrections or bank.edition != form.edition else "same", corrections)


def _same(one: Correction, other: Correction) -> bool:
    """Whether two corrections of a question mark it in the same way, whatever the order of what they name."""
    return (set(one.key), set(one.accepted), one.dropped) == (set(other.key), set(other.accepted), other.dropped)
