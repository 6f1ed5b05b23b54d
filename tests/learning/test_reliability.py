"""How far a group's scores can be trusted, against what other programs make of data that were published.

Reference values: R's psych 2.2.9 (alpha, alpha.ci, and r.drop of alpha's item.stats), and pandas for the counts of
choices; the coefficient of papers of one's own is ICC(1,k) of pingouin, and quantiles of F are SciPy's.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from exam.core.f_distribution import beta_share, f_quantile
from exam.core.group import FirstExam, add_up_sheets
from exam.core.results import Result
from exam.learning.reliability import FEWEST_PEOPLE, alpha, nested, reliability_words
from exam.learning.statistics import item_statistics
from tests.support.results import result

DATA = Path(__file__).parent / "group"
KEYS = "ABCDABCD"

REFERENCE = {
    "lsat6": {
        "alpha": 0.294997192, "interval": (0.223473788, 0.361802532),
        "error": 17.381332248, "spread": 20.700824238, "mean": 76.38,
        "facility": (0.924, 0.709, 0.553, 0.763, 0.870),
        "discrimination": (0.112832689, 0.153178120, 0.172778943, 0.144428095, 0.121596403),
        "nested": 0.197244728,
    },
    "lsat7": {
        "alpha": 0.453408735, "interval": (0.397956377, 0.505203160),
        "error": 17.722598300, "spread": 23.971546363, "mean": 74.14,
        "facility": (0.828, 0.658, 0.772, 0.606, 0.843),
        "discrimination": (0.245731650, 0.246673577, 0.313179253, 0.222751254, 0.174786301),
        "nested": 0.415629087,
    },
    "choices": {
        "alpha": 0.676162047, "interval": (0.591495555, 0.748988561),
        "error": 14.572583126, "spread": 25.607823539, "mean": 56.666666667,
        "facility": (0.873333333, 0.74, 0.64, 0.6, 0.573333333, 0.446666667, 0.38, 0.28),
        "discrimination": (0.222331576, 0.318298300, 0.446144462, 0.444317274, 0.435653947, 0.277252514, 0.415968455,
                           0.358480247),
        "nested": 0.606963143,
    },
}  # fmt: skip

CHOSEN = {
    0: {"C": 10, "B": 7, "D": 2},
    1: {"A": 23, "C": 11, "D": 5},
    2: {"A": 43, "B": 11, "D": 0},
    3: {"A": 26, "B": 25, "C": 9},
    4: {"B": 29, "C": 22, "D": 13},
    5: {"A": 47, "C": 27, "D": 9},
    6: {"A": 52, "B": 31, "D": 10},
    7: {"A": 64, "B": 36, "C": 8},
}
"""How often each wrong option was chosen, by question, as pandas counts them."""


def lines(name: str) -> list[str]:
    written = (DATA / f"{name}.csv").read_text("utf-8").splitlines()
    return [line for line in written if not line.startswith("#")][1:]


def people(name: str) -> Iterator[str]:
    """What each person did: the letters chosen; where these are not known, A for what is right and B for the rest."""
    for line in lines(name):
        pattern, _, count = line.partition(",")
        for _ in range(int(count or 1)):
            yield pattern.translate({ord("1"): "A", ord("0"): "B"})


def results(name: str) -> Iterator[Result]:
    for number, chosen in enumerate(people(name)):
        for place, letter in enumerate(chosen):
            key = KEYS[place] if name == "choices" else "A"
            yield result(
                f"item-{place}", "correct" if letter == key else "incorrect", attempt=f"p{number}", n=place + 1,
                chosen=(f"item-{place}" if letter == key else f"is-{letter}",),
                offered=(f"item-{place}", *(f"is-{other}" for other in "ABCD" if other != key)),
            )  # fmt: skip


def sheets(name: str) -> Iterator[FirstExam]:
    for chosen in people(name):
        keys = KEYS if name == "choices" else "A" * len(chosen)
        items = tuple(f"item-{place}" for place in range(len(chosen)))
        yield FirstExam(items, tuple(item for item, one, key in zip(items, chosen, keys, strict=True) if one == key))


@pytest.mark.parametrize("name", REFERENCE)
def test_reliability_and_error_are_those_of_other_programs(name: str) -> None:
    expected, sums = REFERENCE[name], add_up_sheets(sheets(name))
    assert sums.same is not None
    assert sums.own is not None
    found, own = alpha(sums.same), nested(sums.own)
    assert found is not None
    assert own is not None
    assert found.coefficient == pytest.approx(expected["alpha"], abs=1e-6)
    assert found.interval == pytest.approx(expected["interval"], abs=1e-6)
    assert (found.error, found.spread, found.mean) == pytest.approx(
        (expected["error"], expected["spread"], expected["mean"]), abs=1e-6
    )
    assert own.coefficient == pytest.approx(expected["nested"], abs=1e-6)


@pytest.mark.parametrize("name", REFERENCE)
def test_items_are_as_hard_and_as_telling_as_other_programs_say(name: str) -> None:
    found = item_statistics(results(name))
    assert [one.facility for one in found] == pytest.approx(REFERENCE[name]["facility"], abs=1e-6)
    assert [one.discrimination for one in found] == pytest.approx(REFERENCE[name]["discrimination"], abs=1e-6)


def test_wrong_options_are_counted_as_they_were_chosen() -> None:
    found = item_statistics(results("choices"))
    counted = [{other.home.removeprefix("is-"): other.rate.count for other in one.distractors} for one in found]
    assert dict(enumerate(counted)) == CHOSEN
    assert {other.rate.of for one in found for other in one.distractors} == {150}
    assert [other.home for one in found for other in one.distractors if other.dead] == ["is-D"]


@pytest.mark.parametrize(
    ("share", "above", "below", "expected"),
    [
        (0.975, 999, 3996, 1.10145123),
        (0.025, 999, 3996, 0.90524103),
        (0.975, 29, 116, 1.7041562388555935),
        (0.025, 99_999, 4_899_951, 0.9911658759),
    ],
)
def test_quantiles_of_f_are_those_of_scipy(share: float, above: int, below: int, expected: float) -> None:
    assert f_quantile(share, above, below) == pytest.approx(expected, abs=1e-8)


def test_a_share_of_the_beta_distribution_is_that_of_a_binomial_tail() -> None:
    """At whole parameters it is the chance of `a` successes or more in a + b - 1 trials, which can be added up."""
    from math import comb

    for a, b, x in ((3, 5, 0.2), (12, 4, 0.9), (1, 1, 0.5), (40, 2, 0.6)):
        n = a + b - 1
        tail = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
        assert beta_share(x, a, b) == pytest.approx(tail, abs=1e-13)


def test_too_few_people_are_told_nothing_and_neither_are_those_who_all_do_alike() -> None:
    few = add_up_sheets(list(sheets("lsat6"))[:: 1000 // (FEWEST_PEOPLE - 1) + 1])
    assert few.people < FEWEST_PEOPLE
    assert few.same is not None
    assert alpha(few.same) is None
    assert nested(few.same) is None
    alike = add_up_sheets([FirstExam(("a", "b"), ("a",))] * 50)
    assert alike.same is not None
    assert alpha(alike.same) is None
    assert add_up_sheets([]).people == 0
    (words,) = reliability_words(1, ())
    assert words.endswith("there is 1.")


def test_the_paper_that_most_sat_is_the_one_that_counts() -> None:
    sums = add_up_sheets(
        [FirstExam(("a", "b"), ("a",))] * 3 + [FirstExam(("a", "c"), ())] * 2 + [FirstExam(("a",), ("a",))]
    )
    assert sums.same is not None
    assert sums.own is not None
    assert (sums.people, sums.same.people, sums.own.people) == (6, 3, 5)
    assert sums.same.right_by_item == {"a": 3, "b": 0}


@pytest.mark.slow
def test_the_interval_holds_what_is_true_as_often_as_it_says() -> None:
    """Papers of one's own: 300 groups of people whose true reliability is known, 95 of 100 intervals must hold it."""
    dice, held, groups, questions = random.Random(3), 0, 300, 20
    variance, mean = 0.02, 0.7
    chance = (mean - mean * mean - variance) / questions
    true = variance / (variance + chance)
    concentration = mean * (1 - mean) / variance - 1
    for _ in range(groups):
        sums = add_up_sheets(
            FirstExam(items, tuple(item for item in items if dice.random() < able))
            for able in (dice.betavariate(mean * concentration, (1 - mean) * concentration) for _ in range(60))
            for items in (tuple(f"q{place}" for place in range(questions)),)
        )
        assert sums.own is not None
        found = nested(sums.own)
        assert found is not None
        held += found.interval[0] <= true <= found.interval[1]
    assert held / groups == pytest.approx(0.95, abs=0.04)
