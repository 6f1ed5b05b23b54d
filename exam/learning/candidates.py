"""How much candidates differ from each other: what is believed of somebody's level before the first answer.

A population of candidates has a mean level and a spread, and levels are beta-distributed with these. Nobody knows the
two, so several populations are held possible at once, each with a weight. Where first attempts of many others are
there, the weights come from these (beta-binomial, Gelman et al., Bayesian Data Analysis, 3rd ed., 2013, section 5.3).
For a lone learner they are a stated, weakly informative default: a mean about two thirds, and spreads between those of
a class that was taught together and those of anybody who walks in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, lgamma, log, sqrt

LEVELS = tuple((at + 0.5) / 50 for at in range(50))
"""The levels that are looked at, 0 to 1."""
FEWEST_OTHERS = 30
"""So many other learners make a group to be judged by."""
MOST_OTHERS = 300
"""More of them tell nothing that is new, and cost time."""
_USUAL, _ABOUT = 0.68, 0.10
"""The mean of a population that nobody knows, and how sure that is (a standard deviation)."""
_MEANS = tuple(0.45 + 0.05 * at for at in range(10))
_SPREADS = ((0.06, 0.2), (0.10, 0.3), (0.15, 0.3), (0.22, 0.2))
"""Standard deviations of levels, each with its weight. Exam populations of 0.06 to 0.25 are in use."""
_FINE_SPREADS = (0.03, 0.04, 0.05, 0.06, 0.08, 0.10, 0.125, 0.15, 0.19, 0.24, 0.30)

Answered = tuple[int, int]
"""How many questions somebody answered right in a first attempt, and of how many."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The populations that somebody may come from."""

    populations: tuple[tuple[float, tuple[float, ...]], ...]
    """Of each its weight, and how likely each of `LEVELS` is in it."""
    others: int = 0
    """How many learners this was learned from; 0: it is the default."""

    @property
    def words(self) -> str:
        """Whom somebody is compared with."""
        if self.others:
            return f"Candidates are as the {self.others} others whose attempts are here."
        return (
            f"Of other candidates nothing is known, so they are taken to know about {round(100 * _USUAL)} % on average "
            f"and to differ by {round(100 * _SPREADS[0][0])} to {round(100 * _SPREADS[-1][0])} points."
        )


@cache
def unknown_candidates() -> Candidates:
    """The default, for a learner of whose fellows nothing is known."""
    return Candidates(
        tuple(
            (weight * exp(-(((mean - _USUAL) / _ABOUT) ** 2) / 2), _levels(mean, spread))
            for spread, weight in _SPREADS
            for mean in _MEANS
        )
    )


@cache
def candidates_like(others: tuple[Answered, ...]) -> Candidates:
    """The populations that others' first attempts make likely; the default where they are under `FEWEST_OTHERS`."""
    known = [(right, of) for right, of in others if of > 0][:MOST_OTHERS]
    if len(known) < FEWEST_OTHERS:
        return unknown_candidates()
    shares = [right / of for right, of in known]
    middle = sum(shares) / len(shares)
    error = max(0.01, sqrt(sum((share - middle) ** 2 for share in shares) / (len(shares) - 1) / len(shares)))
    means = [mean for at in range(-4, 5) if 0.02 < (mean := middle + 0.75 * at * error) < 0.98]
    found = [
        (_likely(known, mean, spread), mean, spread)
        for mean in means
        for spread in _FINE_SPREADS
        if mean * (1 - mean) > 1.1 * spread * spread
    ]
    best = max(likely for likely, _, _ in found)
    return Candidates(
        tuple((exp(likely - best), _levels(mean, spread)) for likely, mean, spread in found if likely > best - 9),
        len(known),
    )


def _likely(known: Sequence[Answered], mean: float, spread: float) -> float:
    """The logarithm of how likely these answers are in a population."""
    size = mean * (1 - mean) / spread**2 - 1
    a, b = mean * size, (1 - mean) * size
    start = lgamma(size) - lgamma(a) - lgamma(b)
    totals = {of: start - lgamma(size + of) for of in {of for _, of in known}}
    return sum(totals[of] + lgamma(a + right) + lgamma(b + of - right) for right, of in known)


def _levels(mean: float, spread: float) -> tuple[float, ...]:
    """How likely each of `LEVELS` is in a population; they add up to 1."""
    size = mean * (1 - mean) / spread**2 - 1
    raw = [(mean * size - 1) * log(level) + ((1 - mean) * size - 1) * log(1 - level) for level in LEVELS]
    best = max(raw)
    likely = [exp(one - best) for one in raw]
    whole = sum(likely)
    return tuple(one / whole for one in likely)
