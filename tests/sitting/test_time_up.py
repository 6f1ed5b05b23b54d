"""The end of time: recorded at the deadline, once, whoever notices it and when."""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from exam.core.attempt import Attempt, Refused, State
from exam.core.events import Ended, Event, Responded
from exam.core.replaying import replay
from exam.core.scoring import score
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, right, sample_form
from tests.support.clock import NOON

FORM = sample_form(minutes=1)
MS = 0.001


def start(store: Store, clock: FakeClock) -> Session:
    return Session.start("abcd1234", FORM, store, clock, mode="exam")


def test_time_up_is_at_the_deadline_and_not_when_it_was_noticed(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    deadline = session.attempt.deadline
    session.choose(1, "1a")
    clock.advance(61.7)
    session.tick()
    assert (session.attempt.state, session.attempt.ended_reason) == (State.CLOSED, "time_up")
    assert session.attempt.ended_at == deadline
    assert session.left == timedelta()
    assert session.attempt.used(clock.now()) == timedelta(minutes=1)
    assert store.history()[0].ended_at == deadline


@pytest.mark.parametrize("off", [-50 * MS, -1 * MS, 0.0, 1 * MS, 50 * MS])
def test_a_key_around_the_deadline_counts_up_to_it(store: Store, clock: FakeClock, off: float) -> None:
    session = start(store, clock)
    clock.advance(60 + off)
    if off < 0:
        session.choose(1, "1a")
        assert session.attempt.of(1).response == ("1a",)
        return
    with pytest.raises(Refused, match="has ended"):
        session.choose(1, "1a")
    assert session.attempt.ended_reason == "time_up"
    assert session.attempt.of(1).response == ()


def test_submitting_twice_or_late_gives_one_result(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    clock.advance(30)
    session.end()
    submitted = session.attempt
    clock.advance(60)
    session.end()
    session.end("abandoned")
    session.tick()
    assert session.attempt is submitted
    assert submitted.ended_reason == "submitted"


def test_submitting_after_the_deadline_finds_time_up(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    clock.advance(60.05)
    session.end()
    assert (session.attempt.ended_reason, session.attempt.ended_at) == ("time_up", session.attempt.deadline)


def test_leaving_after_the_deadline_ends_the_attempt_and_lets_go_of_it(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as one, Store.open(tmp_path) as other:
        session = start(one, clock)
        clock.advance(61)
        session.leave()
        assert session.attempt.ended_reason == "time_up"
        assert other.claim("abcd1234").attempt.state is State.CLOSED


def test_a_suspended_attempt_has_its_time_whenever_it_is_resumed(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    clock.advance(59)
    session.leave()
    clock.advance(10**6)
    again = Session.resume("abcd1234", store, clock)
    assert again.left == timedelta(seconds=1)
    again.choose(1, "1a")
    clock.advance(1)
    again.tick()
    assert again.attempt.ended_at == clock.now()


def test_a_stopped_program_wakes_up_to_a_closed_attempt(store: Store, clock: FakeClock) -> None:
    """SIGSTOP, or a machine that slept: the running clock jumps, and what was answered before counts."""
    session = start(store, clock)
    clock.advance(5)
    session.choose(1, right(FORM, 1)[0])
    deadline = session.attempt.deadline
    clock.advance(8 * 3600)
    with pytest.raises(Refused):
        session.choose(2, right(FORM, 2)[0])
    assert session.attempt.ended_at == deadline
    assert score(session.attempt).score.correct == 1


@pytest.mark.parametrize("hour", [-3600, 3600])
def test_setting_the_wall_clock_moves_no_time_and_is_written_down(store: Store, clock: FakeClock, hour: float) -> None:
    session = start(store, clock)
    clock.advance(10)
    clock.move_wall(hour)
    session.tick()
    session.tick()
    assert session.left == timedelta(seconds=50)
    assert session.attempt.clock_shifts == (hour,)
    clock.move_wall(-hour)
    clock.advance(50)
    session.tick()
    assert session.attempt.ended_reason == "time_up"
    assert session.attempt.clock_shifts == (hour,), "at the deadline there is nothing left to write"


def test_a_wall_clock_that_is_corrected_by_a_second_is_not_worth_a_word(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    clock.move_wall(1.5)
    session.tick()
    assert session.attempt.clock_shifts == ()


@pytest.mark.parametrize("leaves", [True, False])
def test_a_wall_clock_set_back_between_two_sittings_gives_no_time_away(
    tmp_path: Path, clock: FakeClock, leaves: bool
) -> None:
    first = Store.open(tmp_path)
    session = start(first, clock)
    clock.advance(20)
    session.choose(1, "1a")
    if leaves:
        session.leave()
    first.close()

    hour_ago = FakeClock(clock.now() - timedelta(hours=1))
    with Store.open(tmp_path) as store:
        again = Session.resume("abcd1234", store, hour_ago)
        assert again.left == timedelta(seconds=40)
        assert again.attempt.clock_shifts == (-3600.0,)
        hour_ago.advance(15)
        assert again.left == timedelta(seconds=25), "time runs on, though the wall clock shows what is past"
        again.choose(2, "2a")
        hour_ago.advance(25)
        again.tick()
        assert again.attempt.ended_reason == "time_up"


class LogOnly:
    """A store that keeps events in memory and does nothing else: for a thousand sittings in a second."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.alive_at: datetime | None = None
        self.attempt: Attempt | None = None

    def create(self, _identifier: str, attempt: Attempt, started: Event) -> None:
        self.events, self.attempt, self.alive_at = [started], attempt, started.at

    def append(self, _identifier: str, sequence: int, event: Event, after: Attempt) -> None:
        assert sequence == len(self.events)
        self.events.append(event)
        self.attempt = after

    def claim(self, identifier: str) -> SimpleNamespace:
        return SimpleNamespace(id=identifier, attempt=self.attempt, alive_at=self.alive_at)

    def note_alive(self, _identifier: str, at: datetime) -> None:
        self.alive_at = at

    def release(self, _identifier: str) -> None:
        pass

    def patient(self) -> AbstractContextManager[None]:
        return nullcontext()


@pytest.mark.slow
def test_a_thousand_schedules_around_the_deadline_have_one_result_each() -> None:
    """Answers, ticks, beats, leaving, crashing and submitting in any order, closest together around the deadline."""
    ends = {"time_up": 0, "submitted": 0}
    for seed in range(1000):
        with telling(seed):
            dice, clock, kept = random.Random(seed), FakeClock(), LogOnly()
            store = cast(Any, kept)
            session = start(store, clock)
            sat, given = 0.0, {}
            while session.attempt.state is not State.CLOSED:
                pause = dice.choice([0.02, 0.05, 0.5, 5.0, 20.0]) if sat < 59 else dice.choice([0.001, 0.01, 0.05])
                pause = min(pause, max(60 - sat - 0.05, 0.01))
                clock.advance(pause)
                sat += pause
                match dice.randrange(12):
                    case 0:
                        session.leave()
                    case 1:
                        session.note_alive()
                        clock.advance(dice.choice([0, 100]))
                    case 2 if dice.random() < 0.1:
                        session.end()
                        session.end()
                    case 3 | 4:
                        session.tick()
                    case _:
                        n = dice.randrange(1, 6)
                        option = f"{n}{dice.choice('abcd')}"
                        with suppress(Refused):
                            session.choose(n, option)
                            given[n] = option
                if session.attempt.state is State.SUSPENDED or dice.random() < 0.05:
                    clock.advance(dice.choice([0.01, 1, 3600]))
                    session = Session.resume("abcd1234", store, clock)
                    sat = session.attempt.used(clock.now()).total_seconds()
            one_result(session, kept.events, given)
            ends[str(session.attempt.ended_reason)] += 1
    assert ends["time_up"] > 400
    assert ends["submitted"] > 50


def one_result(session: Session, events: list[Event], given: dict[int, str]) -> None:
    attempt = session.attempt
    deadline, ended_at = attempt.deadline, attempt.ended_at
    assert deadline is not None
    assert ended_at is not None
    assert sum(isinstance(event, Ended) for event in events) == 1
    assert isinstance(events[-1], Ended)
    assert {n: attempt.of(n).response[0] for n in given} == given, "each answer that was taken counts"
    assert all(event.at <= deadline for event in events if isinstance(event, Responded))
    if attempt.ended_reason == "time_up":
        assert ended_at == deadline
        assert attempt.used(ended_at) == timedelta(minutes=1)
    else:
        assert ended_at <= deadline
    assert replay(FORM, events) == attempt


@contextmanager
def telling(seed: int) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        error.add_note(f"in schedule {seed}")
        raise


def test_sections_close_at_their_own_deadlines_whoever_notices_when(store: Store, clock: FakeClock) -> None:
    form = sample_form(6, 3, minutes=3, section_clocks=True)
    session = Session.start("clocks", form, store, clock, mode="exam")
    session.choose(1, "1a")
    clock.advance(61)
    with pytest.raises(Refused, match="This section is closed"):
        session.choose(1, "1b")
    assert (session.attempt.section, session.attempt.current) == ("section-2", 3)
    assert session.left == timedelta(seconds=59)
    session.close_section()
    assert session.left == timedelta(seconds=60), "what was not used is gone"
    clock.advance(61)
    session.tick()
    assert session.attempt.ended_reason == "time_up"
    assert session.attempt.ended_at == NOON + timedelta(seconds=121)
    assert store.load("clocks").attempt == session.attempt


def test_a_machine_that_slept_through_all_sections_ends_once(store: Store, clock: FakeClock) -> None:
    session = Session.start("slept", sample_form(6, 3, minutes=3, section_clocks=True), store, clock, mode="exam")
    clock.advance(10_000)
    session.tick()
    assert session.attempt.ended_at == NOON + timedelta(minutes=3)
    assert session.attempt.closed_sections == {"section-1", "section-2"}


def test_a_crash_after_a_sections_end_is_resumed_in_the_next(store: Store, clock: FakeClock) -> None:
    session = Session.start("crashed", sample_form(6, 3, minutes=3, section_clocks=True), store, clock, mode="exam")
    clock.advance(59)
    session.note_alive()
    clock.advance(11)
    session._store.note_alive("crashed", clock.now())
    store.release("crashed")
    clock.advance(500)
    again = Session.resume("crashed", store, clock)
    assert again.attempt.section == "section-2"
    assert again.left == timedelta(seconds=50)
