"""What a learner should meet on purpose: in a paper that tells most about them, and in a drill of what was missed."""

import pytest

from exam.core.interval import wilson
from exam.core.results import Result
from exam.learning.measuring import contrast_weights, weights_to_measure, weights_to_repeat
from tests.support.results import result

SETTLED_DAYS = (2, 3)


def took(item: str, home: str, day: float, **fields: object) -> Result:
    return result(item, "incorrect", day, chosen=(home,), offered=(item, home, "x", "y"), **fields)


def clean(item: str, home: str, day: float) -> Result:
    return result(item, "correct", day, offered=(item, home, "x", "y"), drill=True, attempt=f"drill {day}")


def test_a_paper_to_measure_seeks_the_confused_first_then_what_was_never_met_and_spares_what_is_known() -> None:
    told_apart = [result("e", day=day, offered=("e", "b")) for day in range(4)] + [result("e", offered=("e", "c"))]
    found = weights_to_measure([took("a", "b", 0), *told_apart])
    assert found["a", "b"] > 0 > found["e", "c"] > found["e", "b"]
    assert ("a", "c") not in found, "never on offer"
    narrower = 100 - (wilson(0, 1)[1] - wilson(0, 1)[0])
    assert found["e", "c"] == pytest.approx(-1900 * narrower, abs=1)


def test_a_confused_pair_is_sought_until_it_is_sure_how_often() -> None:
    always = [took("a", "b", day) for day in range(3)]
    assert [weights_to_measure(always[:times])["a", "b"] > 0 for times in (1, 2, 3)] == [True, True, False]
    once = [took("a", "b", 0)] + [result("a", day=day, offered=("a", "b", "x", "y")) for day in range(1, 5)]
    sought = [weights_to_measure(once[:times])["a", "b"] > 0 for times in (1, 2, 3, 4, 5)]
    assert sought == [True, True, True, True, False]


def test_of_several_confusions_of_one_item_one_is_sought_at_a_time_until_each_is_more_than_a_slip() -> None:
    results = [took("a", "b", 0)]
    sought = []
    for day in range(1, 5):
        found = weights_to_measure(results)
        sought.append([home for home in ("b", "c") if found.get(("a", home), 0) > 0])
        assert all(found[pair] < 0 for pair in found if pair[1] not in sought[-1]), "the other one waits"
        results.append(took("a", "c" if day == 1 else (sought[-1] or ["b"])[0], day))
    assert sought == [["b"], ["b"], ["c"], []]


def test_what_stood_beside_a_wrong_answer_is_as_unknown_as_before() -> None:
    found = weights_to_measure([took("a", "b", 0), result("c", "omitted", offered=("c", "d"))])
    assert set(found) == {("a", "b")}


def test_what_was_told_apart_in_drills_is_sought_no_more() -> None:
    settled = [took("a", "b", 0), took("a", "b", 1), *(clean("a", "b", day) for day in SETTLED_DAYS)]
    assert weights_to_measure(settled)["a", "b"] < 0
    assert weights_to_repeat(settled)["a", "b"] < 0


def test_a_drill_brings_back_the_confused_and_spares_what_was_told_apart() -> None:
    results = [took("a", "b", day) for day in range(6)] + [took("c", "d", 0), result("e", offered=("e", "b"))]
    results += [result("e", day=1, offered=("e", "b", "c"))]
    found = weights_to_repeat(results)
    assert found["a", "b"] == pytest.approx(1000 * wilson(1.0, 6)[0], abs=1)
    assert found["a", "b"] > found["c", "d"] > 0 > found["e", "c"] > found["e", "b"]
    assert ("e", "d") not in found, "never on offer"
    often = [result("e", day=day, offered=("e", "b")) for day in range(50)]
    assert weights_to_repeat(often)["e", "b"] == 3 * found["e", "c"]


def test_a_contrast_puts_each_of_two_beside_the_other() -> None:
    assert set(contrast_weights("a", "b")) == {("a", "b"), ("b", "a")}
