"""When a bank or an attempt cannot be had any more, the page says what is wrong and what still can be done."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from exam.assembly import assemble, tailor
from exam.sitting.session import Session
from exam.tui.app import ExamApp
from tests.support import FakeClock, bank_toml, sample_bank
from tests.support.desk import AppDesk
from tests.support.screens import see


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    """A bank of which one paper was sat, all of it wrong."""
    desk = AppDesk(tmp_path, clock)
    with desk.open_store() as store:
        form = assemble(desk.bank, tailor(desk.bank, "standard"), 7)
        session = Session.start("first", form, store, clock, mode="exam")
        for slot in form.slots:
            session.respond(slot.n, (next(option.id for option in slot.options if option.id not in slot.key),))
        session.end()
        session.leave()
    return desk


@asynccontextmanager
async def in_history(desk: AppDesk) -> AsyncIterator[Pilot[Any]]:
    async with ExamApp(desk.context).run_test(size=(100, 40), notifications=True) as pilot:
        await see(pilot, "All attempts")
        await pilot.press("h")
        await see(pilot, "History   1 attempt")
        yield pilot


@pytest.mark.slow
async def test_without_its_bank_a_paper_and_what_it_missed_can_be_sat_again_but_no_other(desk: AppDesk) -> None:
    (desk.banks / "sample.toml").write_text(bank_toml(sample_bank(id="another", title="Another bank")), "utf-8")
    async with in_history(desk) as pilot:
        await pilot.press("enter")
        await see(pilot, "✗ Not passed")
        await pilot.press("n")
        await see(pilot, "The bank of this paper is not here.", "The same paper can be sat again, and what it missed.")
        await pilot.press("enter")
        await see(pilot, "✗ Not passed")
        await pilot.press("r")
        await see(pilot, "Drill: missed", "The bank is not here")
        await pilot.press("escape")
        await see(pilot, "History   1 attempt")
        await pilot.press("enter")
        await see(pilot, "✗ Not passed")
        await pilot.press("f")
        await see(pilot, "Begin", "Sample bank")


@pytest.mark.slow
async def test_without_its_bank_the_past_still_says_how_it_went_but_drills_nothing(desk: AppDesk) -> None:
    (desk.banks / "sample.toml").write_text(bank_toml(sample_bank(id="another", title="Another bank")), "utf-8")
    async with in_history(desk) as pilot:
        await pilot.press("p")
        page = await see(pilot, "Progress   Sample bank", "Expected right in it")
        assert "d drill" not in page


@pytest.mark.slow
async def test_an_attempt_that_was_damaged_is_not_shown_and_says_so(desk: AppDesk) -> None:
    with closing(sqlite3.connect(desk.data_dir / "exam.db", isolation_level=None)) as database:
        database.execute("UPDATE event SET body = '{' WHERE attempt = 'first'")
    async with in_history(desk) as pilot:
        await pilot.press("enter")
        await see(pilot, "This attempt cannot be shown.")
        await pilot.press("enter")
        await see(pilot, "History   1 attempt")


@pytest.mark.slow
async def test_what_was_missed_in_a_bank_that_is_gone_is_asked_from_its_papers(desk: AppDesk) -> None:
    (desk.banks / "sample.toml").write_text(bank_toml(sample_bank(id="another", title="Another bank")), "utf-8")
    async with ExamApp(desk.context).run_test(size=(100, 40)) as pilot:
        await see(pilot, "All attempts")
        await pilot.press("m")
        await see(pilot, "Drill: missed", "Sample bank", "The bank is not here")
        await pilot.press("enter")
        await see(pilot, "0 answered")
