"""A paste that is too long for its field is taken as far as it fits, and it is said that it was cut."""

import pytest
from textual import events
from textual.app import App, ComposeResult

from exam.tui.widgets.clean_area import MOST, CleanArea
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.keybar import KeyBar


class Page(App[None]):
    def compose(self) -> ComposeResult:
        yield CleanInput("ab", max_length=10)
        yield CleanArea()
        yield KeyBar()


@pytest.mark.parametrize(
    ("pasted", "taken", "cut"),
    [
        ("0123456789", "ab01234567", True),
        ("one\ntwo\n", "abone two", False),
        ("one\nof\nmany\nlines", "abone of m", True),
        ("01234567", "ab01234567", False),
    ],
)
async def test_a_line_takes_what_fits_of_all_lines(pasted: str, taken: str, cut: bool) -> None:
    app = Page()
    async with app.run_test() as pilot:
        field = app.query_one(CleanInput)
        field.cursor_position = 2
        field.selection = field.selection.cursor(2)
        field.post_message(events.Paste(pasted))
        await pilot.pause()
        assert field.value == taken
        assert app.query_one(KeyBar).note == ("Cut: no more than 10 characters fit here." if cut else "")


async def test_a_note_takes_its_four_thousand_and_says_that_there_were_more() -> None:
    app = Page()
    async with app.run_test() as pilot:
        area = app.query_one(CleanArea)
        area.focus()
        app.post_message(events.Paste("x" * MOST))
        await pilot.pause()
        assert app.query_one(KeyBar).note == ""
        app.post_message(events.Paste("yz"))
        await pilot.pause()
        assert area.text == "x" * MOST
        assert app.query_one(KeyBar).note == "Cut: no more than 4,000 characters fit here."
