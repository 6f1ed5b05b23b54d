"""The review after the exam: what was answered, what was right, and what every option really is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from exam.core.attempt import Attempt
from exam.learning.review_filters import kept
from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.tui.context import Annotate
from exam.tui.review.screen import ReviewScreen
from exam.tui.review.sections import Sections
from exam.tui.sitting.dialogs import GoTo
from exam.tui.sitting.pad import Pad
from tests.support import FakeClock, right, sample_form, wrong
from tests.support.desk import AppDesk
from tests.tui.room_desk import Desk, press, shows, until


def sat(tmp_path: Path, clock: FakeClock) -> Attempt:
    """Five questions: right, wrong and flagged, changed from wrong to right, seen and left, not reached."""
    form = sample_form()
    with Store.open(tmp_path / "data") as store:
        session = Session.start("sat", form, store, clock, mode="exam")
        clock.advance(48)
        session.respond(1, right(form, 1))
        session.visit(2)
        session.respond(2, wrong(form, 2))
        session.mark(2, True)
        session.visit(3)
        session.respond(3, wrong(form, 3))
        session.doubt(3, True)
        session.respond(3, right(form, 3))
        session.note(3, "mind [/b] the gap")
        session.visit(4)
        session.end()
    return session.attempt


@asynccontextmanager
async def reviewing(
    attempt: Attempt,
    only: str = "all",
    start: int | None = None,
    size: tuple[int, int] = (80, 36),
    annotate: Annotate | None = None,
) -> AsyncIterator[tuple[Desk, Pilot[None]]]:
    app = Desk(lambda desk: desk.push_screen_wait(ReviewScreen(attempt, only=only, start=start, annotate=annotate)))
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        yield app, pilot


def test_filters_keep_what_their_name_says(tmp_path: Path, clock: FakeClock) -> None:
    attempt = sat(tmp_path, clock)
    assert kept(attempt, "all") == (1, 2, 3, 4, 5)
    assert kept(attempt, "missed") == (2, 4, 5)
    assert kept(attempt, "flagged") == (2,)
    assert kept(attempt, "changed") == (3,)
    assert kept(attempt, "unsure") == (3,)
    assert kept(attempt, "slow") == ()
    assert kept(attempt, "section-2") == (4, 5)
    assert kept(attempt, "nothing-like-it") == ()


@pytest.mark.slow
async def test_each_page_tells_answer_key_reason_and_what_the_options_are(tmp_path: Path, clock: FakeClock) -> None:
    async with reviewing(sat(tmp_path, clock)) as (app, pilot):
        await shows(pilot, "✓ Correct: A", "48 s", "✓ A", "Your answer, and correct.", "Because of reason 1.")
        await shows(pilot, "The answer to: What is question 2? (Section 1)", "question 1 of 5")
        await press(pilot, "y")
        assert "Because of reason 1." in app.clipboard
        await press(pilot, "enter")
        await shows(pilot, "✗ Incorrect: your answer is A, the key is B", "✗ A", "✓ B", "⚑ flagged")
        await shows(pilot, "Your answer. The answer to: What is question 3? (Section 1)")
        await press(pilot, "n")
        await shows(pilot, "✓ Correct: C", "answered A, then C", "? unsure", "Your note", "mind [/b] the gap")
        await press(pilot, "n")
        await shows(pilot, "– Not answered. The key is D.")
        await press(pilot, "n", "n")
        await shows(pilot, "not reached", "This was the last one here.")
        await press(pilot, "escape")
        await until(pilot, lambda: app.over)


@pytest.mark.slow
async def test_filters_change_the_walk(tmp_path: Path, clock: FakeClock) -> None:
    async with reviewing(sat(tmp_path, clock), only="missed") as (app, pilot):
        await shows(pilot, "missed · 1 of 3", "question 2 of 5")
        await press(pilot, "n")
        await shows(pilot, "missed · 2 of 3", "question 4 of 5")
        await press(pilot, "c")
        await shows(pilot, "changed · 1 of 1", "question 3 of 5")
        await press(pilot, "a")
        await shows(pilot, "all questions", "question 3 of 5")
        await press(pilot, "s")
        await until(pilot, lambda: isinstance(app.screen, Sections))
        await press(pilot, "down", "enter")
        await shows(pilot, "Section 2 · 1 of 2", "question 4 of 5")
        await press(pilot, "/")
        await pilot.pause()
        await pilot.press("1", "enter")
        await shows(pilot, "all questions", "question 1 of 5")


async def test_it_begins_where_it_is_asked_to(tmp_path: Path, clock: FakeClock) -> None:
    async with reviewing(sat(tmp_path, clock), start=4) as (_, pilot):
        await shows(pilot, "question 4 of 5")


async def test_a_filter_that_leaves_nothing_says_so_and_shows_all(tmp_path: Path, clock: FakeClock) -> None:
    form = sample_form(items=2)
    with Store.open(tmp_path / "data") as store:
        session = Session.start("sat", form, store, clock, mode="exam")
        session.respond(1, right(form, 1))
        session.visit(2)
        session.respond(2, right(form, 2))
        session.end()
    async with reviewing(session.attempt, only="missed") as (_, pilot):
        await shows(pilot, "Nothing was missed.", "all questions")
        await press(pilot, "n", "f")
        await shows(pilot, "No question was flagged.", "question 2 of 2")


@pytest.mark.slow
async def test_a_small_terminal_scrolls_to_the_reasons_before_it_goes_on(tmp_path: Path, clock: FakeClock) -> None:
    async with reviewing(sat(tmp_path, clock), size=(60, 20)) as (_, pilot):
        await shows(pilot, "▾ more below", "question 1 of 5")
        await press(pilot, "enter")
        await shows(pilot, "Because of reason 1.", "question 1 of 5")
        await press(pilot, "enter")
        await shows(pilot, "question 2 of 5", "✗ Incorrect")


@pytest.mark.slow
async def test_the_mouse_picks_a_filter(tmp_path: Path, clock: FakeClock) -> None:
    async with reviewing(sat(tmp_path, clock)) as (app, pilot):
        await shows(pilot, "r missed")
        rows = app.text.split("\n")
        row = next(y for y, line in enumerate(rows) if "r missed" in line)
        await pilot.click(offset=(rows[row].index("missed"), row))
        await shows(pilot, "missed · 1 of 3")


def test_slow_is_half_as_long_again_as_the_paper_allows_or_more(tmp_path: Path, clock: FakeClock) -> None:
    for name, extra_time, expected in (("timed", 1.0, (2, 3)), ("untimed", None, (2, 3)), ("longer", 1.5, ())):
        with Store.open(tmp_path / name) as store:
            session = Session.start(name, sample_form(), store, clock, mode="exam", extra_time=extra_time)
            for n, seconds in ((1, 60), (2, 200), (3, 180), (4, 30), (5, 60)):
                session.visit(n)
                clock.advance(seconds)
            session.end()
        assert kept(session.attempt, "slow") == expected, (
            "120 s is the pace of the paper, sat untimed too; 180 s that of one with extra time"
        )


@pytest.mark.slow
async def test_notes_and_reports_can_be_written_after_the_end(tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path, clock)
    with Store.open(tmp_path) as store:
        session = Session.start("sat", sample_form(), store, clock, mode="exam")
        session.end()
        session.leave()
    annotate = partial(desk.context.annotate, "sat")
    async with reviewing(session.attempt, start=2, annotate=annotate) as (app, pilot):
        await shows(pilot, "question 2 of 5", "m note")
        await press(pilot, "m")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press(*"read this", "enter", *"and that", "escape")
        await shows(pilot, "Written down.", "✎ note", "Your note", "read this", "and that")
        await press(pilot, "!")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press(*"B too", "escape")
        await shows(pilot, "! reported", "Your report", "B too")
        await press(pilot, "m")
        await shows(pilot, "Note on question 2", "read this")
        await press(pilot, "escape")
        await press(pilot, "/")
        await until(pilot, lambda: isinstance(app.screen, GoTo))
        await pilot.press("5", "enter")
        await shows(pilot, "question 5 of 5")
    with Store.open(tmp_path) as store:
        kept_ = store.load("sat").attempt
        assert (kept_.of(2).note, kept_.of(2).report) == ("read this\nand that", "B too")
        store.claim("sat")


@pytest.mark.slow
async def test_without_a_place_to_write_to_the_review_says_so(tmp_path: Path, clock: FakeClock) -> None:
    async with reviewing(sat(tmp_path, clock)) as (_, pilot):
        await press(pilot, "m")
        await shows(pilot, "Nothing can be written here.")


@pytest.mark.slow
async def test_what_cannot_be_written_is_said_and_the_review_goes_on(tmp_path: Path, clock: FakeClock) -> None:
    def fails(kind: object, n: int, text: str) -> Attempt:
        raise StoreError("The disk is full.")

    async with reviewing(sat(tmp_path, clock), annotate=fails) as (app, pilot):
        await press(pilot, "m")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press("x", "escape")
        await shows(pilot, "Not written. The disk is full.")
        await press(pilot, "n")
        await shows(pilot, "question 2 of 5")
