"""What is told of answers that the database did not take is so: kept beside it, or nowhere but in memory."""

import shutil
import sys
from pathlib import Path

import pytest

from exam.sitting.saving import left_words, mark_of, saving_words, unsaved_words
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, sample_form
from tests.support.room import no_room_beyond

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there an open file can neither be moved nor limited")


def start(store: Store, clock: FakeClock) -> Session:
    session = Session.start("abcd1234", sample_form(), store, clock, mode="exam")
    session.choose(1, "1a")
    return session


def answers_after_a_kill(data_dir: Path, copy: Path) -> list[str]:
    """What the next opening finds of the answers if the program is killed now."""
    shutil.copytree(data_dir, copy, ignore=shutil.ignore_patterns("*-shm", "open"))
    with Store.open(copy) as store:
        return ["".join(one.response) for one in store.load("abcd1234").attempt.progress]


def test_what_is_in_the_database_needs_no_word(store: Store, clock: FakeClock) -> None:
    session = start(store, clock)
    assert (saving_words(session), unsaved_words(session), mark_of(session, 1)) == ("", "", "")
    assert left_words(session) == "The attempt is kept. Go on with: exam resume abcd1234"


def test_what_the_witness_took_is_called_kept_and_comes_back(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "data") as store:
        session = start(store, clock)
        away = store.path.rename(tmp_path / "away.db")
        session.choose(3, "3c")
        session.choose(4, "4c")
        assert (len(session.unsaved), session.lost) == (2, ())
        assert saving_words(session).startswith("Kept beside the database, in the witness; it comes into")
        assert [mark_of(session, n) for n in (1, 3)] == ["", "kept beside"]
        last = left_words(session).splitlines()[-1]
        assert last.startswith(
            "Kept beside the database, in the witness: your answers to questions 3 and 4. The next opening of the "
            "database, or 'exam doctor --restore', brings it back. The database of your attempts was moved"
        )
        away.rename(store.path)
        assert answers_after_a_kill(tmp_path / "data", tmp_path / "killed") == ["1a", "", "3c", "4c", ""]
        session.leave()
        assert left_words(session) == "The attempt is kept. Go on with: exam resume abcd1234"


def test_what_neither_took_is_named_as_not_saved(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "data") as store:
        session = start(store, clock)
        away = store.path.rename(tmp_path / "away.db")
        store.witness.path.unlink()
        session.choose(3, "3c")
        session.end()
        assert (len(session.unsaved), len(session.lost)) == (2, 2)
        assert saving_words(session).startswith("Not saved yet. The exam goes on; saving is tried again")
        assert mark_of(session, 3) == "not saved"
        assert unsaved_words(session).startswith("Not saved: your answer to question 3 and the end of the exam.")
        assert left_words(session).startswith("The attempt is kept, without its last changes. Go on with:")
        away.rename(store.path)
        assert answers_after_a_kill(tmp_path / "data", tmp_path / "killed")[2] == "", "and so it is"


def test_a_witness_that_goes_later_takes_the_word_with_it(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "data") as store:
        session = start(store, clock)
        store.path.rename(tmp_path / "away.db")
        session.choose(3, "3c")
        assert mark_of(session, 3) == "kept beside"
        store.witness.path.unlink()
        session.mark(3, True)
        assert mark_of(session, 3) == "not saved"


def test_a_locked_database_is_told_as_not_saved(tmp_path: Path, clock: FakeClock) -> None:
    """Whoever holds it may be writing to the witness."""
    with Store.open(tmp_path / "data") as store, Store.open(tmp_path / "data") as other:
        session = start(store, clock)
        other._database.execute("BEGIN IMMEDIATE")
        session.choose(3, "3c")
        assert mark_of(session, 3) == "not saved"
        assert "Another program is writing" in saving_words(session)
        other._database.execute("ROLLBACK")
        clock.advance(0.6)
        session.tick()
        assert (mark_of(session, 3), saving_words(session)) == ("", "")


def test_where_there_is_room_for_one_more_line_that_one_is_kept_and_the_next_is_not(
    tmp_path: Path, clock: FakeClock
) -> None:
    with Store.open(tmp_path / "data") as store:
        session = start(store, clock)
        with no_room_beyond(store.witness.path.stat().st_size + 300):
            session.choose(3, "3c")
            session.choose(4, "4c")
            assert [mark_of(session, n) for n in (1, 3, 4)] == ["", "kept beside", "not saved"]
            assert "in the witness: your answer to question 3. The next" in unsaved_words(session)
            assert "Not saved: your answer to question 4. The disk" in unsaved_words(session)
            found = (tmp_path / "data", tmp_path / "killed")
        assert answers_after_a_kill(*found) == ["1a", "", "3c", "", ""]
        session.choose(5, "5c")
        assert not session.unsaved
