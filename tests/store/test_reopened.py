"""An end that was taken back, as it is kept: every reading goes with it, and comes back with the next end."""

from pathlib import Path
from shutil import copyfile

import pytest

from exam.core.attempt import Refused, State
from exam.core.events import Reopened
from exam.files.attempts import ExportedAttempt, read_attempts, write_attempts
from exam.sitting.reopening import reopen
from exam.sitting.session import Session
from exam.store import Store
from exam.store.examining import examine_store
from tests.support import FakeClock, sample_form


def sat(store: Store, clock: FakeClock, name: str = "undone", answers: int = 2) -> Session:
    """An attempt that was ended after some answers."""
    session = Session.start(name, sample_form(items=5), store, clock, mode="exam")
    for n in range(1, answers + 1):
        clock.advance(5)
        session.choose(n, f"{n}a")
    session.end()
    session.leave()
    return session


def rows(store: Store, table: str) -> list[tuple[object, ...]]:
    with store.looking() as database:
        return database.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()


def test_the_readings_of_an_undone_end_are_gone_and_nothing_is_wrong(store: Store, clock: FakeClock) -> None:
    sat(store, clock, "before", answers=1)
    clock.advance(100)
    sat(store, clock)
    clock.advance(3)
    session = reopen("undone", store, clock)
    assert session.attempt.state is State.INTERACTING
    assert [row.id for row in store.unfinished()] == ["undone"]
    assert [row.points for row in store.history() if row.id == "undone"] == [None]
    assert {row[0] for row in rows(store, "response")} == {"before"}
    assert examine_store(store) == []

    session.choose(3, "3a")
    clock.advance(60)
    session.end()
    session.leave()
    assert examine_store(store) == []
    plain = next(row for row in store.history() if row.id == "undone")
    assert (plain.answered, plain.state) == (3, "closed")
    assert [result.attempt for result in store.results()].count("undone") == 5


def test_what_was_met_first_in_it_is_met_first_elsewhere_then(store: Store, clock: FakeClock) -> None:
    late = sat(store, clock, "late")
    later = FakeClock(clock.now())
    later.advance(1000)
    sat(store, later, "later", answers=3)
    assert {row[4] for row in rows(store, "meeting")} == {"late", "later"}
    reopen(late.id, store, clock)
    assert {row[4] for row in rows(store, "meeting")} == {"later"}
    assert examine_store(store) == []


def test_too_late_it_stays_ended_and_other_programs_may_have_it(store: Store, clock: FakeClock) -> None:
    sat(store, clock)
    clock.advance(10)
    with pytest.raises(Refused, match="too late"):
        reopen("undone", store, clock)
    with Store.open(store.path.parent) as other:
        other.discard("undone", clock.now())


@pytest.mark.parametrize("again", [False, True])
def test_it_goes_to_another_machine_as_it_was(tmp_path: Path, store: Store, clock: FakeClock, again: bool) -> None:
    sat(store, clock)
    clock.advance(2)
    session = reopen("undone", store, clock)
    session.choose(4, "4a")
    session.end()
    form, events, _ = store.read_log("undone")
    file = tmp_path / "attempts.jsonl"
    file.write_text(
        "".join(write_attempts([ExportedAttempt(id="undone", learner="", form=form, events=tuple(events))])), "utf-8"
    )
    with Store.open(tmp_path / "elsewhere") as other:
        (read,) = read_attempts(file)
        assert sum(isinstance(event, Reopened) for event in read.events) == 1
        for _ in range(1 + again):
            other.adopt(read.id, read.form, read.events)
        assert other.load("undone").attempt == store.load("undone").attempt
        assert examine_store(other) == []


def test_a_database_that_forgot_the_undoing_is_told_by_the_witness(tmp_path: Path, clock: FakeClock) -> None:
    data = tmp_path / "data"
    with Store.open(data) as store:
        sat(store, clock)
    copyfile(data / "exam.db", tmp_path / "old.db")
    with Store.open(data) as store:
        clock.advance(4)
        reopen("undone", store, clock).choose(5, "5a")
    copyfile(tmp_path / "old.db", data / "exam.db")
    with Store.open(data) as store:
        assert store.load("undone").attempt.answered == 3
        assert rows(store, "response") == rows(store, "meeting") == []
        assert examine_store(store) == []
