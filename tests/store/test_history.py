"""The list of attempts, finding one by a word, and readings that can be made anew."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from exam.core.ended import SectionRate
from exam.core.interval import Rate
from exam.sitting.session import Session
from exam.store import AttemptRow, Store, StoreError
from tests.support import FakeClock, right, sample_form, wrong


def sit(store: Store, clock: FakeClock, identifier: str, *, correct: int, end: bool = True) -> Session:
    """A sitting of six questions of which `correct` are answered right and one more wrong."""
    form = sample_form(items=6, sections=2, minutes=10)
    session = Session.start(identifier, form, store, clock, mode="exam")
    for n in range(1, correct + 2):
        session.visit(n)
        clock.advance(10)
        session.respond(n, right(form, n) if n <= correct else wrong(form, n))
    if end:
        session.end()
    session.leave()
    clock.advance(3600)
    return session


def test_an_empty_history_is_empty(store: Store) -> None:
    assert store.history() == []
    assert store.unfinished() == []
    with pytest.raises(StoreError, match="There is no attempt yet"):
        store.find("last")


def test_a_row_says_what_was_taken_and_what_came_of_it(store: Store, clock: FakeClock) -> None:
    began = clock.now()
    sit(store, clock, "abcd1234", correct=5)
    assert store.history() == [
        AttemptRow(
            id="abcd1234",
            bank="sample",
            bank_title="Sample bank",
            blueprint="full",
            blueprint_title="Full",
            code="SAMP-LE00-0000",
            mode="exam",
            drill=False,
            state="closed",
            started_at=began,
            ended_at=began + timedelta(minutes=1),
            ended_reason="submitted",
            deadline=began + timedelta(minutes=10),
            items=6,
            answered=6,
            points=Fraction(5),
            possible=6,
            passed=True,
            seconds_left=None,
            seconds_used=60.0,
        )
    ]


def test_history_is_newest_first_and_as_long_as_asked(store: Store, clock: FakeClock) -> None:
    for name in ("first", "second", "third"):
        sit(store, clock, name, correct=2)
    assert [row.id for row in store.history()] == ["third", "second", "first"]
    assert [row.id for row in store.history(2)] == ["third", "second"]
    assert store.history(0) == []


def test_unfinished_attempts_say_how_far_and_how_long(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as store:
        sit(store, clock, "done", correct=1)
        sit(store, clock, "left", correct=3, end=False)
        session = Session.start("crashed", sample_form(minutes=10), store, clock, mode="exam")
        clock.advance(100)
        session.note_alive()
        clock.advance(3)
    with Store.open(tmp_path) as store:
        crashed, left = store.unfinished()
        assert (crashed.id, crashed.state, crashed.seconds_left) == ("crashed", "interacting", 500.0)
        assert (left.id, left.state, left.seconds_left) == ("left", "suspended", 560.0)
        assert (left.answered, left.items) == (4, 6)
        assert (left.points, left.passed) == (None, None)


def test_an_attempt_is_found_by_the_beginning_of_its_name(store: Store, clock: FakeClock) -> None:
    for name in ("abcd1234", "abzz9999", "abcd", "x%_y"):
        sit(store, clock, name, correct=0)
    assert store.find("last") == "x%_y"
    assert store.find("abz") == "abzz9999"
    assert store.find("ABCD12") == "abcd1234"
    assert store.find("abcd") == "abcd", "a whole name is meant, whatever else begins with it"
    with pytest.raises(StoreError, match=r"Several attempts begin with 'ab': abcd, abcd1234, abzz9999\. Type more"):
        store.find("ab")
    for nothing in ("%", "_bcd", "'; DROP TABLE event; --", "zzz"):
        with pytest.raises(StoreError, match="No attempt begins with"):
            store.find(nothing)


def test_sections_are_scored_when_an_attempt_ends(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "abcd1234", correct=4)
    sit(store, clock, "running", correct=4, end=False)
    rows = store._database.execute("SELECT * FROM section_score ORDER BY attempt, place").fetchall()
    assert rows == [
        ("abcd1234", 1, "section-1", "Section 1", "3", 3, 3, 3, 30.0),
        ("abcd1234", 2, "section-2", "Section 2", "1", 3, 1, 3, 20.0),
    ]


def test_sections_are_counted_over_the_newest_exams_without_what_was_never_reached(
    store: Store, clock: FakeClock
) -> None:
    sit(store, clock, "old", correct=0)
    sit(store, clock, "middle", correct=5)
    sit(store, clock, "new", correct=3)
    form = sample_form(items=6, sections=2, only=("item-1",))
    Session.start("drill", form, store, clock, mode="exam").end()
    assert store.section_rates(2) == [
        SectionRate("sample", "section-1", "Section 1", Rate(6, 6)),
        SectionRate("sample", "section-2", "Section 2", Rate(2, 4)),
    ]
    assert [rate.right for rate in store.section_rates(9)] == [Rate(6, 7), Rate(2, 4)]


def test_everything_but_form_and_events_can_be_rebuilt(store: Store, clock: FakeClock) -> None:
    sit(store, clock, "done", correct=5)
    sit(store, clock, "left", correct=3, end=False)
    sit(store, clock, "broken", correct=3)
    ask = store._database.execute
    readings = "SELECT * FROM attempt WHERE id <> 'broken' ORDER BY id"
    whole = (ask(readings).fetchall(), ask("SELECT * FROM section_score ORDER BY attempt, place").fetchall())

    ask("UPDATE attempt SET points = '0', possible = 9, passed = 0, answered = 77, state = 'suspended', mode = '?'")
    ask("UPDATE section_score SET points = '9', title = 'Nonsense' WHERE attempt <> 'broken'")
    ask("UPDATE event SET body = replace(body, '3c', '3d') WHERE attempt = 'broken'")

    assert store.rebuild() == ["broken"]
    assert (ask(readings).fetchall(), ask("SELECT * FROM section_score ORDER BY attempt, place").fetchall()) == whole


def test_a_missing_attempt_is_a_clear_word(store: Store) -> None:
    for ask in (store.load, store.claim):
        with pytest.raises(StoreError, match="There is no attempt nobody"):
            ask("nobody")
    store.release("nobody")


def test_the_time_that_was_used_leaves_out_what_an_attempt_was_left_for(tmp_path: Path, clock: FakeClock) -> None:
    """Also in a database of the layout before, which kept nothing of it."""
    with Store.open(tmp_path) as store:
        sit(store, clock, "whole", correct=3)
        sit(store, clock, "left", correct=3, end=False)
        untimed = Session.start("untimed", sample_form(), store, clock, mode="practice", extra_time=None)
        clock.advance(100)
        untimed.leave()
        clock.advance(5000)
        again = Session.resume("untimed", store, clock)
        clock.advance(20.5)
        again.end()
        again.leave()
        used = {row.id: row.seconds_used for row in store.history()}
        assert used == {"whole": 40.0, "left": 40.0, "untimed": 120.5}
    with closing(sqlite3.connect(tmp_path / "exam.db")) as database:
        database.execute("ALTER TABLE attempt DROP COLUMN suspended_for")
        database.execute("PRAGMA user_version = 6")
    with Store.open(tmp_path) as store:
        assert {row.id: row.seconds_used for row in store.history()} == used
        store.rebuild()
        assert {row.id: row.seconds_used for row in store.history()} == used
        assert not store.remark
