"""Text that is selected with the mouse and copied, where a click picks something and where it does not."""

from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from exam.tui.app import ExamApp
from tests.support import FakeClock, sample_form
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of
from tests.tui.room_desk import press, shows, sitting
from tests.tui.test_app_looks import MISSED, sit


def place_of(app: App[Any], text: str) -> tuple[int, int]:
    """Column and row in which a text begins on the screen."""
    rows = text_of(app).split("\n")
    y = next(y for y, row in enumerate(rows) if text in row)
    return rows[y].index(text), y


async def drag(pilot: Pilot[Any], start: tuple[int, int], end: tuple[int, int]) -> None:
    """From one cell to another, both of them included."""
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)
    await pilot.pause()


async def test_a_drag_over_a_question_copies_its_text_and_chooses_nothing(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await shows(pilot, "What is question 1?")
        x, y = place_of(app, "Option 1b")
        await drag(pilot, (x, y), (x + 5, y))
        await shows(pilot, "Copied 6 characters")
        assert app.clipboard == "Option"
        assert app.attempt.of(1).response == ()
        await pilot.click(offset=(x, y))
        await shows(pilot, "● B")
        assert app.screen.get_selected_text() is None


async def test_what_is_selected_may_go_over_several_rows_from_below_to_above(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await shows(pilot, "What is question 1?")
        x, y = place_of(app, "question 1?")
        _, last = place_of(app, "Option 1b")
        column, _ = place_of(app, "Option 1b")
        await drag(pilot, (column + 8, last), (x, y))
        first, *_, end = app.clipboard.splitlines()
        assert (first, end.strip()) == ("question 1?", "○ B   Option 1b")


async def test_of_two_columns_a_drag_takes_the_one_that_it_is_in(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=(160, 40), mode="practice") as (app, pilot):
        await shows(pilot, "What is question 1?")
        await press(pilot, "a", "space")
        await shows(pilot, "Because of reason 1.")
        x, y = place_of(app, "Because of reason 1.")
        await drag(pilot, (x, y), (x + 19, y))
        assert app.clipboard == "Because of reason 1."


async def test_rows_of_the_history_and_lines_of_help_are_copied_and_not_taken(tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path, clock)
    sit(desk, "first", MISSED)
    sit(desk, "second", {2, 5})
    async with ExamApp(desk.context).run_test(size=(100, 30)) as pilot:
        await see(pilot, "Last scores")
        await pilot.press("h")
        await see(pilot, "2 attempts")
        x, y = place_of(pilot.app, "second")
        await drag(pilot, (x, y), (x + 4, y + 1))
        newest, oldest = pilot.app.clipboard.splitlines()
        assert (newest, oldest[-5:]) == ("second", "first")
        await see(pilot, "2 attempts")
        await pilot.press("question_mark")
        await see(pilot, "Keys of this page")
        x, y = place_of(pilot.app, "progress")
        await drag(pilot, (x, y), (x + 7, y))
        assert pilot.app.clipboard == "progress"
