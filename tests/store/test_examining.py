"""`exam doctor`: thirty ways to alter a database behind the program's back, each of them found, most of them mended."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from exam.core.events import Event
from exam.store import Store, StoreError
from exam.store.examining import Finding, examine_store
from exam.store.repairing import repair
from tests.support import FakeClock
from tests.support.three_attempts import write_three_attempts

ALTERED = [
    # What is listed of an attempt.
    "UPDATE attempt SET points = '5' WHERE id = 'ended111'",
    "UPDATE attempt SET points = '1/0' WHERE id = 'ended111'",
    "UPDATE attempt SET possible = 50 WHERE id = 'ended111'",
    "UPDATE attempt SET passed = 1 - passed WHERE id = 'ended111'",
    "UPDATE attempt SET cut = 1 WHERE id = 'ended111'",
    "UPDATE attempt SET mode = 'practice' WHERE id = 'ended111'",
    "UPDATE attempt SET state = 'closed' WHERE id = 'left2222'",
    "UPDATE attempt SET answered = 0 WHERE id = 'left2222'",
    "UPDATE attempt SET deadline = NULL WHERE id = 'left2222'",
    "UPDATE attempt SET bank = 'other' WHERE id = 'ended111'",
    "UPDATE attempt SET drill = 1 WHERE id = 'ended111'",
    "UPDATE attempt SET started_at = '2020-01-01T00:00:00.000000+00:00' WHERE id = 'ended111'",
    "UPDATE attempt SET ended_reason = 'time_up' WHERE id = 'ended111'",
    # What it came to.
    "UPDATE section_score SET points = '9' WHERE attempt = 'ended111' AND place = 1",
    "DELETE FROM section_score WHERE attempt = 'ended111'",
    "UPDATE response SET outcome = 'correct' WHERE attempt = 'ended111' AND outcome = 'incorrect'",
    "UPDATE response SET seconds = 9e999 WHERE attempt = 'ended111' AND n = 1",
    "DELETE FROM response WHERE attempt = 'ended111' AND n = 2",
    "INSERT INTO response SELECT 'left2222', n, item, section, kind, outcome, chosen, offered, seconds, change, "
    "marked, doubted FROM response WHERE attempt = 'ended111' AND n = 1",
    "DELETE FROM meeting WHERE item = (SELECT item FROM meeting LIMIT 1)",
    "UPDATE meeting SET attempt = 'left2222'",
    # What happened.
    "UPDATE event SET body = replace(body, '1b', '1c') WHERE attempt = 'left2222'",
    "DELETE FROM event WHERE attempt = 'left2222' AND sequence = 3",
    "DELETE FROM event WHERE attempt = 'left2222' AND sequence > 3",
    "UPDATE form SET body = zeroblob(99) WHERE attempt = 'ended111'",
    "DELETE FROM form WHERE attempt = 'ended111'",
    "PRAGMA foreign_keys = OFF; DELETE FROM attempt WHERE id = 'ended111'",
    "DELETE FROM attempt WHERE id = 'ended111'",
    "UPDATE attempt SET events = -1 WHERE id = 'ended111'",
    "UPDATE attempt SET alive_at = 'x' WHERE id = 'left2222'",
    "PRAGMA foreign_keys = OFF; UPDATE form SET attempt = 'x' WHERE attempt = 'left2222'",
    # The bin.
    "UPDATE discarded SET at = '9'",
    "UPDATE discarded SET events = '9'",
    "UPDATE discarded SET points = '9', possible = 9",
    "UPDATE discarded SET events = '[]'",
    "DELETE FROM discarded",
    # The layout.
    "CREATE TRIGGER forget AFTER INSERT ON event BEGIN DELETE FROM event; END",
    "CREATE VIEW attempts AS SELECT * FROM attempt",
    "DROP INDEX attempt_by_start",
    "DROP INDEX attempt_unfinished; CREATE INDEX attempt_unfinished ON attempt (started_at)",
    "DROP TABLE meeting",
    "CREATE TABLE note (text)",
    "ALTER TABLE response ADD COLUMN mood TEXT",
    "ALTER TABLE discarded RENAME COLUMN points TO pxints",
    "ALTER TABLE attempt RENAME COLUMN learner TO Learner",
]
BEYOND_REPAIR = {"CREATE TABLE note (text)"}
"""It may hold what somebody wants to keep; only `--restore` takes it away."""


@pytest.fixture
def data_dir(tmp_path: Path, clock: FakeClock) -> Path:
    """An attempt that ended, one that was left, and one in the bin; the first and the last are in a backup."""
    write_three_attempts(tmp_path, clock, backup=True)
    return tmp_path


def alter(data_dir: Path, statements: str) -> None:
    with closing(sqlite3.connect(data_dir / "exam.db", isolation_level=None)) as database:
        for statement in statements.split("; ") if "TRIGGER" not in statements else [statements]:
            database.execute(statement)


def logs(store: Store) -> dict[str, list[Event]]:
    return {row.id: store.read_log(row.id)[1] for row in store.history()}


def test_there_is_nothing_to_say_of_a_sound_database(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        assert store.remark == ""
        assert examine_store(store) == []


@pytest.mark.parametrize("statements", ALTERED)
def test_what_was_altered_is_found_and_mended(data_dir: Path, clock: FakeClock, statements: str) -> None:
    with Store.open(data_dir) as store:
        before = logs(store), store.history(), store.discarded(), store.results()
    alter(data_dir, statements)
    with Store.open(data_dir) as store:
        assert examine_store(store)
        copy, _ = repair(store, clock.now())
        assert (copy / "exam.db").exists()
        left = examine_store(store)
        assert {one.attempt for one in left} == ({""} if statements in BEYOND_REPAIR else set())
        assert (logs(store), store.history(), store.discarded(), store.results()) == before


@pytest.mark.parametrize("statements", [one for one in ALTERED if one.startswith(("UPDATE", "DELETE", "INSERT"))])
def test_no_verb_fails_in_another_way_than_with_a_word(data_dir: Path, statements: str) -> None:
    alter(data_dir, statements)
    said = []
    with Store.open(data_dir) as store:
        for verb in (
            store.history, store.unfinished, store.results, store.ended_attempts,
            partial(store.answers_given, "sample"), partial(store.first_meetings, "sample"),
            store.answer_sums, lambda: store.habit_sums(5), store.banks, store.discarded, store.ended_ids,
            lambda: store.section_rates(5), lambda: store.items_met("sample"), lambda: store.load("ended111"),
            lambda: store.load("left2222"), lambda: store.read_log("ended111"),
        ):  # fmt: skip
            try:
                verb()
            except StoreError as error:
                said.append(str(error))
    assert all(len(words) > 40 for words in said)


def test_a_bin_whose_columns_stand_for_one_another_is_told_and_mended(data_dir: Path, clock: FakeClock) -> None:
    with Store.open(data_dir) as store:
        before = store.discarded()
    items, points = "items           INTEGER NOT NULL,", "points          TEXT,"
    swapped = f"replace(sql, '{items}\n    {points}', '{points}\n    {items}')"
    alter(data_dir, f"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = {swapped} WHERE name = 'discarded'")
    with Store.open(data_dir) as store:
        with pytest.raises(StoreError, match="'exam doctor --repair' mends them"):
            store.discarded()
        repair(store, clock.now())
        assert examine_store(store) == []
        assert store.discarded() == before


def test_a_witness_that_was_altered_is_found(data_dir: Path) -> None:
    witness = data_dir / "exam.witness"
    text = witness.read_bytes()
    witness.write_bytes(text.replace(b"left2222", b"left3333", 1))
    with Store.open(data_dir) as store:
        assert Finding("", "the witness is not what was written") in examine_store(store)
