"""The clock on screen, warnings, time-up, pausing, leaving, and what happens when nothing can be saved."""

from datetime import timedelta
from pathlib import Path

import pytest

from exam.core.attempt import State
from exam.sitting.session import Session
from exam.sitting.walk import Counts
from exam.store import Store, StoreError
from exam.tui.sitting.dialogs import Paused, TimeUp
from exam.tui.sitting.frame import clock_reading
from exam.tui.sitting.pad import Pad
from exam.tui.sitting.question import QuestionScreen, sit_on_screen
from exam.tui.sitting.sheet import Sheet
from tests.support import FakeClock, sample_form
from tests.tui.room_desk import Desk, press, shows, sitting, tick, until

MINUTE = timedelta(minutes=1)


def test_a_low_time_is_told_by_sign_and_word() -> None:
    hour = timedelta(hours=1)
    assert clock_reading(42 * MINUTE, hour, hidden=False).text == "◷ 42:00"
    assert clock_reading(4 * MINUTE, hour, hidden=False).text == "! 4:00 left"
    assert clock_reading(4 * MINUTE, hour, hidden=False).low
    assert not clock_reading(4 * MINUTE, hour, hidden=False).last
    assert clock_reading(MINUTE, hour, hidden=False).last
    assert not clock_reading(0.5 * MINUTE, MINUTE, hidden=False).low  # half of a minute's paper
    assert clock_reading(42 * MINUTE, hour, hidden=True).text == "◷ hidden"
    assert clock_reading(None, None, hidden=False).text == "untimed"


@pytest.mark.slow
async def test_a_warning_takes_no_key_and_a_hidden_clock_comes_back(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(minutes=40), tmp_path, clock) as (app, pilot):
        await press(pilot, "t")
        await shows(pilot, "◷ hidden")
        clock.advance(20 * 60)
        tick(app)
        await shows(pilot, "20:00 left: half of the time.", "◷ hidden")
        await press(pilot, "b")
        await shows(pilot, "● B")
        clock.advance(15 * 60)
        tick(app)
        await shows(pilot, "! 5:00 left")


@pytest.mark.slow
@pytest.mark.parametrize("killed", [False, True])
async def test_a_hidden_clock_stays_hidden_after_a_resume(tmp_path: Path, clock: FakeClock, killed: bool) -> None:
    async with sitting(sample_form(minutes=40), tmp_path, clock) as (app, pilot):
        await press(pilot, "t")
        await shows(pilot, "◷ hidden")
        if not killed:
            await press(pilot, "ctrl+q")
            await until(pilot, lambda: app.over)
    clock.advance(60)
    with Store.open(tmp_path / "data") as store:
        session = Session.resume("sitting-1", store, clock)
        app = Desk(lambda desk: sit_on_screen(desk, session))
        app.session = session
        async with app.run_test(size=(80, 24)) as pilot:
            await shows(pilot, "What is question 1?", "◷ hidden")
            await press(pilot, "t")
            await shows(pilot, "◷ 40:00")
        assert not store.load("sitting-1").attempt.clock_hidden


@pytest.mark.slow
async def test_time_up_comes_by_itself_and_a_held_key_cannot_click_it_away(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "b", "n", "!")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        clock.advance(10 * 60 + 3)
        await until(pilot, lambda: isinstance(app.screen, TimeUp) or tick(app))
        page = app.screen
        assert isinstance(page, TimeUp)
        await shows(pilot, "Time is up", "1 of 5 questions answered")
        seconds = 0.0
        page._now = lambda: seconds
        page._last = 0.0
        for _ in range(20):
            seconds += 0.4
            await press(pilot, "enter")
        assert app.screen is page
        seconds += 1.5
        await press(pilot, "enter")
        await until(pilot, lambda: app.over)
        await pilot.pause()
        assert app.attempt.ended_reason == "time_up"
        assert app.attempt.ended_at == app.attempt.deadline
        assert app.attempt.of(1).response == ("1b",)


async def test_a_key_pressed_after_the_deadline_finds_the_exam_over(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        clock.advance(601)
        await press(pilot, "b")
        await until(pilot, lambda: isinstance(app.screen, TimeUp))
        assert app.attempt.of(1).response == ()


@pytest.mark.slow
async def test_time_up_over_the_sheet(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        clock.advance(60)
        tick(app)
        await shows(pilot, "◷ 9:00")
        clock.advance(600)
        tick(app)
        await until(pilot, lambda: isinstance(app.screen, TimeUp))


async def test_an_attempt_found_closed_by_time_shows_that_page_at_once(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "data") as store:
        session = Session.start("gone", sample_form(), store, clock, mode="exam")
        clock.advance(601)
        session.tick()
        app = Desk(lambda desk: sit_on_screen(desk, session))
        async with app.run_test() as pilot:
            await shows(pilot, "Time is up", "0 of 5 questions answered")


@pytest.mark.slow
async def test_leaving_keeps_the_attempt_and_stops_its_time(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "b", "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        clock.advance(60)
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: app.over)
        assert app.attempt.state is State.SUSPENDED
        assert app.attempt.left(clock.now()) == 9 * MINUTE
        assert app.attempt.of(1).response == ("1b",)


async def test_practice_pauses_and_hides_the_question(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, mode="practice") as (app, pilot):
        await shows(pilot, "Practice · Sample bank")
        await press(pilot, "ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, Paused))
        await shows(pilot, "Paused", "10:00 left")
        assert "What is question" not in app.text
        clock.advance(500)
        tick(app)
        await press(pilot, "enter")
        await shows(pilot, "What is question 1?", "◷ 10:00")
        assert app.attempt.gaps[0][1:] == (timedelta(seconds=500), "paused")


async def test_an_exam_cannot_be_paused_nor_reveal_anything(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "ctrl+p")
        await shows(pilot, "An exam cannot be paused")
        await press(pilot, "a", "space")
        await shows(pilot, "Answers are shown at the end in exam mode.")
        assert "✓" not in app.text


@pytest.mark.slow
async def test_practice_shows_key_reasons_and_what_each_option_is_then_locks(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, mode="practice", size=(100, 40)) as (app, pilot):
        await press(pilot, "space")
        await shows(pilot, "Answer first")
        await press(pilot, "b", "space")
        await shows(pilot, "✗ Incorrect: your answer is B, the key is A", "✓ A", "✗ B", "Because of reason 1.")
        await shows(pilot, "The correct answer.", "Your answer. The answer to: What is question 2? (Section 1)")
        await press(pilot, "a")
        await shows(pilot, "This answer was shown, so it is locked.")
        assert app.attempt.of(1).response == ("1b",)


@pytest.mark.slow
async def test_what_cannot_be_saved_is_said_and_the_exam_goes_on(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        assert app.session is not None
        store = app.session._store
        append = store.append

        def full(*_: object) -> None:
            raise StoreError("The disk is full. Free some space.")

        store.append = full  # type: ignore[method-assign]
        await press(pilot, "b")
        await shows(pilot, "● B", "! kept beside", "! Kept beside the database, in the witness", "is full. Free some")
        await press(pilot, "n")
        await shows(pilot, "2 of 5", "! Kept beside the database")
        assert "! kept beside" not in app.text, "this question was not answered"
        store.witness.path.unlink()
        await press(pilot, "b")
        await shows(
            pilot, "2 of 5 · ! not saved", "● B", "! Not saved yet. The exam goes on", "is full. Free some space."
        )
        await press(pilot, "s")
        await shows(pilot, "end exam", "! Not saved yet.")
        await press(pilot, "escape")
        store.append = append  # type: ignore[method-assign]
        clock.advance(30)
        tick(app)
        await until(pilot, lambda: "Not saved" not in app.text and "not saved" not in app.text)
        assert store.load("sitting-1").attempt.of(1).response == ("1b",)


async def test_the_counts_on_the_last_page_are_said_in_words() -> None:
    async with Desk(lambda desk: desk.push_screen(TimeUp(Counts(3, 1, 1, 0)))).run_test() as pilot:
        await shows(pilot, "3 of 5 questions answered. Every answer counts.", "2 had no full answer.")


async def test_the_screen_is_the_question_screen(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, extra_time=None) as (app, pilot):
        assert isinstance(app.screen, QuestionScreen)
        await shows(pilot, "untimed")
