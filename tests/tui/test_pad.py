"""The pad under the question: notes of several lines and the scratchpad, which cover nothing and are not lost."""

from functools import partial
from pathlib import Path

import pytest

from exam.sitting.session import Session
from exam.store import Store
from exam.tui.sitting.pad import Pad
from tests.support import FakeClock, sample_form
from tests.support.desk import AppDesk
from tests.tui.room_desk import press, shows, sitting, tick, until
from tests.tui.test_review_answers import reviewing


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_question_stays_in_sight_over_a_note(tmp_path: Path, clock: FakeClock, size: tuple[int, int]) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=size) as (app, pilot):
        await press(pilot, "m")
        await shows(pilot, "Note on question 1", "What is question 1?", "esc keep it, and back")
        await pilot.press("o", "n", "e", "enter", "t", "w", "o")
        await shows(pilot, "one", "two", "What is question 1?", "Option 1a")
        assert app.attempt.of(1).response == ()
        await press(pilot, "escape")
        await until(pilot, lambda: app.attempt.of(1).note == "one\ntwo")
        await shows(pilot, "✎ note", "↵ next")


@pytest.mark.slow
async def test_the_scratchpad_goes_along_and_is_kept_at_once(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock) as (app, pilot):
        await press(pilot, "l")
        await shows(pilot, "Scratchpad", "in no report")
        await pilot.press(*"2^10", "enter", *"b?")
        clock.advance(0.6)
        tick(app)
        with Store.open(tmp_path / "data") as other:  # as after a kill
            assert other.load("sitting-1").attempt.pad == "2^10\nb?"
        await press(pilot, "escape", "n", "l")
        await shows(pilot, "What is question 2?", "2^10", "b?")
        await pilot.press("!")
        clock.advance(0.6)
        tick(app)
        clock.advance(600)
        await until(pilot, lambda: app.attempt.ended_reason or tick(app))
    with Store.open(tmp_path / "data") as store:
        assert store.load("sitting-1").attempt.pad == "2^10\nb?!"


@pytest.mark.slow
async def test_a_note_belongs_to_its_question(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=(120, 30)) as (app, pilot):
        await press(pilot, "g", "m")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press("x")
        rows = app.text.split("\n")
        row = next(y for y, line in enumerate(rows) if "·  5" in line or "· 5" in line)
        await pilot.click(offset=(rows[row].rindex("5"), row))
        await shows(pilot, "5 of 5")
        assert app.attempt.of(1).note == "x"
        assert not app.screen.query_one(Pad).display


@pytest.mark.slow
async def test_the_review_shows_the_scratchpad_and_writes_notes_of_lines(tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path, clock)
    with Store.open(tmp_path) as store:
        session = Session.start("sat", sample_form(), store, clock, mode="exam")
        session.jot("carry the one\nsecond line")
        session.end()
        session.leave()
    annotate = partial(desk.context.annotate, "sat")
    async with reviewing(session.attempt, annotate=annotate) as (_, pilot):
        await shows(pilot, "l scratchpad")
        await press(pilot, "l")
        await shows(pilot, "Scratchpad", "carry the one", "second line")
        await pilot.press("x")
        await press(pilot, "escape")
    with Store.open(tmp_path) as store:
        assert store.load("sat").attempt.pad == "carry the one\nsecond line"
