"""A bank's questions to be looked through, each with what its learner has done with it, without its answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from exam.core.bank import Bank
from exam.core.own_words import has_words
from exam.core.wording import counted, in_line
from exam.learning.records import Record

Only = Literal["missed", "unseen", "unsure", "flagged", "slow", "mastered"]
"""What may hold of a question as of the last time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A question of a bank as a list shows it."""

    item: str
    number: int | None
    place: int
    """Its place in the bank, from 0."""
    section: str
    """The id of its section."""
    section_title: str
    stem: str
    """In one line."""
    tags: tuple[str, ...]
    record: Record | None
    """What was done with it; None: never met."""

    @property
    def past(self) -> str:
        """What was done with it, in a few words."""
        if self.record is None:
            return "not met"
        one = self.record
        last = "right the last time" if one.right else "missed the last time"
        more = [name for name, holds in (("unsure", one.unsure), ("flagged", one.flagged), ("slow", one.slow)) if holds]
        met = "met once" if one.met == 1 else f"met {counted(one.met, 'time')}"
        return ", ".join((met, *([f"missed {one.missed}"] if one.missed and one.met > 1 else []), last, *more))

    @property
    def searched(self) -> str:
        """All that can be searched for. Never its answers: a search would then tell them."""
        number = "" if self.number is None else str(self.number)
        return " ".join((self.stem, self.section_title, self.item, number, *self.tags, self.past))


def listed(bank: Bank, known: Mapping[str, Record]) -> Iterator[Listed]:
    """Every question of a bank of any size, in its order, with what is known of it by its id."""
    place = 0
    for section in bank.sections:
        for item in section.items:
            yield Listed(
                item.id,
                item.number,
                place,
                section.id,
                section.title,
                in_line(item.stem, bank.text),
                item.tags,
                known.get(item.id),
            )
            place += 1


def found_by(some: Sequence[Listed], words: Sequence[str]) -> list[Listed]:
    """Those in which every word occurs, in their order."""
    return [one for one in some if has_words(one.searched, words)]


def holds(one: Listed, only: Only) -> bool:
    """Whether something holds of a question as of the last time."""
    if one.record is None:
        return only == "unseen"
    return only != "unseen" and one.record.shows(only)
