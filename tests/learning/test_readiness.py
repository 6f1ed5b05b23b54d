"""Readiness: what is told agrees with what comes, and the figures with figures that were got another way."""

import random
from datetime import timedelta
from itertools import pairwise
from math import comb, sqrt

import pytest

from exam.learning.readiness import HALF_LIFE, REPEAT, Evidence, at_least, gather, readiness
from tests.support.clock import NOON
from tests.support.learners import prophecies
from tests.support.results import answer_counts, result


@pytest.mark.slow
def test_of_those_told_about_80_percent_about_80_percent_pass() -> None:
    """Seven hundred learners take a few seconds; `tests.proofs.readiness` asks many more."""
    told = [one for seed, sections in ((11, 5), (12, 14)) for one in prophecies(350, seed, sections)]
    near = [one.passed for one in told if 0.72 <= one.passing <= 0.88]
    assert len(near) > 50
    error = sqrt(0.8 * 0.2 / len(near))
    assert sum(near) / len(near) == pytest.approx(0.8, abs=2.5 * error)
    expected = sum(one.passing for one in told) / len(told)
    assert sum(one.passed for one in told) / len(told) == pytest.approx(expected, abs=0.03)


def test_old_answers_and_repeats_count_less() -> None:
    old = NOON - HALF_LIFE
    results = [
        result("a", first=True, at=NOON),
        result("b", first=True, at=old),
        result("a", "incorrect", at=NOON),
        result("c", "omitted", first=True, at=NOON),
        result("d", "not_reached", at=NOON),
        result("e", "incorrect", first=True, at=NOON, drill=True),
    ]
    assert gather(answer_counts(results), NOON) == {"one": Evidence(right=1.5, wrong=REPEAT + 1, answers=4)}


def test_an_answer_from_the_future_counts_as_one_of_now() -> None:
    assert gather(answer_counts([result("a", first=True, at=NOON + timedelta(days=9))]), NOON)["one"].weight == 1


def test_no_answer_no_verdict() -> None:
    found = readiness({}, {"one": 25, "two": 25}, 70)
    assert found.passing is None
    assert found.overall.percent is None
    assert found.sections["two"].percent is None
    assert found.words.startswith("Not enough yet: about ")
    assert "more questions would settle it" in found.words


def test_about_n_more_questions_do_settle_it() -> None:
    thin = {"one": Evidence(7, 3, 10), "two": Evidence(8, 2, 10)}
    paper = {"one": 25.0, "two": 25.0}
    found = readiness(thin, paper, 70)
    assert found.passing is None
    more = found.overall.more / 2
    fed = {name: Evidence(e.right + more * e.right / 10, e.wrong + more * e.wrong / 10, 10) for name, e in thin.items()}
    assert readiness(fed, paper, 70).overall.more <= 2
    assert readiness({name: Evidence(e.right * 9, e.wrong * 9, 90) for name, e in thin.items()}, paper, 70).passing


def test_more_right_answers_never_make_less_ready() -> None:
    paper = {"one": 30.0, "two": 20.0}
    chances = [
        readiness({"one": Evidence(right, 60 - right), "two": Evidence(40, 20)}, paper, 70).passing or 0.0
        for right in range(10, 60, 5)
    ]
    assert all(before <= after for before, after in pairwise(chances))
    assert chances[0] < 0.05
    assert chances[-1] > 0.95


def test_the_tail_is_the_sum_of_the_probabilities() -> None:
    for items, share in ((5, 0.4), (15, 0.7), (50, 0.9)):
        for needed in (0, 1, items // 2, items, items + 1):
            summed = sum(comb(items, k) * share**k * (1 - share) ** (items - k) for k in range(needed, items + 1))
            assert at_least(needed, items, share, items * share * (1 - share)) == pytest.approx(summed, abs=1e-4)


def test_the_tail_with_an_unsure_level_agrees_with_throwing_dice() -> None:
    dice = random.Random(5)
    items, a, b = 20, 9.0, 4.0
    mean = a / (a + b)
    variance = items * mean * (1 - mean) * (1 + (items - 1) / (a + b + 1))
    throws = 20_000
    hits = 0
    for _ in range(throws):
        share = dice.betavariate(a, b)
        hits += sum(dice.random() < share for _ in range(items)) >= 14
    assert at_least(14, items, mean, variance) == pytest.approx(hits / throws, abs=0.012)


@pytest.mark.slow
def test_the_whole_model_agrees_with_throwing_dice() -> None:
    """The posterior by importance: levels and abilities from the prior, weighed by what they make of the answers."""
    evidence = {"one": Evidence(52, 18), "two": Evidence(16, 9)}
    paper = {"one": 12.0, "two": 8.0}
    found = readiness(evidence, paper, 70)
    dice = random.Random(2)
    whole = passing = level = 0.0
    for _ in range(60_000):
        mean, alike = dice.random(), dice.choice((2.0, 5.0, 12.0, 30.0, 80.0))
        a, b = mean * alike + 1e-9, (1 - mean) * alike + 1e-9
        shares = {name: min(1 - 1e-9, max(1e-9, dice.betavariate(a, b))) for name in paper}
        likely = 1.0
        for name, one in evidence.items():
            likely *= shares[name] ** one.right * (1 - shares[name]) ** one.wrong * 4.0**25
        right = sum(dice.random() < shares[name] for name, count in paper.items() for _ in range(round(count)))
        whole += likely
        passing += likely * (right >= 14)
        level += likely * sum(shares[name] * count for name, count in paper.items()) / 20
    assert found.passing == pytest.approx(passing / whole, abs=0.03)
    assert found.overall.percent == pytest.approx(100 * level / whole, abs=1.5)
