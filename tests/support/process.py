"""Owns running the program as a process of its own, with pipes for its streams."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

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
