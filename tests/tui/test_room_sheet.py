"""The review sheet, the walks from it, the navigator, and the end."""

from pathlib import Path

import pytest

from exam.core.attempt import State
from exam.tui.sitting.dialogs import Ask
from exam.tui.sitting.grid import Navigator
from exam.tui.sitting.question import QuestionScreen
from exam.tui.sitting.sheet import Sheet
from tests.support import FakeClock, sample_form
from tests.tui.room_desk import press, shows, sitting, until


@pytest.mark.slow
async def test_the_sheet_counts_and_its_grid_stands_by_section(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "n", "f", "n", "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await shows(pilot, "4 questions not answered", "Section 1", "Section 2", "● 1", "◐ 2 ⚑", "· 4")
        await shows(pilot, "● 1 answered", "◐ 2 incomplete", "· 2 unseen", "⚑ 1 flagged", "◷ 10:00")
        await press(pilot, "right", "enter")
        await shows(pilot, "What is question 4?")


@pytest.mark.slow
async def test_a_filtered_walk_is_frozen_when_it_begins(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "n", "n", "c", "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "i")
        await shows(pilot, "incomplete 1 of 3", "2 of 5")
        await press(pilot, "a")
        await shows(pilot, "incomplete 1 of 3", "● A")
        await press(pilot, "n")
        await shows(pilot, "incomplete 2 of 3", "4 of 5")
        await press(pilot, "p")
        await shows(pilot, "incomplete 1 of 3", "2 of 5")
        await press(pilot, "n", "n", "n")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "a")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen) and "incomplete 1" not in app.text)


@pytest.mark.slow
async def test_a_walk_through_nothing_is_refused_with_a_word(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "f")
        await shows(pilot, "No question is flagged.")
        await press(pilot, "escape")
        await shows(pilot, "What is question 1?")


@pytest.mark.slow
async def test_the_end_asks_and_asks_again_while_something_is_open(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "e")
        await shows(pilot, "End the exam?", "1 of 5 answered", "4 unseen", "0 flagged")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await press(pilot, "right", "enter")
        await shows(pilot, "4 questions without a full answer", "End all the same")
        await press(pilot, "n")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        assert app.attempt.state is State.INTERACTING
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await press(pilot, "y")
        await shows(pilot, "4 questions without a full answer")
        await press(pilot, "y")
        await until(pilot, lambda: app.over)
        assert app.attempt.ended_reason == "submitted"


@pytest.mark.slow
async def test_with_everything_answered_the_end_asks_once(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(items=3), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "n", "a", "n", "a", "n")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await shows(pilot, "everything is answered")
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await press(pilot, "y")
        await until(pilot, lambda: app.over)
        assert app.attempt.state is State.CLOSED


@pytest.mark.slow
async def test_enter_at_the_last_question_goes_to_what_is_open_and_then_to_the_end(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(sample_form(items=3), tmp_path, clock) as (app, pilot):
        await press(pilot, "enter", "a", "enter", "a", "enter")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await press(pilot, "enter")
        await shows(pilot, "What is question 1?")
        await press(pilot, "a", "end", "enter")
        await shows(pilot, "› End the exam")
        await press(pilot, "enter")
        await shows(pilot, "End the exam?", "3 of 3 answered")
        await press(pilot, "escape", "up")
        await shows(pilot, "  End the exam")
        await press(pilot, "down", "down")
        await shows(pilot, "› End the exam")
        await press(pilot, "enter", "y")
        await until(pilot, lambda: app.over)
        assert app.attempt.ended_reason == "submitted"


@pytest.mark.slow
async def test_a_held_enter_ends_nothing_and_comes_back_to_no_question(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(items=2), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "enter", "a", *["enter"] * 9)
        await until(pilot, lambda: not isinstance(app.screen, QuestionScreen))
        assert app.attempt.current == 2
        assert app.attempt.state is State.INTERACTING


@pytest.mark.slow
async def test_a_last_question_left_open_is_not_gone_back_to_by_enter(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(items=2), tmp_path, clock) as (_, pilot):
        await press(pilot, "a", "enter", "enter")
        await shows(pilot, "› End the exam", "1 question not answered")
        await press(pilot, "enter")
        await shows(pilot, "End the exam?", "1 of 2 answered")


@pytest.mark.slow
async def test_the_navigator_lies_over_a_narrow_screen(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(items=12), tmp_path, clock) as (app, pilot):
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await press(pilot, "down", "enter")
        await shows(pilot, "11 of 12")
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await press(pilot, "escape")
        await shows(pilot, "11 of 12", "↵ next")


@pytest.mark.slow
async def test_the_navigator_stands_beside_a_wide_question_and_follows(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(items=12), tmp_path, clock, size=(120, 30)) as (app, pilot):
        await press(pilot, "g")
        await shows(pilot, "Questions", "· 12", "What is question 1?")
        await press(pilot, "b", "n")
        await shows(pilot, "●  1", "◐  2", "What is question 2?")
        rows = app.text.split("\n")
        row = next(y for y, line in enumerate(rows) if "· 12" in line)
        await pilot.click(offset=(rows[row].index("· 12") + 1, row))
        await shows(pilot, "12 of 12")
        await press(pilot, "tab", "left", "enter")
        await shows(pilot, "11 of 12")
        await press(pilot, "g")
        await until(pilot, lambda: "Questions" not in app.text)
        await pilot.resize_terminal(80, 24)
        await shows(pilot, "11 of 12")
