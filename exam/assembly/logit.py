"""Owns the conditional logit: which weights of an option's traits best tell the right option from its neighbours.

After McFadden 1974, fitted by Newton's method with a ridge, in plain Python. Refuses to know what a trait means.
"""

import math
from collections.abc import Sequence
from operator import mul

Row = Sequence[float]
"""One option's traits."""
Choice = tuple[Sequence[Row], int]
"""One slot: its options, and the place of the right one."""

_TURNS = 12
_CLOSE = 1e-3


def fit(choices: Sequence[Choice], ridge: float = 0.01) -> list[float]:
    """The weights of highest likelihood less `ridge` times the number of choices times half the sum of squares.

    Every option of every choice has the same traits, each of about spread 1 over the options of a choice.
    """
    if not choices:
        return []
    count = len(choices[0][0][0])
    weights = [0.0] * count
    shrink = ridge * len(choices)
    reached = -math.inf
    step = [0.0] * count
    for _ in range(_TURNS):
        tried = [weight + part for weight, part in zip(weights, step, strict=True)]
        powers = [_powers(tried, options) for options, _ in choices]
        likelihood = sum(math.log(max(own[right], 1e-300)) for own, (_, right) in zip(powers, choices, strict=True))
        likelihood -= shrink * sum(weight * weight for weight in tried) / 2
        if likelihood < reached:
            step = [part / 2 for part in step]
            continue
        weights, reached = tried, likelihood
        step = _newton(choices, powers, weights, shrink)
        if max(map(abs, step)) < _CLOSE:
            break
    return weights


def worth(weights: Sequence[float], row: Row) -> float:
    """How right an option looks."""
    return sum(map(mul, weights, row))


def _powers(weights: Sequence[float], options: Sequence[Row]) -> list[float]:
    """By option, how likely it is the right one, 0 to 1."""
    worths = [sum(map(mul, weights, row)) for row in options]
    highest = max(worths)
    powers = [math.exp(own - highest) for own in worths]
    whole = sum(powers)
    return [power / whole for power in powers]


def _newton(
    choices: Sequence[Choice], powers: Sequence[Sequence[float]], weights: Sequence[float], shrink: float
) -> list[float]:
    """The step to where the likelihood would be highest if it were a parabola."""
    count = len(weights)
    slope = [-shrink * weight for weight in weights]
    rows: list[list[float]] = []
    for (options, right), own in zip(choices, powers, strict=True):
        mean = [sum(map(mul, own, column)) for column in zip(*options, strict=True)]
        slope = [total + value - middle for total, value, middle in zip(slope, options[right], mean, strict=True)]
        for power, row in zip(own, options, strict=True):
            root = math.sqrt(power)
            rows.append([root * (value - middle) for value, middle in zip(row, mean, strict=True)])
    columns = list(zip(*rows, strict=True))
    bend = [[0.0] * count for _ in range(count)]
    for one in range(count):
        mine = columns[one]
        for other in range(one + 1):
            bend[one][other] = sum(map(mul, mine, columns[other]))
        bend[one][one] += shrink
    return _solved(bend, slope)


def _solved(lower: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a positive definite system of which the lower half is given (Cholesky)."""
    count = len(right)
    factor: list[list[float]] = []
    for one in range(count):
        row: list[float] = []
        for other in range(one + 1):
            rest = lower[one][other] - sum(map(mul, row, factor[other] if other < one else row))
            row.append(math.sqrt(max(rest, 1e-12)) if other == one else rest / factor[other][other])
        factor.append(row)
    halfway: list[float] = []
    for one in range(count):
        halfway.append((right[one] - sum(map(mul, factor[one], halfway))) / factor[one][one])
    solution = [0.0] * count
    for one in reversed(range(count)):
        known = sum(factor[other][one] * solution[other] for other in range(one + 1, count))
        solution[one] = (halfway[one] - known) / factor[one][one]
    return solution
