"""A sitting, from its start to its end, on a real database."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exam.core.attempt import Refused, State, Status
from exam.core.events import EVENT, Mode
from exam.core.replaying import replay
from exam.sitting.session import Session
from exam.store import Store, StoreError
from tests.support import FakeClock, right, sample_form, wrong


def start(
    store: Store, clock: FakeClock, *, mode: Mode = "exam", extra_time: float | None = 1.0, **form: Any
) -> Session:
    return Session.start("abcd1234", sample_form(**form), store, clock, mode=mode, extra_time=extra_time)


def test_everything_a_sitter_did_is_there_after_leaving_and_coming_back(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    clock.advance(20)
    session.respond(1, right(session.attempt.form, 1))
    session.mark(1, True)
    session.visit(2)
    session.strike(2, "2a", True)
    session.doubt(2, True)
    session.note(2, "Ask Maria.")
    session.report(2, "Two answers are right.")
    clock.advance(10)
    session.leave()

    clock.advance(3600)
    again = Session.resume("abcd1234", store, clock)

    first, second = again.attempt.of(1), again.attempt.of(2)
    assert first.response == right(again.attempt.form, 1)
    assert first.marked
    assert second.struck == {"2a"}
    assert second.doubted
    assert (second.note, second.report) == ("Ask Maria.", "Two answers are right.")
    assert again.attempt.current == 2
    assert again.attempt.status(1) is Status.COMPLETE
    assert again.attempt.status(2) is Status.INCOMPLETE
    assert again.attempt.status(3) is Status.UNSEEN


def test_time_away_is_recorded_and_does_not_count(store: Store, clock: FakeClock) -> None:
    session = start(store, clock, minutes=10)
    clock.advance(60)
    left_at = clock.now()
    session.leave()
    clock.advance(7200)

    again = Session.resume("abcd1234", store, clock)

    assert again.left == timedelta(minutes=9)
    assert again.attempt.used(clock.now()) == timedelta(minutes=1)
    assert again.attempt.gaps == ((left_at, timedelta(hours=2), "left"),)
    clock.advance(30)
    assert again.attempt.of(1).spent == timedelta(minutes=1)
    again.visit(2)
    assert again.attempt.of(1).spent == timedelta(minutes=1, seconds=30)


def test_a_crash_costs_no_more_than_what_was_not_known_to_be_alive(tmp_path: Path, clock: FakeClock) -> None:
    crashed = Store.open(tmp_path)
    session = start(crashed, clock, minutes=10)
    clock.advance(60)
    session.respond(1, ("1a",))
    clock.advance(45)
    session.note_alive()
    clock.advance(4)
    crashed.close()  # The program is gone without having left the attempt.
    clock.advance(86_400)

    with Store.open(tmp_path) as store:
        again = Session.resume("abcd1234", store, clock)
        assert again.left == timedelta(minutes=10, seconds=-105)
        assert [reason for _, _, reason in again.attempt.gaps] == ["crashed"]
        assert again.attempt.of(1).spent == timedelta(seconds=105)


def test_an_attempt_whose_time_ran_out_before_the_crash_ends_at_its_deadline(tmp_path: Path, clock: FakeClock) -> None:
    crashed = Store.open(tmp_path)
    session = start(crashed, clock, minutes=10)
    deadline = session.attempt.deadline
    clock.advance(605)
    crashed.note_alive("abcd1234", clock.now())
    crashed.close()
    clock.advance(3600)

    with Store.open(tmp_path) as store:
        again = Session.resume("abcd1234", store, clock)
        assert again.attempt.state is State.CLOSED
        assert (again.attempt.ended_at, again.attempt.ended_reason) == (deadline, "time_up")
        assert store.history()[0].state == "closed"


def test_what_is_on_disk_is_always_what_is_on_screen(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    for n in range(1, 6):
        clock.advance(7)
        session.visit(n)
        session.choose(n, f"{n}a")
        session.choose(n, f"{n}b")
        assert store.load("abcd1234").attempt == session.attempt
    session.end()
    assert store.load("abcd1234").attempt == session.attempt


def test_the_same_answer_again_writes_nothing(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    session.choose(1, "1a")
    events = session.attempt.events
    session.choose(1, "1a")
    session.visit(1)
    session.mark(1, False)
    assert session.attempt.events == events


def test_choose_two_toggles_and_is_complete_with_exactly_two(store: Store, clock: FakeClock) -> None:
    session = start(store, clock, choose=2)
    session.choose(1, "1c")
    assert session.attempt.status(1) is Status.INCOMPLETE
    session.choose(1, "1a")
    assert session.attempt.of(1).response == ("1a", "1c"), "in the order shown, whatever came first"
    assert session.attempt.status(1) is Status.COMPLETE
    session.choose(1, "1d")
    assert session.attempt.status(1) is Status.INCOMPLETE
    session.choose(1, "1a")
    assert session.attempt.of(1).response == ("1c", "1d")


def test_extra_time_multiplies_and_untimed_has_no_end(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "one") as store:
        assert start(store, clock, minutes=10, extra_time=1.25).left == timedelta(minutes=12, seconds=30)
        assert store.load("abcd1234").attempt.extra_time == "1.25"
    with Store.open(tmp_path / "two") as store:
        session = start(store, clock, extra_time=None)
        clock.advance(10**7)
        session.tick()
        assert session.left is None
        assert session.attempt.state is State.INTERACTING


def test_an_exam_does_not_pause_and_practice_does(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "exam") as store, pytest.raises(Refused, match="cannot be paused"):
        start(store, clock).pause()
    with Store.open(tmp_path / "practice") as store:
        session = start(store, clock, mode="practice", minutes=10)
        clock.advance(60)
        session.pause()
        clock.advance(600)
        session.tick()
        with pytest.raises(Refused, match="not running"):
            session.respond(1, ("1a",))
        session.go_on()
        assert session.left == timedelta(minutes=9)
        session.pause()
        session.leave()
        assert Session.resume("abcd1234", store, clock).attempt.state is State.INTERACTING


def test_a_revealed_answer_is_locked_and_an_exam_reveals_nothing(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "practice") as store:
        session = start(store, clock, mode="practice")
        session.choose(1, "1b")
        session.reveal(1)
        with pytest.raises(Refused, match="was shown"):
            session.choose(1, "1a")
        assert session.attempt.of(1).response == ("1b",)
    with Store.open(tmp_path / "exam") as store, pytest.raises(Refused, match="at the end"):
        start(store, clock).reveal(1)


def test_notes_and_reports_are_taken_after_the_end_and_answers_are_not(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    session.end()
    session.note(3, "Read this again.")
    session.report(3, "The key is out of date.")
    with pytest.raises(Refused, match="ended"):
        session.choose(1, "1a")
    with pytest.raises(Refused, match="ended"):
        session.mark(1, True)
    with pytest.raises(Refused, match="ended"):
        session.visit(2)
    session.leave()
    again = Session.resume("abcd1234", store, clock)
    assert again.attempt.state is State.CLOSED
    assert again.attempt.of(3).note == "Read this again."


def test_a_place_or_option_that_is_not_there_is_refused_and_nothing_changes(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    before = session.attempt
    for place in (0, 6):
        with pytest.raises(Refused, match=f"no question {place}"):
            session.visit(place)
    for response in (("2a",), ("1a", "1b")):
        with pytest.raises(Refused):
            session.respond(1, response)
    with pytest.raises(Refused, match="no such option"):
        session.strike(1, "nothing", True)
    assert session.attempt is before
    assert not session.unsaved


def test_a_second_attempt_of_the_same_name_is_refused(store: Store, clock: FakeClock) -> None:
    first = start(store, clock)
    first.choose(1, wrong(first.attempt.form, 1)[0])
    with pytest.raises(StoreError):
        start(store, clock)
    assert store.load("abcd1234").attempt == first.attempt


def test_the_stored_events_make_the_attempt_again(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    session.choose(1, "1a")
    session.end()
    bodies = store._database.execute("SELECT body FROM event ORDER BY sequence").fetchall()
    events = [EVENT.validate_json(body) for (body,) in bodies]
    assert [event.kind for event in events] == ["started", "visited", "responded", "ended"]
    assert replay(session.attempt.form, events) == session.attempt
