"""Marks and scores: what earns points, what each blank is called, and how sure a percentage is."""

import random
from fractions import Fraction
from math import isclose, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.attempt import Attempt
from exam.core.events import Ended, Marked, Responded, Started, Visited
from exam.core.fold import apply, begin
from exam.core.form import Form
from exam.core.interval import wilson
from exam.core.results import Outcome
from exam.core.scoring import credit, score
from tests.support import right, sample_form, wrong
from tests.support.clock import NOON


def taken(form: Form, responses: dict[int, tuple[str, ...]], visits: tuple[int, ...] = ()) -> Attempt:
    """An ended attempt in which these places were seen, and these answered."""
    attempt = apply(begin(form), Started(at=NOON, mode="exam", seconds=600))
    for n in (*visits, *responses):
        attempt = apply(attempt, Visited(at=NOON, n=n))
    for n, response in responses.items():
        attempt = apply(attempt, Responded(at=NOON, n=n, response=response))
    return apply(attempt, Ended(at=NOON, reason="submitted"))


def outcomes(attempt: Attempt) -> list[Outcome]:
    return [mark.outcome for mark in score(attempt).marks]


def test_right_wrong_left_blank_and_never_seen_are_four_things() -> None:
    form = sample_form(items=4)
    attempt = taken(form, {1: right(form, 1), 2: wrong(form, 2)}, visits=(3,))
    assert outcomes(attempt) == ["correct", "incorrect", "omitted", "not_reached"]
    report = score(attempt)
    assert [mark.points for mark in report.marks] == [1, 0, 0, 0]
    assert [report.count(outcome) for outcome in ("correct", "incorrect", "omitted", "not_reached")] == [1, 1, 1, 1]


def test_an_answer_that_was_cleared_is_omitted() -> None:
    form = sample_form(items=2)
    attempt = apply(begin(form), Started(at=NOON, mode="exam", seconds=None))
    attempt = apply(attempt, Visited(at=NOON, n=1))
    attempt = apply(attempt, Responded(at=NOON, n=1, response=right(form, 1)))
    attempt = apply(attempt, Responded(at=NOON, n=1, response=()))
    assert outcomes(attempt) == ["omitted", "not_reached"]


@pytest.mark.parametrize(
    ("letters", "outcome"),
    [("ab", "correct"), ("ba", "correct"), ("ac", "incorrect"), ("cd", "incorrect"), ("a", "omitted"), ("", "omitted")],
)
def test_choose_two_earns_all_for_exactly_the_key_and_else_nothing(letters: str, outcome: Outcome) -> None:
    form = sample_form(items=1, choose=2)
    attempt = taken(form, {1: tuple(f"1{letter}" for letter in letters)}, visits=(1,))
    assert outcomes(attempt) == [outcome]
    assert score(attempt).score.points == (1 if outcome == "correct" else 0)


def test_three_chosen_of_two_earn_nothing() -> None:
    form = sample_form(items=1, choose=2)
    assert score(taken(form, {1: ("1a", "1b", "1c")})).score.points == 0
    assert credit(form.slot(1), ("1a", "1b", "1c")) == 0


def test_points_count_as_the_bank_says_and_a_flag_counts_nothing() -> None:
    form = sample_form(items=3)
    heavy = form.slots[2].model_copy(update={"points": 5})
    form = form.model_copy(update={"slots": (*form.slots[:2], heavy)})
    attempt = apply(begin(form), Started(at=NOON, mode="exam", seconds=None))
    attempt = apply(attempt, Responded(at=NOON, n=3, response=right(form, 3)))
    flagged = apply(attempt, Marked(at=NOON, n=3, on=True))
    report = score(flagged)
    assert (report.score.points, report.score.possible, report.score.correct) == (Fraction(5), 7, 1)
    assert report == score(attempt)


def test_sections_add_up_to_the_whole() -> None:
    form = sample_form(items=10, sections=3)
    report = score(taken(form, {n: right(form, n) for n in range(1, 8)}))
    assert [(section.id, section.score.correct, section.score.items) for section in report.sections] == [
        ("section-1", 4, 4),
        ("section-2", 3, 3),
        ("section-3", 0, 3),
    ]
    assert sum(section.score.points for section in report.sections) == report.score.points == 7


@pytest.mark.parametrize(
    ("correct", "cut", "passed"), [(7, 70, True), (6, 70, False), (0, 0, True), (9, 100, False), (10, 100, True)]
)
def test_the_cut_score_itself_passes(correct: int, cut: int, passed: bool) -> None:
    form = sample_form(items=10, cut=cut)
    assert score(taken(form, {n: right(form, n) for n in range(1, correct + 1)})).passed is passed


def test_a_number_too_small_to_judge_by_says_so() -> None:
    report = score(taken(sample_form(items=12, sections=2), {}))
    assert report.score.remark is None
    assert report.sections[0].score.remark == "6 questions: too few to judge by"
    assert score(taken(sample_form(items=1), {})).score.remark == "1 question: too few to judge by"


@pytest.mark.slow
@given(st.randoms(use_true_random=False), st.sampled_from([1, 2]))
def test_scoring_is_blind_to_the_order_of_options(dice: random.Random, choose: int) -> None:
    form = sample_form(items=8, sections=3, choose=choose)
    responses = {
        n: tuple(dice.sample([option.id for option in form.slot(n).options], choose))
        for n in range(1, 9)
        if dice.random() < 0.8
    }
    slots = []
    for slot in form.slots:
        options = tuple(dice.sample(slot.options, len(slot.options)))
        key = tuple(option.id for option in options if option.id in slot.key)
        slots.append(slot.model_copy(update={"options": options, "key": key}))
    shuffled = form.model_copy(update={"slots": tuple(slots)})

    one, other = score(taken(form, responses)), score(taken(shuffled, responses))

    assert one.score == other.score
    assert one.sections == other.sections
    assert outcomes(taken(form, responses)) == outcomes(taken(shuffled, responses))


@pytest.mark.parametrize(
    ("seen", "trials", "low", "high"),
    [  # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_agrees_with_a_published_table(seen: int, trials: int, low: float, high: float) -> None:
    interval = wilson(Fraction(seen, trials), trials)
    assert interval == pytest.approx((100 * low, 100 * high), abs=0.0051)


@pytest.mark.slow
@given(st.integers(1, 400).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_wilsons_limits_are_where_the_score_test_just_fails_to_reject(counts: tuple[int, int]) -> None:
    """The definition, solved by halving instead of by the formula."""
    seen, trials = counts
    share, z = seen / trials, NormalDist().inv_cdf(0.975)

    def surprising(truth: float) -> bool:
        return abs(share - truth) > z * sqrt(truth * (1 - truth) / trials)

    def limit(inside: float, outside: float) -> float:
        for _ in range(60):
            middle = (inside + outside) / 2
            inside, outside = (inside, middle) if surprising(middle) else (middle, outside)
        return inside

    low, high = wilson(Fraction(seen, trials), trials)
    assert isclose(low, 100 * limit(share, 0.0), abs_tol=1e-6)
    assert isclose(high, 100 * limit(share, 1.0), abs_tol=1e-6)
    assert 0 <= low <= 100 * share + 1e-9
    assert 100 * share - 1e-9 <= high <= 100
