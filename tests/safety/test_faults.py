"""Faults that are made for real and belong to no one room: files damaged, exchanged or taken away, and stopped time."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exam.core.attempt import State
from exam.sitting.clock import RunningClock
from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.store.examining import examine_store
from exam.store.restoring import restore_backup
from tests.cli.conftest import Run
from tests.support import FakeClock, bank_toml, sample_bank, sample_form
from tests.support.process import running_exam
from tests.support.three_attempts import write_three_attempts

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="elsewhere an open file cannot be replaced")

ON_A_FULL_DISK = """
import sys
from pathlib import Path
from exam.sitting.saving import mark_of
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, sample_form
disk, clock = Path(sys.argv[1]), FakeClock()
with Store.open(disk) as store:
    session = Session.start("abcd1234", sample_form(items=20), store, clock, mode="exam")
    told = {"": 0, "kept beside": 0, "not saved": 0}
    for turn in range(4000):
        n = turn % 20 + 1
        session.choose(n, f"{n}{'abcd'[turn // 20 % 4]}")
        told[mark_of(session, n)] += 1
        if len(session.lost) > 5:
            break
    assert told[""] and told["not saved"], told
    print(session.trouble)
    (disk / "ballast").unlink()
    clock.advance(4)
    session.tick()
    assert not session.unsaved
    assert store.load("abcd1234").attempt == session.attempt
    print("all of it is saved")
"""


@pytest.mark.slow
def test_a_disk_that_really_is_full(tmp_path: Path) -> None:
    script = (
        f"mount -t tmpfs -o size=1m none {tmp_path} || exit 77; head -c 600000 /dev/zero > {tmp_path}/ballast; "
        f'{sys.executable} -c "$PROGRAM" {tmp_path}'
    )
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        cwd=ROOT,
        env={**os.environ, "PROGRAM": ON_A_FULL_DISK},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("nobody may mount a file system here")
    assert done.stdout.splitlines()[1:] == ["all of it is saved"], done.stderr
    assert "full" in done.stdout


def test_every_page_of_a_database_zeroed_is_found(tmp_path: Path, clock: FakeClock) -> None:
    write_three_attempts(tmp_path / "data", clock)
    (tmp_path / "data" / "exam.witness").unlink()
    Store.open(tmp_path / "data").close()
    whole = (tmp_path / "data" / "exam.db").read_bytes()
    size = int.from_bytes(whole[16:18])
    for page in range(len(whole) // size):
        here = tmp_path / str(page)
        shutil.copytree(tmp_path / "data", here)
        (here / "exam.db").write_bytes(whole[: page * size] + bytes(size) + whole[(page + 1) * size :])
        if any(whole[page * size : (page + 1) * size]):
            try:
                with Store.open(here) as store:
                    found = examine_store(store)
            except StoreError:
                found = [None]  # type: ignore[list-item]
            assert found, page


@posix
@pytest.mark.parametrize("how", ["unlinked", "replaced"])
def test_a_database_that_is_gone_in_mid_exam_costs_no_answer(tmp_path: Path, clock: FakeClock, how: str) -> None:
    data = tmp_path / "data"
    Store.open(tmp_path / "other").close()
    with Store.open(data) as store:
        session = Session.start("abcd1234", sample_form(), store, clock, mode="exam")
        session.choose(1, "1a")
        if how == "unlinked":
            (data / "exam.db").unlink()
        else:
            (tmp_path / "other" / "exam.db").replace(data / "exam.db")
        session.choose(2, "2b")
        assert "was moved or replaced while it was open" in str(session.trouble)
        assert (len(session.unsaved), session.lost) == (1, ())
        shutil.copytree(data, tmp_path / "killed", ignore=shutil.ignore_patterns("open", "*-shm"))
    restore_backup(tmp_path / "killed", clock.now())
    with Store.open(tmp_path / "killed") as store:
        given = [one.response for one in store.load("abcd1234").attempt.progress]
    assert given[:2] == [("1a",), ("2b",)]


@pytest.mark.parametrize("how", ["edited", "deleted"])
def test_a_bank_that_changes_before_resume_and_review_changes_nothing(
    run: Run,
    tmp_path: Path,
    how: str,
) -> None:
    file = tmp_path / "sample.toml"
    file.write_text(bank_toml(sample_bank(60, 6)), "utf-8")
    begun = run("take", str(file), "--plain", "--items", "3", "--seed", "7", input="a\n").stdout
    stem = next(line for line in begun.splitlines() if line.startswith("What "))
    if how == "edited":
        file.write_text(file.read_text("utf-8").replace("What ", "Which "), "utf-8")
    else:
        file.unlink()
    resumed = run("resume", "--plain", input="end\nyes\nyes\n")
    assert resumed.exit_code == 0
    assert stem in resumed.stdout
    assert stem in run("resume", "last", "--plain", input="review\nquit\n").stdout


@pytest.mark.slow
@posix
def test_a_program_that_was_stopped_past_the_deadline_counts_what_came_before_it(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        form = sample_form(minutes=1)
        session = Session.start("abc", form, store, RunningClock(), mode="exam", extra_time=3 / 60)
        session.choose(1, "1a")
        session.leave()
    with running_exam(tmp_path, "resume", "--plain") as sitting:
        sitting.hear("question 1")
        sitting.process.send_signal(signal.SIGSTOP)
        time.sleep(3.2)
        sitting.enter("b")
        sitting.process.send_signal(signal.SIGCONT)
        assert sitting.process.wait(timeout=20) == 0
    with Store.open(tmp_path) as store:
        attempt = store.load("abc").attempt
    assert (attempt.state, attempt.ended_reason) == (State.CLOSED, "time_up")
    assert attempt.of(1).response == ("1a",)
    assert attempt.ended_at == attempt.deadline


def test_a_name_that_is_a_path_is_no_name_of_a_bank(run: Run, tmp_path: Path) -> None:
    text = bank_toml(sample_bank(60, 6))
    for name in ("../../x", "/etc/x", "a/b", ".", "x" * 300):
        file = tmp_path / "named.toml"
        file.write_text(text.replace('id = "sample"', f'id = "{name}"', 1), "utf-8")
        refused = run("check", str(file))
        assert refused.exit_code == 1, name
        assert "named.toml:" in refused.stdout + refused.stderr


def test_points_that_no_number_is_are_told_and_break_nothing(tmp_path: Path, clock: FakeClock) -> None:
    write_three_attempts(tmp_path, clock)
    with sqlite3.connect(tmp_path / "exam.db") as database:
        database.execute("UPDATE attempt SET points = '1/0' WHERE id = 'ended111'")
    database.close()
    with Store.open(tmp_path) as store:
        with pytest.raises(StoreError, match="exam doctor --repair"):
            store.history()
        assert any(one.attempt == "ended111" for one in examine_store(store))
        assert store.rebuild() == []
        assert [row.id for row in store.history()] == ["left2222", "ended111"]
