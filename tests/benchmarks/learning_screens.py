"""Measures the screens of a long past: ``python -m tests.benchmarks.learning_screens [--attempts N] [--times N]``.

Ten thousand attempts of fifty questions (tests/benchmarks/past.py) in the app itself. A row is the time from a key to
the last frame that it brought: to reading, computing, laying out and drawing, but not the terminal. What the screen
remembers is thrown away before each page and each filter. The key of another bank opens that bank's past, and reads it
the first time. Half of the times are no longer than the first figure, and 95 in 100 no longer than the second, which
fails over the limit at the end of the row. The third figure is the middle one of the processor's times, which tells on
a busy machine whether it is only that. At the end it says how much memory the program takes.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from exam.tui.app import ExamApp
from exam.tui.progress.reader import PAGES, PastReader
from exam.tui.progress.screen import ProgressScreen
from tests.benchmarks.past import bank, make_past
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.forms import bank_toml
from tests.support.screens import text_of

HISTORY = 400.0
PAGE, FILTER = 250.0, 150.0
"""Milliseconds from a key to the last frame that it brings."""
LONG_PAST = 1_500.0
"""The same for a page of progress over more than a thousand attempts, all of which say meanwhile that they work."""
QUIET = 0.12
"""Seconds without a frame after which none is to come; a page that is still being read is waited for besides."""
PATIENCE = 60.0
Took = tuple[float, float]
"""Milliseconds by the clock, and of the processor."""


class Watched(ExamApp):
    """Notes when each frame was written, and how much the processor had worked by then."""

    last_frame = last_work = 0.0

    def _display(self, *args: Any, **keywords: Any) -> None:
        super()._display(*args, **keywords)
        self.last_frame, self.last_work = time.perf_counter(), time.process_time()


async def measure(data_dir: Path, attempts: int, times: int) -> list[str]:
    desk = AppDesk(data_dir, FakeClock(), bank())
    (data_dir / "banks" / "other.toml").write_text(bank_toml(bank("other")), "utf-8")
    app = Watched(desk.context)
    late = []
    page_limit, filter_limit = (PAGE, FILTER) if attempts <= 1000 else (LONG_PAST, LONG_PAST)
    async with app.run_test(size=(100, 40)) as pilot:
        await shown(pilot, "due today")
        print(f"{'at home, all read':58}{memory():9.0f} MB")
        for name, key, words, limit in (
            ("history", "h", f"History   {attempts:,} attempts", HISTORY),
            ("progress", "p", "Would you pass", page_limit),
        ):
            found = []
            for turn in range(times // 4 + 1):
                found.append(await timed(pilot, key, words))
                if not turn:
                    late += told(f"{name}, opened for the first time", found, limit)
                await timed(pilot, "escape")
                await shown(pilot, "due today")
            late += told(f"{name}, opened again", found[1:], limit)
        await timed(pilot, "h")
        for name, key in (("order", "o"), ("mode", "c"), ("paper", "f"), ("bank", "b")):
            late += told(f"history: {name}", [await timed(pilot, key) for _ in range(times)], FILTER)
        late += told("history: to the last line and back", [await timed(pilot, k) for k in ("end", "home") * 2], FILTER)
        await timed(pilot, "escape")
        await shown(pilot, "due today")
        await timed(pilot, "p", "Would you pass")
        for number, page in enumerate(PAGES.values(), 1):
            await timed(pilot, str(number % len(PAGES) + 1))
            await timed(pilot, "1" if number > 1 else "2")
            forget(pilot)
            late += told(f"progress, {page.title}: turned to", [await timed(pilot, str(number))], page_limit)
            for name, key in keys(page.name):
                limit = page_limit if key == "b" else filter_limit
                found = [await at_once(pilot, key, page.title) for _ in range(times)]
                late += told(f"progress, {page.title}: {name}", found, limit)
        print(f"{'after all of it':58}{memory():9.0f} MB")
    return late


def keys(page: str) -> Iterator[tuple[str, str]]:
    if PAGES[page].filtered:
        yield "mode", "c"
    yield "paper", "f"
    if page == "questions":
        yield "everybody's or mine", "a"
    yield "another bank", "b"


def forget(pilot: Pilot[Any]) -> None:
    """What was computed of this past, so that it is computed again."""
    screen = pilot.app.screen
    assert isinstance(screen, ProgressScreen)
    past = screen.past
    assert past is not None
    screen.reader = PastReader(past)


async def at_once(pilot: Pilot[Any], key: str, *words: str) -> Took:
    """With nothing computed but what is on screen."""
    forget(pilot)
    return await timed(pilot, key, *words)


async def timed(pilot: Pilot[Any], key: str, *words: str) -> Took:
    """From a key to the last frame before the screen comes to rest."""
    app: Any = pilot.app
    began, worked = time.perf_counter(), time.process_time()
    app.last_frame, app.last_work = began, worked
    app.simulate_key(key)
    while True:
        await asyncio.sleep(QUIET / 3)
        now = time.perf_counter()
        if now > began + PATIENCE:
            raise SystemExit(f"Nothing came to rest after {key}:\n{text_of(app)}")
        busy = any(worker.node is app.screen and not worker.is_finished for worker in app.workers)
        # On a busy machine a screen may take its time to come; a key without a frame is waited for longer.
        quiet = not busy and now > (app.last_frame + QUIET if app.last_frame > began else began + 10 * QUIET)
        page = text_of(app) if quiet else ""
        if quiet and "Reading your attempts" not in page and all(word in page for word in words):
            return 1000 * (app.last_frame - began), 1000 * (app.last_work - worked)


async def shown(pilot: Pilot[Any], *words: str) -> None:
    end = time.perf_counter() + PATIENCE
    while not all(word in text_of(pilot.app) for word in words):
        if time.perf_counter() > end:
            raise SystemExit(f"{words} never came:\n{text_of(pilot.app)}")
        await asyncio.sleep(0.05)


def told(what: str, found: list[Took], limit: float) -> list[str]:
    clock, work = (sorted(side) for side in zip(*found, strict=True))
    half, most = (clock[min(len(clock) - 1, len(clock) * share // 100)] for share in (50, 95))
    middle = work[len(work) // 2]
    # A key without a frame did nothing, which is no speed.
    late = "   LATE" if most > limit else "   NOTHING HAPPENED" if not clock[0] else ""
    print(f"{what:52}{half:9.1f}{most:9.1f}{middle:9.1f} ms   of {limit:.0f}{late}", flush=True)
    return [what] if late else []


def memory() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    options = argparse.ArgumentParser(description="What a long past costs on the screen.")
    options.add_argument("--attempts", type=int, default=10_000)
    options.add_argument("--times", type=int, default=20, help="how often each key is pressed")
    options.add_argument("--directory", type=Path, help="a data directory to keep, made where there is none")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        data_dir = asked.directory or Path(directory) / "data"
        if not data_dir.exists():
            made = make_past(data_dir, asked.attempts)
            print(f"{'the database':58}{made / 1e6:9.0f} MB")
        late = asyncio.run(measure(data_dir, asked.attempts, asked.times))
    if late:
        sys.exit(f"Too slow: {', '.join(late)}")


if __name__ == "__main__":
    main()
