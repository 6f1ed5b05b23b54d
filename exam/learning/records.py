"""What the past of every question comes to: how often it was missed, and how it went the last time.

Records go by item. What of a bank was met goes by number: siblings are points of one listed question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from exam.core.bank import Bank
from exam.core.results import Result, by_item
from exam.core.wording import counted

Reason = Literal["due", "missed", "unsure", "flagged", "slow", "unseen", "mastered"]
"""Why a question is asked again."""


@dataclass(frozen=True, slots=True)
class Record:
    """One item's past, as far as it was seen."""

    item: str
    section: str
    met: int
    missed: int
    """How often it was answered wrong or left without an answer."""
    right: bool
    """This and what follows is about the last time."""
    unsure: bool
    flagged: bool
    slow: bool
    at: datetime

    @property
    def reason(self) -> Reason:
        """The first of the reasons that hold. Once right, sure and in time, an item leaves the list of the missed."""
        if not self.right:
            return "missed"
        return "unsure" if self.unsure else "flagged" if self.flagged else "slow" if self.slow else "mastered"

    def shows(self, reason: Reason) -> bool:
        """Whether the last time gives this reason, be it the first one or not."""
        match reason:
            case "missed":
                return not self.right
            case "unsure":
                return self.unsure
            case "flagged":
                return self.flagged
            case "slow":
                return self.slow
            case "mastered":
                return self.reason == "mastered"
            case "due" | "unseen":
                return False


def records(results: Iterable[Result]) -> dict[str, Record]:
    """What the results come to, by item, for items that were seen."""
    return records_in(by_item(results))


def records_in(pasts: Mapping[str, Sequence[Result]]) -> dict[str, Record]:
    """The same of results that are in order already: those of each item that were seen, oldest first."""
    found = {}
    for item, past in pasts.items():
        last = past[-1]
        missed = sum(not result.right for result in past)
        found[item] = Record(
            item, last.section, len(past), missed, last.right, last.doubted, last.marked, last.slow, last.at
        )
    return found


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a bank's questions were met, siblings counted as one."""

    met: int
    of: int

    @property
    def words(self) -> str:
        """As in "12 of 70 questions met"."""
        return f"{self.met} of {counted(self.of, 'question')} met"


def coverage(bank: Bank, met: Iterable[str]) -> Coverage:
    """How many questions of the bank, as it is now, were met, given the ids of the items that were."""
    items = bank.item_by_id
    numbers = {bank.listed_question(items[name]) for name in met if name in items}
    return Coverage(len(numbers), bank.count_questions(bank.sections))


def most_missed_first(some: Iterable[Record]) -> list[Record]:
    """By how often each was missed, and then by how long ago it was seen."""
    return sorted(some, key=lambda record: (-record.missed, record.at, record.item))


def missed_last_time(known: Mapping[str, Record]) -> list[Record]:
    """The records of what was missed the last time, the most often missed first."""
    return most_missed_first(record for record in known.values() if not record.right)
