"""What was told of mocks is held to what came of them, and what can be known of the matter to what the bank has."""

import random
from datetime import timedelta
from math import sqrt
from pathlib import Path

import pytest

from exam.core.events import Forecast, Responded
from exam.core.forecast import PaperForecast, ToldAndCome
from exam.core.interval import Rate
from exam.learning.candidates import unknown_candidates
from exam.learning.evidence import Evidence
from exam.learning.foretold import foretell, skill_over_base_rate, told_against_come
from exam.learning.matter import matter
from exam.learning.weakest import recent_rates, weakest_first, weakest_words
from exam.sitting.session import Session
from exam.store import Store
from tests.learning.test_readiness import answer
from tests.support import FakeClock, sample_bank, sample_form
from tests.support.clock import NOON


def come(told: float, passed: bool) -> ToldAndCome:
    return ToldAndCome("a", NOON, "full", PaperForecast(told, told, told, 100), passed)


def sit(store: Store, name: str, days: float, right: int) -> Session:
    """A paper of twenty questions, of which the first so many are answered right."""
    form = sample_form(items=20)
    clock = FakeClock(NOON + timedelta(days=days))
    session = Session.start(name, form, store, clock, mode="exam", forecast=foretell(store, form, clock.now()))
    for slot in form.slots:
        wrong = next(option.id for option in slot.options if option.id not in slot.key)
        session.visit(slot.n)
        session.respond(slot.n, slot.key if slot.n <= right else (wrong,))
    session.end()
    return session


@pytest.mark.slow
def test_a_forecast_is_written_before_each_mock_from_what_was_known_before_it(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        sessions = [sit(store, f"sat-{at}", at, 19) for at in range(6)]
        assert sessions[0].attempt.forecast is None, "nothing was known yet"
        told = sessions[-1].attempt.forecast
        assert told is not None
        assert (told.answers, told.passing > 0.9) == (100, True)
        form, events, _ = store.read_log("sat-5")
        assert [type(event) for event in events[:3]][1] is Forecast
        assert not any(isinstance(event, Responded) for event in events[:2])
        again = foretell(store, form, NOON + timedelta(days=5))
        assert again is not None
        assert again.answers == 120, "what was sat since is known now"
        found = store.forecasts(form.bank)
        assert [one.attempt for one in found] == [one.id for one in sessions if one.attempt.forecast is not None]
        assert all(one.passed for one in found)
        assert found[-1].told == PaperForecast(told.passing, told.low, told.high, 100)


@pytest.mark.slow
def test_a_drill_is_sat_without_a_forecast(tmp_path: Path) -> None:
    form = sample_form(items=4)
    drill = form.model_copy(update={"blueprint": form.blueprint.model_copy(update={"only": ("item-1",)})})
    with Store.open(tmp_path) as store:
        for at in range(6):
            sit(store, f"sat-{at}", at, 19)
        assert foretell(store, drill, NOON) is None
        session = Session.start(
            "drill",
            drill,
            store,
            FakeClock(NOON + timedelta(days=9)),
            mode="exam",
            forecast=PaperForecast(0.5, 0.4, 0.6, 9),
        )
        assert session.attempt.forecast is None


def test_few_forecasts_say_nothing_of_how_good_they_are() -> None:
    assert told_against_come([]).words == "Told against happened: none so far; from 10 on this says how good they are."
    few = told_against_come([come(0.7, True)] * 9)
    assert few.brier is None
    assert "9 forecasts so far" in few.words


def test_told_against_happened_is_counted_and_scored() -> None:
    found = told_against_come([come(0.7, at < 10) for at in range(14)] + [come(0.1, at < 1) for at in range(6)])
    assert "Of 6 forecasts around 10 %, 1 came true; of 14 forecasts around 70 %, 10 came true." in found.words
    brier = (10 * 0.3**2 + 4 * 0.7**2 + 5 * 0.1**2 + 1 * 0.9**2) / 20
    assert found.brier == pytest.approx(brier)
    assert found.skill == pytest.approx(1 - brier / (11 / 20 * 9 / 20))
    assert f"Brier score {brier:.2f}" in found.words


def test_the_interval_of_skill_is_that_of_drawing_again() -> None:
    dice = random.Random(3)
    pairs = [(share, dice.random() < share) for share in (dice.random() for _ in range(400))]
    skill, interval = skill_over_base_rate(pairs)
    drawn = [skill_over_base_rate(dice.choices(pairs, k=400))[0] or 0.0 for _ in range(300)]
    mean = sum(drawn) / 300
    spread = sqrt(sum((one - mean) ** 2 for one in drawn) / 299)
    assert skill is not None
    assert interval is not None
    assert interval[1] - interval[0] == pytest.approx(2 * 1.96 * spread, rel=0.15)
    assert interval[0] > 0
    assert skill_over_base_rate([(0.7, True)] * 12) == (None, None)


def test_all_alike_tells_nothing_apart() -> None:
    found = told_against_come([come(0.9, True)] * 12)
    assert found.skill is None
    assert "all came out alike" in found.words


def test_the_matter_is_what_was_met_first_and_says_what_is_left() -> None:
    bank = sample_bank(100, 4)
    names = [section.id for section in bank.sections]
    met = frozenset(item.id for item in bank.items[:30])
    thin = matter({names[0]: Evidence(14, 6, 20)}, bank, met, unknown_candidates())
    assert (thin.met, thin.of, thin.fresh) == (30, 100, 70)
    assert 0 < thin.wanted < 70
    assert f"Not met yet: 70 of 100 questions. After about {thin.wanted} of them it would be sure." in thin.words
    enough = matter({name: Evidence(40, 10, 50) for name in names}, bank, met, unknown_candidates())
    assert enough.wanted == 0
    assert "by 200 questions met for the first time" in enough.words


def test_a_bank_that_was_met_whole_promises_no_number_it_cannot_give() -> None:
    bank = sample_bank(8, 4)
    every = frozenset(item.id for item in bank.items)
    firsts = {bank.sections[0].id: Evidence(4, 2, 6)}
    used = matter(firsts, bank, every, unknown_candidates())
    assert "You have met all that this bank asks" in used.words
    assert "would be sure" not in used.words
    few = matter(firsts, bank, frozenset([bank.items[0].id]), unknown_candidates())
    assert "Not met yet: 7 of 8 questions. That is too few" in few.words


def test_the_weakest_section_is_of_the_last_ten_exams_and_of_what_was_seen() -> None:
    old = [answer(f"{n}", right=False, days=50 + n, section="one") for n in range(12)]
    late = [
        answer(f"{n}-{section}", right=section == "one" or n % 2 == 0, days=n, section=section)
        for n in range(10)
        for section in ("one", "two")
    ]
    rates = recent_rates(sorted(old + late, key=lambda one: one.at))
    assert rates == {"one": Rate(10, 10), "two": Rate(5, 10)}
    assert [name for name, _ in weakest_first([("one", 1), ("new", 3), ("two", 2)], rates)] == ["two", "one", "new"]
    said = weakest_words(rates, {"two": "Second"})
    assert said.startswith("Weakest in the last ten exams: Second, 5 of 10 right, 50 % (")
    assert weakest_words({}, {}).startswith("Nothing was asked")
    assert "too few" in weakest_words({"one": Rate(1, 9)}, {})
