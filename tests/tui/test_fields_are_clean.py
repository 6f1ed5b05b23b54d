"""Whatever is pasted into a field of the app, nothing stands there that could steer a terminal."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.widgets import Input

from exam.tui.palette import Search
from exam.tui.sitting.answer_field import AnswerField
from exam.tui.sitting.dialogs import Field
from exam.tui.widgets.clean_area import MOST, CleanArea
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.search_page import Searched

TUI = Path(__file__).parents[2] / "exam" / "tui"
HOSTILE = "a\x1b[31mb\x9bc\u202ed\x07"


@pytest.mark.parametrize("field", [CleanInput, Field, Search, Searched, AnswerField])
async def test_what_is_pasted_is_made_visible(field: type[Input]) -> None:
    class Page(App[Any]):
        def compose(self) -> Iterator[Input]:
            yield field()

    async with Page().run_test() as pilot:
        one = pilot.app.query_one(field)
        one.display = True
        one.focus()
        one.post_message(events.Paste(HOSTILE))
        await pilot.pause()
        assert one.value.startswith("a")
        assert one.value.endswith("\N{SYMBOL FOR BELL}")
        assert not set(one.value) & set("\x1b\x9b\u202e\x07")


async def test_what_is_pasted_into_lines_is_made_visible_and_bounded() -> None:
    class Page(App[Any]):
        def compose(self) -> Iterator[CleanArea]:
            yield CleanArea()

    async with Page().run_test() as pilot:
        area = pilot.app.query_one(CleanArea)
        area.focus()
        pilot.app.post_message(events.Paste(f"{HOSTILE}\n{HOSTILE}"))
        await pilot.pause()
        assert area.text.count("\n") == 1
        assert not set(area.text) & set("\x1b\x9b\u202e\x07")
        area.insert("x" * 2 * MOST)
        area.insert(HOSTILE, (0, 0))
        assert len(area.text) == MOST


def test_no_field_is_made_of_anything_else() -> None:
    raw = re.compile(r"(?<!\w)(?:Input|TextArea)\(|class \w+\((?:Input|TextArea)\b")
    found = {path.name for path in TUI.rglob("*.py") if raw.search(path.read_text("utf-8"))}
    assert found == {"clean_input.py", "clean_area.py"}
