"""Answering on the question screen: choosing, striking out, flagging, moving."""

import re
from pathlib import Path
from typing import Any, cast

import pytest
from textual.geometry import Region
from textual.widget import Widget

from exam.core.attempt import Status
from exam.core.form import Option
from exam.tui.sitting.dialogs import GoTo
from exam.tui.sitting.keys import HELP_TABLE, QUESTION_BINDINGS
from exam.tui.sitting.pad import Pad
from exam.tui.sitting.question import QuestionScreen
from tests.support import FakeClock, sample_form
from tests.tui.room_desk import press, shows, sitting, until


@pytest.mark.slow
async def test_a_letter_answers_and_enter_goes_on(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await shows(pilot, "What is question 1?", "1 of 5", "○ A", "○ D", "Section 1", "◷ 10:00")
        await press(pilot, "b")
        await shows(pilot, "● B", "● 1 answered")
        await press(pilot, "3")
        await shows(pilot, "● C", "○ B")
        assert app.attempt.of(1).response == ("1c",)
        await press(pilot, "enter")
        await shows(pilot, "What is question 2?", "2 of 5")
        await press(pilot, "n", "right", "p")
        await shows(pilot, "3 of 5")
        await press(pilot, "left", "home")
        await shows(pilot, "1 of 5", "● C")
        await press(pilot, "end")
        await shows(pilot, "5 of 5", "↵ review")


@pytest.mark.slow
async def test_backspace_clears_the_answer(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "backspace")
        await shows(pilot, "○ A", "◐ 1 incomplete")
        assert app.attempt.of(1).response == ()


@pytest.mark.slow
async def test_the_question_is_copied_with_its_options_and_without_its_key(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "b", "y")
        await shows(pilot, "Copied", "characters")
        lines = app.clipboard.splitlines()
        assert lines[0] == "What is question 1?"
        assert [line.split()[:2] for line in lines if line[:1] in "○●" and line] == [
            ["○", "A"],
            ["●", "B"],
            ["○", "C"],
            ["○", "D"],
        ]


async def test_a_key_beyond_the_options_does_nothing(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "e", "9")
        assert app.attempt.of(1).response == ()


@pytest.mark.slow
async def test_flag_and_doubt_are_told_by_sign_and_word(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "f", "u")
        await shows(pilot, "? unsure · ⚑ flagged", "⚑ 1 flagged", "f unflag")
        await press(pilot, "f", "u")
        await until(pilot, lambda: "unsure" not in app.text and "⚑ 0 flagged" in app.text)
        assert not app.attempt.of(1).marked


@pytest.mark.slow
async def test_x_and_a_letter_strikes_out_and_so_does_shift(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "x")
        await shows(pilot, "Strike which option?")
        await press(pilot, "c")
        await shows(pilot, "× C", "x strike")
        await press(pilot, "D")
        await until(pilot, lambda: app.attempt.of(1).struck == {"1c", "1d"})
        await press(pilot, "x", "c")
        await until(pilot, lambda: app.attempt.of(1).struck == {"1d"})
        await press(pilot, "d")
        await shows(pilot, "● D")
        assert app.attempt.of(1).response == ("1d",), "a struck option can still be chosen"


@pytest.mark.slow
async def test_struck_is_a_sign_and_a_word_and_so_is_struck_and_chosen(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=(60, 20)) as (app, pilot):
        await press(pilot, "B", "C", "c")
        await until(pilot, lambda: re.search(r"× B .* struck$", app.text, re.MULTILINE))
        await until(pilot, lambda: re.search(r"● C .* chosen · × struck$", app.text, re.MULTILINE))
        await press(pilot, "C")
        await until(pilot, lambda: re.search(r"● C .*item-3$", app.text, re.MULTILINE))


@pytest.mark.slow
async def test_the_word_struck_stands_below_where_the_line_is_full(tmp_path: Path, clock: FakeClock) -> None:
    form = sample_form()
    full = form.slots[0].options[0].model_copy(update={"text": "x" * 48})
    slot = form.slots[0].model_copy(update={"options": (full, *form.slots[0].options[1:])})
    form = form.model_copy(update={"slots": (slot, *form.slots[1:])})
    async with sitting(form, tmp_path, clock, size=(60, 20)) as (app, pilot):
        await press(pilot, "A")
        await until(pilot, lambda: re.search(r"× A   x{48}\n +struck$", app.text, re.MULTILINE))


@pytest.mark.slow
async def test_escape_gives_up_striking(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "x", "escape", "a")
        await shows(pilot, "● A")
        assert not app.attempt.of(1).struck


@pytest.mark.slow
async def test_options_beyond_e_are_chosen_by_the_digit_beside_their_letter(tmp_path: Path, clock: FakeClock) -> None:
    form = sample_form()
    slot = form.slots[0]
    more = tuple(Option(id=f"1{letter}", text=f"Further option {letter}", home=None) for letter in "efg")
    form = form.model_copy(
        update={"slots": (slot.model_copy(update={"options": slot.options + more}), *form.slots[1:])}
    )
    async with sitting(form, tmp_path, clock, size=(80, 30)) as (app, pilot):
        await shows(pilot, "○ E ", "○ F·6", "○ G·7")
        await press(pilot, "f", "6")
        await shows(pilot, "● F·6", "⚑ flagged")
        await press(pilot, "e")
        await shows(pilot, "● E ")
        assert app.attempt.of(1).response == ("1e",)


@pytest.mark.slow
async def test_choose_two_says_so_counts_and_remarks_when_too_few(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(choose=2), tmp_path, clock) as (app, pilot):
        await shows(pilot, "Choose 2 · 0 chosen", "□ A")
        await press(pilot, "a")
        await shows(pilot, "Choose 2 · 1 chosen", "■ A", "◐ 1 incomplete")
        await press(pilot, "enter")
        await shows(pilot, "2 of 5", "Question 1 takes 2 answers; 1 chosen.")
        await press(pilot, "b", "c")
        await shows(pilot, "Choose 2 · 2 chosen")
        await press(pilot, "b", "b", "enter")
        await shows(pilot, "3 of 5")
        assert app.attempt.status(2) is Status.COMPLETE


@pytest.mark.slow
async def test_the_mouse_chooses_strikes_and_presses_the_keys_of_the_last_line(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        rows = app.text.split("\n")
        row = next(y for y, line in enumerate(rows) if "○ B" in line)
        await pilot.click(offset=(20, row))
        await shows(pilot, "● B")
        row = next(y for y, line in enumerate(rows) if "○ C" in line)
        await pilot.click(offset=(20, row), shift=True)
        await shows(pilot, "× C")
        last = next(y for y, line in enumerate(rows) if "↵ next" in line)
        await pilot.click(offset=(rows[last].index("flag"), last))
        await shows(pilot, "⚑ flagged")
        await pilot.click(offset=(rows[last].index("next"), last))
        await shows(pilot, "2 of 5")
        await pilot.click(offset=(rows[1].index("10:00"), 1))
        await shows(pilot, "◷ hidden")


@pytest.mark.slow
async def test_slash_goes_to_a_number_and_says_where_there_is_none(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "/")
        await until(pilot, lambda: isinstance(app.screen, GoTo))
        await pilot.press("9", "enter")
        await shows(pilot, "There is no question 9: 1 to 5")
        await pilot.press("backspace", "4", "enter")
        await shows(pilot, "4 of 5")


@pytest.mark.slow
async def test_letters_belong_to_a_note_while_it_is_written(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "m")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press(*"bad[b]", "escape")
        await until(pilot, lambda: app.attempt.of(1).note == "bad[b]")
        await shows(pilot, "✎ note")
        assert app.attempt.of(1).response == ()
        await press(pilot, "!")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press("n", "o", "escape")
        await until(pilot, lambda: app.attempt.of(1).report == "no")
        await shows(pilot, "! reported", "Reported.")
        await press(pilot, "m")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press("enter", "z", "escape")
        await until(pilot, lambda: not app.screen.query_one(Pad).display)
        assert app.attempt.of(1).note == "bad[b]\nz"


@pytest.mark.slow
async def test_bank_text_is_shown_literally(tmp_path: Path, clock: FakeClock) -> None:
    form = sample_form()
    nasty = "Is it [/b] or [@click=app.quit]this[/] of [a-z]{2}?"
    slot = form.slots[0]
    options = (slot.options[0].model_copy(update={"text": nasty}), *slot.options[1:])
    form = form.model_copy(
        update={
            "bank_title": nasty,
            "slots": (slot.model_copy(update={"stem": nasty, "options": options}), *form.slots[1:]),
            "sections": (form.sections[0].model_copy(update={"title": nasty}), *form.sections[1:]),
        }
    )
    async with sitting(form, tmp_path, clock, size=(100, 30)) as (app, pilot):
        await shows(pilot, nasty)
        assert app.text.count(nasty) == 4
        await press(pilot, "s")
        await shows(pilot, "Review", nasty)


@pytest.mark.slow
async def test_linear_navigation_goes_forward_only_and_says_so(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(navigation="linear"), tmp_path, clock) as (_, pilot):
        await press(pilot, "a", "n")
        await shows(pilot, "2 of 5")
        await press(pilot, "p")
        await shows(pilot, "This exam goes forward only.", "2 of 5")


@pytest.mark.slow
async def test_where_questions_come_one_by_one_help_names_no_key_that_leaps(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(navigation="linear"), tmp_path, clock, size=(90, 45)) as (app, pilot):
        await press(pilot, "?")
        await shows(pilot, "next question", "review sheet")
        assert not any(said in app.text for said in ("previous question", "first question", "go to a number"))


@pytest.mark.slow
async def test_every_key_stands_on_the_help_page(tmp_path: Path, clock: FakeClock) -> None:
    explained = {row.action for _, rows in HELP_TABLE for row in rows} | {"cancel"}
    numbered = ("choose(", "strike(", "scroll(", "turn(", "after(", "shift(", "judge(")
    assert {binding.action for binding in QUESTION_BINDINGS if not binding.action.startswith(numbered)} <= explained
    assert all(binding.id for binding in QUESTION_BINDINGS), "every key can be rebound"
    async with sitting(sample_form(), tmp_path, clock) as (_, pilot):
        await press(pilot, "?")
        await shows(pilot, "strike an option out", "▾ more below")
        await press(pilot, *["pagedown"] * 4)
        await shows(pilot, "leave; the attempt is kept")
        await press(pilot, "escape")
        await shows(pilot, "What is question 1?", "↵ next")


async def test_a_key_repaints_only_what_it_changed(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        painted: list[tuple[str, int]] = []
        for widget in app.screen.walk_children():

            def refresh(*regions: Region, widget: Widget = widget, whole: Any = widget.refresh, **how: bool) -> Widget:
                for region in regions or (widget.outer_size.region,):
                    painted.extend((type(widget).__name__, y) for y in region.line_range)
                return cast(Widget, whole(*regions, **how))

            widget.refresh = refresh  # type: ignore[method-assign, assignment]
        await press(pilot, "b")
        await until(pilot, lambda: app.attempt.of(1).response == ("1b",))
        await pilot.pause(0)
        painted.clear()
        await press(pilot, "c")
        await until(pilot, lambda: ("QuestionBody", 6) in painted)
        await pilot.pause(0)
        assert set(painted) == {("QuestionBody", 4), ("QuestionBody", 6)}, "rows of B and C only"


@pytest.mark.slow
@pytest.mark.parametrize("opened", ["/", "?", "g"])
async def test_enter_typed_twice_leaves_a_card_and_not_the_exam(opened: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, opened)
        await until(pilot, lambda: not isinstance(app.screen, QuestionScreen))
        for key in ("2", "enter", "enter", "enter"):
            app.simulate_key(key)
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await press(pilot, "home")
        await shows(pilot, "What is question 1?")
        assert not app.over
