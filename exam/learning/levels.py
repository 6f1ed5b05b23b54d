"""What answers say of somebody's level, of each section, and of questions that come again.

The model: in section s the learner answers a new question right with probability θ(s). The θ(s) are spread about the
learner's own level μ by the distribution Beta(μκ, (1-μ)κ). A small κ means that sections have little to do with each
other, a large one that they are alike; so what is known of one section tells something of the others. A question that
comes again has a probability of its own, which depends on how it went the last time and is learned from the answers.
This is the beta-binomial hierarchy of Gelman et al., Bayesian Data Analysis (3rd ed., 2013), section 5.3, summed over a
grid of μ and κ. Old answers count for less than one, by the power prior of Ibrahim & Chen (2000, Statistical Science
15).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, lgamma, log, sqrt
from typing import NamedTuple

from exam.core.interval import Z95
from exam.learning.candidates import LEVELS, Candidates
from exam.learning.evidence import Again, Answers, Evidence, Mix

_ALIKE = (2.0, 5.0, 12.0, 30.0, 80.0)
"""How alike sections may be, each as likely as any other before the first answer."""
_AGAIN_SIZE = 6.0
"""What is believed beforehand of questions that come again weighs as much as so many answers."""
_HELD = 0.5
"""Of what would be wrong when new, the part that is believed to be right again where it was right the last time."""
_NEGLIGIBLE = 7.0
"""Points of the grid that are e to this power less likely than the best change no figure that is shown."""
SECTION_MARGIN = 20.0
"""Points of percent on either side within which a section must be known to be judged."""
_NOTHING = Evidence()
_AGAIN: tuple[Again, Again] = ("held", "missed")


@dataclass(frozen=True, slots=True)
class Level:
    """How well a learner does in something. Percent, 0 to 100."""

    percent: float | None
    """None: nothing was answered yet."""
    interval: tuple[float, float] | None
    """95 %."""
    weight: float
    """The number of answers of today that this rests on."""
    answers: int

    @property
    def settled(self) -> bool:
        """Whether it is known well enough to judge a section by."""
        return self.within(SECTION_MARGIN)

    def within(self, margin: float) -> bool:
        """Whether it is known to so many points of percent on either side."""
        return self.interval is not None and self.interval[1] - self.interval[0] <= 2 * margin


class Point(NamedTuple):
    """A level μ and what follows if it is the learner's, whatever κ is."""

    at: int
    """Its place among `LEVELS`."""
    likely: float
    """How likely the answers are then, against the best."""
    sections: tuple[tuple[float, float], ...]
    """Of each section of the paper, the mean and the mean square of the share that will be right."""
    whole: tuple[float, float]
    """The same of the whole paper."""
    passing: tuple[float, ...]
    """The probability of each score asked about."""


class Score(NamedTuple):
    """So many right of so many."""

    needed: int
    items: int


def level_points(answers: Answers, paper: Sequence[tuple[str, Mix]], scores: Sequence[Score]) -> list[Point]:
    """What each level would mean for a paper, as far as it is not negligible, and how likely it makes a score."""
    sections = [(answers.fresh.get(name, _NOTHING), mix) for name, mix in paper]
    again = [answers.again.get(kind, _NOTHING) for kind in _AGAIN]
    total = sum(mix.items for _, mix in sections) or 1.0
    known = [one for one, _ in sections if one.weight > 0]
    likely: list[tuple[float, int, float]] = []
    by_level = [
        sum(_fits(_AGAIN_SIZE, middle, one) for middle, one in zip(_middles(level), again, strict=True) if one.weight)
        for level in LEVELS
    ]
    for alike in _ALIKE:
        fixed = sum(lgamma(alike) - lgamma(alike + one.weight) for one in known)
        for at, (a, b, start) in enumerate(_betas(alike)):
            fit = sum(lgamma(a + one.right) + lgamma(b + one.wrong) for one in known) - start * len(known)
            likely.append((fixed + fit + by_level[at], at, alike))
    best = max(one for one, _, _ in likely)
    found: dict[int, list[tuple[float, list[tuple[float, float]], tuple[float, float], list[float]]]] = {}
    for fit, at, alike in likely:
        if fit > best - _NEGLIGIBLE:
            parts, whole, variance = _expected(LEVELS[at], alike, sections, again, total)
            chances = [at_least(needed, items, whole[0], variance * items / total) for needed, items in scores]
            found.setdefault(at, []).append((exp(fit - best), parts, whole, chances))
    return [_together(at, some) for at, some in found.items()]


def level_of(weights: Sequence[float], moments: Sequence[tuple[float, float]], evidence: Evidence) -> Level:
    """The level that has these moments (a share's mean and mean square) with these probabilities."""
    mean = sum(weight * first for weight, (first, _) in zip(weights, moments, strict=True))
    square = sum(weight * second for weight, (_, second) in zip(weights, moments, strict=True))
    spread = Z95 * sqrt(max(0.0, square - mean * mean))
    interval = (max(0.0, 100 * (mean - spread)), min(100.0, 100 * (mean + spread)))
    return Level(100 * mean, interval, evidence.weight, evidence.answers)


def shares(found: Sequence[Point], candidates: Candidates) -> list[float]:
    """The probability of each point, whoever of the candidates the learner is."""
    prior = [0.0] * len(LEVELS)
    for weight, levels in candidates.populations:
        prior = [before + weight * likely for before, likely in zip(prior, levels, strict=True)]
    raw = [point.likely * prior[point.at] for point in found]
    whole = sum(raw)
    return [one / whole for one in raw]


def expected_shares(
    answers: Answers, paper: Mapping[str, Mix], candidates: Candidates
) -> tuple[Level, dict[str, Level]]:
    """The share of a paper that is expected to be right, and of each of its sections, with 95 % intervals."""
    parts = list(paper.items())
    found = level_points(answers, parts, ())
    return levels_of(answers, parts, found, shares(found, candidates))


def levels_of(
    answers: Answers, parts: Sequence[tuple[str, Mix]], found: Sequence[Point], weights: Sequence[float]
) -> tuple[Level, dict[str, Level]]:
    """The levels that these points make, of the paper and of each of its sections."""
    sections = {
        name: level_of(weights, [point.sections[at] for point in found], answers.fresh.get(name, _NOTHING))
        for at, (name, _) in enumerate(parts)
    }
    weight = sum(one.weight for one in (*answers.fresh.values(), *answers.again.values()))
    rests_on = Evidence(weight, 0.0, sum(one.answers for one in answers.fresh.values()))
    return level_of(weights, [point.whole for point in found], rests_on), sections


def _middles(level: float) -> tuple[float, float]:
    """What is believed beforehand of questions that come again: those held, and those missed the last time."""
    return level + (1 - level) * _HELD, level


def _fits(size: float, middle: float, one: Evidence) -> float:
    """The logarithm of how likely answers are where the share is Beta(size · middle, size · (1 - middle))."""
    a, b = middle * size, (1 - middle) * size
    start = lgamma(size) - lgamma(a) - lgamma(b)
    return start + lgamma(a + one.right) + lgamma(b + one.wrong) - lgamma(size + one.weight)


@cache
def _betas(alike: float) -> tuple[tuple[float, float, float], ...]:
    """Of each level the two numbers of its beta distribution, and the logarithm of what their gammas come to."""
    pairs = [(level * alike, (1 - level) * alike) for level in LEVELS]
    return tuple((a, b, lgamma(a) + lgamma(b)) for a, b in pairs)


def _expected(
    level: float, alike: float, sections: Sequence[tuple[Evidence, Mix]], again: Sequence[Evidence], total: float
) -> tuple[list[tuple[float, float]], tuple[float, float], float]:
    """Mean and mean square of the shares right by section and of the whole, and the variance of the number right."""
    repeats = [_share(_AGAIN_SIZE, middle, one) for middle, one in zip(_middles(level), again, strict=True)]
    (held, held_unsure), (missed, missed_unsure) = repeats
    parts: list[tuple[float, float]] = []
    expected = scatter = chance = all_held = all_missed = 0.0
    for one, mix in sections:
        fresh, unsure = _share(alike, level, one)
        right = mix.fresh * fresh + mix.held * held + mix.missed * missed
        spread = mix.fresh**2 * unsure + mix.held**2 * held_unsure + mix.missed**2 * missed_unsure
        items = mix.items or 1.0
        mean = right / items if mix.items else fresh
        parts.append((mean, mean * mean + (spread / items**2 if mix.items else unsure)))
        expected += right
        scatter += mix.fresh**2 * unsure
        chance += mix.fresh * (fresh * (1 - fresh) - unsure)
        all_held += mix.held
        all_missed += mix.missed
    scatter += all_held**2 * held_unsure + all_missed**2 * missed_unsure
    chance += all_held * (held * (1 - held) - held_unsure) + all_missed * (missed * (1 - missed) - missed_unsure)
    share = expected / total
    return parts, (share, share * share + scatter / total**2), scatter + chance


def _share(size: float, middle: float, one: Evidence) -> tuple[float, float]:
    """Mean and variance of a share after answers."""
    after = size + one.weight
    mean = (middle * size + one.right) / after
    return mean, mean * (1 - mean) / (after + 1)


def _together(
    at: int, some: Sequence[tuple[float, list[tuple[float, float]], tuple[float, float], list[float]]]
) -> Point:
    """One level, whatever κ is."""
    whole = sum(likely for likely, _, _, _ in some)
    weights = [likely / whole for likely, _, _, _ in some]

    def mixed(moments: Sequence[tuple[float, float]]) -> tuple[float, float]:
        return (
            sum(weight * first for weight, (first, _) in zip(weights, moments, strict=True)),
            sum(weight * second for weight, (_, second) in zip(weights, moments, strict=True)),
        )

    sections = tuple(mixed(of_each) for of_each in zip(*(parts for _, parts, _, _ in some), strict=True))
    chances = zip(*(chance for _, _, _, chance in some), strict=True)
    passing = tuple(sum(w * one for w, one in zip(weights, of_each, strict=True)) for of_each in chances)
    return Point(at, whole, sections, mixed([one for _, _, one, _ in some]), passing)


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
