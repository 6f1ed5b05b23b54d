"""``kill -9`` at a hundred random instants of a sitting: what was acknowledged is there, and the clock is right.

Takes longer than other tests: each round waits for an instant of a real sitting on a real disk.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from exam.core.attempt import Attempt, State
from exam.sitting.clock import RunningClock
from exam.sitting.session import Session
from exam.store import Store, StoreError

ROOT = Path(__file__).resolve().parents[2]
SITTER = ROOT / "tests" / "sitting" / "sitter.py"
ROUNDS = 100
SITTERS = 4


@dataclass
class Told:
    """What an oracle says: the last acknowledged value by what was done to what, and what was in flight."""

    done: dict[tuple[str, int | str], Any] = field(default_factory=dict)
    in_flight: tuple[str, Any] | None = None
    known_at: datetime | None = None
    """When the last acknowledged thing was about to be done."""
    count: int = 0


def read_oracle(path: Path) -> Told:
    told, tried_at = Told(), None
    for line in path.read_text().splitlines() if path.exists() else []:
        try:
            word, what, value, at = json.loads(line)
        except ValueError:
            break  # The last line, cut off while it was written.
        if word == "try":
            told.in_flight, tried_at = (what, value), datetime.fromisoformat(at)
            continue
        told.in_flight, told.known_at = None, tried_at
        told.count += 1
        told.done[what, value[0] if isinstance(value, list) else value] = value
    return told


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_whatever_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    # Side by side, as a sitting mostly waits for the disk.
    sitters = []
    for number in range(SITTERS):
        directory = tmp_path / f"sitter-{number}"
        directory.mkdir()
        command = [sys.executable, str(SITTER), str(directory), str(ROUNDS // SITTERS)]
        sitters.append(subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}))
    assert [sitter.wait(timeout=600) for sitter in sitters] == [0] * SITTERS

    ends = {"not begun": 0, "cut off": 0, "submitted": 0}
    acknowledged = set()
    for place in sorted(tmp_path.glob("*/killed-*")):
        told = read_oracle(place / "oracle")
        acknowledged.add(told.count)
        ends[check(place, told)] += 1

    assert sum(ends.values()) == ROUNDS
    assert ends["cut off"] > ROUNDS // 2, ends
    assert len(acknowledged) > ROUNDS // 5, "the instants are all over the sitting"


def check(place: Path, told: Told) -> str:
    """Resumes the attempt as a user would, holds it against the oracle, and says how it was found."""
    killed_at = datetime.fromisoformat((place / "killed_at").read_text())
    with Store.open(place / "data") as store:
        assert store._database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        try:
            session = Session.resume(store.find("last"), store, RunningClock())
        except StoreError:
            assert told.count == 0
            assert store.history() == []
            return "not begun"
        attempt = session.attempt
        holds_all(attempt, told)
        ended = ("end", "abcd1234") in told.done
        assert not ended or attempt.state is State.CLOSED
        if attempt.state is State.CLOSED:
            assert ended or (told.in_flight is not None and told.in_flight[0] == "end")
            assert attempt.ended_reason == "submitted"
            assert store.history()[0].points is not None
            return "submitted"
        clock_is_right(attempt, session, told, killed_at)
        assert not session.unsaved
        return "cut off"


def holds_all(attempt: Attempt, told: Told) -> None:
    for (what, _), value in told.done.items():
        match what:
            case "answer":
                n, option = value
                given = attempt.of(n).response
                assert given == (option,) or (told.in_flight == ("answer", [n, given[0]]))
            case "flag":
                assert attempt.of(value).marked
            case "strike":
                assert value[1] in attempt.of(value[0]).struck
            case _:
                pass
    answers = {value[0] for (what, _), value in told.done.items() if what == "answer"}
    invented = {slot.n for slot in attempt.form.slots if attempt.of(slot.n).response} - answers
    assert invented <= ({told.in_flight[1][0]} if told.in_flight and told.in_flight[0] == "answer" else set())


def clock_is_right(attempt: Attempt, session: Session, told: Told, killed_at: datetime) -> None:
    """Time counts up to the last thing that was known to happen, and never past the kill."""
    assert attempt.started_at is not None
    assert attempt.seconds is not None
    assert session.left is not None
    used = timedelta(seconds=attempt.seconds) - session.left
    since_resume = session.now() - (attempt.last_at or session.now())
    a_little = timedelta(milliseconds=5)
    assert used - since_resume <= killed_at - attempt.started_at + a_little
    if told.known_at is not None:
        away = sum((length for began, length, _ in attempt.gaps if began < told.known_at), timedelta())
        assert used >= told.known_at - attempt.started_at - away - a_little
