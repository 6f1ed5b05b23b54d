"""On a page that is typed into, the line of keys names keys that are not letters, and words that fit what was asked."""

from pathlib import Path

import pytest

from exam.sitting.session import Session
from exam.tui.app import ExamApp
from exam.tui.widgets.search_page import Searched
from tests.support import FakeClock, sample_form
from tests.support.desk import AppDesk
from tests.support.screens import see


@pytest.mark.slow
async def test_help_has_a_key_that_is_no_letter_where_letters_are_searched_for(
    tmp_path: Path, clock: FakeClock
) -> None:
    desk = AppDesk(tmp_path, clock)
    with desk.open_store() as store:
        session = Session.start("one", sample_form(), store, clock, mode="exam")
        session.report(1, "B too")
        session.end()
        session.leave()
    async with ExamApp(desk.context).run_test(size=(100, 30)) as pilot:
        await see(pilot, "Last scores", "? keys")
        await pilot.press("n")
        page = await see(pilot, "Notes and reports", "B too", "f1 keys")
        assert "? keys" not in page
        await pilot.press("f2")
        await see(pilot, "There are no notes.")
        await pilot.press("question_mark")
        await see(pilot, "Nothing has these words.")
        assert pilot.app.screen.query_one(Searched).value == "?"
        await pilot.press("f1")
        await see(pilot, "only notes, only reports, or both")
