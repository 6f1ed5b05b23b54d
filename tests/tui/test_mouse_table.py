"""The table of keys by mouse: every row of it, each where a hand would click, and no key but letters into a field.

A click waits until what it is meant for has come to rest; together they take some ten seconds.
"""

from pathlib import Path

import pytest

from exam.core.attempt import State
from exam.tui.app import ExamApp
from exam.tui.context import Opening
from exam.tui.palette import Palette
from exam.tui.sitting.dialogs import Ask, GoTo, Paused
from exam.tui.sitting.grid import Navigator
from exam.tui.sitting.keys import Help
from exam.tui.sitting.pad import Pad
from exam.tui.sitting.question import QuestionScreen
from exam.tui.sitting.sheet import Sheet
from tests.support import FakeClock, sample_form
from tests.support.desk import AppDesk
from tests.support.screens import see
from tests.support.screens import until as come
from tests.tui.room_desk import press, shows, sitting, until
from tests.tui.test_room_by_mouse import by_help, click
from tests.tui.test_room_sizes import long_form


@pytest.mark.slow
@pytest.mark.parametrize("where", ["Option 1b", "○ B", "answers item-2"])
async def test_an_option_is_chosen_wherever_its_line_is_clicked(where: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await click(app, pilot, where, last=False)
        await shows(pilot, "● B")
        assert app.attempt.of(1).response == ("1b",)
        await click(app, pilot, "What is question 1?")
        assert app.attempt.of(1).response == ("1b",), "the stem is no option"


@pytest.mark.slow
async def test_where_several_count_a_click_adds_and_takes_back(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(choose=2), tmp_path, clock) as (app, pilot):
        await click(app, pilot, "Option 1a")
        await click(app, pilot, "Option 1b")
        await shows(pilot, "Choose 2 · 2 chosen")
        await click(app, pilot, "Option 1a")
        await shows(pilot, "Choose 2 · 1 chosen", "■ B")


@pytest.mark.slow
async def test_next_and_back_and_the_sheet_behind_the_last(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(2, 1), tmp_path, clock) as (app, pilot):
        await click(app, pilot, "↵ next")
        await shows(pilot, "What is question 2?")
        await click(app, pilot, "← back")
        await shows(pilot, "What is question 1?")
        await click(app, pilot, "↵ next")
        await shows(pilot, "↵ review")
        await click(app, pilot, "↵ review")
        await until(pilot, lambda: isinstance(app.screen, Sheet))


@pytest.mark.slow
async def test_first_last_and_a_number_by_the_help_page(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(12), tmp_path, clock, size=(90, 45)) as (app, pilot):
        await by_help(app, pilot, "go to a number")
        await until(pilot, lambda: isinstance(app.screen, GoTo))
        await pilot.press("7")
        await click(app, pilot, "↵ go")
        await shows(pilot, "What is question 7?")
        await by_help(app, pilot, "go to a number")
        await until(pilot, lambda: isinstance(app.screen, GoTo))
        await click(app, pilot, "esc back")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await by_help(app, pilot, "first question")
        await shows(pilot, "What is question 1?")
        await by_help(app, pilot, "last question")
        await shows(pilot, "What is question 12?")


@pytest.mark.slow
async def test_striking_by_the_right_button_by_shift_and_by_its_hint(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await click(app, pilot, "Option 1a", button=3)
        await until(pilot, lambda: app.attempt.of(1).struck == {"1a"})
        y = next(y for y, row in enumerate(app.text.split("\n")) if "Option 1c" in row)
        await pilot.click(offset=(20, y), shift=True)
        await until(pilot, lambda: app.attempt.of(1).struck == {"1a", "1c"})
        await click(app, pilot, "x strike")
        await shows(pilot, "Strike which option?")
        await click(app, pilot, "Option 1a")
        await until(pilot, lambda: app.attempt.of(1).struck == {"1c"})
        await click(app, pilot, "x strike")
        await shows(pilot, "Strike which option?")
        await click(app, pilot, "Strike which option?")
        await shows(pilot, "x strike")
        assert not app.attempt.of(1).response, "nothing was chosen on the way"
        await click(app, pilot, "Option 1c")
        await shows(pilot, "● C", "chosen · × struck")


@pytest.mark.slow
async def test_a_strike_that_was_called_off_strikes_nothing(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await click(app, pilot, "x strike")
        await shows(pilot, "Strike which option?")
        await click(app, pilot, "Strike which option?")
        await shows(pilot, "x strike")
        await click(app, pilot, "Option 1b")
        await until(pilot, lambda: app.attempt.of(1).response == ("1b",))
        assert not app.attempt.of(1).struck


@pytest.mark.slow
async def test_clear_flag_unsure_and_pace(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=(90, 45)) as (app, pilot):
        await click(app, pilot, "Option 1d")
        await shows(pilot, "● D")
        await by_help(app, pilot, "clear the answer")
        await shows(pilot, "○ D")
        await click(app, pilot, "f flag")
        await shows(pilot, "⚑ flagged", "f unflag")
        await click(app, pilot, "f unflag")
        await shows(pilot, "⚑ 0 flagged")
        await by_help(app, pilot, "unsure, or sure again")
        await shows(pilot, "? unsure")
        await by_help(app, pilot, "pace: ahead or behind")
        await shows(pilot, "an even pace. 0 of 5 answered.")
        assert app.attempt.of(1).doubted


@pytest.mark.slow
async def test_a_note_and_a_report_are_kept_by_a_click(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=(90, 45)) as (app, pilot):
        await by_help(app, pilot, "write a note")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press("o", "h")
        await click(app, pilot, "esc keep it")
        await shows(pilot, "✎ note")
        await by_help(app, pilot, "report the question")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press("o", "h")
        await click(app, pilot, "esc keep it")
        await shows(pilot, "! reported")
        assert (app.attempt.of(1).note, app.attempt.of(1).report) == ("oh", "oh")


@pytest.mark.slow
async def test_a_cell_of_the_navigator_over_the_question_and_beside_it(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(12), tmp_path, clock, size=(90, 30)) as (app, pilot):
        await click(app, pilot, "g navigator")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await click(app, pilot, "· 11", last=False)
        await shows(pilot, "What is question 11?")
        await click(app, pilot, "g navigator")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await click(app, pilot, "esc back")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await pilot.resize_terminal(120, 30)
        await click(app, pilot, "g navigator")
        await shows(pilot, "Questions", "g close")
        await click(app, pilot, "·  4", last=False)
        await shows(pilot, "What is question 4?")
        await click(app, pilot, "g close")
        await until(pilot, lambda: "Questions" not in app.text)


@pytest.mark.slow
async def test_the_sheet_its_cells_and_its_three_walks(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "f", "n")
        for hint, then in (
            ("a all", "What is question 1?"),
            ("i incomplete", "incomplete 1 of 4"),
            ("f flagged", "flagged 1 of 1"),
            ("· 5", "What is question 5?"),
            ("↵ go", "What is question 5?"),
            ("esc back", "What is question 5?"),
        ):
            await click(app, pilot, "s sheet")
            await until(pilot, lambda: isinstance(app.screen, Sheet))
            await shows(pilot, hint)
            await click(app, pilot, hint)
            await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
            await shows(pilot, then)


@pytest.mark.slow
@pytest.mark.parametrize(("no", "yes"), [("Go back", "End the exam"), ("n no", "y yes")])
async def test_the_end_is_asked_for_refused_and_confirmed_twice(
    no: str, yes: str, tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await click(app, pilot, "s sheet")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await click(app, pilot, "e end exam")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await shows(pilot, no)
        await click(app, pilot, no)
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await click(app, pilot, "e end exam")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await shows(pilot, yes)
        await click(app, pilot, yes)
        await shows(pilot, "5 questions without a full answer")
        assert app.attempt.state is State.INTERACTING
        await click(app, pilot, "y yes" if yes == "y yes" else "End all the same")
        await until(pilot, lambda: app.over)
        assert app.attempt.ended_reason == "submitted"


@pytest.mark.slow
async def test_the_clock_is_hidden_and_shown_by_a_click_on_it(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await click(app, pilot, "◷ 10:00")
        await shows(pilot, "◷ hidden")
        await click(app, pilot, "◷ hidden")
        await shows(pilot, "◷ 10:00")


@pytest.mark.slow
async def test_practice_shows_the_key_and_pauses(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, mode="practice", size=(90, 45)) as (app, pilot):
        await click(app, pilot, "Option 1b")
        await click(app, pilot, "space show")
        await shows(pilot, "✗ Incorrect", "The correct answer.")
        await by_help(app, pilot, "pause, in practice mode")
        await until(pilot, lambda: isinstance(app.screen, Paused))
        await click(app, pilot, "↵ go on")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        assert app.attempt.state is State.INTERACTING


@pytest.mark.slow
async def test_the_wheel_scrolls_and_next_scrolls_first(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(long_form(), tmp_path, clock, size=(60, 20)) as (app, pilot):
        await shows(pilot, "▾ more below")
        before = app.text
        await pilot._post_mouse_events([_down()], offset=(20, 8))
        await until(pilot, lambda: app.text != before)
        await click(app, pilot, "↵ next")
        await until(pilot, lambda: app.text != before)
        assert app.attempt.current == 1


@pytest.mark.slow
async def test_the_help_page_is_left_by_its_last_line(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await click(app, pilot, "? keys")
        await until(pilot, lambda: isinstance(app.screen, Help))
        await shows(pilot, "▾ more below", "esc back")
        while "leave; the attempt is kept" not in app.text:
            await click(app, pilot, "▾ more below")
            await pilot.pause()
        await shows(pilot, "leave; the attempt is kept")
        await click(app, pilot, "esc back")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))


@pytest.mark.slow
async def test_leaving(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=(90, 45)) as (app, pilot):
        await click(app, pilot, "Option 1c")
        await by_help(app, pilot, "leave; the attempt is kept")
        await until(pilot, lambda: app.over)
        assert (app.attempt.state, app.attempt.of(1).response) == (State.SUSPENDED, ("1c",))


@pytest.mark.slow
async def test_the_palette_is_opened_and_used(tmp_path: Path, clock: FakeClock) -> None:
    app = ExamApp(AppDesk(tmp_path, clock).context, Opening(sample_form()))
    async with app.run_test(size=(90, 50)) as pilot:
        await click(app, pilot, "Begin: the clock starts now")
        await see(pilot, "What is question 1?")
        await click(app, pilot, "? keys")
        await see(pilot, "▾ more below")
        await click(app, pilot, "▾ more below")
        await click(app, pilot, "what can be done here, looked up by name")
        await come(pilot, lambda: isinstance(app.screen, Palette))
        await click(app, pilot, "flag for review")
        await see(pilot, "⚑ flagged", "What is question 1?")


def _down() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown
