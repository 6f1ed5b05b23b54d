"""The plan to the exam: what comes first, what fits into the minutes, when a mock is, and what is left out."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from exam.core.bank import Bank
from exam.core.results import Result
from exam.files.config import Schedule
from exam.learning.drills import Pending, pending_of
from exam.learning.evidence import gather_evidence
from exam.learning.foresight import MOCK_BEFORE, Ahead, Foresight, foresee, mock_days
from exam.learning.plan import look_ahead
from exam.learning.portion import own_pace, portion_of, unseen_first
from exam.learning.stakes import stakes_from
from tests.support.clock import NOON
from tests.support.forms import sample_bank
from tests.support.results import answers_of, result

PRESET: list[dict[str, Any]] = [{"id": "standard", "title": "Standard", "items": 8}]
BANK = sample_bank(40, 4, blueprint=PRESET)
MINUTE = 60.0


def past_of(*, days_ago: float, missed: int, right: int, first: int = 1, bank: Bank = BANK) -> list[Result]:
    """A paper that took a minute a question."""
    items = [f"item-{n}" for n in range(first, first + missed + right)]
    at = NOON - timedelta(days=days_ago)
    return [
        result(
            item, "incorrect" if place < missed else "correct", attempt=f"{days_ago}", n=place + 1, seconds=MINUTE,
            section=bank.section_of[item].id, first=True, at=at,
        )
        for place, item in enumerate(items)
    ]  # fmt: skip


def ahead_of(past: list[Result], *, days: int | None = 20, minutes: int = 10, bank: Bank = BANK) -> Ahead:
    day = None if days is None else (NOON + timedelta(days=days)).date()
    schedule = Schedule(day, minutes=minutes)
    pending = pending_of(bank, past, NOON, schedule)
    stakes = stakes_from(bank, bank.blueprints[0], gather_evidence(answers_of(past), NOON), NOON)
    latest = max((one.at for one in past), default=None)
    return look_ahead(pending, stakes, schedule, NOON, latest)[0]


def pending(past: list[Result]) -> Pending:
    return pending_of(BANK, past, NOON, Schedule())


def test_first_what_is_due_then_what_was_missed_then_what_was_never_met() -> None:
    # Answered ten days ago: all due. Missed this morning: not due before tomorrow.
    past = [*past_of(days_ago=10, missed=3, right=2), *past_of(days_ago=0.1, missed=2, right=0, first=6)]
    portion = portion_of(pending(past), {"section-3": 0.5, "section-2": 0.1}, 30, NOON, pace=MINUTE)
    reasons = list(portion.items.values())
    assert reasons == ["due"] * 5 + ["missed"] * 2 + ["unseen"] * 21
    assert set(list(portion.items)[:5]) == {f"item-{n}" for n in range(1, 6)}
    assert set(list(portion.items)[5:7]) == {"item-6", "item-7"}
    assert [BANK.section_of[item].id for item in list(portion.items)[7:]] == (
        ["section-3"] * 10 + ["section-2"] * 10 + ["section-1"]
    )
    assert portion.spent == 2, "two minutes of today went already"


def test_unmet_questions_come_in_the_order_of_the_points_that_they_may_win() -> None:
    found = unseen_first(pending(past_of(days_ago=1, missed=1, right=0)), {"section-4": 0.3, "section-1": 0.2})
    sections = [BANK.section_of[item].id for item in found]
    assert sections == ["section-4"] * 10 + ["section-1"] * 9 + ["section-2"] * 10 + ["section-3"] * 10


def test_today_is_no_longer_than_the_minutes_at_the_learners_own_pace() -> None:
    past = [one._replace(seconds=90.0) for one in past_of(days_ago=10, missed=20, right=10)]
    assert own_pace(past) == 90
    portion = portion_of(pending(past), {}, 15, NOON)
    assert (len(portion.items), portion.expected) == (10, 15)


@pytest.mark.parametrize(
    ("seconds", "pace"), [([], 72.0), ([30.0] * 9, 72.0), ([30.0] * 10, 30.0), ([4000.0] * 10, 600.0)]
)
def test_a_pace_is_believed_from_ten_answers_on_and_within_reason(seconds: list[float], pace: float) -> None:
    assert own_pace([result(seconds=each) for each in seconds]) == pace


def test_a_portion_that_was_done_is_not_asked_again() -> None:
    past = past_of(days_ago=0.1, missed=0, right=12)
    assert portion_of(pending(past), {}, 10, NOON, pace=MINUTE).words == "nothing left to do today"


def test_of_siblings_one_is_asked_a_day() -> None:
    bank = sample_bank(40, 4, blueprint=PRESET, schema=2)
    sections = tuple(
        section.model_copy(update={"items": tuple(item.model_copy(update={"number": 1}) for item in section.items)})
        for section in bank.sections[:1]
    )
    shared = bank.model_copy(update={"sections": (*sections, *bank.sections[1:])})
    found = pending_of(shared, [], NOON, Schedule())
    portion = portion_of(found, {"section-1": 1.0}, 60, NOON, pace=MINUTE)
    assert len(portion.items) == 31, "the ten of section 1 are points of one question"


@pytest.mark.parametrize("days", range(1, 41))
def test_the_last_mock_leaves_time_to_mend_and_none_follows_another_closely(days: int) -> None:
    ahead = replace(ahead_of(past_of(days_ago=20, missed=4, right=6), days=days), mock_minutes=10.0, minutes=30)
    assert ahead.exam_date is not None
    found = sorted(mock_days(ahead))
    if days > MOCK_BEFORE:
        assert found[-1] == ahead.exam_date - timedelta(days=MOCK_BEFORE)
    assert all((later - day).days == 7 for day, later in pairwise(found))
    assert all(ahead.today <= day < ahead.exam_date for day in found)


def test_mocks_take_a_third_of_the_minutes_at_most() -> None:
    ahead = replace(ahead_of(past_of(days_ago=20, missed=4, right=6), days=29, minutes=10), mock_minutes=45.0)
    assert len(mock_days(ahead)) == 2  # 29 days of 10 minutes: a third is 96 minutes
    assert mock_days(replace(ahead, mock_minutes=100.0)) == frozenset()


def test_one_who_sat_the_paper_yesterday_is_not_asked_to_sit_it_today() -> None:
    assert NOON.date() + timedelta(days=1) not in mock_days(
        replace(ahead_of(past_of(days_ago=1, missed=5, right=5), days=3))
    )


def test_every_day_fits_into_the_minutes_and_the_sum_of_what_is_met_is_the_bank() -> None:
    past = past_of(days_ago=3, missed=5, right=5)
    found = foresee(ahead_of(past, days=30, minutes=10))
    assert len(found.days) == 30
    for day in found.days:
        if not day.mock:
            assert day.review + day.missed + day.new <= 10
            assert day.minutes <= 10
    assert found.suffices
    assert sum(day.new for day in found.days) <= 30, "the other ten were met"


def test_where_the_days_do_not_suffice_what_costs_least_is_left_out() -> None:
    past = past_of(days_ago=3, missed=5, right=5)
    ahead = replace(ahead_of(past, days=4, minutes=5), each={"section-2": 0.3, "section-3": 0.2, "section-4": 0.1})
    found: Foresight = foresee(ahead)
    assert not found.suffices
    assert found.unmet["section-4"] == 10
    assert found.unmet["section-2"] <= found.unmet["section-3"] <= found.unmet["section-4"]


def test_the_same_past_gives_the_same_plan() -> None:
    past = past_of(days_ago=3, missed=5, right=5)
    assert foresee(ahead_of(past)) == foresee(ahead_of(past))


@pytest.mark.parametrize(("days", "length"), [(None, 14), (0, 0), (1, 1), (40, 40), (400, 120), (-3, 14)])
def test_it_is_planned_up_to_the_eve_of_the_exam(days: int | None, length: int) -> None:
    found = foresee(ahead_of(past_of(days_ago=3, missed=5, right=5), days=days))
    assert [day.day for day in found.days] == [NOON.date() + timedelta(days=step) for step in range(length)]
