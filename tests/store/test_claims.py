"""Two programs and one attempt: one of them has it, and the other is told who."""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from exam.core.events import Responded
from exam.core.fold import apply
from exam.sitting.session import Session
from exam.store import Store, StoreError
from tests.support import FakeClock, sample_form

ROOT = Path(__file__).resolve().parents[2]

HOLDER = """
import sys, pathlib
sys.path.insert(0, sys.argv[2])
from exam.store import Store
store = Store.open(pathlib.Path(sys.argv[1]))
store._claims.take("abcd1234")
print("mine", flush=True)
sys.stdin.read()
"""


def hold(data_dir: Path) -> "subprocess.Popen[str]":
    """Another program that has the attempt until its input ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(data_dir), str(ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert select.select([holder.stdout], [], [], 20)[0]
    assert holder.stdout.readline() == "mine\n"
    return holder


def leave_attempt(data_dir: Path, clock: FakeClock) -> None:
    with Store.open(data_dir) as store:
        session = Session.start("abcd1234", sample_form(), store, clock, mode="exam")
        session.choose(1, "1a")
        session.leave()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_the_second_program_is_refused_at_once_even_if_the_first_is_stopped_and_served_when_it_was_killed(
    tmp_path: Path, clock: FakeClock
) -> None:
    leave_attempt(tmp_path, clock)
    with hold(tmp_path) as holder, Store.open(tmp_path) as store:
        try:
            with pytest.raises(StoreError, match=rf"open in another program \(process {holder.pid}\)"):
                Session.resume("abcd1234", store, clock)

            holder.send_signal(signal.SIGSTOP)
            began = time.monotonic()
            with pytest.raises(StoreError, match=f"process {holder.pid}"):
                Session.resume("abcd1234", store, clock)
            assert time.monotonic() - began < 2
            assert store.load("abcd1234").attempt.of(1).response == ("1a",), "reading is nobody's privilege"

            holder.kill()
            holder.wait(10)
            assert Session.resume("abcd1234", store, clock).attempt.of(1).response == ("1a",)
        finally:
            holder.kill()


def test_other_attempts_are_free_and_release_frees_this_one(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as one, Store.open(tmp_path) as other:
        first = Session.start("first111", sample_form(), one, clock, mode="exam")
        Session.start("second22", sample_form(), other, clock, mode="exam")
        with pytest.raises(StoreError, match="Leave it there, then resume it here"):
            other.claim("first111")
        first.leave()
        other.claim("first111")
        with pytest.raises(StoreError):
            one.claim("first111")


def test_closing_the_store_frees_all(tmp_path: Path, clock: FakeClock) -> None:
    one = Store.open(tmp_path)
    Session.start("first111", sample_form(), one, clock, mode="exam")
    one.close()
    one.close()
    with Store.open(tmp_path) as other:
        other.claim("first111")
        other.claim("first111")
    assert list((tmp_path / "open").iterdir()) == []


def test_a_file_that_a_dead_program_left_behind_is_no_claim(tmp_path: Path, clock: FakeClock) -> None:
    leave_attempt(tmp_path, clock)
    with Store.open(tmp_path) as store:
        store.claim("abcd1234")
        (left_behind,) = (tmp_path / "open").iterdir()
        store.release("abcd1234")
        left_behind.write_text('{"process": 1, "machine": "elsewhere"}')
        store.claim("abcd1234")


def test_a_writer_that_got_past_the_claim_is_refused_by_the_sequence(tmp_path: Path, clock: FakeClock) -> None:
    """As on a drive whose file system has no locks."""
    with Store.open(tmp_path) as one, Store.open(tmp_path) as other:
        session = Session.start("abcd1234", sample_form(), one, clock, mode="exam")
        intruder = Session("abcd1234", session.attempt, other, clock)
        session.choose(1, "1a")
        clock.advance(1)
        intruder.choose(1, "1b")
        assert "Another program has written to attempt abcd1234" in str(intruder.trouble)
        assert intruder.unsaved
        assert one.load("abcd1234").attempt == session.attempt


def test_writing_an_event_again_that_did_get_through_is_fine(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as store:
        session = Session.start("abcd1234", sample_form(), store, clock, mode="exam")
        event = Responded(at=clock.now(), n=1, response=("1a",))
        after = apply(session.attempt, event)
        store.append("abcd1234", after.events - 1, event, after)
        store.append("abcd1234", after.events - 1, event, after)
        assert store.load("abcd1234").attempt == after


@pytest.mark.slow
def test_whoever_leaves_waits_two_seconds_at_most_for_another_writer(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as one, Store.open(tmp_path) as other:
        session = Session.start("abcd1234", sample_form(), one, clock, mode="exam")
        other._database.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        session.leave()
        assert 1.5 < time.monotonic() - began < 4
        assert "Another program is writing" in str(session.trouble)
        other._database.execute("ROLLBACK")
        session.leave()
        assert session.unsaved == ()


def test_another_writer_never_holds_a_key_for_more_than_100_ms(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as one, Store.open(tmp_path) as other:
        session = Session.start("abcd1234", sample_form(), one, clock, mode="exam")
        other._database.execute("BEGIN IMMEDIATE")
        seconds = []
        for option in "abcd":
            began = time.monotonic()
            session.choose(1, f"1{option}")
            seconds.append(time.monotonic() - began)
        assert median(seconds) < 0.1
        assert len(session.lost) == 4
        other._database.execute("ROLLBACK")
        session.visit(2)
        assert session.unsaved == ()
        assert one.load("abcd1234").attempt == session.attempt


def test_an_identifier_is_never_a_path(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "data") as store:
        for name in ("../../escape", "/etc/x", "CON", "a\0b", "x" * 300):
            Session.start(name, sample_form(), store, clock, mode="exam")
            assert store.load(name).id == name
        assert len(list((tmp_path / "data" / "open").iterdir())) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
