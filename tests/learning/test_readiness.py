"""Readiness: what is told agrees with what comes, and the figures with figures that were got another way."""

import random
from datetime import timedelta
from itertools import pairwise
from math import comb, sqrt

import pytest

from exam.core.ended import Answer
from exam.learning.candidates import Candidates, candidates_like, unknown_candidates
from exam.learning.evidence import (
    HALF_LIFE,
    Answers,
    Evidence,
    LastTime,
    Mix,
    gather_evidence,
    paper_of_bank,
    paper_of_form,
)
from exam.learning.levels import at_least, expected_shares
from exam.learning.readiness import WIDEST, readiness
from tests.support import sample_bank, sample_form
from tests.support.clock import NOON
from tests.support.learners import World, verdicts

UNKNOWN = unknown_candidates()
PAPER = {"one": Mix(30), "two": Mix(20)}


def answer(item: str, *, right: bool = True, days: float = 0, section: str = "one", drill: bool = False) -> Answer:
    return Answer(item, section, NOON - timedelta(days=days), right, drill, f"{days}")


def so_many(right: float, wrong: float) -> Answers:
    """So many in each of two sections, all new."""
    return Answers({name: Evidence(right, wrong, round(right + wrong)) for name in ("one", "two")})


@pytest.mark.slow
@pytest.mark.parametrize("learning", [False, True])
def test_of_those_told_about_80_percent_about_80_percent_pass(learning: bool) -> None:
    """Three hundred learners take some seconds; `tests.proofs.readiness` asks many more."""
    told = [one for one in verdicts(World(0.7, 0.1, 120, learning), 300, "few") if one.given and not one.group]
    near = [one for one in told if 0.7 <= one.passing <= 0.9]
    assert len(near) > 50
    share = sum(one.passing for one in near) / len(near)
    error = sqrt(share * (1 - share) / len(near))
    assert sum(one.passed for one in near) / len(near) == pytest.approx(share, abs=3 * error)
    expected = sum(one.passing for one in told) / len(told)
    assert sum(one.passed for one in told) / len(told) == pytest.approx(expected, abs=0.06)


def test_old_answers_count_less_and_what_comes_again_counts_apart() -> None:
    half = HALF_LIFE / timedelta(days=1)
    found = gather_evidence(
        [
            answer("a", days=half),
            answer("b", right=False, days=half),
            answer("c", days=half, section="two", drill=True),
            answer("a", right=False),
            answer("b", drill=True),
        ],
        NOON,
    )
    # Half of having met them is forgotten by then, so that half of an answer is as if it were to a new question.
    assert found.again == {"held": Evidence(0, 0.5, 1), "missed": Evidence(0.5, 0, 1)}
    assert found.fresh == {"one": Evidence(0.5, 0.5 + 0.5, 3)}
    assert found.count == 3
    assert {item: last.right for item, last in found.last.items()} == {"a": False, "b": True, "c": True}


def test_an_answer_from_the_future_counts_as_one_of_now() -> None:
    assert gather_evidence([answer("a", days=-9)], NOON).fresh["one"].weight == 1


def test_the_next_paper_is_known_by_what_was_met_and_how_it_went() -> None:
    bank = sample_bank(40, 4)
    first = bank.sections[0]
    now, old = NOON, NOON - HALF_LIFE
    last = {
        first.items[0].id: LastTime(True, now, first.id),
        first.items[1].id: LastTime(False, now, first.id),
        first.items[2].id: LastTime(True, old, first.id),
        "gone": LastTime(True, now, first.id),
    }
    paper = paper_of_bank(bank, {section.id: 5.0 for section in bank.sections}, Answers(last=last), now)
    assert paper[first.id] == pytest.approx(Mix(fresh=5 * 7.5 / 10, held=5 * 1.5 / 10, missed=5 * 1 / 10))
    assert paper[bank.sections[1].id] == Mix(5)


def test_a_paper_at_hand_is_known_question_by_question() -> None:
    form = sample_form(items=4)
    slot = form.slots[0]
    paper = paper_of_form(form, Answers(last={slot.item: LastTime(False, NOON, slot.section)}), NOON)
    assert sum(sum(mix) for mix in paper.values()) == 4
    assert sum(mix.missed for mix in paper.values()) == 1


def test_no_answer_no_verdict() -> None:
    found = readiness(Answers(), PAPER, 70, UNKNOWN)
    assert found.passing is None
    assert found.overall.percent is None
    assert found.sections["two"].percent is None
    assert found.words.startswith("Too few answers yet to say: it takes about ")


def test_about_so_many_more_answers_do_give_a_verdict() -> None:
    thin = readiness(so_many(5, 2), PAPER, 70, UNKNOWN)
    assert thin.passing is None
    assert thin.between is not None
    assert thin.between[1] - thin.between[0] > WIDEST
    assert "depending on how much candidates differ" in thin.words
    scale = (14 + thin.more) / 14
    fed = readiness(so_many(5 * scale, 2 * scale), PAPER, 70, UNKNOWN)
    assert fed.passing is not None
    assert fed.told is not None
    assert fed.told.low <= fed.told.passing <= fed.told.high


def test_more_right_answers_never_make_less_ready() -> None:
    chances = [readiness(so_many(right, 60 - right), PAPER, 70, UNKNOWN).between or (0, 0) for right in range(5, 60, 5)]
    assert all(before <= after for before, after in pairwise(chances))
    told = [readiness(so_many(right, 150 - right), PAPER, 70, UNKNOWN).passing or 0.0 for right in range(60, 150, 15)]
    assert all(before <= after for before, after in pairwise(told))
    assert told[0] < 0.05
    assert told[-1] > 0.95


def test_a_section_without_answers_borrows_from_the_others() -> None:
    known = Answers({"one": Evidence(45, 5, 50)})
    _, sections = expected_shares(known, PAPER, UNKNOWN)
    one, two = sections["one"], sections["two"]
    assert one.percent is not None and two.percent is not None and one.interval and two.interval  # noqa: PT018
    assert 70 < two.percent < one.percent
    assert two.interval[1] - two.interval[0] > 2 * (one.interval[1] - one.interval[0])
    assert (two.answers, two.weight) == (0, 0)


def test_what_comes_again_counts_as_it_came_with_this_learner() -> None:
    paper = {"one": Mix(5, held=40, missed=5), "two": Mix(0)}
    keeps = Answers({"one": Evidence(60, 40, 100)}, {"held": Evidence(58, 2, 60)})
    loses = Answers({"one": Evidence(60, 40, 100)}, {"held": Evidence(30, 30, 60)})
    (kept, _), (lost, _) = (expected_shares(one, paper, UNKNOWN) for one in (keeps, loses))
    assert kept.percent is not None
    assert lost.percent is not None
    assert kept.percent - lost.percent > 25


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
    fresh = {"one": Evidence(40, 18, 58), "two": Evidence(16, 9, 25)}
    held = Evidence(14, 3, 17)
    paper = {"one": Mix(8, held=4), "two": Mix(8)}
    found = readiness(Answers(fresh, {"held": held}), paper, 70, UNKNOWN)
    dice = random.Random(2)
    whole = passing = level = 0.0
    populations = [weight for weight, _ in UNKNOWN.populations]
    for _ in range(40_000):
        _, levels = dice.choices(UNKNOWN.populations, populations)[0]
        mean, alike = (dice.choices(range(50), levels)[0] + 0.5) / 50, dice.choice((2.0, 5.0, 12.0, 30.0, 80.0))
        shares = {name: _between(dice.betavariate(mean * alike, (1 - mean) * alike)) for name in paper}
        again = _between(dice.betavariate(6 * (mean + 1) / 2, 6 * (1 - mean) / 2))
        likely = again**held.right * (1 - again) ** held.wrong * 4.0**35
        for name, one in fresh.items():
            likely *= shares[name] ** one.right * (1 - shares[name]) ** one.wrong
        right = sum(dice.random() < shares["one"] for _ in range(8)) + sum(dice.random() < again for _ in range(4))
        right += sum(dice.random() < shares["two"] for _ in range(8))
        whole += likely
        passing += likely * (right >= 14)
        level += likely * (8 * shares["one"] + 4 * again + 8 * shares["two"]) / 20
    assert found.between is not None
    assert found.passing == pytest.approx(passing / whole, abs=0.03)
    assert found.overall.percent == pytest.approx(100 * level / whole, abs=1.5)


def _between(share: float) -> float:
    return min(1 - 1e-9, max(1e-9, share))


def test_a_group_is_learned_from_thirty_others_on() -> None:
    assert candidates_like(((40, 50),) * 29) == UNKNOWN
    assert candidates_like(((40, 50),) * 30).others == 30
    assert "30 others" in candidates_like(((40, 50),) * 30).words
    assert UNKNOWN.others == 0


def test_a_group_makes_its_own_mean_and_spread_likely() -> None:
    dice = random.Random(4)
    for mean, spread in ((0.6, 0.08), (0.75, 0.15)):
        size = mean * (1 - mean) / spread**2 - 1
        levels = [dice.betavariate(mean * size, (1 - mean) * size) for _ in range(250)]
        group = candidates_like(tuple((sum(dice.random() < level for _ in range(60)), 60) for level in levels))
        middle, about = _moments(group)
        assert middle == pytest.approx(mean, abs=0.03)
        assert about == pytest.approx(spread, abs=0.03)


def _moments(group: Candidates) -> tuple[float, float]:
    """Mean and standard deviation of a level, whatever the population."""
    whole = sum(weight for weight, _ in group.populations)
    levels = [sum(weight * one[at] for weight, one in group.populations) / whole for at in range(50)]
    mean = sum(likely * (at + 0.5) / 50 for at, likely in enumerate(levels))
    return mean, sqrt(sum(likely * ((at + 0.5) / 50 - mean) ** 2 for at, likely in enumerate(levels)))


def test_a_narrow_group_settles_what_a_lone_learner_cannot_know() -> None:
    dice = random.Random(9)
    group = candidates_like(tuple((sum(dice.random() < 0.6 for _ in range(50)), 50) for _ in range(100)))
    alone, among = readiness(so_many(14, 6), PAPER, 70, UNKNOWN), readiness(so_many(14, 6), PAPER, 70, group)
    assert alone.passing is None
    assert among.passing is not None
    assert among.passing < 0.4
