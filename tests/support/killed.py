"""Does things to a data directory again and again, each time in a process that is killed a little later.

``python -m tests.support.killed BASE OLDER INTO TIMES``: for each thing, BASE is copied to INTO/thing/0, 1 and so on;
to be brought up to date, OLDER is, a database of an older exam. Each copy is worked on by a process of its own that a
SIGKILL ends at a call of some function, Python's or C's, spread over all calls that the thing takes. In
INTO/thing/whole it is done to its end. Prints how many were killed.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from exam.files.attempts import read_replayed
from exam.sitting.clock import RunningClock
from exam.sitting.session import Session
from exam.store import Store
from exam.store.backups import back_up
from exam.store.examining import examine_store
from exam.store.repairing import repair


def submit(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        session = Session.resume("left2222", store, RunningClock())
        session.choose(1, "1a")
        session.end()


def take_in(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        read = read_replayed(data_dir / "pool.jsonl")
        store.adopt_all((one.id, attempt, one.events, one.learner) for one, attempt in read)


def backup(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        back_up(store, datetime.now(UTC))


def mend(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        repair(store, datetime.now(UTC))
        assert not examine_store(store)


def discard(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        store.discard("ended111", datetime.now(UTC))


def restore(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        store.restore("thrown33")


def update(data_dir: Path) -> None:
    Store.open(data_dir).close()


THINGS: dict[str, Callable[[Path], None]] = {
    "submit": submit,
    "import": take_in,
    "backup": backup,
    "repair": mend,
    "discard": discard,
    "restore": restore,
    "update": update,
}


def calls_of(do: Callable[[Path], None], data_dir: Path) -> int:
    """How many calls a thing takes."""
    count = 0

    def look(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(look)
    try:
        do(data_dir)
    finally:
        sys.setprofile(None)
    return count


def killed_at(do: Callable[[Path], None], data_dir: Path, call: int) -> bool:
    """Does it in a process that is killed at a call; whether that came before its end."""
    if not (child := os.fork()):
        left = call

        def look(*_: object) -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(look)
        try:
            do(data_dir)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(base: Path, older: Path, into: Path, times: int) -> None:
    killed = 0
    for what, do in THINGS.items():
        here, begin = into / what, older if what == "update" else base
        shutil.copytree(begin, here / "warm")
        do(here / "warm")  # what is imported on the way is not to be counted
        shutil.copytree(begin, here / "whole")
        calls = calls_of(do, here / "whole")
        for n in range(times):
            shutil.copytree(begin, here / str(n))
            killed += killed_at(do, here / str(n), 1 + calls * n // times)
    print(killed)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), int(sys.argv[4]))
