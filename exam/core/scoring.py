"""What responses earn: the mark of every slot, and the score of an attempt, whole and by section.

A score follows from the attempt. It is never the truth about one, so a key that is corrected later changes it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from exam.core.attempt import Attempt, Status
from exam.core.form import RECALLED, Slot
from exam.core.interval import FEWEST_TO_JUDGE, added_up, wilson
from exam.core.results import Outcome

_NONE, _ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one response earned."""

    n: int
    item: str
    section: str
    response: tuple[str, ...]
    key: tuple[str, ...]
    outcome: Outcome
    points: Fraction
    possible: int
    seconds: float
    dropped: bool = False
    """Whether the question was found faulty and counts for nobody."""

    @property
    def missed(self) -> bool:
        """Whether it was not answered fully right, although there is nothing wrong with it."""
        return self.outcome != "correct" and not self.dropped


@dataclass(frozen=True, slots=True)
class Subscore:
    """Points over some slots. `interval` is in percent, 0 to 100, or None where there is nothing to score."""

    points: Fraction
    possible: int
    correct: int
    """How many of those that count were right."""
    items: int
    counted: int
    """How many of the items can earn points: those that the sitter marks himself mostly cannot."""
    seconds: float

    @property
    def percent(self) -> float:
        return float(100 * self.points / self.possible) if self.possible else 0.0

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.points / self.possible, self.counted) if self.possible else None

    @property
    def few(self) -> bool:
        """Whether the number is too small to judge by."""
        return self.counted < FEWEST_TO_JUDGE

    def judged(self, cut: int) -> bool | None:
        """Whether it reaches a cut score in percent; None where there are too few questions to say, or no points."""
        if self.few or not self.possible:
            return None
        return self.points * 100 >= cut * self.possible

    @property
    def remark(self) -> str | None:
        """A word of caution where the number is too small to judge by."""
        if not self.few:
            return None
        return f"{self.counted} question{'s' if self.counted != 1 else ''}: too few to judge by"


@dataclass(frozen=True, slots=True)
class SectionScore:
    """One section's part of the score."""

    id: str
    title: str
    score: Subscore


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """The whole attempt's score, by section, and the mark of every slot."""

    score: Subscore
    cut: int
    """The cut score in percent."""
    passed: bool
    sections: tuple[SectionScore, ...]
    marks: tuple[Mark, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(mark.outcome == outcome for mark in self.marks)


def credit(slot: Slot, response: tuple[str, ...]) -> Fraction:
    """The share of a slot's points that a response earns, 0 to 1.

    Without credit for parts it is 1 for exactly the key and 0 for anything else. Where the author gave credit for
    parts, what the chosen options are worth is added up and kept between 0 and 1 (the mapping of QTI 2.2,
    with these bounds); of several gaps each counts the same.
    """
    if slot.kind == "recall":
        return RECALLED.get(response[0], Fraction()) if response else Fraction()
    if slot.any_of:
        return _ALL if len(response) == slot.choose and set(response) <= set(slot.key) else _NONE
    if slot.gaps:
        earned = part_credits(slot, response)
        return sum(earned, Fraction()) / len(earned) if slot.by_part else Fraction(all(part == 1 for part in earned))
    if slot.by_part:
        chosen = [option for option in slot.options if option.id in response]
        total = sum((worth(one.credit, one.id in slot.key, len(slot.key)) for one in chosen), Fraction())
        return min(Fraction(1), max(Fraction(), total))
    return _ALL if set(response) == set(slot.key) else _NONE


def part_credits(slot: Slot, response: tuple[str, ...]) -> tuple[Fraction, ...]:
    """What each gap of a slot earns, 0 to 1; a response that is too short leaves the last ones blank."""
    answers = (*response, *[""] * len(slot.gaps))
    return tuple(gap.credit(answer) for gap, answer in zip(slot.gaps, answers, strict=False))


def worth(percent: int | None, right: bool, keys: int) -> Fraction:
    """The share that choosing one of an item's options earns, of which `keys` are right.

    Without the author's `percent`, a wrong pick takes what a right one gives.
    """
    return Fraction(1 if right else -1, keys) if percent is None else Fraction(percent, 100)


def score(attempt: Attempt, now: datetime | None = None) -> ScoreReport:
    """The score report of an attempt as it stands. `now` matters only for the time of an attempt still running."""
    marks = tuple(_mark(attempt, slot) for slot in attempt.form.slots)
    total = _sum(marks)
    marks_in: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        marks_in[mark.section].append(mark)
    sections = tuple(
        SectionScore(section.id, section.title, _sum(marks_in[section.id])) for section in attempt.form.sections
    )
    cut = attempt.form.cut
    passed = bool(total.possible) and total.points * 100 >= cut * total.possible
    return ScoreReport(total, cut, passed, sections, marks)


def _mark(attempt: Attempt, slot: Slot) -> Mark:
    progress = attempt.of(slot.n)
    earned = credit(slot, progress.response)
    # What its sitter marks himself passes nobody, unless the paper says so.
    counted = not slot.dropped and (slot.kind != "recall" or attempt.form.blueprint.count_recall)
    return Mark(
        n=slot.n,
        item=slot.item,
        section=slot.section,
        response=progress.response,
        key=slot.key,
        outcome=_outcome(attempt, slot, earned),
        points=_earned(earned, slot.points) if counted else _NONE,
        possible=slot.points if counted else 0,
        seconds=progress.spent.total_seconds(),
        dropped=slot.dropped,
    )


def _earned(share: Fraction, points: int) -> Fraction:
    # Ten thousand papers are marked when a group is read in, and nearly all marks are nothing or all.
    return share if share is _NONE or (share is _ALL and points == 1) else share * points


def _outcome(attempt: Attempt, slot: Slot, earned: Fraction) -> Outcome:
    if earned is not _NONE and earned:
        return "correct" if earned is _ALL or earned == 1 else "partly"
    match attempt.status(slot.n):
        case Status.UNSEEN:
            return "not_reached"
        case Status.INCOMPLETE:
            return "omitted"
        case Status.COMPLETE:
            return "incorrect"


def _sum(marks: Sequence[Mark]) -> Subscore:
    return Subscore(
        points=added_up(mark.points for mark in marks),
        possible=sum(mark.possible for mark in marks),
        correct=sum(mark.outcome == "correct" for mark in marks if mark.possible),
        items=len(marks),
        counted=sum(mark.possible > 0 for mark in marks),
        seconds=sum(mark.seconds for mark in marks),
    )
