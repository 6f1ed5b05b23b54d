"""Beside the history, where there is room: the attempt that the cursor is on."""

from pathlib import Path

import pytest

from exam.tui.app import ExamApp
from exam.tui.history.preview import preview
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of, until
from tests.tui.test_app_looks import MISSED, sit


@pytest.mark.slow
async def test_what_an_attempt_came_to_stands_beside_the_list_where_there_is_room(
    tmp_path: Path, clock: FakeClock
) -> None:
    desk = AppDesk(tmp_path, clock)
    sit(desk, "first", MISSED)
    sit(desk, "second", {2, 5})
    async with ExamApp(desk.context).run_test(size=(120, 36)) as pilot:
        await see(pilot, "Last scores")
        await pilot.press("h")
        await see(pilot, "2 attempts", "✓ Passed", "just enough", "3 missed")
        await pilot.press("down")
        await see(pilot, "✗ Not passed", "3 more would have passed", "6 missed", "~ Section 2")
        await pilot.resize_terminal(110, 36)
        await until(pilot, lambda: "6 missed" not in text_of(pilot.app))


def test_what_has_no_room_is_said_to_be_there(tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path, clock)
    sit(desk, "first", MISSED)
    attempt = desk.context.load("first")
    whole = preview(attempt, 46, 99).plain.split("\n")
    assert preview(attempt, 46, len(whole)).plain.split("\n") == whole
    assert preview(attempt, 46, 8).plain.split("\n") == [*whole[:7], "… Enter shows all"]
