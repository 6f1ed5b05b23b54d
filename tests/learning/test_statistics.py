"""What answers say about items, by formulas written out, and silence where there are too few."""

import random
from statistics import correlation as pearson
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.results import Result
from exam.learning.statistics import FEWEST_FOR_DISCRIMINATION, FEWEST_SHOWINGS, item_statistics, point_biserial
from tests.support.results import result

SHARES = st.integers(0, 50).map(lambda right: right / 50)
"""Of the rest of a paper of fifty."""


def sat(attempts: int, items: int = 8, seed: int = 1) -> list[Result]:
    """Attempts by people of all abilities; "tells-nothing" is right by chance, "wrong-key" mostly for the weak."""
    dice = random.Random(seed)
    made = []
    for attempt in range(attempts):
        ability = dice.random()
        names = [*(f"item-{n}" for n in range(items)), "tells-nothing", "wrong-key"]
        for n, name in enumerate(names, start=1):
            chance = {"tells-nothing": 0.5, "wrong-key": 0.9 - 0.8 * ability}.get(name, ability)
            right = dice.random() < chance
            made.append(
                result(name, "correct" if right else "incorrect", attempt, n=n, seconds=dice.uniform(5, 90),
                       offered=(name, "b", "c", "d"), passed=ability > 0.6)
            )  # fmt: skip
    return made


def test_facility_discrimination_and_time_are_what_the_textbook_says() -> None:
    results = sat(80)
    for found in item_statistics(results):
        asked = [one for one in results if one.item == found.item]
        rest = []
        for one in asked:
            others = [other.right for other in results if other.attempt == one.attempt and other.item != found.item]
            rest.append(sum(others) / len(others))
        assert found.facility == sum(one.right for one in asked) / len(asked)
        assert found.discrimination == pytest.approx(pearson([float(one.right) for one in asked], rest))
        assert found.seconds == median(one.seconds for one in asked)


def test_a_wrong_key_shows_and_chance_does_not() -> None:
    found = {one.item: one for one in item_statistics(sat(200))}
    assert found["wrong-key"].discrimination < -0.2
    assert "look at its key" in " ".join(found["wrong-key"].remarks)
    low, high = found["tells-nothing"].discrimination_interval
    assert low < 0.1
    assert high < 0.35
    assert found["item-1"].discrimination > 0.2
    (beaten,) = [one for one in found["wrong-key"].distractors if one.beats_key]
    assert beaten.home == "b"
    assert beaten.passing.count > beaten.passing.of / 2


def test_little_is_said_to_be_little() -> None:
    few = item_statistics(sat(FEWEST_SHOWINGS - 1))
    assert {one.facility for one in few} == {None}
    assert {one.discrimination for one in few} == {None}
    assert all("too few to judge by" in one.remarks[0] for one in few)
    assert {one.discrimination for one in item_statistics(sat(FEWEST_FOR_DISCRIMINATION - 1))} == {None}


def test_distractors_are_counted_where_they_were_on_offer() -> None:
    results = [
        result("a", "incorrect" if day % 3 else "correct", day, offered=("a", "b", "c" if day % 2 else "d"))
        for day in range(60)
    ]
    (found,) = item_statistics(results)
    by_home = {one.home: one for one in found.distractors}
    assert (by_home["b"].rate.count, by_home["b"].rate.of) == (40, 60)
    assert (by_home["c"].rate.count, by_home["c"].rate.of) == (0, 30)
    assert by_home["c"].dead
    assert "c was never chosen in 30 showings" in found.remarks
    assert sum(one.rate.count for one in found.distractors) + found.right.count == 60


def test_reversed_questions_have_no_statements_to_judge() -> None:
    (found,) = item_statistics([result("a", "incorrect", day, kind="reversed") for day in range(12)])
    assert found.distractors == ()
    assert found.facility == 0


def test_what_never_varies_has_no_correlation() -> None:
    assert point_biserial([0.5] * 20, [0.5] * 20) is None
    assert point_biserial([0.1, 0.9], []) is None
    assert point_biserial([], []) is None


@pytest.mark.slow
@given(st.lists(SHARES, min_size=1, max_size=60), st.lists(SHARES, min_size=1, max_size=60))
def test_the_correlation_with_being_right_is_pearsons(right: list[float], wrong: list[float]) -> None:
    found = point_biserial(right, wrong)
    if len({*right, *wrong}) == 1:
        assert found is None
    else:
        plain = pearson([1.0] * len(right) + [0.0] * len(wrong), right + wrong)
        assert found == pytest.approx(plain, abs=1e-9)
