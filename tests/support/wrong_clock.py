"""The program by a wall clock that somebody sets: ``python -m tests.support.wrong_clock FILE WORDS…``.

By how many seconds that clock is wrong stands in the file, which is read anew each time. The clocks that nobody can set
run as they do.
"""

import runpy
import sys
import time
from pathlib import Path


def main(wrong: Path) -> None:
    """Runs the program to its end, which SystemExit tells."""
    right = time.time_ns
    time.time_ns = lambda: right() + int(wrong.read_text("ascii")) * 10**9
    time.time = lambda: time.time_ns() / 10**9
    runpy.run_module("exam", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    file = Path(sys.argv.pop(1))
    main(file)
