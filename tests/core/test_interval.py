"""The interval of a share holds the truth as often as it says."""

import random
from statistics import fmean

import pytest

from exam.core.interval import Rate, wilson

TRIALS, REPEATS = 50, 4000


def test_wilsons_interval_covers_the_truth_in_95_of_100() -> None:
    """Over abilities from low to high; a single one may be off by more, since counts are whole numbers."""
    dice = random.Random(7)
    covered = []
    for _ in range(REPEATS):
        truth = dice.uniform(0.1, 0.95)
        for trials in (20, TRIALS, 120):
            seen = sum(dice.random() < truth for _ in range(trials))
            low, high = wilson(seen / trials, trials)
            covered.append(low <= 100 * truth <= high)
    assert fmean(covered) == pytest.approx(0.95, abs=0.01)


def test_the_exact_coverage_of_wilsons_interval_is_95_percent_on_average() -> None:
    """Without dice: the binomial probabilities of all the counts whose interval holds the truth, summed."""
    coverages = []
    for step in range(100, 951, 2):
        truth = step / 1000
        probability, total = (1 - truth) ** TRIALS, 0.0
        for seen in range(TRIALS + 1):
            low, high = wilson(seen / TRIALS, TRIALS)
            total += probability if low <= 100 * truth <= high else 0.0
            probability *= (TRIALS - seen) / (seen + 1) * truth / (1 - truth)
        coverages.append(total)
    assert fmean(coverages) == pytest.approx(0.95, abs=0.01)


def test_a_rate_says_when_there_is_nothing_or_little_to_say() -> None:
    assert (Rate(0, 0).percent, Rate(0, 0).interval, Rate(0, 0).few) == (None, None, True)
    assert (Rate(1, 4).percent, Rate(3, 9).few, Rate(3, 10).few) == (25.0, True, False)
