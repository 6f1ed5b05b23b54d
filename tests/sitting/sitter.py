"""A program that sits scripted exams and is killed at random instants, for `test_kill`.

Started with a directory and a number of rounds. It forks a sitter for each round, as a fresh interpreter would take
longer to start than the whole sitting does, kills it, and writes down when. Every sitter notes in its own
``oracle`` what it is about to do (``try``) and, down to the disk, what the session took (``done``).
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from exam.sitting.clock import RunningClock
from exam.sitting.session import Session
from exam.store import Store
from tests.support import sample_form

ITEMS = 8
NAME = "abcd1234"


def main(directory: Path, rounds: int) -> None:
    began = time.monotonic()
    os.waitpid(fork(directory / "whole"), 0)
    whole = time.monotonic() - began
    size = (directory / "whole" / "oracle").stat().st_size
    dice = random.Random()
    for number in range(rounds):
        place = directory / f"killed-{number}"
        child = fork(place)
        # How far the sitting is decides, not how long it took: the machine may be busy with other things.
        wait_for(place / "oracle", round(size * dice.uniform(-0.05, 1.0)))
        time.sleep(dice.random() * whole / 50)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        (place / "killed_at").write_text(datetime.now(UTC).isoformat())


def wait_for(file: Path, size: int) -> None:
    while size > 0 and not (file.exists() and file.stat().st_size >= size):
        time.sleep(0.0005)


def fork(place: Path) -> int:
    place.mkdir()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            sit(place)
            status = 0
        finally:
            os._exit(status)
    return child


def sit(place: Path) -> None:
    oracle = os.open(place / "oracle", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def note(word: str, what: str, value: object) -> None:
        line = json.dumps([word, what, value, datetime.now(UTC).isoformat()])
        os.write(oracle, f"{line}\n".encode())
        if word == "done":
            os.fsync(oracle)

    def act(what: str, value: object, action: Callable[[], None]) -> None:
        note("try", what, value)
        action()
        note("done", what, value)

    with Store.open(place / "data") as store:
        note("try", "start", NAME)
        session = Session.start(NAME, sample_form(items=ITEMS), store, RunningClock(), mode="exam")
        note("done", "start", NAME)
        half = ITEMS // 2
        answer(session, range(1, half + 1), act)
        act("leave", NAME, session.leave)
        session = Session.resume(NAME, store, RunningClock())
        answer(session, range(half + 1, ITEMS + 1), act)
        act("end", NAME, session.end)
        session.leave()


def answer(session: Session, places: range, act: Callable[[str, object, Callable[[], None]], None]) -> None:
    """Changes its mind about every answer, and flags and strikes now and then."""
    for n in places:
        session.visit(n)
        for option in (f"{n}{'abcd'[n % 4]}", f"{n}{'abcd'[(n + 1) % 4]}"):
            act("answer", [n, option], partial(session.choose, n, option))
        if n % 3 == 0:
            act("flag", n, partial(session.mark, n, True))
            act("strike", [n, f"{n}c"], partial(session.strike, n, f"{n}c", True))
            session.note_alive()
        assert not session.unsaved


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
