"""The weights of Moodle's options as the key and the credits of a bank: worth the same for every choice."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.scoring import worth
from exam.formats.imports.weights import NoKey, Weighed, weighed


def test_one_right_option_is_the_key() -> None:
    assert weighed([0, 100, 0], single=True) == Weighed((1,), (None, None, None))


def test_an_option_that_is_right_in_part_earns_its_credit() -> None:
    assert weighed([0, 50, 100], single=True) == Weighed((2,), (None, 50, None))


def test_equal_shares_given_and_taken_are_credit_for_each() -> None:
    assert weighed([33.33333, -33.33333, 33.33333, 33.33333], single=False).each


def test_thirds_earn_all_of_the_points_together() -> None:
    found = weighed([33.33333, 33.33333, 33.33333, 0], single=False)

    assert (found.key, found.credits) == ((0, 1, 2), (None, None, None, 0))


def test_unequal_thirds_lose_nothing_by_rounding() -> None:
    found = weighed([66.66667, 16.66667, 16.66667, -100], single=False)

    assert sum(found.credits[place] or 0 for place in found.key) == 100
    assert found.changed == ("its weights are rounded to whole percents",)


def test_several_answers_that_are_right_alone_each_earn_all() -> None:
    found = weighed([100, 0, 100], single=True)

    assert (found.key, found.credits) == ((0,), (None, None, 100))
    assert found.changed


@pytest.mark.parametrize(
    ("weights", "single", "why"),
    [
        ([0, 0], True, "none of its options"),
        ([0, -50], False, "none of its options"),
        ([50, 50], False, "all of its options right"),
    ],
)
def test_weights_without_a_key_are_no_question(weights: list[float], single: bool, why: str) -> None:
    with pytest.raises(NoKey, match=why):
        weighed(weights, single=single)


@pytest.mark.slow
@given(st.lists(st.integers(-100, 100), min_size=2, max_size=6))
def test_whole_percents_are_worth_what_they_were(weights: list[int]) -> None:
    """Whatever is chosen earns what Moodle gives for it, never less than nothing."""
    right = [place for place, weight in enumerate(weights) if weight > 0]
    if len(right) < 2 or len(right) == len(weights):
        weights = [60, 40, *[-abs(weight) for weight in weights]]
    found = weighed(weights, single=False)
    for size in range(len(weights) + 1):
        for chosen in combinations(range(len(weights)), size):
            assert _earned(found, chosen) == max(0, min(100, sum(weights[place] for place in chosen)))


def _earned(found: Weighed, chosen: Sequence[int]) -> Fraction:
    shares = (worth(found.credits[place], place in found.key, len(found.key)) for place in chosen)
    return max(Fraction(), min(Fraction(1), sum(shares, Fraction()))) * 100
