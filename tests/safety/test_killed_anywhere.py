"""Killed at any call of submitting, importing, backing up, repairing, discarding, restoring and updating: it is done or
not done, and what was there before is there. EXAM_KILLS says how many kills of each; 40 take some minutes."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from exam.files.attempts import write_attempts
from exam.store import Store
from exam.store.examining import examine_store
from exam.store.merging import backups_of, fault_of
from tests.support import FakeClock, cohort
from tests.support.three_attempts import write_three_attempts

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "store" / "golden"
KILLS = int(os.environ.get("EXAM_KILLS", "3"))

State = tuple[dict[str, str], list[str], list[str]]


def state(data_dir: Path) -> State:
    """Each attempt with its state, what is in the bin, and what is wrong with the database."""
    with Store.open(data_dir) as store:
        with store.looking() as database:
            attempts = dict(database.execute("SELECT id, state FROM attempt"))
        return attempts, [one.id for one in store.discarded()], [one.what for one in examine_store(store)]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be forked")
def test_it_is_done_or_not_done(tmp_path: Path, clock: FakeClock) -> None:
    base, older, into = tmp_path / "base", tmp_path / "older", tmp_path / "into"
    write_three_attempts(base, clock)
    (base / "pool.jsonl").write_text("".join(write_attempts(cohort.cohort(["ABCDABCD", "ABCDABCA"]))), "utf-8")
    older.mkdir()
    with closing(sqlite3.connect(older / "exam.db")) as database:
        database.executescript((GOLDEN / "version_2.sql").read_text("utf-8"))
    command = [sys.executable, "-m", "tests.support.killed", base, older, into, str(KILLS)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    things = sorted(into.iterdir())
    assert run.stdout == f"{KILLS * len(things)}\n", run.stderr
    assert len(things) == 7
    shutil.copytree(base, tmp_path / "before")
    before = state(tmp_path / "before")
    # A sitting that was resumed and then killed is one that runs.
    running = ({**before[0], "left2222": "interacting"}, *before[1:])
    for thing in things:
        after = state(thing / "whole")
        allowed = [after] if thing.name == "update" else [before, after, running]
        found = [state(thing / str(n)) for n in range(KILLS)]
        assert [one for one in found if one not in allowed] == [], thing.name
        assert not any(fault_of(path) for n in range(KILLS) for path in backups_of(thing / str(n)))
