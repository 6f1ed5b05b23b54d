"""Sections with clocks of their own, and forms that go forward only, as a sitter meets them."""

from pathlib import Path

import pytest

from exam.core.attempt import State
from exam.tui.begin.screen import rules
from exam.tui.sitting.dialogs import Ask
from exam.tui.sitting.grid import Navigator
from exam.tui.sitting.question import QuestionScreen
from exam.tui.sitting.sheet import Sheet
from tests.support import FakeClock, sample_form
from tests.tui.room_desk import press, shows, sitting, tick, until

FORM = sample_form(6, 3, minutes=30, section_clocks=True)


def test_the_rules_promise_no_way_back_that_a_closed_section_bars() -> None:
    told = rules(FORM, "exam", 1.0, "Space")
    assert "Go back, flag and change answers within a section, until it closes." in told
    assert not any("until the end" in rule for rule in told)


@pytest.mark.slow
async def test_the_clock_is_the_sections_and_the_next_section_begins_by_itself(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(FORM, tmp_path, clock) as (app, pilot):
        await shows(pilot, "Section 1 of 3 · Section 1", "◷ 10:00")
        await press(pilot, "b", "n", "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await shows(pilot, "Section 2 – later", "e end section")
        clock.advance(600)
        tick(app)
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await shows(pilot, "What is question 3?", "Section 2 of 3", "◷ 10:00", "Time is up for Section 1.")
        await press(pilot, "p")
        await shows(pilot, "3 of 6")
        assert app.attempt.of(1).response == ("1b",)
        clock.advance(600)
        tick(app)
        clock.advance(600)
        tick(app)
        await shows(pilot, "Time is up", "1 of 6 questions answered")
        assert app.attempt.state is State.CLOSED


@pytest.mark.slow
async def test_a_section_is_ended_from_the_sheet_and_stays_closed(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(FORM, tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "n", "n")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await shows(pilot, "End Section 1?", "1 of 2 answered", "1 question without a full answer")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await press(pilot, "y")
        await shows(pilot, "Section 1 is closed. Section 2 begins.", "What is question 3?", "◷ 10:00")
        assert app.attempt.left(clock.now()) is not None
        await press(pilot, "home", "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await shows(pilot, "Section 1 – closed", "Section 3 – later")
        await press(pilot, "up", "enter")
        await shows(pilot, "This section is closed.")
        await press(pilot, "down", "down", "enter")
        await shows(pilot, "'Section 3' has not begun")
        await press(pilot, "escape", "g")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await press(pilot, "left", "enter")
        await shows(pilot, "This section is closed.", "What is question 3?")


@pytest.mark.slow
async def test_a_key_pressed_as_the_section_closes_answers_nothing_in_the_next(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(FORM, tmp_path, clock) as (app, pilot):
        clock.advance(601)
        await press(pilot, "c")
        await shows(pilot, "What is question 3?", "Time is up for Section 1.")
        assert all(not app.attempt.of(n).response for n in range(1, 7))


@pytest.mark.slow
async def test_warnings_and_a_hidden_clock_go_by_the_section(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(FORM, tmp_path, clock) as (app, pilot):
        await press(pilot, "t")
        await shows(pilot, "◷ hidden")
        clock.advance(299)
        tick(app)
        clock.advance(1)
        tick(app)
        await shows(pilot, "5:00 left: half of the time.", "◷ 5:00")


@pytest.mark.slow
async def test_the_last_section_ends_with_the_exam(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(2, 2, minutes=4, section_clocks=True), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "n")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await press(pilot, "y")
        await shows(pilot, "Section 2 of 2")
        await press(pilot, "b", "n")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await shows(pilot, "e end exam")
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await press(pilot, "y")
        await until(pilot, lambda: app.attempt.state is State.CLOSED)


@pytest.mark.slow
async def test_a_form_that_goes_forward_only_asks_before_it_loses_a_question(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(navigation="linear"), tmp_path, clock) as (app, pilot):
        assert "← back" not in app.text
        await press(pilot, "n")
        await shows(pilot, "1 of 5", "No full answer yet, and no way back. ↵ again goes on.")
        await press(pilot, "n")
        await shows(pilot, "2 of 5")
        await press(pilot, "p")
        await shows(pilot, "This exam goes forward only.")
        await press(pilot, "b", "n")
        await shows(pilot, "3 of 5")
        await press(pilot, "home")
        await shows(pilot, "This exam goes forward only.", "3 of 5")
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "left", "enter")
        await shows(pilot, "This exam goes forward only.")
        await press(pilot, "i")
        await shows(pilot, "This exam goes forward only, one question after the other.", "Review")


@pytest.mark.slow
async def test_pace_is_told_on_wish(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(10, 2, minutes=20), tmp_path, clock) as (_, pilot):
        clock.advance(240)
        await press(pilot, "w")
        await shows(pilot, "4 min behind an even pace. 0 of 10 answered.")
        await press(pilot, "a", "n", "a", "n", "a", "w")
        await shows(pilot, "2 min ahead of an even pace. 3 of 10 answered.")
        clock.advance(120)
        await press(pilot, "w")
        await shows(pilot, "On an even pace.")


@pytest.mark.slow
async def test_pace_in_a_timed_section_is_the_sections(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(FORM, tmp_path, clock) as (_, pilot):
        await press(pilot, "a", "w")
        await shows(pilot, "5 min ahead of an even pace in this section.")


async def test_pace_without_a_limit(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, extra_time=None) as (_, pilot):
        await press(pilot, "w")
        await shows(pilot, "Untimed. 0 of 5 answered.")
