"""A disk that fails in mid-exam: the answer stays, is known as unsaved, and is written when that is possible again."""

import os
from pathlib import Path

import pytest

from exam.core.attempt import State
from exam.sitting.session import Session
from exam.store import Store, StoreError
from tests.support import FakeClock, sample_form


def start(store: Store, clock: FakeClock) -> Session:
    return Session.start("abcd1234", sample_form(items=20, minutes=10), store, clock, mode="exam")


def fill_disk(store: Store) -> None:
    """SQLite's own limit stands in for the disk's: the error and the rollback are the real ones."""
    (pages,) = store._database.execute("PRAGMA page_count").fetchone()
    store._database.execute(f"PRAGMA max_page_count = {pages}")


def free_disk(store: Store) -> None:
    store._database.execute("PRAGMA max_page_count = 1000000")


def answer_until_full(session: Session) -> int:
    """Answers and changes answers until one cannot be saved; gives its place."""
    for turn in range(2000):
        n = turn % 20 + 1
        session.choose(n, f"{n}{'abcd'[turn // 20 % 4]}")
        if session.unsaved:
            return n
    raise AssertionError("the disk never became full")


def test_on_a_full_disk_the_exam_goes_on_and_all_is_saved_when_there_is_room(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    fill_disk(store)
    n = answer_until_full(session)

    assert session.attempt.of(n).response, "the answer is still shown"
    assert "disk is full" in str(session.trouble)
    assert str(store.path) in str(session.trouble)
    session.visit(20)
    session.mark(20, True)
    assert len(session.unsaved) == 3
    assert store.load("abcd1234").attempt.events == session.attempt.events - 3

    free_disk(store)
    clock.advance(4)
    session.tick()

    assert not session.unsaved
    assert session.trouble is None
    assert store.load("abcd1234").attempt == session.attempt


def test_the_next_key_saves_too(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    fill_disk(store)
    answer_until_full(session)
    free_disk(store)
    session.mark(2, True)
    assert not session.unsaved
    assert store.load("abcd1234").attempt == session.attempt


def test_ticks_try_again_only_every_few_seconds(
    store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(store, clock)
    tries = []

    def fail(*_: object) -> None:
        tries.append(clock.now())
        raise StoreError("The disk is full.")

    monkeypatch.setattr(store, "append", fail)
    session.choose(1, "1a")
    for _ in range(40):
        clock.advance(0.25)
        session.tick()
    assert len(tries) == 1 + 3
    assert session.unsaved


def test_time_up_on_a_full_disk_is_saved_later_and_still_at_the_deadline(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    fill_disk(store)
    answer_until_full(session)
    deadline = session.attempt.deadline
    clock.advance(700)
    session.tick()
    assert session.attempt.state is State.CLOSED
    assert session.unsaved
    free_disk(store)
    clock.advance(10)
    session.tick()
    stored = store.load("abcd1234").attempt
    assert (stored.ended_at, stored.ended_reason) == (deadline, "time_up")
    assert store.history()[0].passed is False


def test_leaving_with_something_unsaved_keeps_it_and_can_be_tried_again(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as store, Store.open(tmp_path) as other:
        session = start(store, clock)
        fill_disk(store)
        answer_until_full(session)
        session.leave()
        assert session.unsaved
        with pytest.raises(StoreError, match="is open in"):
            other.claim("abcd1234")
        free_disk(store)
        session.leave()
        assert not session.unsaved
        assert other.claim("abcd1234").attempt == session.attempt


def test_a_heartbeat_that_fails_is_told_and_forgotten_when_one_succeeds(
    store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(store, clock)

    def fail(*_: object) -> None:
        raise StoreError("The disk failed.")

    with monkeypatch.context() as failing:
        failing.setattr(store, "note_alive", fail)
        session.note_alive()
        assert str(session.trouble) == "The disk failed."
    session.note_alive()
    assert session.trouble is None


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be moved")
def test_a_database_that_is_moved_away_in_mid_exam_is_noticed(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    session = start(store, clock)
    store.path.rename(tmp_path / "elsewhere.db")
    session.choose(1, "1a")
    assert "moved or replaced" in str(session.trouble)
    (tmp_path / "elsewhere.db").rename(store.path)
    session.choose(2, "2a")
    assert not session.unsaved
    assert store.load("abcd1234").attempt == session.attempt


def test_no_exam_begins_where_it_could_not_be_saved(store: Store, clock: FakeClock) -> None:
    fill_disk(store)
    with pytest.raises(StoreError, match="disk is full"):
        Session.start("abcd1234", sample_form(items=200), store, clock, mode="exam")
    free_disk(store)
    assert store.history() == []
    assert start(store, clock).attempt.state is State.INTERACTING, "and the name is free"
