"""Measures the screens of a long past: ``python -m tests.benchmarks.learning_screens [--attempts N]``.

Ten thousand attempts of fifty questions in the app itself: from the key to the list on the screen, and from a key of
a filter or a page to what it shows. Fails where the history opens in over 300 ms or a filter of it takes over 100.
The progress pages are read in a thread while the screen stays awake; their times are told and have no limit but the
longest that the screen was deaf, which is told too.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from exam.tui.app import ExamApp
from tests.benchmarks.history import make_history
from tests.benchmarks.progress import FILTER, OPENING, add_responses
from tests.support import FakeClock, sample_bank
from tests.support.rooms import PRESETS, TestRooms
from tests.support.screens import text_of

PATIENCE = 60.0
REPEATS = 5


async def measure(data_dir: Path) -> list[str]:
    late = []
    desk = TestRooms(data_dir, FakeClock(), sample_bank(60, 14, blueprint=PRESETS))
    async with ExamApp(desk.rooms).run_test(size=(100, 40)) as pilot:
        await shown(pilot, "To review")
        await shown(pilot, "due today")
        times = []
        for _ in range(REPEATS):
            times.append(await timed(pilot, "h", "History   10,000 attempts", "copy0"))
            await timed(pilot, "escape", "To review")
            await shown(pilot, "due today")
        late += told("history, from the key to the list", min(times), OPENING)
        await timed(pilot, "h", "History   10,000 attempts")
        for key, what, words in FILTERS:
            late += told(f"history: {what}", await timed(pilot, key, *words), FILTER)
        await timed(pilot, "escape", "To review", "due today")
        for key, what, words in PAGES:
            watch = asyncio.create_task(deafest())
            took = await timed(pilot, key, *words)
            watch.cancel()
            told(f"progress: {what} (deaf for {await deaf(watch):.0f} ms)", took, None)
    return late


FILTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("o", "oldest first", ("oldest first",)),
    ("o", "best first", ("best first",)),
    ("o", "worst first", ("worst first",)),
    ("m", "exams only", ("exams only",)),
    ("m", "practice only, of which there is none", ("No attempt like that",)),
    ("m", "all again", ("History   10,000 attempts",)),
    ("end", "to the last line", ("›",)),
)
PAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("p", "opened, ready or not", ("Would you pass",)),
    ("2", "trend", ("in the latest of",)),
    ("3", "sections", ("Sections over attempts",)),
    ("4", "habits", ("Changed answers",)),
    ("5", "confusions", ("Taken for another",)),
    ("6", "questions", ("hardest first",)),
    ("m", "questions, exams only", ("exams only", "hardest first")),
    ("2", "trend, exams only", ("in the latest of",)),
    ("1", "ready again", ("Would you pass",)),
)


async def timed(pilot: Pilot[Any], key: str, *words: str) -> float:
    began = time.perf_counter()
    pilot.app.simulate_key(key)
    await shown(pilot, *words)
    return 1000 * (time.perf_counter() - began)


async def shown(pilot: Pilot[Any], *words: str) -> None:
    end = time.perf_counter() + PATIENCE
    while not all(word in text_of(pilot.app) for word in words):
        if time.perf_counter() > end:
            raise SystemExit(f"{words} never came:\n{text_of(pilot.app)}")
        await asyncio.sleep(0.01)  # looking takes 10 ms of the same loop itself


async def deafest() -> float:
    """The longest that the event loop was busy with one thing, in milliseconds; until it is cancelled."""
    longest, before = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(0.001)  # a loop that never rests would take the time of the thread that reads
            now = time.perf_counter()
            longest, before = max(longest, now - before), now
    except asyncio.CancelledError:
        return 1000 * longest


async def deaf(watch: "asyncio.Task[float]") -> float:
    return await watch


def told(what: str, took: float, limit: float | None) -> list[str]:
    print(f"{what:62}{took:9.1f} ms" + (f"   of {limit:.0f}" if limit else ""))
    return [what] if limit and took > limit else []


def main() -> None:
    options = argparse.ArgumentParser(description="What a long past costs on the screen.")
    options.add_argument("--attempts", type=int, default=10_000)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        data_dir = Path(directory) / "data"
        make_history(data_dir, asked.attempts)
        add_responses(data_dir)
        late = asyncio.run(measure(data_dir))
    if late:
        sys.exit(f"Too slow: {', '.join(late)}")


if __name__ == "__main__":
    main()
