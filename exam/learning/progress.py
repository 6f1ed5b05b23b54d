"""Owns how things go over time: the trend, sections over attempts, pace, calibration, changed answers.

Refuses a figure without its number, and a comparison of papers that were not made alike: drills are told apart.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from exam.core.ended import Part, Sitting, pooled
from exam.core.interval import FEWEST_TO_JUDGE, Rate
from exam.core.results import Change, Result
from exam.core.wording import signed


class Point(NamedTuple):
    """One attempt's place in a trend. Percent, 0 to 100."""

    attempt: str
    at: datetime
    part: Part
    cut: int

    @property
    def percent(self) -> float:
        return self.part.percent or 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return self.part.interval or (0.0, 100.0)

    @property
    def items(self) -> int:
        return self.part.items


@dataclass(frozen=True, slots=True)
class Trend:
    """One line of a plot, oldest first."""

    points: tuple[Point, ...]
    change: float | None
    """Points of percent between the earlier half and the later half, each pooled; None with under two attempts."""
    halves: tuple[int, int]
    """Questions in the earlier half and in the later half."""
    change_interval: tuple[float, float] | None
    """95 %, by Newcombe's method 10 for the difference of two shares (1998, Statistics in Medicine 17)."""

    @property
    def words(self) -> str:
        """What the line shows, as a sentence."""
        if not self.points:
            return "No attempt yet."
        last = self.points[-1]
        low, high = last.interval
        said = f"{last.percent:.0f} % in the latest of {len(self.points)} ({low:.0f} to {high:.0f} %)"
        if self.change is None or self.change_interval is None:
            return f"{said}; one attempt shows no trend."
        if min(self.halves) < FEWEST_TO_JUDGE:
            return f"{said}; {sum(self.halves)} questions in all are too few to see a trend."
        low, high = self.change_interval
        if low <= 0 <= high:
            between = f"{signed(low)} to {signed(high)}"
            return f"{said}; no change that these numbers could tell from chance ({between} points)."
        word = "better" if self.change > 0 else "worse"
        return f"{said}; the later half is {abs(self.change):.0f} points {word} ({signed(low)} to {signed(high)})."


@dataclass(frozen=True, slots=True)
class Pace:
    """Time against budget in one attempt, in seconds."""

    attempt: str
    at: datetime
    used: float
    allowed: float
    a_question: float
    """Used for a question."""
    budget: float
    """Allowed for a question."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether being sure means being right. Answers only: what was left blank is neither."""

    sure: Rate
    """Right, of those answered without doubt."""
    unsure: Rate
    """Right, of those marked as unsure."""

    @property
    def sure_and_wrong(self) -> int:
        return self.sure.of - self.sure.count

    @property
    def unsure_and_right(self) -> int:
        return self.unsure.count

    @property
    def words(self) -> str:
        if self.unsure.few or self.sure.few:
            return f"{self.sure.of} sure and {self.unsure.of} unsure answers: too few of either to judge by."
        assert self.sure.percent is not None
        assert self.unsure.percent is not None
        return f"Right in {self.sure.percent:.0f} % when sure and in {self.unsure.percent:.0f} % when unsure."


@dataclass(frozen=True, slots=True)
class Changes:
    """The ledger of changed answers: how many, by what came of them."""

    counts: dict[Change, int]
    answers: int
    """How many answers there were, changed or not."""

    @property
    def changed(self) -> int:
        return sum(self.counts.values())

    @property
    def net(self) -> int:
        """Right answers won by changing, less those lost."""
        return self.counts["wrong_to_right"] - self.counts["right_to_wrong"]


@dataclass(frozen=True, slots=True)
class SectionTable:
    """Sections by attempts, oldest attempt first; a cell is None where the section did not come up."""

    sections: tuple[tuple[str, str], ...]
    """Id and title."""
    attempts: tuple[Sitting, ...]
    cells: tuple[tuple[Part | None, ...], ...]
    """A row a section."""
    pooled: tuple[Part, ...]
    """A section's row added up."""


def trend(sittings: Iterable[Sitting], section: str | None = None) -> Trend:
    """How a section (None: the whole) went. Drills are left out: their questions were picked, mostly for being hard."""
    return trends(sittings, (section,))[section]


def trends(sittings: Iterable[Sitting], sections: Iterable[str | None]) -> dict[str | None, Trend]:
    """How each of these sections (None: the whole) went, as `trend` has it, in one pass."""
    points: dict[str | None, list[Point]] = {section: [] for section in sections}
    for sitting in sorted(sittings, key=_when):
        if not sitting.drill:
            for section, part in ((None, sitting.whole), *((part.section, part) for part in sitting.sections)):
                if section in points and part.possible:
                    points[section].append(Point(sitting.attempt, sitting.at, part, sitting.cut))
    return {section: _trend(tuple(found)) for section, found in points.items()}


def section_table(sittings: Iterable[Sitting], latest: int = 50) -> SectionTable:
    """The latest attempts against their sections, in the order in which sections came up first."""
    attempts = sorted(sittings, key=_when)[-latest:] if latest > 0 else []
    titles = {part.section: part.title for sitting in attempts for part in sitting.sections}
    cells = tuple(tuple(sitting.part(section) for sitting in attempts) for section in titles)
    together = tuple(
        pooled([part for part in row if part is not None], section, title)
        for row, (section, title) in zip(cells, titles.items(), strict=True)
    )
    return SectionTable(tuple(titles.items()), tuple(attempts), cells, together)


def pace(sittings: Iterable[Sitting]) -> tuple[Pace, ...]:
    """Time against budget, oldest first, for attempts that had a limit."""
    return tuple(
        Pace(
            sitting.attempt,
            sitting.at,
            sitting.whole.seconds,
            sitting.allowed,
            sitting.whole.seconds / sitting.whole.items,
            sitting.allowed / sitting.whole.items,
        )
        for sitting in sorted(sittings, key=_when)
        if sitting.allowed is not None and sitting.whole.items
    )


def calibration(results: Iterable[Result]) -> Calibration:
    """How often answers given as sure and as unsure were right."""
    counts = Counter((result.doubted, result.outcome) for result in results)
    sure, unsure = (
        Rate(right := counts[doubted, "correct"], right + counts[doubted, "incorrect"]) for doubted in (False, True)
    )
    return Calibration(sure, unsure)


def changes(results: Iterable[Result]) -> Changes:
    """What changing answers has won and lost."""
    found: Counter[Change | None] = Counter()
    answers = 0
    for result in results:
        found[result.change] += 1
        answers += result.outcome in ("correct", "incorrect")
    kinds: tuple[Change, ...] = ("wrong_to_right", "right_to_wrong", "wrong_to_wrong")
    return Changes({kind: found[kind] for kind in kinds}, answers)


def _trend(points: tuple[Point, ...]) -> Trend:
    half = len(points) // 2
    if not half:
        return Trend(points, None, (0, sum(point.items for point in points)), None)
    early, late = (pooled([point.part for point in side], "", "") for side in (points[:half], points[half:]))
    change = (late.percent or 0.0) - (early.percent or 0.0)
    return Trend(points, change, (early.items, late.items), _difference(late, early))


def _when(sitting: Sitting) -> tuple[datetime, str]:
    return sitting.at, sitting.attempt


def _difference(late: Part, early: Part) -> tuple[float, float] | None:
    if late.percent is None or early.percent is None or late.interval is None or early.interval is None:
        return None
    after, before, ahead, behind = late.percent, early.percent, late.interval, early.interval
    down = ((after - ahead[0]) ** 2 + (behind[1] - before) ** 2) ** 0.5
    up = ((ahead[1] - after) ** 2 + (before - behind[0]) ** 2) ** 0.5
    return (after - before - down, after - before + up)
