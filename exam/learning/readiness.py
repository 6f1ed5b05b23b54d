"""Whether the learner would pass the next mock from this bank.

Every answer is evidence, whether the question was new or came again. Of the next paper it is known how many questions
of each section it has, and how many of them were met before (`exam.learning.evidence`). The model is in
`exam.learning.levels`. What is assumed of candidates before any answer is in `exam.learning.candidates`: several
populations that the learner may come from. Each gives a probability of a pass; where these are more than `WIDEST` apart
there is no verdict. Forecasts of simulated learners are held to what comes of them by ``tests/proofs/readiness.py``.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from operator import itemgetter, mul

from exam.core.forecast import PaperForecast
from exam.learning.candidates import Candidates
from exam.learning.evidence import Answers, Evidence, Mix
from exam.learning.levels import Level, Point, Score, level_points, levels_of, shares

WIDEST = 0.30
"""There is no verdict where it might be so much more or less, depending on how much candidates differ."""
FEWEST_ANSWERS = 10
"""The fewest answers of today for a verdict."""
_UNUSUAL = 0.025
"""Of the populations the learner may come from, the part left out on either side of what is told."""
_STEPS = (10, 20, 40, 80, 160, 320)
"""How many more answers might be enough."""
_NO_LEVEL = Level(None, None, 0.0, 0)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How likely a pass is, and how well that is known."""

    overall: Level
    """The share of the next paper that is expected to be right."""
    sections: dict[str, Level]
    """The same of each section."""
    passing: float | None
    """The probability of passing the paper, 0 to 1; None while there is not enough to say."""
    between: tuple[float, float] | None
    """Between what that is, depending on how much candidates differ; None: nothing was answered."""
    more: int
    """About how many more answers would give a verdict; 0: there is one."""
    cut: int
    items: int
    known_items: float = 0.0
    """How many of these were met before, on average, as far as that is not too long ago."""

    @property
    def told(self) -> PaperForecast | None:
        """The verdict as it is written into the attempt that comes next; None where there is none."""
        if self.passing is None or self.between is None:
            return None
        passing, low, high = (round(one, 4) for one in (self.passing, *self.between))
        return PaperForecast(passing, low, high, self.overall.answers)

    @property
    def words(self) -> str:
        """What it says, as a sentence."""
        if self.passing is None or self.between is None:
            known = f" Now it is {self._range}." if self.between else ""
            return f"Too few answers yet to say: it takes about {self.more:,} more.{known}"
        return (
            f"About {in_100(self.passing)} in 100 learners with these answers would pass {self.items} questions at "
            f"{self.cut} % ({self._range})."
        )

    @property
    def _range(self) -> str:
        low, high = self.between or (0.0, 1.0)
        if in_100(low) == in_100(high):
            return f"about {in_100(low)} in 100, however much candidates differ"
        return f"between {in_100(low)} and {in_100(high)} in 100, depending on how much candidates differ"


def in_100(chance: float) -> int:
    """A probability as so many in 100; never 0 or 100, because no model knows that."""
    return min(99, max(1, round(100 * chance)))


def readiness(answers: Answers, paper: Mapping[str, Mix], cut: int, candidates: Candidates) -> Readiness:
    """Readiness for a paper with so many questions of each section (means, so perhaps no whole numbers).

    `cut` is the pass mark in percent.
    """
    items = round(sum(mix.items for mix in paper.values()))
    if not items or not answers.fresh:
        return Readiness(_NO_LEVEL, dict.fromkeys(paper, _NO_LEVEL), None, None, _STEPS[1], cut, items)
    known = sum(mix.items - mix.fresh for mix in paper.values())
    parts, score = list(paper.items()), Score(ceil(cut * items / 100), items)
    found = level_points(answers, parts, (score,))
    overall, sections = levels_of(answers, parts, found, shares(found, candidates))
    passing, *between = chances(found, candidates, 0)
    low, high = between
    if high - low <= WIDEST and overall.weight >= FEWEST_ANSWERS:
        return Readiness(overall, sections, passing, (low, high), 0, cut, items, known)
    return Readiness(overall, sections, None, (low, high), _more(answers, parts, score, candidates), cut, items, known)


def chances(found: Sequence[Point], candidates: Candidates, score: int) -> tuple[float, float, float]:
    """The probability of a score, and between what it is, depending on the population the learner comes from."""
    told: list[tuple[float, float]] = []
    likely, passing_at = [point.likely for point in found], [point.passing[score] for point in found]
    at_levels = itemgetter(*(point.at for point in found))
    for weight, levels in candidates.populations:
        here = at_levels(levels) if len(found) > 1 else (levels[found[0].at],)
        raw = list(map(mul, likely, here))
        if (whole := sum(raw)) > 0:
            told.append((sum(map(mul, raw, passing_at)) / whole, weight * whole))
    total = sum(weight for _, weight in told)
    passing = sum(chance * weight for chance, weight in told) / total
    told.sort()
    low, high = _reached(told, _UNUSUAL * total), _reached(told[::-1], _UNUSUAL * total)
    return passing, min(low, passing), max(high, passing)


def _reached(told: Sequence[tuple[float, float]], wanted: float) -> float:
    """The first value at which the weights until there come to what is wanted."""
    summed = 0.0
    for chance, weight in told:
        summed += weight
        if summed >= wanted:
            return chance
    return told[-1][0]


def _more(answers: Answers, parts: Sequence[tuple[str, Mix]], score: Score, candidates: Candidates) -> int:
    """About how many more answers like these would give a verdict."""
    weight = sum(one.weight for one in answers.fresh.values())

    def would_tell(more: int) -> bool:
        if weight + more < FEWEST_ANSWERS:
            return False
        scale = (weight + more) / weight
        fed = {name: Evidence(one.right * scale, one.wrong * scale, one.answers) for name, one in answers.fresh.items()}
        _, low, high = chances(level_points(Answers(fed, answers.again), parts, (score,)), candidates, 0)
        return high - low <= WIDEST

    # Halved, because each step costs as much as the verdict itself; the last is told whether or not it would do.
    return _STEPS[bisect_left(_STEPS[:-1], True, key=would_tell)]
