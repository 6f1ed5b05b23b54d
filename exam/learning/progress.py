"""How things go over time: the trend, sections over attempts, pace, calibration, changed answers.

Every figure has its number beside it. Drills are left out where papers are compared, because their questions were
picked, mostly for being hard.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import hypot
from typing import NamedTuple

from exam.assembly.code import has_own_settings
from exam.core.ended import EndedAttempt, PartScore, pooled
from exam.core.interval import FEWEST_TO_JUDGE, Rate
from exam.core.results import Change
from exam.core.sums import HabitSums
from exam.core.wording import counted, signed


class TrendPoint(NamedTuple):
    """One attempt's place in a trend. Percent, 0 to 100."""

    attempt: str
    at: datetime
    part: PartScore
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

    points: tuple[TrendPoint, ...]
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
        latest = f"{last.percent:.0f} % in the latest of {len(self.points)} ({low:.0f} to {high:.0f} %)"
        if self.change is None or self.change_interval is None:
            return f"{latest}; one attempt shows no trend."
        if min(self.halves) < FEWEST_TO_JUDGE:
            return f"{latest}; {sum(self.halves)} questions in all are too few to see a trend."
        low, high = self.change_interval
        if low <= 0 <= high:
            between = f"{signed(low)} to {signed(high)}"
            return f"{latest}; no change that these numbers could tell from chance ({between} points)."
        word = "better" if self.change > 0 else "worse"
        return f"{latest}; the later half is {abs(self.change):.0f} points {word} ({signed(low)} to {signed(high)})."


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
    attempts: tuple[EndedAttempt, ...]
    cells: tuple[tuple[PartScore | None, ...], ...]
    """A row a section."""
    pooled: tuple[PartScore, ...]
    """A section's row added up."""


def trends(sittings: Iterable[EndedAttempt], sections: Iterable[str | None]) -> dict[str | None, Trend]:
    """How each of these sections (None: the whole) went, in one pass.

    Drills are left out, and papers with settings of one's own, unless there is nothing else: a quick test of six
    questions is no paper of its preset.
    """
    points: dict[str | None, list[TrendPoint]] = {section: [] for section in sections}
    whole = sorted((sitting for sitting in sittings if not sitting.drill), key=_when)
    of_presets = [sitting for sitting in whole if not has_own_settings(sitting.code)]
    for sitting in of_presets or whole:
        for section, part in ((None, sitting.whole), *((part.section, part) for part in sitting.sections)):
            if section in points and part.possible:
                points[section].append(TrendPoint(sitting.attempt, sitting.at, part, sitting.cut))
    return {section: _trend(tuple(line)) for section, line in points.items()}


def left_out(sittings: Iterable[EndedAttempt]) -> str:
    """What of these no trend counts, as a sentence; empty where it counts all."""
    known = list(sittings)
    drills = sum(one.drill for one in known)
    own = [has_own_settings(one.code) for one in known if not one.drill]
    said = [f"{counted(drills, 'drill')}, picked for being hard"] * (drills > 0)
    if any(own) and not all(own):
        said.append(f"{counted(sum(own), 'paper')} with settings of your own, which are no paper of a preset")
    return f"Left out: {'; '.join(said)}." if said else ""


def section_table(sittings: Iterable[EndedAttempt], latest: int = 50) -> SectionTable:
    """The latest attempts against their sections, in the order in which sections came up first."""
    attempts = sorted(sittings, key=_when)[-latest:] if latest > 0 else []
    titles = {part.section: part.title for sitting in attempts for part in sitting.sections}
    cells = tuple(tuple(sitting.part(section) for sitting in attempts) for section in titles)
    together = tuple(
        pooled([part for part in row if part is not None], section, title)
        for row, (section, title) in zip(cells, titles.items(), strict=True)
    )
    return SectionTable(tuple(titles.items()), tuple(attempts), cells, together)


def paces(sittings: Iterable[EndedAttempt]) -> tuple[Pace, ...]:
    """Time against budget, oldest first, for attempts that had a limit."""
    return tuple(
        Pace(
            sitting.attempt,
            sitting.at,
            sitting.whole.seconds,
            sitting.allowed,
            sitting.whole.seconds / sitting.questions,
            sitting.allowed / sitting.questions,
        )
        for sitting in sorted(sittings, key=_when)
        if sitting.allowed is not None and sitting.questions
    )


def calibration(habits: HabitSums) -> Calibration:
    """How often answers given as sure and as unsure were right."""
    counts = habits.answered
    sure, unsure = (
        Rate(counts[doubted, True], counts[doubted, True] + counts[doubted, False]) for doubted in (False, True)
    )
    return Calibration(sure, unsure)


def ledger_of_changes(habits: HabitSums) -> Changes:
    """What changing answers has won and lost."""
    kinds: tuple[Change, ...] = ("wrong_to_right", "right_to_wrong", "wrong_to_wrong")
    counts = {change: habits.changes[change] for change in kinds}
    return Changes(counts, habits.answered.total())


def _trend(points: tuple[TrendPoint, ...]) -> Trend:
    half = len(points) // 2
    early, late = (pooled([point.part for point in side], "", "") for side in (points[:half], points[half:]))
    halves = (early.items, late.items)
    if early.percent is None or late.percent is None or early.interval is None or late.interval is None:
        return Trend(points, None, halves, None)
    change = late.percent - early.percent
    down = hypot(late.percent - late.interval[0], early.interval[1] - early.percent)
    up = hypot(late.interval[1] - late.percent, early.percent - early.interval[0])
    return Trend(points, change, halves, (change - down, change + up))


def _when(sitting: EndedAttempt) -> tuple[datetime, str]:
    return sitting.at, sitting.attempt
