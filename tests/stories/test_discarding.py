"""An attempt that shall not count: discarded from home or from history, asked once, and taken back by one key."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot

from exam.assembly import assemble, tailor
from exam.cli.group import exam
from exam.sitting.session import Session
from exam.tui.app import ExamApp
from tests.stories.test_own_words import annotate
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    return AppDesk(tmp_path, clock)


def sit(desk: AppDesk, name: str, *, ends: bool) -> None:
    with desk.open_store() as store:
        session = Session.start(
            name, assemble(desk.bank, tailor(desk.bank, "standard"), 1), store, desk.clock, mode="exam"
        )
        for slot in session.attempt.form.slots[:3]:
            session.visit(slot.n)
            desk.clock.advance(30)
            session.respond(slot.n, slot.key)
        if ends:
            session.end()
        session.leave()
    desk.clock.advance(86400)


def kept(desk: AppDesk) -> tuple[list[str], list[str]]:
    """The ids of attempts that count, and of those in the bin."""
    with desk.open_store() as store:
        rows = [*store.history()]
        return sorted(row.id for row in rows), sorted(one.id for one in store.discarded())


async def answer(pilot: Pilot[Any], key: str) -> None:
    await see(pilot, "Discard this attempt?", "kept in the bin for 30 days")
    await pilot.press(key)


@pytest.mark.slow
async def test_an_unfinished_attempt_is_discarded_from_home_and_taken_back(
    desk: AppDesk, tmp_path: Path, clock: FakeClock
) -> None:
    sit(desk, "ended", ends=True)
    sit(desk, "left", ends=False)
    annotate(tmp_path, clock, "left", {1: "mine", 2: "too"}, {1: "faulty"})
    async with ExamApp(desk.context).run_test(size=(80, 24), notifications=True) as pilot:
        page = await see(pilot, "Unfinished", "3 of 6 answered", "del discard")
        assert "z take back" not in page
        await pilot.press("delete")
        await see(pilot, "2 notes and 1 report of yours go with it.")
        await answer(pilot, "n")
        await see(pilot, "3 of 6 answered", "Last scores")
        assert kept(desk) == (["ended", "left"], [])
        await pilot.press("delete")
        await answer(pilot, "y")
        page = await see(pilot, "z take back", "Last scores")
        assert "3 of 6 answered" not in page
        assert kept(desk) == (["ended"], ["left"])
        await pilot.press("z")
        await see(pilot, "3 of 6 answered", "Last scores")
        assert kept(desk) == (["ended", "left"], [])


@pytest.mark.slow
async def test_a_finished_one_is_discarded_from_history_and_found_in_the_bin(desk: AppDesk, tmp_path: Path) -> None:
    sit(desk, "one", ends=True)
    sit(desk, "two", ends=True)
    async with ExamApp(desk.context).run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "Last scores")
        await pilot.press("h")
        await see(pilot, "History   2 attempts")
        await pilot.press("d")
        await answer(pilot, "y")
        await see(pilot, "History   1 attempt", "z take back")
        assert kept(desk) == (["one"], ["two"])
        await pilot.press("i")
        await see(pilot, "Bin   1 attempt", "30 more days", "50 %", "Standard · Sample bank")
        await pilot.press("enter")
        await see(pilot, "Nothing was discarded in the last 30 days")
        await pilot.press("escape")
        page = await see(pilot, "History   2 attempts")
        assert "z take back" not in page
        await pilot.press("d")
        await answer(pilot, "y")
        await see(pilot, "History   1 attempt")
    written = CliRunner().invoke(exam, ("--data-dir", str(desk.data_dir), "attempts", "export", str(tmp_path / "out")))
    assert "1 attempt in the bin left out" in written.stderr
    async with ExamApp(desk.context).run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "Last scores")
        await pilot.press("z")
        await pilot.press("h")
        await see(pilot, "History   1 attempt")
        assert [len(some) for some in kept(desk)] == [1, 1], "another start has nothing to take back but in the bin"
