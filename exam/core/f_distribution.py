"""Fisher's F, the ratio of two mean squares: from it come the intervals of reliabilities."""

from math import exp, lgamma, log, log1p

_SMALL = 1e-300
_CLOSE = 1e-15


def f_quantile(share: float, above: int, below: int) -> float:
    """The value that F with `above` and `below` degrees of freedom (≥ 1) is under with a probability of `share`, which
    lies between 0 and 1."""
    low, high = 0.0, 1.0
    # By halves: F / (F + below/above) has a beta distribution, and its quantile lies between 0 and 1.
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if beta_share(middle, above / 2, below / 2) < share:
            low = middle
        else:
            high = middle
    middle = (low + high) / 2
    return below * middle / (above * (1 - middle))


def beta_share(x: float, a: float, b: float) -> float:
    """How likely a value below `x` is, 0 to 1, in a beta distribution of `a` and `b` > 0.

    The regularised incomplete beta function (Abramowitz & Stegun 1964, 26.5.8), a continued fraction that is worked out
    from its beginning (Lentz 1976).
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    fraction, numerator, denominator = 1.0, 1.0, 0.0
    term, change = 0, 0.0
    while abs(change - 1) > _CLOSE and term < 200_000:
        half = term // 2
        if term == 0:
            part = 1.0
        elif term % 2 == 0:
            part = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            part = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        denominator = 1 / (1 + part * denominator or _SMALL)
        numerator = 1 + part / numerator or _SMALL
        change = numerator * denominator
        fraction *= change
        term += 1
    return front * (fraction - 1)
