"""The question screen in every size of terminal: nothing is lost, nothing is cut off without a sign."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from exam.core.form import Form
from exam.core.text import reflowed
from exam.tui.sitting.keys import Help
from exam.tui.sitting.question_body import QuestionBody
from exam.tui.sitting.sheet import Sheet
from exam.tui.widgets.wrapping import cut, wrapped
from tests.support import FakeClock, sample_form
from tests.tui.room_desk import press, shows, sitting, until

LONG = "Which of the many parts of a very large system is it that a reader has to find at the end of a long text? " * 3


def long_form() -> Form:
    """A paper whose questions do not fit into a small terminal."""
    form = sample_form()
    slots = tuple(
        slot.model_copy(
            update={
                "stem": LONG + slot.stem,
                "options": tuple(
                    option.model_copy(update={"text": f"{option.text} and says so in {LONG}"})
                    for option in slot.options
                ),
            }
        )
        for slot in form.slots
    )
    return form.model_copy(update={"slots": slots})


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (200, 60)])
async def test_stem_options_clock_and_keys_are_visible(size: tuple[int, int], tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=size) as (app, pilot):
        await shows(pilot, "What is question 1?", "○ A", "○ D", "◷ 10:00", "● 0 answered", "⚑ 0 flagged", "? keys")
        assert app.screen.query_one(QuestionBody).size.width <= 96, "lines stay readable"


@pytest.mark.slow
async def test_a_long_title_of_a_bank_makes_way_for_the_papers_name(tmp_path: Path, clock: FakeClock) -> None:
    form = sample_form().model_copy(update={"bank_title": "Everything that there is to know about the kitchen at sea"})
    async with sitting(form, tmp_path, clock, size=(60, 20)) as (_, pilot):
        await shows(pilot, "Everything that", f"… · {form.blueprint.title}", "◷ 10:00")
        await press(pilot, "s")
        await shows(pilot, f"… · {form.blueprint.title}", "Review")


@pytest.mark.slow
async def test_next_scrolls_first_where_the_end_was_not_on_screen(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(long_form(), tmp_path, clock, size=(60, 20)) as (app, pilot):
        await shows(pilot, "▾ more below")
        presses = 0
        while "2 of 5" not in app.text:
            await press(pilot, "enter")
            await pilot.pause(0)
            presses += 1
            assert presses < 12
        assert presses > 2
        await shows(pilot, "▾ more below", "Which of the many parts")
        await press(pilot, "p")
        await shows(pilot, "1 of 5")
        await press(pilot, "n")
        await shows(pilot, "2 of 5"), "an end that was seen once is not asked for again"


@pytest.mark.slow
@pytest.mark.parametrize("size", [(59, 30), (100, 19), (20, 6)])
async def test_below_60_by_20_a_card_says_so_and_shows_the_clock(
    size: tuple[int, int], tmp_path: Path, clock: FakeClock
) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "b")
        await pilot.resize_terminal(*size)
        await shows(pilot, "60 × 20 is needed", "◷ 10:00")
        assert "What is question" not in app.text
        await press(pilot, "c", "n")
        await pilot.resize_terminal(80, 24)
        await shows(pilot, "What is question 1?", "● B")
        assert app.attempt.of(1).response == ("1b",), "nothing is answered behind the card"


@pytest.mark.slow
async def test_any_size_at_all_is_survived(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(long_form(), tmp_path, clock, size=(120, 30)) as (app, pilot):
        await press(pilot, "g", "b")
        for size in [(1, 1), (3, 40), (400, 3), (60, 20), (99, 20), (100, 20), (14, 14), (120, 30)]:
            await pilot.resize_terminal(*size)
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await pilot.resize_terminal(2, 2)
        await pilot.resize_terminal(60, 20)
        await press(pilot, "escape", "?")
        await until(pilot, lambda: isinstance(app.screen, Help))
        await pilot.resize_terminal(5, 5)
        await pilot.resize_terminal(80, 24)
        await press(pilot, "escape")
        await shows(pilot, "1 of 5", "● B")


def test_text_is_broken_at_spaces_and_inside_words_that_are_too_long() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("abcdefgh ij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("", 5) == [""]
    assert wrapped("a\n\nb", 5) == ["a", "", "b"]
    assert wrapped("日本語の本", 4) == ["日本", "語の", "本"]
    assert all(cell_len(line) <= 9 for line in wrapped(LONG, 9))
    assert "".join(wrapped(LONG, 9)).replace(" ", "") == LONG.replace(" ", "")
    assert cut("abcdef", 4) == "abc…"
    assert cut("abc", 4) == "abc"


def test_prose_flows_over_the_line_breaks_of_its_file() -> None:
    assert reflowed("one\ntwo\n\nthree\nfour") == "one two\n\nthree four"
    assert reflowed("choose:\n- this\n- that\nand no more") == "choose:\n- this\n- that and no more"
    assert reflowed("run:\n  kubectl get pods") == "run:\n  kubectl get pods"
