"""How likely it is that a learner would pass a paper, and how well that is known. On thin data there is no verdict.

The whole model: in section s the learner answers a fresh question right with probability θ(s). The θ(s) scatter
about the learner's own level μ as Beta(μκ, (1-μ)κ) does; μ is anything from 0 to 1 and κ anything from "sections have
little to do with each other" to "they are all alike", each as likely as any other before the first answer. What was
answered weighs in as so many right and so many wrong, where an answer counts less the older it is and the more often
its question was met before. That is the beta-binomial hierarchy of Gelman et al., Bayesian Data Analysis (3rd ed.,
2013), section 5.3, summed over a grid; counting data for less than it is goes by the power prior of Ibrahim & Chen
(2000, Statistical Science 15). A paper's score is then beta-binomial too, with the mean and variance that the
sections give it.

Papers whose items were picked one by one (what was missed, a contrast drill) are left out: they are harder than
chance would make them, for this learner above all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from math import ceil, exp, inf, lgamma, log, sqrt

from exam.core.ended import AnswerCount
from exam.core.interval import Z95, wilson
from exam.core.wording import counted

HALF_LIFE = timedelta(days=60)
"""After this long an answer counts half."""
REPEAT = 0.1
"""What an answer counts whose question the learner had met before. It tells of that question more than of others: with
a quarter, simulated learners who remember three questions in ten were promised too much (tests/proofs/readiness.py)."""
MARGIN = 12.0
"""Points of percent on either side within which the level must be known before there is a verdict."""
SECTION_MARGIN = 20.0
"""The same for one section, which is known less well."""

_LEVELS = tuple((at + 0.5) / 40 for at in range(40))
_ALIKE = (2.0, 5.0, 12.0, 30.0, 80.0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the answers of one section come to."""

    right: float
    wrong: float
    answers: int = 0
    """How many there were before any was counted for less."""

    @property
    def weight(self) -> float:
        """The number of fresh answers that would tell as much."""
        return self.right + self.wrong


@dataclass(frozen=True, slots=True)
class Level:
    """How well a learner does in something. Percent, 0 to 100."""

    percent: float | None
    """None: nothing was answered yet."""
    interval: tuple[float, float] | None
    """95 %."""
    weight: float
    """The number of fresh answers that this rests on."""
    answers: int
    more: int
    """About how many more fresh questions would settle it; 0: it is settled."""

    @property
    def settled(self) -> bool:
        return self.more == 0


@dataclass(frozen=True, slots=True)
class Readiness:
    """How likely a pass is, and how well that is known."""

    overall: Level
    sections: dict[str, Level]
    passing: float | None
    """The probability of passing the paper, 0 to 1; None while there is not enough to say."""
    cut: int
    items: int

    @property
    def weakest_first(self) -> list[tuple[str, Level]]:
        """Sections with their levels by the upper end of the interval, those without answers last."""
        return sorted(self.sections.items(), key=lambda one: one[1].interval[1] if one[1].interval else inf)

    @property
    def words(self) -> str:
        """What it says, as a sentence."""
        if self.passing is None:
            return f"Not enough yet: about {counted(self.overall.more, 'more question')} would settle it."
        # Never 0 or 100: no model knows that.
        chance = min(99, max(1, round(100 * self.passing)))
        return f"About {chance} in 100 learners with these answers would pass {self.items} questions at {self.cut} %."


def decay(at: datetime, now: datetime) -> float:
    """What an answer counts that is so old, 0 to 1."""
    return float(0.5 ** (max(timedelta(), now - at) / HALF_LIFE))


def gather(counts: Iterable[AnswerCount], now: datetime) -> dict[str, Evidence]:
    """The evidence by section."""
    right: defaultdict[str, float] = defaultdict(float)
    wrong: defaultdict[str, float] = defaultdict(float)
    answers: Counter[str] = Counter()
    weight = cache(partial(decay, now=now))  # the answers of an attempt are all of one age
    for section, at, right_here, wrong_here, right_first, wrong_first in counts:
        each = weight(at)
        right[section] += each * (right_first + REPEAT * (right_here - right_first))
        wrong[section] += each * (wrong_first + REPEAT * (wrong_here - wrong_first))
        answers[section] += right_here + wrong_here
    return {section: Evidence(right[section], wrong[section], count) for section, count in answers.items()}


def readiness(evidence: Mapping[str, Evidence], paper: Mapping[str, float], cut: int) -> Readiness:
    """Readiness for a paper with so many questions of each section (a mean, so perhaps no whole number).

    `cut` is the pass mark in percent.
    """
    sections = {name: _level_of(evidence.get(name, Evidence(0, 0)), SECTION_MARGIN) for name in paper}
    known = [evidence[name] for name in paper if name in evidence]
    pooled = Evidence(
        sum(one.right for one in known), sum(one.wrong for one in known), sum(one.answers for one in known)
    )
    items = round(sum(paper.values()))
    if not items or pooled.weight <= 0:
        return Readiness(_level_of(pooled, MARGIN), sections, None, cut, items)
    mean, spread, passing = _expect(evidence, paper, items, ceil(cut * items / 100))
    interval = (max(0.0, 100 * (mean - Z95 * spread)), min(100.0, 100 * (mean + Z95 * spread)))
    more = _more(pooled, MARGIN)
    overall = Level(100 * mean, interval, pooled.weight, pooled.answers, more)
    return Readiness(overall, sections, None if more else passing, cut, items)


def _level_of(evidence: Evidence, margin: float) -> Level:
    more = _more(evidence, margin)
    if evidence.weight <= 0:
        return Level(None, None, 0.0, evidence.answers, more)
    share = evidence.right / evidence.weight
    return Level(100 * share, wilson(share, evidence.weight), evidence.weight, evidence.answers, more)


def _more(evidence: Evidence, margin: float) -> int:
    """Fresh answers until a share is known to within `margin` points on either side, at 95 %."""
    share = (evidence.right + 1) / (evidence.weight + 2)
    return max(0, ceil((100 * Z95 / margin) ** 2 * share * (1 - share) - evidence.weight))


def _expect(
    evidence: Mapping[str, Evidence], paper: Mapping[str, float], items: int, needed: int
) -> tuple[float, float, float]:
    """Mean and standard deviation of the learner's level on the paper, and the probability of `needed` right."""
    parts = [(evidence.get(name, Evidence(0, 0)), count) for name, count in paper.items() if count > 0]
    total = sum(count for _, count in parts)
    mean = square = passing = 0.0
    for level, alike, share in _posterior([one for one, _ in parts]):
        expected = variance = scatter = 0.0
        for one, count in parts:
            size = alike + one.weight
            theta = (level * alike + one.right) / size
            unsure = theta * (1 - theta) / (size + 1)
            expected += count * theta
            scatter += count * count * unsure
            variance += count * theta * (1 - theta) + count * max(count - 1, 0) * unsure
        point = expected / total
        mean += share * point
        square += share * (point * point + scatter / total**2)
        passing += share * at_least(needed, items, point, variance)
    return mean, sqrt(max(0.0, square - mean * mean)), passing


def _posterior(evidence: list[Evidence]) -> list[tuple[float, float, float]]:
    """Level, alikeness and probability of every point of the grid that matters."""
    likelihoods = []
    known = [one for one in evidence if one.weight > 0]
    for alike in _ALIKE:
        whole = lgamma(alike)
        fixed = sum(whole - lgamma(alike + one.weight) for one in known)
        for level in _LEVELS:
            a, b = level * alike, (1 - level) * alike
            start = lgamma(a) + lgamma(b)
            likelihood = fixed + sum(lgamma(a + one.right) + lgamma(b + one.wrong) - start for one in known)
            likelihoods.append((level, alike, likelihood))
    highest = max(likelihood for _, _, likelihood in likelihoods)
    # Points over e^9 times less likely than the best change no figure that is shown.
    raw = [(level, alike, exp(one - highest)) for level, alike, one in likelihoods if one > highest - 9]
    whole = sum(share for _, _, share in raw)
    return [(level, alike, share / whole) for level, alike, share in raw]


def at_least(needed: int, items: int, mean: float, variance: float) -> float:
    """The probability of `needed` or more of `items`, by the beta-binomial of this mean share and this variance.

    A variance below the binomial's is taken for the binomial's.
    """
    if needed <= 0:
        return 1.0
    if needed > items:
        return 0.0
    mean = min(1 - 1e-9, max(1e-9, mean))
    binomial = items * mean * (1 - mean)
    alike = (variance / binomial - 1) / (items - 1) if items > 1 else 0.0
    size = min(1e7, 1 / max(alike, 1e-7) - 1)
    a, b = mean * size, (1 - mean) * size
    if b <= 0 or a <= 0:
        return mean
    # All right first, then one wrong more each time: each term follows from the one before.
    term = exp(lgamma(a + items) - lgamma(a) + lgamma(size) - lgamma(size + items))
    if term == 0.0:
        term = exp(max(-700.0, items * log(mean)))
    total = term
    for right in range(items - 1, needed - 1, -1):
        term *= (right + 1) / (items - right) * (b + items - right - 1) / (a + right)
        total += term
    return min(1.0, total)
