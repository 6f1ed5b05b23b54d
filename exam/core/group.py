"""What the scores of a group come to, added up: as much as its reliability needs, wherever the answers lie.

Each learner counts once, with the first exam on a preset: a second one is no second person. Drills and practice are
left out, since they are no sample of what one can do. A question counts as right or not; what was never reached is not
right, as in the score.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

_Value = TypeVar("_Value", int, tuple[str, ...])


class FirstExam(NamedTuple):
    """What one learner's first exam came to."""

    questions: tuple[str, ...]
    """The items that were asked, sorted."""
    right: tuple[str, ...]
    """Those of them that were right."""


@dataclass(frozen=True, slots=True)
class ScoreSums:
    """The scores of some people on papers of the same number of questions."""

    people: int
    questions: int
    right: int
    """The scores added up, each the number of questions that were right."""
    squares: int
    """Their squares added up."""
    right_by_item: Mapping[str, int] = field(default_factory=dict)
    """How many had each question right, where all were asked the same; else empty."""


@dataclass(frozen=True, slots=True)
class GroupSums:
    """What a group's exams come to."""

    people: int = 0
    same: ScoreSums | None = None
    """Those who were asked the same questions as the most others."""
    own: ScoreSums | None = None
    """All with the number of questions that the most have, whatever these were."""


def add_up_sheets(sheets: Iterable[FirstExam]) -> GroupSums:
    """The sums of a group. Where two papers were sat by as many, the first by the names of its questions counts."""
    sheets = list(sheets)
    if not sheets:
        return GroupSums()
    length = _most_common(len(sheet.questions) for sheet in sheets)
    paper = _most_common(sheet.questions for sheet in sheets)
    same = [sheet for sheet in sheets if sheet.questions == paper]
    by_item = Counter(item for sheet in same for item in sheet.right)
    return GroupSums(
        len(sheets),
        _sums(same, {item: by_item[item] for item in paper}),
        _sums([sheet for sheet in sheets if len(sheet.questions) == length], {}),
    )


def _sums(sheets: list[FirstExam], by_item: Mapping[str, int]) -> ScoreSums:
    scores = [len(sheet.right) for sheet in sheets]
    return ScoreSums(
        len(sheets), len(sheets[0].questions), sum(scores), sum(score * score for score in scores), by_item
    )


def _most_common(values: "Iterable[_Value]") -> "_Value":
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))
