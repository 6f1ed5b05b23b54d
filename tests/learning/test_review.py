"""When an item comes again: the fold of its results, by a scheduler that is asked directly here."""

import random
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import accumulate

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.core.results import Result
from exam.files.config import Schedule
from exam.learning.review import Grade, Memory, NoExamDay, agenda, exam_day, grade
from tests.support.clock import NOON
from tests.support.results import result

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("one", "meant"),
    [
        (result(outcome="incorrect"), "again"),
        (result(outcome="omitted"), "again"),
        (result(doubted=True, seconds=10.0), "hard"),
        (result(seconds=110.0), "hard"),
        (result(), "good"),
        (result(seconds=30.0), "easy"),
        (result(seconds=30.0, marked=True), "good"),
        (result(seconds=30.0, change="wrong_to_right"), "good"),
    ],
)
def test_a_result_is_taken_for_a_grade(one: Result, meant: Grade) -> None:
    assert grade(one) == meant


def test_a_card_is_what_the_scheduler_itself_makes_of_the_same_grades() -> None:
    past = [
        result("a", outcome, day) for day, outcome in ((0, "correct"), (3, "incorrect"), (4, "correct"), (9, "correct"))
    ]
    scheduler = fsrs.Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    ratings = (fsrs.Rating.Good, fsrs.Rating.Again, fsrs.Rating.Good, fsrs.Rating.Good)
    logs = [
        fsrs.ReviewLog(card_id=7, rating=rating, review_datetime=one.at, review_duration=None)
        for one, rating in zip(past, ratings, strict=True)
    ]
    wanted = scheduler.reschedule_card(fsrs.Card(card_id=7, due=NOON), logs)
    now = NOON + 10 * DAY
    (card,) = (*agenda(past, now).due, *agenda(past, now).later)
    assert card.due == wanted.due.date()
    assert (card.stability, card.difficulty) == (wanted.stability, wanted.difficulty)
    assert card.known == scheduler.get_card_retrievability(wanted, now)
    assert (card.reviews, card.lapses) == (4, 1)


@pytest.mark.parametrize("seed", range(12))
def test_of_an_item_asked_hundreds_of_times_every_review_counts(seed: int) -> None:
    dice = random.Random(seed)
    days = accumulate(dice.choice((1, 1, 2, 3, 7)) for _ in range(200))
    past = [result("a", "correct" if dice.random() < 0.97 else "incorrect", day) for day in days]
    card = fsrs.Card(card_id=7, due=NOON)
    scheduler = fsrs.Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    for one in past:
        card, _ = scheduler.review_card(card, fsrs.Rating.Good if one.right else fsrs.Rating.Again, one.at)
    found = agenda(past, past[-1].at)
    assert [(one.due, one.reviews) for one in (*found.due, *found.later)] == [(card.due.date(), 200)]


def test_the_same_past_gives_the_same_agenda_and_order_does_not_matter() -> None:
    past = [result(item, "correct", day) for item in "abc" for day in (0, 2, 7)]
    assert agenda(past, NOON + 8 * DAY) == agenda(past[::-1], NOON + 8 * DAY)


def test_what_was_wrong_is_due_the_next_day_and_better_answers_wait_longer() -> None:
    past = [
        result("again", "incorrect"),
        result("hard", doubted=True),
        result("good"),
        result("easy", seconds=20.0),
    ]
    today = agenda(past, NOON + timedelta(hours=1))
    assert today.due == ()
    assert [card.item for card in today.later] == ["again", "hard", "good", "easy"]
    assert sum(count for _, count in today.ahead) == 4
    assert "again" in [card.item for card in agenda(past, NOON + timedelta(hours=13)).due], "by date, not by hour"


def test_today_is_the_learners_own() -> None:
    past = [result("a", "incorrect")]
    evening = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert agenda(past, evening).due == ()
    assert agenda(past, evening.astimezone(timezone(timedelta(hours=2)))).today == date(2026, 3, 3)
    assert len(agenda(past, evening.astimezone(timezone(timedelta(hours=2)))).due) == 1


def test_an_exam_date_brings_everything_up_once_more_before_it() -> None:
    past = [result("a", seconds=10.0), result("a", day=5, seconds=10.0), result("b", day=5)]
    now = NOON + 6 * DAY
    free = {card.item: card.due for card in agenda(past, now).later}
    exam = free["a"] - timedelta(days=3)
    bound = {card.item: card.due for card in agenda(past, now, Schedule(exam)).later}
    assert bound["a"] == exam - DAY
    assert all(due < exam for due in bound.values())
    assert {card.item: card.due for card in agenda(past, now, Schedule(date(2026, 3, 1))).later} == free, (
        "that exam is over"
    )


def test_a_drill_out_of_turn_moves_nothing_unless_asked() -> None:
    sat = [result("a", day=0), result("a", day=30)]
    due = agenda(sat, NOON + 31 * DAY).later[0].due
    drilled = [*sat, result("a", "incorrect", day=31, drill=True)]
    assert agenda(drilled, NOON + 31 * DAY).later[0].due == due
    asked = agenda(drilled, NOON + 31 * DAY, Schedule(drills=True)).later[0]
    assert asked.due < due
    assert (asked.reviews, asked.lapses) == (3, 1)
    late = [result("a", day=0), result("a", "incorrect", day=60, drill=True)]
    (card,) = agenda(late, NOON + 60 * DAY).later
    assert (card.reviews, card.lapses) == (2, 1), "it was due, so it counts"


def test_the_least_known_comes_first() -> None:
    past = [result("old", day=0), result("wrong", "incorrect", day=30), result("older", "incorrect", day=0)]
    due = agenda(past, NOON + 60 * DAY).due
    assert [card.known for card in due] == sorted(card.known for card in due)
    assert due[0].item == "older"


@pytest.mark.parametrize("typed", ["soon", "2026-13-01", "2026-02-30", "1.5.2026", "26-05-01", "2026-05", "2026-٣-01x"])
def test_what_is_no_date_is_no_day_of_an_exam(typed: str) -> None:
    with pytest.raises(NoExamDay) as refused:
        exam_day(typed, NOON.date())
    assert not refused.value.over


def test_an_exam_can_be_today_and_later_and_is_on_no_day_where_nothing_was_typed() -> None:
    assert exam_day(" 2026-03-02 ", NOON.date()) == NOON.date()
    assert exam_day("2026-5-1", NOON.date()) == date(2026, 5, 1)
    assert exam_day("", NOON.date()) is None
    with pytest.raises(NoExamDay) as refused:
        exam_day("2026-03-01", NOON.date())
    assert refused.value.over


@given(
    days=st.integers(0, 400),
    stability=st.floats(0.1, 3_000),
    later=st.integers(0, 60),
)
def test_a_memory_is_forgotten_as_the_scheduler_forgets_it(days: int, stability: float, later: int) -> None:
    memory = Memory(NOON.date(), stability, 5.0)
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    on = NOON.date() + timedelta(days=days)
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    assert memory.known(on) == pytest.approx(scheduler.get_card_retrievability(memory.card(), at))
    assert memory.known(on + timedelta(days=later)) <= memory.known(on)
