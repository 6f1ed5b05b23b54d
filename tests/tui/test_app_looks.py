"""What each page looks like, kept as text in ``looks/``. ``EXAM_ACCEPT=1`` writes them anew: then read the diff.

Every page is drawn at three sizes, so the file takes some seconds.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from exam.sitting.session import Session
from exam.tui.app import ExamApp
from exam.tui.context import Opening
from tests.support import FakeClock, right, sample_form, wrong
from tests.support.desk import AppDesk
from tests.support.screens import looks_like, see, text_of, until

LOOKS = Path(__file__).with_name("looks")
SIZES = [(60, 20), (80, 24), (140, 45)]
OPEN, MISSED = 7, {1, 2, 5, 6, 9}

PAGES = {
    "trend": ("All sections", "4 attempts"),
    "sections": ("Sections over attempts", "together"),
    "habits": ("Sure or not",),
    "confused": ("Taken for another", "› ✗"),
    "questions": ("seen most often first", "› What"),
}


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    return AppDesk(tmp_path, clock)


def sit(desk: AppDesk, identifier: str, missed: set[int], *, end: bool = True) -> None:
    """A sitting of ten questions without a screen: some missed, the seventh left blank."""
    form = sample_form(10, 3, minutes=15)
    with desk.open_store() as store:
        session = Session.start(identifier, form, store, desk.clock, mode="exam")
        for n in range(1, 11 if end else 5):
            session.visit(n)
            desk.clock.advance(40 + 7 * n)
            if n != OPEN:
                session.respond(n, (wrong if n in missed else right)(form, n))
        if end:
            session.end()
        session.leave()
    desk.clock.advance(timedelta(days=1).total_seconds())


async def compare(pilot: Pilot[Any], name: str, size: tuple[int, int], *words: str) -> None:
    """Waits for these words, then holds the screen to the picture that was accepted."""
    await see(pilot, *words)
    await looks_like(pilot, LOOKS / f"{name}-{size[0]}.txt")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_first_start(desk: AppDesk, size: tuple[int, int]) -> None:
    async with ExamApp(desk.context).run_test(size=size) as pilot:
        await compare(pilot, "home-first", size, "Welcome.", "› Standard")
        await pilot.press("s")
        await compare(pilot, "set-up", size, "set up a paper", "6 of 12")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_after_some_exams(desk: AppDesk, size: tuple[int, int]) -> None:
    sit(desk, "first", MISSED)
    sit(desk, "second", {2, 5})
    sit(desk, "third", {2}, end=False)
    async with ExamApp(desk.context).run_test(size=size) as pilot:
        await compare(pilot, "home", size, "Unfinished", "To review", "due today")
        await pilot.press("h")
        await compare(pilot, "history", size, "3 attempts", "unfinished")
        await pilot.press("down", "down", "enter")
        await compare(pilot, "score", size, "Not passed")
        await pilot.press("enter")
        await compare(pilot, "study", size, "Sections, weakest first")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_what_the_past_says(desk: AppDesk, size: tuple[int, int]) -> None:
    for n, missed in enumerate((MISSED, {2, 5}, {1, 2}, {2})):
        sit(desk, f"exam-{n}", missed)
    async with ExamApp(desk.context).run_test(size=size) as pilot:
        await see(pilot, "due today")
        await pilot.press("d")
        await compare(pilot, "drill", size, "build a drill", "questions, ")
        await pilot.press("escape")
        await see(pilot, "due today")
        await pilot.press("p")
        await compare(pilot, "progress-ready", size, "Would you pass", "All sections")
        for name, words in PAGES.items():
            await pilot.press("right")
            await compare(pilot, f"progress-{name}", size, *words)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_before_the_clock_starts(desk: AppDesk, size: tuple[int, int]) -> None:
    form = sample_form(10, 3, minutes=15)
    async with ExamApp(desk.context, Opening(form, "exam", 1.5)).run_test(size=size) as pilot:
        await compare(pilot, "begin", size, "Begin: the clock starts now")


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys", [(), ("s",), ("h",), ("enter",), ("down", "down", "down", "down", "enter")], ids="-".join
)
async def test_no_size_breaks_a_page_and_nothing_is_begun_unseen(desk: AppDesk, keys: tuple[str, ...]) -> None:
    async with ExamApp(desk.context).run_test(size=(80, 24)) as pilot:
        await see(pilot, "› Standard")
        await pilot.press(*keys)
        await pilot.pause()
        before = pilot.app.screen
        for size in [(20, 5), (1, 1), (59, 24), (80, 19), (300, 100), (3, 40), (30, 10)]:
            await pilot.resize_terminal(*size)
        await see(pilot, "60 × 20")
        await pilot.press("enter")
        assert pilot.app.screen is before
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "60 × 20" not in text_of(pilot.app))
    with desk.open_store() as store:
        assert store.history() == []
