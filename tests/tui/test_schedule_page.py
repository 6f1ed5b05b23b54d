"""The day of the exam, set where it matters: reached from home, from readiness and by name, and told where it counts.

Several runs of the app over several pages, so the file takes some seconds.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from exam.assembly import assemble, tailor
from exam.files.config import Schedule, read_schedule, write_schedule
from exam.sitting.session import Session
from exam.tui.app import ExamApp
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see, text_of, until


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    return AppDesk(tmp_path, clock)


def sit(desk: AppDesk, name: str, *, only: tuple[str, ...] = ()) -> None:
    """Everything right, in 60 of 75 seconds each: good, and so not due for days."""
    with desk.open_store() as store:
        form = assemble(desk.bank, tailor(desk.bank, "full", only=only), 1)
        session = Session.start(name, form, store, desk.clock, mode="exam")
        for slot in form.slots:
            session.visit(slot.n)
            desk.clock.advance(60)
            session.respond(slot.n, slot.key)
        session.end()
        session.leave()


@pytest.mark.slow
async def test_the_day_is_set_at_home_told_where_it_counts_and_taken_away(desk: AppDesk) -> None:
    sit(desk, "first")
    async with ExamApp(desk.context).run_test(size=(110, 30)) as pilot:
        page = await see(pilot, "To review", "? keys")
        assert "exam in" not in page
        await pilot.press("question_mark")
        await until(pilot, lambda: re.search(r"\be +exam day\b", text_of(pilot.app)), "the key of the exam day")
        await pilot.press("escape")
        await see(pilot, "To review")
        await pilot.press("e")
        await see(pilot, "Exam day   none yet", "no exam date")
        await pilot.press(*"2026-03-01", "enter")
        await see(pilot, "✗ This day is over. Name one to come, or none.")
        await pilot.press(*["backspace"] * 2, *"14", "enter")
        await see(pilot, "To review   exam in 12 days")
        assert read_schedule(desk.data_dir) == Schedule(date(2026, 3, 14))
        await pilot.press("p")
        await see(pilot, "Would you pass", "The exam is in 12 days, Saturday 14 March 2026.")
        await pilot.press("e")
        await see(pilot, "2026-03-14", "Saturday, in 12 days")
        await pilot.press(*["backspace"], "enter")
        await until(pilot, lambda: "The exam is" not in text_of(pilot.app) and "Would you" in text_of(pilot.app))
        assert read_schedule(desk.data_dir) == Schedule()


@pytest.mark.slow
async def test_the_palette_finds_it_by_name(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("ctrl+k", *"exam day", "enter")
        await see(pilot, "Exam day   ", "Exam on")
        await pilot.press("escape")
        await see(pilot, "Welcome.")


@pytest.mark.slow
async def test_minutes_a_day_are_refused_as_they_are_typed_and_kept_for_the_plan(desk: AppDesk) -> None:
    write_schedule(desk.data_dir, Schedule(minutes=45))
    async with ExamApp(desk.context).run_test(size=(60, 20)) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("e")
        await see(pilot, "Exam day   none yet")
        await pilot.press(*"2026-03-14", "enter")
        await see(pilot, "Welcome.")
        assert read_schedule(desk.data_dir) == Schedule(date(2026, 3, 14), minutes=45), "what was not touched stays"
        await pilot.press("e")
        await see(pilot, "Saturday, in 12 days")
        await pilot.press("down", *"3x")
        await see(pilot, "✗ Write a whole number from 5 to 240.")
        await pilot.press("enter")
        await see(pilot, "✗ Write a whole number from 5 to 240.")
        await pilot.press(*"00")
        await see(pilot, "✗ Write a whole number from 5 to 240.")
        await pilot.press("backspace", "enter")
        await see(pilot, "Welcome.")
        assert read_schedule(desk.data_dir) == Schedule(date(2026, 3, 14), minutes=30)


@pytest.mark.slow
async def test_an_exam_date_brings_up_what_would_come_after_it(desk: AppDesk) -> None:
    sit(desk, "first")
    desk.clock.advance(timedelta(days=1).total_seconds())
    async with ExamApp(desk.context).run_test(size=(110, 30)) as pilot:
        await see(pilot, "Nothing missed, nothing due today")
        await pilot.press("e", *"2026-03-04", "enter")
        await see(pilot, "exam tomorrow", "0 missed, 12 due today")


@pytest.mark.slow
async def test_a_drill_beside_the_schedule_moves_nothing_until_it_is_asked_to(desk: AppDesk) -> None:
    """What was good is drilled the same day and missed: due tomorrow only for who wants drills to count."""
    sit(desk, "first")
    desk.clock.advance(3600)
    with desk.open_store() as store:
        form = assemble(desk.bank, tailor(desk.bank, "full", only=("item-1",)), 2)
        session = Session.start("drill", form, store, desk.clock, mode="practice")
        session.end()
        session.leave()
    desk.clock.advance(timedelta(days=1).total_seconds())
    async with ExamApp(desk.context).run_test(size=(110, 30)) as pilot:
        await see(pilot, "1 missed, 0 due today")
        await pilot.press("e", "down", "down", "right", "enter")
        await see(pilot, "1 missed, 1 due today")
        assert read_schedule(desk.data_dir) == Schedule(drills=True)


@pytest.mark.slow
async def test_a_file_that_makes_no_sense_is_named_and_left_alone(desk: AppDesk) -> None:
    config = desk.data_dir / "config.toml"
    config.write_text('exam_date = "soon"\n', "utf-8")
    async with ExamApp(desk.context).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("e")
        await see(pilot, "When to review cannot be read.", "exam_date: is no date")
    assert config.read_text("utf-8") == 'exam_date = "soon"\n'


@pytest.mark.slow
async def test_a_day_that_cannot_be_kept_is_said(desk: AppDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("exam.files.config.write_whole", full)
    async with ExamApp(desk.context).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Welcome.")
        await pilot.press("e", *"2026-03-14", "enter")
        await see(pilot, "could not be kept", "No space left on device", "Nothing was changed.")
        await pilot.press("enter")
        await see(pilot, "Welcome.")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
async def test_a_day_that_is_over_is_no_day_to_wait_for(desk: AppDesk, size: tuple[int, int]) -> None:
    sit(desk, "first")
    write_schedule(desk.data_dir, Schedule(date(2026, 3, 1)))
    async with ExamApp(desk.context).run_test(size=size) as pilot:
        page = await see(pilot, "To review")
        assert "exam over" not in page
        await pilot.press("p")
        await see(pilot, "The exam was on Sunday 1 March 2026.")
        await pilot.press("e")
        await see(pilot, "✗ This day is over. Name one to come, or none.", "where due", "↵ keep")
