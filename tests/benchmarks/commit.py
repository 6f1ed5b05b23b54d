"""Measures what an answer costs: ``python -m tests.benchmarks.commit [--answers N] [--directory DIR]``.

An answer is checked by the fold and committed to the disk before it is shown. The table holds it against what the
disk itself needs to keep 4 KiB (write and fdatasync), in the same run: the ratio travels between machines, the
milliseconds do not. The directory should be on a real disk.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from exam.core.events import Responded
from exam.core.fold import apply
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, sample_form

ITEMS = 50


def main() -> None:
    options = argparse.ArgumentParser(description="What an answer costs.")
    options.add_argument("--answers", type=int, default=1000)
    options.add_argument("--directory", type=Path, help="where to measure; a temporary directory in it is used")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.directory) as directory:
        rows = measure(Path(directory), asked.answers)
    floor = median(rows["disk: write and sync 4 KiB"])
    print(f"{'':34}{'p50 ms':>9}{'p99 ms':>9}{'p50 / disk':>12}")
    for name, times in rows.items():
        print(f"{name:34}{median(times):9.3f}{percentile(times, 99):9.3f}{median(times) / floor:12.2f}")


def measure(directory: Path, answers: int) -> dict[str, list[float]]:
    """Milliseconds of each of `answers` repetitions, by what was done. Taken in turn, so that all see one machine."""
    clock = FakeClock()
    with Store.open(directory / "data") as store:
        session = Session.start("measured", sample_form(items=ITEMS), store, clock, mode="exam", extra_time=None)
        file = os.open(directory / "raw", os.O_CREAT | os.O_WRONLY)
        steps: dict[str, Callable[[int, str], object]] = {
            "disk: write and sync 4 KiB": lambda n, option: write(file),
            "fold alone": lambda n, option: apply(
                session.attempt, Responded(at=session.now(), n=n, response=(option,))
            ),
            "answer, kept": session.choose,
            "heartbeat, kept": lambda n, option: session.note_alive(),
        }
        times: dict[str, list[float]] = {name: [] for name in steps}
        for turn in range(answers):
            n = turn % ITEMS + 1
            option = f"{n}{'abcd'[turn // ITEMS % 4]}"
            clock.advance(1)
            for name, step in steps.items():
                began = time.perf_counter()
                step(n, option)
                times[name].append(1000 * (time.perf_counter() - began))
        os.close(file)
        assert not session.unsaved
    return times


def write(file: int) -> None:
    os.write(file, b"x" * 4096)
    # Where there is no fdatasync (macOS, Windows) fsync is as near as it gets.
    getattr(os, "fdatasync", os.fsync)(file)


def median(times: list[float]) -> float:
    return percentile(times, 50)


def percentile(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


if __name__ == "__main__":
    main()
