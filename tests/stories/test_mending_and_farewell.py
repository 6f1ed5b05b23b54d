"""A question found wrong is mended from wherever it is looked at, and the last line tells what is stored by then."""

from pathlib import Path

import pytest

from exam.assembly import assemble, tailor
from exam.files.places import shipped
from exam.sitting.session import Session
from exam.tui.app import ExamApp
from exam.tui.flows import mending
from exam.tui.flows.farewell import farewell
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    desk = AppDesk(tmp_path, clock)
    with desk.open_store() as store:
        session = Session.start("one", assemble(desk.bank, tailor(desk.bank, "full"), 1), store, clock, mode="exam")
        for slot in session.attempt.form.slots:
            session.visit(slot.n)
            session.respond(slot.n, slot.key)
        session.end()
        session.leave()
    return desk


def test_the_last_line_is_of_what_is_stored_by_then(desk: AppDesk) -> None:
    assert farewell(desk.context, "one") == "one: 100 %, passed. More: exam report one"
    with desk.open_store() as store:
        store.discard("one", desk.clock.now())
    assert farewell(desk.context, "one", "as it was known") == "as it was known"


@pytest.mark.slow
async def test_a_bank_that_ships_is_not_edited_in_place(
    desk: AppDesk, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, int]] = []
    monkeypatch.setattr(mending, "shipped", lambda name: desk.banks)
    monkeypatch.setattr(mending, "edit", lambda app, file, line: opened.append((file, line)))
    app = ExamApp(desk.context)
    async with app.run_test(size=(100, 34), notifications=True) as pilot:
        await see(pilot, "Last scores")
        await pilot.press("slash")
        await see(pilot, "right the last time")
        await pilot.press("enter")
        await see(pilot, "e edit", "! report")
        await pilot.press("e")
        await see(pilot, "This bank ships with exam")
        await pilot.press("n")
        await see(pilot, "e edit")
        assert not opened
        await pilot.press("exclamation_mark")
        await see(pilot, "What is wrong with this question?", "Kept in attempt one")
        await pilot.press(*"key", "enter")
        await see(pilot, "Written down.")
    with desk.open_store() as store:
        assert [words.text for words in store.own_words()] == ["key"]
    assert shipped("banks").is_dir()
