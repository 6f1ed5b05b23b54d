"""Owns running the program as a process of its own, with pipes for its streams."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]

EXAM = (sys.executable, "-m", "exam")
"""The words that start the program."""


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """An environment that keeps attempts in `data_dir` and finds this checkout."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    return kept | {"PYTHONPATH": str(ROOT), "EXAM_DATA_DIR": str(data_dir), "LANG": "C.UTF-8"} | more


def run_exam(
    data_dir: Path, *words: str | Path, lines: str = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs one command line to its end. `lines` is what it reads."""
    return subprocess.run(
        [*EXAM, *map(str, words)],
        input=lines,
        env=environment(data_dir, **(env or {})),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@dataclass(frozen=True)
class Running:
    """A command line that runs, with its three streams."""

    process: subprocess.Popen[str]
    input: IO[str]
    output: IO[str]
    errors: IO[str]

    def enter(self, line: str) -> None:
        self.input.write(f"{line}\n")
        self.input.flush()

    def hear(self, text: str) -> None:
        """Reads on until a line with this text."""
        while line := self.output.readline():
            if text in line:
                return
        raise AssertionError(f"It never said: {text}")


@contextmanager
def running_exam(data_dir: Path, *words: str | Path) -> Iterator[Running]:
    """One command line that runs on, with its input held open, and has ended when this does."""
    with subprocess.Popen(
        [*EXAM, *map(str, words)],
        env=environment(data_dir),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        yield Running(process, process.stdin, process.stdout, process.stderr)
