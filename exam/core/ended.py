"""The scores of attempts that have ended, whole and by section, as they are stored and read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from exam.core.interval import FEWEST_TO_JUDGE, Rate, added_up, wilson


class PartScore(NamedTuple):
    """A section's score in one attempt. A tuple, because fourteen thousand are made while a page opens."""

    section: str
    title: str
    points: Fraction
    possible: int
    items: int
    """Questions that can earn points."""
    seconds: float
    correct: int = 0
    """Of these, the ones that were right."""

    @property
    def percent(self) -> float | None:
        return float(100 * self.points / self.possible) if self.possible else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval in percent."""
        return wilson(self.points / self.possible, self.items) if self.possible and self.items else None

    @property
    def few(self) -> bool:
        return self.items < FEWEST_TO_JUDGE


@dataclass(frozen=True, slots=True)
class EndedAttempt:
    """An ended attempt as a point of a trend."""

    attempt: str
    at: datetime
    """When it ended, in UTC."""
    bank: str
    blueprint: str
    mode: str
    drill: bool
    cut: int
    """The pass mark in percent."""
    passed: bool
    whole: PartScore
    questions: int
    """All that the paper asked, those among them that earn no points."""
    allowed: float | None
    """Seconds; None: untimed."""
    sections: tuple[PartScore, ...] = ()
    code: str = ""
    """The exam code."""

    def part(self, section: str | None) -> PartScore | None:
        """A section's score, or the whole for None; None where the section did not come up."""
        if section is None:
            return self.whole
        return next((part for part in self.sections if part.section == section), None)


@dataclass(frozen=True, slots=True)
class SectionRate:
    """How often questions of one section were answered right over several attempts, of those that were seen."""

    bank: str
    section: str
    title: str
    right: Rate


class Answer(NamedTuple):
    """One question that was seen, in an attempt that has ended, and whether it was right."""

    item: str
    section: str
    at: datetime
    """When the attempt ended, in UTC."""
    right: bool
    drill: bool
    attempt: str = ""


def pooled(parts: Sequence[PartScore], section: str, title: str) -> PartScore:
    """Several scores added up, under an id and a title of their own."""
    points = added_up(part.points for part in parts)
    _, _, _, possible, items, seconds, correct = zip(*parts, strict=True) if parts else ((),) * 7
    return PartScore(section, title, points, sum(possible), sum(items), sum(seconds), sum(correct))
