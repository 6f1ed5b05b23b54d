"""Forms that go forward only: one question after the other, no leap by key, cell or click, and nothing offers one."""

from pathlib import Path

import pytest

from exam.tui.sitting.grid import Navigator
from exam.tui.sitting.question import QuestionScreen
from exam.tui.sitting.sheet import Sheet
from tests.support import FakeClock, sample_form
from tests.tui.room_desk import press, shows, sitting, until
from tests.tui.test_room_by_mouse import click

FORM = sample_form(12, navigation="linear")
NO_LEAP = "This exam goes forward only, one question after the other."
NO_LOSS = "No full answer yet, and no way back."


@pytest.mark.slow
@pytest.mark.parametrize("key", ["end", "/"])
async def test_no_key_leaps_ahead(key: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(FORM, tmp_path, clock) as (app, pilot):
        await press(pilot, "a", key)
        await shows(pilot, NO_LEAP, "What is question 1?")
        assert isinstance(app.screen, QuestionScreen)
        assert app.attempt.current == 1


@pytest.mark.slow
@pytest.mark.parametrize("key", ["p", "left", "home"])
async def test_no_key_goes_back(key: str, tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(FORM, tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "n", key)
        await shows(pilot, "This exam goes forward only.", "What is question 2?")
        assert app.attempt.current == 2


@pytest.mark.slow
async def test_nothing_is_offered_that_would_be_refused(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(FORM, tmp_path, clock) as (app, pilot):
        await shows(pilot, "↵ next", "f flag", "s sheet", "? keys")
        assert "back" not in app.text
        assert "navigator" not in app.text
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await shows(pilot, "esc back", "e end exam", "? keys")
        for refused in ("i incomplete", "f flagged", "a all", "↵ go"):
            assert refused not in app.text


@pytest.mark.slow
async def test_the_sheet_shows_where_one_is_and_leads_nowhere_else(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(FORM, tmp_path, clock) as (app, pilot):
        await press(pilot, "a", "n", "b", "s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        for walk in ("a", "i", "f"):
            await press(pilot, walk)
            await shows(pilot, NO_LEAP, "Review")
        await click(app, pilot, "·  7", last=False)
        await shows(pilot, NO_LEAP, "Review")
        await click(app, pilot, "●  1", last=False)
        await shows(pilot, "This exam goes forward only.", "Review")
        await click(app, pilot, "·  3", last=False)
        await shows(pilot, "What is question 3?")


@pytest.mark.slow
async def test_no_cell_of_the_navigator_leaps_over_the_question_or_beside_it(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(FORM, tmp_path, clock, size=(90, 30)) as (app, pilot):
        await press(pilot, "a", "n", "b", "g")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await click(app, pilot, "·  9", last=False)
        await shows(pilot, NO_LEAP)
        assert isinstance(app.screen, Navigator)
        await press(pilot, "h", "enter")
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await pilot.resize_terminal(120, 30)
        await press(pilot, "g")
        await shows(pilot, "Questions")
        for cell in ("· 11", "●  1"):
            await click(app, pilot, cell, last=False)
            await shows(pilot, "This exam goes forward only", "What is question 2?")
        await click(app, pilot, "·  3", last=False)
        await shows(pilot, "What is question 3?")


@pytest.mark.slow
async def test_no_way_on_loses_an_open_question_unsaid(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(FORM, tmp_path, clock, size=(120, 30)) as (app, pilot):
        await press(pilot, "g")
        await shows(pilot, "Questions")
        await click(app, pilot, "·  2", last=False)
        await shows(pilot, NO_LOSS, "What is question 1?")
        await click(app, pilot, "·  2", last=False)
        await shows(pilot, "What is question 2?")
        await press(pilot, "n")
        await shows(pilot, NO_LOSS, "What is question 2?")
        await press(pilot, "b", "n")
        await shows(pilot, "What is question 3?")
