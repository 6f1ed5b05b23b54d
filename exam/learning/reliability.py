"""How far a group's scores can be trusted: reliability, and the standard error of measurement.

Where all were asked the same questions, reliability is Cronbach's alpha (1951); for questions that are right or wrong
this is KR-20. Where everybody had a paper of their own, some papers were harder, and this is error too. Then
reliability is the share of the variance of scores that is not error, by a one-way analysis of variance (the coefficient
Phi of Brennan 2001, Generalizability Theory, for questions nested in people). Both have the interval of Feldt (1965),
by the F distribution. With too few people there is no figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from exam.core.f_distribution import f_quantile
from exam.core.group import GroupSums, ScoreSums
from exam.learning.statistics import ItemFigures

FEWEST_PEOPLE = 30
"""Below this nothing is said of a reliability: at a true 0.7 in 20 questions, its interval spans 0.3 even then."""
FEWEST_QUESTIONS = 2
"""Of one question there is no rest to agree with."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far scores agree with what they measure."""

    same_questions: bool
    """Whether all were asked the same: then it is alpha."""
    people: int
    questions: int
    coefficient: float
    """1 at most; below 0 where questions disagree."""
    interval: tuple[float, float]
    """95 %."""
    mean: float
    """The mean score, in percent of the questions."""
    spread: float
    """The standard deviation of the scores, in the same points."""
    error: float
    """The standard error of measurement, in the same points: two in three scores are off by less."""


@dataclass(frozen=True)
class GroupOnPreset:
    """What the first exams of a group on one preset say."""

    bank_title: str
    title: str
    """Of the preset."""
    preset: str
    """Its id."""
    sums: GroupSums
    items: tuple[ItemFigures, ...]
    """Facility, discrimination and distractors of each question, of the same exams."""

    @cached_property
    def reliabilities(self) -> tuple[Reliability, ...]:
        """For those who were asked the same, and for papers of one's own; what is more than said there is left out."""
        same, own = self.sums.same, self.sums.own
        if same is not None and own is not None and same.people == own.people:
            own = None
        found = (alpha(same) if same else None, nested(own) if own else None)
        return tuple(one for one in found if one is not None)

    @property
    def words(self) -> tuple[str, ...]:
        """What can be said, in whole sentences."""
        return reliability_words(self.sums.people, self.reliabilities)


def alpha(sums: ScoreSums) -> Reliability | None:
    """Cronbach's alpha of people who were asked the same; None for too few of them, or where all scores are alike."""
    people, questions = sums.people, sums.questions
    if people < FEWEST_PEOPLE or questions < FEWEST_QUESTIONS or not (variance := _variance(sums)):
        return None
    # A question is right or not, so that its squares add up to the same as it does.
    each = sum((right - right * right / people) / (people - 1) for right in sums.right_by_item.values())
    coefficient = questions / (questions - 1) * (1 - each / variance)
    return _reliability(sums, coefficient, variance, (people - 1) * (questions - 1), same=True)


def nested(sums: ScoreSums) -> Reliability | None:
    """The reliability of papers of one's own; None for too few people, or where all scores are alike."""
    people, questions = sums.people, sums.questions
    if people < FEWEST_PEOPLE or questions < FEWEST_QUESTIONS or not (variance := _variance(sums)):
        return None
    between = variance / questions
    within = (sums.right - sums.squares / questions) / (people * (questions - 1))
    return _reliability(sums, 1 - within / between, variance, people * (questions - 1), same=False)


def reliability_words(people: int, found: Sequence[Reliability]) -> tuple[str, ...]:
    """Sentences of what scores are good for."""
    if not found:
        return (
            f"How far the scores can be trusted needs {FEWEST_PEOPLE} people who sat an exam of one length "
            f"and did not all do alike; there {'is' if people == 1 else 'are'} {people}.",
        )
    return tuple(_words(one) for one in found)


def _words(one: Reliability) -> str:
    low, high = one.interval
    whose = "asked the same" if one.same_questions else "with papers of their own"
    name = "Cronbach's alpha" if one.same_questions else "reliability"
    return (
        f"A score is good to ± {one.error:.0f} points of 100 (two in three are off by less). {one.people:,} people "
        f"{whose}, {one.questions} questions: {name} {one.coefficient:.2f} ({low:.2f} to {high:.2f}), "
        f"mean {one.mean:.0f}, spread {one.spread:.0f} points."
    )


def _reliability(sums: ScoreSums, coefficient: float, variance: float, below: int, *, same: bool) -> Reliability:
    error, people = 1 - coefficient, sums.people
    low, high = (1 - error * f_quantile(share, people - 1, below) for share in (0.975, 0.025))
    point = 100 / sums.questions
    spread = sqrt(variance)
    return Reliability(
        same, people, sums.questions, coefficient, (low, high), point * sums.right / people, point * spread,
        point * spread * sqrt(max(0.0, error)),
    )  # fmt: skip


def _variance(sums: ScoreSums) -> float:
    """Of the scores, with one degree of freedom less than people."""
    return (sums.squares - sums.right * sums.right / sums.people) / (sums.people - 1)
