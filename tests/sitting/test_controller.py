"""What every face asks of one sitting: where next and back go, what is warned of, what ending would lose."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from exam.core.attempt import Refused, State
from exam.sitting import controller as rules
from exam.sitting.controller import Controller, Look, TimeWarning, warnings_of
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, sample_form

MINUTE = timedelta(minutes=1)
Sit = Callable[..., Controller]


@pytest.fixture
def sit(store: Store, clock: FakeClock) -> Sit:
    def begin(*, extra_time: float | None = 1.0, **form: Any) -> Controller:
        made = sample_form(**{"minutes": 40} | form)
        return Controller(Session.start("abcd1234", made, store, clock, mode="exam", extra_time=extra_time))

    return begin


def warned_at(controller: Controller) -> list[float]:
    return [warning.left / MINUTE for warning in warnings_of(controller.attempt)]


def test_warnings_come_at_half_a_fifth_a_twentieth_and_a_minute(sit: Sit) -> None:
    assert warned_at(sit()) == [20, 8, 2, 1]


def test_extra_time_lengthens_the_last_minute_too(sit: Sit) -> None:
    assert warned_at(sit(extra_time=1.5)) == [30, 12, 3, 1.5]


def test_an_untimed_exam_warns_of_nothing(sit: Sit) -> None:
    assert warned_at(sit(extra_time=None)) == []


def test_a_warning_that_would_come_before_the_start_is_left_out(sit: Sit) -> None:
    assert warned_at(sit(minutes=1)) == [0.5, 0.2, 0.05]


def test_where_two_warnings_fall_on_one_instant_it_is_one(sit: Sit) -> None:
    assert warnings_of(sit(minutes=20).attempt)[-1] == TimeWarning(MINUTE, "one minute")


def test_a_further_warning_is_one_line(sit: Sit, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "WARN_AT", (*rules.WARN_AT, (timedelta(minutes=10), "ten minutes")))
    controller = sit()
    assert warned_at(controller) == [20, 10, 8, 2, 1]
    clock.advance(29 * 60)
    controller.look()
    clock.advance(60)
    assert controller.look().warning == TimeWarning(10 * MINUTE, "ten minutes")


def test_each_warning_comes_once_and_of_several_slept_through_the_last(sit: Sit, clock: FakeClock) -> None:
    controller = sit()
    clock.advance(20 * 60)
    assert controller.look().warning == TimeWarning(20 * MINUTE, "half of the time")
    clock.advance(60)
    assert controller.look() == Look()
    clock.advance(1065)
    assert controller.look().warning == TimeWarning(2 * MINUTE, "5 % of the time")
    clock.advance(120)
    assert controller.look() == Look(ended=True)


def test_a_section_ends_by_its_clock_and_the_next_has_warnings_of_its_own(sit: Sit, clock: FakeClock) -> None:
    controller = sit(items=4, minutes=20, section_clocks=True)
    clock.advance(600)
    assert controller.look() == Look(closed_section="Section 1")
    assert controller.walk.numbers == (3, 4)
    clock.advance(300)
    assert controller.look().warning == TimeWarning(5 * MINUTE, "half of the time")
    clock.advance(300)
    assert controller.look() == Look(ended=True)


def test_next_and_back_follow_the_walk_and_a_number_outside_it_ends_it(sit: Sit) -> None:
    controller = sit()
    assert controller.back() == "at the first"
    assert [controller.next() for _ in range(2)] == ["moved", "moved"]
    controller.flag()
    controller.go(5)
    assert controller.next() == "at the last"
    controller.begin_walk("flagged")
    assert (controller.n, controller.walk.kind) == (3, "flagged")
    assert controller.next() == "at the last"
    controller.flag()
    assert controller.walk.numbers == (3,), "a walk is fixed when it begins"
    controller.go(4)
    assert controller.walk.kind == "all"


def test_a_walk_through_nothing_is_refused_with_its_reason(sit: Sit) -> None:
    controller = sit(items=2, sections=1)
    with pytest.raises(Refused, match="No question is flagged"):
        controller.begin_walk("flagged")
    for n in (1, 2):
        controller.session.respond(n, (f"{n}a",))
    with pytest.raises(Refused, match="Every question has a full answer"):
        controller.begin_walk("incomplete")


def test_what_is_open_in_a_closed_section_only_can_be_gone_to_no_more(sit: Sit) -> None:
    controller = sit(items=2, section_clocks=True)
    controller.flag()
    controller.end()
    controller.session.respond(2, ("2a",))
    assert controller.no_walk("flagged") == "None of them can be gone to any more."
    assert controller.no_walk("incomplete") == "None of them can be gone to any more."


def test_where_there_is_no_way_back_an_open_question_is_left_at_the_second_try(sit: Sit) -> None:
    controller = sit(navigation="linear")
    assert [controller.next(), controller.n] == ["would be lost", 1]
    assert [controller.next(), controller.n] == ["moved", 2]
    assert [controller.go(3), controller.n] == ["would be lost", 2]
    controller.session.respond(2, ("2a",))
    assert controller.next() == "moved"
    with pytest.raises(Refused, match="forward only"):
        controller.back()


@pytest.mark.parametrize(
    ("response", "remark"),
    [
        ((), "Question 1 takes 2 answers; none chosen."),
        (("1a",), "Question 1 takes 2 answers; 1 chosen."),
        (("1a", "1b"), ""),
        (("1a", "1b", "1c"), "Question 1 takes 2 answers; 3 chosen."),
    ],
)
def test_too_few_or_too_many_answers_are_remarked_on(sit: Sit, response: tuple[str, ...], remark: str) -> None:
    controller = sit(choose=2)
    controller.session.respond(1, response)
    assert controller.remark == remark


def test_ending_tells_what_it_would_lose(sit: Sit) -> None:
    controller = sit(items=4, section_clocks=True)
    controller.session.respond(1, ("1a",))
    ending = controller.ending()
    assert (ending.section, ending.counts.complete, ending.counts.items) == ("Section 1", 1, 2)
    assert ending.unanswered == (2,)
    controller.end()
    ending = controller.ending()
    assert (ending.section, ending.counts.complete, ending.counts.items) == (None, 1, 4)
    assert ending.unanswered == (2, 3, 4)
    controller.end()
    assert controller.attempt.state is State.CLOSED
