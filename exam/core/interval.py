"""How sure a share is: so many right of so many, with the 95 % interval, so that no percentage stands alone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import inf, sqrt
from typing import Protocol

Z95 = 1.959963984540054
"""The standard normal's 97.5 % point."""

FEWEST_TO_JUDGE = 10
"""Below this many items a 95 % interval spans over 50 points at middling scores: too wide for any verdict."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happened out of how many times it could: "k right of n", everywhere in the program."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        """None where it could never happen."""
        return 100 * self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval in percent."""
        return wilson(self.count / self.of, self.of) if self.of else None

    @property
    def few(self) -> bool:
        """Whether the number is too small to judge by."""
        return self.of < FEWEST_TO_JUDGE


@lru_cache(maxsize=4096)
def wilson(share: Fraction | float, trials: float) -> tuple[float, float]:
    """The 95 % score interval of a share 0 to 1 seen in `trials` > 0, in percent (Wilson 1927, JASA 22).

    A number of trials with a fraction is an effective one: old or repeated trials that count less than one each.
    """
    seen = float(share)
    squared = Z95 * Z95
    middle = seen + squared / (2 * trials)
    spread = Z95 * sqrt(seen * (1 - seen) / trials + squared / (4 * trials * trials))
    scale = 1 + squared / trials
    return (max(0.0, 100 * (middle - spread) / scale), min(100.0, 100 * (middle + spread) / scale))


class Standing(Protocol):
    """A share right with its interval, in percent."""

    @property
    def percent(self) -> float | None: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...


def weakness(one: Standing) -> tuple[float, float]:
    """What sections are ordered by: less is weaker; what was never asked comes last."""
    if one.percent is None or one.interval is None:
        return inf, inf
    return one.interval[1], one.percent


def added_up(points: Iterable[Fraction]) -> Fraction:
    """The sum of some points."""
    # Numerators with the same denominator are added as whole numbers: so many fractions take nine times as long.
    numerators: Counter[int] = Counter()
    for one in points:
        numerators[one.denominator] += one.numerator
    return sum((Fraction(above, below) for below, above in numerators.items()), Fraction())
