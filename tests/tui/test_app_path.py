"""The path through the app: from a first start to a result, and back home.

Each story is a whole run of the app over several pages, so the file takes some seconds.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from exam.assembly import assemble, tailor
from exam.core.attempt import State
from exam.tui.app import ExamApp
from exam.tui.context import Opening
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of, until


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    return AppDesk(tmp_path, clock)


@asynccontextmanager
async def running(
    desk: AppDesk, opening: Opening | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[Any]]:
    app = ExamApp(desk.context, opening)
    async with app.run_test(size=size, notifications=True) as pilot:
        yield pilot


async def answer_all(pilot: Pilot[Any], desk: AppDesk, *, right: bool = True) -> None:
    """Answers every question of the sitting by keys, and ends the exam by keys."""
    session = pilot.app.session  # type: ignore[attr-defined]
    for slot in session.attempt.form.slots:
        await until(pilot, lambda n=slot.n: session.attempt.current == n)
        option = next(option for option in slot.options if (option.id in slot.key) == right)
        pilot.app.simulate_key(slot.letter(option.id).lower())
        await until(pilot, lambda n=slot.n: session.attempt.of(n).response)
        desk.clock.advance(30)
        if slot.n < len(session.attempt.form.slots):
            pilot.app.simulate_key("enter")
    await pilot.press("s")
    await pilot.press("e")
    await pilot.press("y")


@pytest.mark.slow
async def test_from_a_first_start_to_a_result_and_home(desk: AppDesk) -> None:
    async with running(desk) as pilot:
        await see(pilot, "Welcome.", "Standard", "6 questions", "10 min")
        await pilot.press("enter")
        await see(pilot, "Questions", "Pass mark", "70 %", "Begin")
        await pilot.press("enter")
        await see(pilot, "10:00")
        await answer_all(pilot, desk)
        await see(pilot, "✓ Passed", "100 %", "6 of 6 right")
        await pilot.press("enter")
        await see(pilot, "Sections, weakest first", "too few to judge")
        await pilot.press("h")
        await see(pilot, "Last scores", "100 %  ✓ passed")
        await pilot.press("q")
        await until(pilot, lambda: not pilot.app.is_running)
    assert pilot.app.return_value == "attempt-1: 100 %, passed. More: exam report attempt-1"


@pytest.mark.slow
async def test_an_end_is_taken_back_from_the_result_for_ten_seconds(desk: AppDesk, clock: FakeClock) -> None:
    form = assemble(desk.bank, tailor(desk.bank, "standard"), 7)
    async with running(desk, Opening(form)) as pilot:
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, "10:00")
        await answer_all(pilot, desk)
        await see(pilot, "✓ Passed", "z takes it back (10 s)")
        clock.advance(3.5)
        await see(pilot, "z takes it back (7 s)")
        await pilot.press("z")
        await see(pilot, "6 of 6", "6:57")
        await pilot.press("s", "e", "y")
        await see(pilot, "✓ Passed", "z takes it back (10 s)")
        await pilot.press("enter")
        assert "takes it back" not in await see(pilot, "Sections, weakest first")
        await pilot.press("enter")
        assert "takes it back" not in await see(pilot, "✓ Passed")
        await pilot.press("z", "h")
        await see(pilot, "Last scores", "100 %  ✓ passed")
    with desk.open_store() as store:
        events = store.read_log("attempt-1")[1]
        assert [event.kind for event in events].count("reopened") == 1
        assert store.load("attempt-1").attempt.state is State.CLOSED


@pytest.mark.slow
async def test_after_ten_seconds_the_offer_is_gone(desk: AppDesk, clock: FakeClock) -> None:
    form = assemble(desk.bank, tailor(desk.bank, "standard"), 7)
    async with running(desk, Opening(form)) as pilot:
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, "10:00")
        await answer_all(pilot, desk)
        await see(pilot, "✓ Passed", "takes it back (10 s)")
        clock.advance(10)
        await until(pilot, lambda: "takes it back" not in text_of(pilot.app))
        await pilot.press("z")
        await see(pilot, "✓ Passed")


@pytest.mark.slow
async def test_an_exam_that_was_left_waits_on_top_and_enter_resumes_it(desk: AppDesk, clock: FakeClock) -> None:
    async with running(desk) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("enter")
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, "10:00")
        await pilot.press("a")
        clock.advance(60)
        await pilot.press("ctrl+q")
        await see(pilot, "Unfinished", "1 of 6 answered, 9:00 left: Enter resumes")
        clock.advance(3600)
        await pilot.press("enter")
        await see(pilot, "9:00", "1 of 6")


@pytest.mark.slow
async def test_not_yet_on_the_begin_page_starts_no_clock(desk: AppDesk) -> None:
    async with running(desk) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("enter")
        await see(pilot, "Begin")
        await pilot.press("escape")
        await see(pilot, "Welcome.")
    with desk.open_store() as store:
        assert store.history() == []


@pytest.mark.slow
async def test_take_goes_straight_to_the_rules_and_leaving_ends_the_program(desk: AppDesk) -> None:
    form = assemble(desk.bank, tailor(desk.bank, "standard"), 7)
    async with running(desk, Opening(form, "practice", None)) as pilot:
        await see(pilot, "Standard, practice", "no limit", form.code)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.session is not None)  # type: ignore[attr-defined]
        await see(pilot, "1 of 6")
        await pilot.press("a", "ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    assert pilot.app.return_value == "The attempt is kept. Go on with: exam resume attempt-1"
    with desk.open_store() as store:
        assert store.load("attempt-1").attempt.state is State.SUSPENDED


@pytest.mark.slow
async def test_resume_goes_straight_in(desk: AppDesk, clock: FakeClock) -> None:
    form = assemble(desk.bank, tailor(desk.bank, "standard"), 7)
    async with running(desk, Opening(form)) as pilot:
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, "10:00")
        await pilot.press("f", "ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    async with running(desk, Opening(identifier="attempt-1")) as pilot:
        await see(pilot, "10:00", "1 of 6")


@pytest.mark.slow
async def test_what_was_only_looked_at_goes_by_itself_and_can_be_had_back(desk: AppDesk, clock: FakeClock) -> None:
    form = assemble(desk.bank, tailor(desk.bank, "standard"), 7)
    async with running(desk, Opening(form)) as pilot:
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, "10:00")
        clock.advance(50)
        await pilot.press("right", "ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    assert "nothing is kept" in (pilot.app.return_value or "")
    with desk.open_store() as store:
        assert store.unfinished() == []
        assert [one.id for one in store.discarded()] == ["attempt-1"]
        store.restore("attempt-1")
        assert store.load("attempt-1").attempt.current == 2


@pytest.mark.slow
async def test_resuming_what_is_not_there_says_so_and_ends(desk: AppDesk) -> None:
    async with running(desk, Opening(identifier="nothing")) as pilot:
        await see(pilot, "cannot be resumed", "nothing")
        await pilot.press("enter")
        await until(pilot, lambda: not pilot.app.is_running)
    assert pilot.app.return_value is None
    assert pilot.app.return_code == 1


@pytest.mark.slow
async def test_from_a_result_to_the_same_paper_and_to_the_missed_questions(desk: AppDesk) -> None:
    form = assemble(desk.bank, tailor(desk.bank, "standard"), 7)
    async with running(desk, Opening(form)) as pilot:
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, "10:00")
        await answer_all(pilot, desk, right=False)
        await see(pilot, "✗ Not passed", "0 of 6 right")
        await pilot.press("f")
        await see(pilot, "Begin", form.code)
        await pilot.press("escape")
        await see(pilot, "Last scores", "0 %  ✗ not passed", "Drill the 6 questions that your last exam missed")
        await pilot.press("h")
        await see(pilot, "History", "1 attempt", "attempt-1")
        await pilot.press("enter")
        await see(pilot, "✗ Not passed")
        await pilot.press("r")
        page = await see(pilot, "Begin", "Questions  6")
        assert form.code not in page
