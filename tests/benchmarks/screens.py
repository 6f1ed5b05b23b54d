"""Measures what is seen: ``python -m tests.benchmarks.screens [--starts N] [--keys N]``.

Runs a bare Textual app and the exam app in turn, each in a pseudo-terminal of its own, and prints the time to the
first text, to a whole home screen, and from a key to the repaint of the question, which waits for a commit: what that
takes is a line of its own, and so is the same key where no disk is waited for. The ratios to the bare app of the
same run travel between machines; the milliseconds do not. Needs a system with pseudo-terminals.
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, sample_form

ROOT = Path(__file__).parents[2]
SIZE = (24, 80)
PATIENCE = 30.0
QUIET = 0.08
"""Seconds without output after which a repaint is taken to be over."""

MEMORY = Path("/dev/shm")
"""A file system in memory, on systems that have it there."""

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("A bare question")
        for letter in "abcd":
            yield Static(f"  {letter}  Some option of about sixty letters, as an exam may have", id=letter)

    def on_key(self, event):
        if event.key in "abcd":
            for line in self.query(Static):
                if line.id:
                    line.update(("> " if line.id == event.key else "  ") + str(line.content)[2:])

Bare().run()
"""


class Watched:
    """A program in a pseudo-terminal, whose output is timed. Times are in milliseconds."""

    def __init__(self, argv: Sequence[str], env: dict[str, str]) -> None:
        self.began = time.perf_counter()
        self.output = b""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            try:
                os.execve(argv[0], list(argv), env)
            finally:
                os._exit(127)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))

    def until(self, text: bytes) -> float:
        """From the start until a text was written."""
        while text not in self.output:
            if not self._read(PATIENCE):
                raise SystemExit(f"{text!r} never came; the last output was {self.output[-300:]!r}")
        return 1000 * (time.perf_counter() - self.began)

    def press(self, key: bytes) -> float | None:
        """From a key until the first byte of its repaint, waiting for the end of it; None: nothing was repainted."""
        began = time.perf_counter()
        os.write(self.master, key)
        if not self._read(1.0):
            return None
        first = 1000 * (time.perf_counter() - began)
        self.settle()
        return first

    def until_more(self) -> None:
        """Until anything is written."""
        if not self._read(PATIENCE):
            raise SystemExit("Nothing more was written.")

    def settle(self, quiet: float = QUIET) -> None:
        while self._read(quiet):
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)

    def _read(self, patience: float) -> bool:
        if not select.select([self.master], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.output += piece
        if b"\x1b[?2026$p" in piece:
            os.write(self.master, b"\x1b[?2026;2$y")  # as terminals that can paint a whole frame at once answer
        return bool(piece)


def main() -> None:
    options = argparse.ArgumentParser(description="What is seen, and how soon.")
    options.add_argument("--starts", type=int, default=10)
    options.add_argument("--keys", type=int, default=200)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        env = os.environ | {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(ROOT),
            "EXAM_DATA_DIR": directory,
        }
        env.pop("NO_COLOR", None)
        starts = measure_starts(asked.starts, env)
        keys = measure_keys(asked.keys, env)
        written = measure_bytes(env)
    print(f"{'ms':34}{'p50':>9}{'p95':>9}{'p50 / bare':>12}{'p95 / bare':>12}")
    for rows in (starts, keys):
        bare, *_ = rows.values()
        for name, times in rows.items():
            p50, p95 = percentile(times, 50), percentile(times, 95)
            print(f"{name:34}{p50:9.1f}{p95:9.1f}{p50 / percentile(bare, 50):12.2f}{p95 / percentile(bare, 95):12.2f}")

    print(f"\n{'bytes written':34}{'bytes':>9}{'frames':>9}")
    for name, (size, frames) in written.items():
        print(f"{name:34}{size:9}{frames:9}")


def measure_bytes(env: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Bytes and frames of a tick of the clock, of a key that flags, and of the sheet opened and closed again."""
    take = [sys.executable, "-m", "exam", "take", "--seed", "1"]
    found = {}
    with Watched(take, env) as exam:
        exam.until(b"Begin")
        exam.settle(0.5)
        exam.press(b"\r")
        exam.settle(0.5)
        ticks = []
        for _ in range(4):
            before = len(exam.output)
            exam.until_more()
            exam.settle()
            ticks.append(exam.output[before:])
        found["a tick of the clock"] = weight(min(ticks, key=len))
        for name, key in (("a flag", b"f"), ("the sheet opened", b"s"), ("the sheet closed", b"s")):
            before = len(exam.output)
            exam.press(key)
            exam.settle(0.3)
            found[name] = weight(exam.output[before:])
    return found


def weight(output: bytes) -> tuple[int, int]:
    """Bytes, and frames as terminals that can paint a whole one at once are told of them."""
    return len(output), output.count(b"\x1b[?2026h")


def measure_starts(starts: int, env: dict[str, str]) -> dict[str, list[float]]:
    """Taken in turn, so that all see one machine; the first of each only warms the disk and is left out."""
    times: dict[str, list[float]] = {"bare: first text": [], "exam: first text": [], "exam: home is whole": []}
    for turn in range(starts + 1):
        with Watched([sys.executable, "-c", BARE], env) as bare:
            found = [bare.until(b"bare question")]
        with Watched([sys.executable, "-m", "exam"], env) as exam:
            found += [exam.until(b"mock exams"), exam.until(b"Set up your own")]
        if turn:
            for name, milliseconds in zip(times, found, strict=True):
                times[name].append(milliseconds)
    return times


def measure_keys(keys: int, env: dict[str, str]) -> dict[str, list[float]]:
    """All programs are open; a key to one, a key to the next.

    A key is shown only when it is committed, so its time holds a commit. What the drawing alone takes is measured
    by a third program whose data is in memory, where a commit waits for no disk; what the disk alone takes, by
    commits in the directory of the second one. The parts are medians of their own and need not add up.
    """
    times: dict[str, list[float]] = {
        "bare: key to repaint": [],
        "exam: option chosen": [],
        "exam: next or back": [],
        "of it: a commit": [],
    }
    take = [sys.executable, "-m", "exam", "take", "--seed", "1", "--extra-time", "untimed"]
    with ExitStack() as open_ones:
        bare = open_ones.enter_context(Watched([sys.executable, "-c", BARE], env))
        exams = [("exam", open_ones.enter_context(Watched(take, env)))]
        if MEMORY.is_dir():
            inside = env | {"EXAM_DATA_DIR": open_ones.enter_context(tempfile.TemporaryDirectory(dir=MEMORY))}
            exams.append(("without disk", open_ones.enter_context(Watched(take, inside))))
            times |= {"without disk: option chosen": [], "without disk: next or back": []}
        store = open_ones.enter_context(Store.open(Path(env["EXAM_DATA_DIR"]) / "commits"))
        clock, form = FakeClock(), sample_form(items=50)
        session = Session.start("commits", form, store, clock, mode="exam", extra_time=None)
        bare.until(b"bare question")
        for _, exam in exams:
            exam.until(b"Begin")
            exam.settle(0.5)
            exam.press(b"\r")
            exam.settle(0.5)
        for turn in range(keys):
            letter = b"abcd"[turn % 4 : turn % 4 + 1]
            found = {"bare: key to repaint": bare.press(letter)}
            for name, exam in exams:
                found[f"{name}: option chosen"] = exam.press(letter)
                found[f"{name}: next or back"] = exam.press(b"n" if turn % 20 < 10 else b"p")
            clock.advance(1)
            began = time.perf_counter()
            session.visit(2 - turn % 2)
            found["of it: a commit"] = 1000 * (time.perf_counter() - began)
            for name, milliseconds in found.items():
                if milliseconds is not None:
                    times[name].append(milliseconds)
    return times


def percentile(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


if __name__ == "__main__":
    main()
