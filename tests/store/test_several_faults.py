"""Two or three faults at once, in the database, in what it knows of its witness, in witness and backups."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exam.store import Store
from exam.store.examining import examine_store
from exam.store.repairing import repair
from exam.store.set_aside import KEPT, witnesses_set_aside
from tests.proofs.losses import Logs, read_logs
from tests.support import FakeClock
from tests.support.three_attempts import ENDED, LEFT, THROWN, write_three_attempts

NO_PAPER = f"UPDATE form SET body = zeroblob(99) WHERE attempt = '{ENDED}'"
NO_MARK = "UPDATE witness SET digest = 'x'"


@pytest.fixture
def data_dir(tmp_path: Path, clock: FakeClock) -> Path:
    """An attempt that ended, one that was left, and one in the bin; all known to the witness, and no backup."""
    write_three_attempts(tmp_path / "data", clock)
    return tmp_path / "data"


@pytest.fixture
def acknowledged(data_dir: Path) -> Logs:
    with Store.open(data_dir) as store:
        return read_logs(store)


def alter(data_dir: Path, *statements: str) -> None:
    with closing(sqlite3.connect(data_dir / "exam.db", isolation_level=None)) as database:
        for statement in ("PRAGMA foreign_keys = OFF", *statements):
            database.execute(statement)


def opened_and_repaired(data_dir: Path, clock: FakeClock) -> tuple[str, str, Logs]:
    """What doctor says, what its repair says, and what is there then; nothing may be left to mend."""
    with Store.open(data_dir) as store:
        found = " ".join(one.what for one in examine_store(store))
        _, mended = repair(store, clock.now())
        assert examine_store(store) == []
        return found, mended.said, read_logs(store)


def test_an_attempt_is_told_and_taken_from_a_witness_that_was_set_aside(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(data_dir, NO_PAPER, NO_MARK)
    with Store.open(data_dir) as store:
        assert "begun anew" in store.remark
    found, said, logs = opened_and_repaired(data_dir, clock)
    assert "its paper cannot be read; exam.witness.old has it" in found
    assert ENDED in said
    assert logs == acknowledged


def test_one_that_was_set_aside_is_not_pushed_out_by_later_ones(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(data_dir, NO_PAPER)
    for _ in range(KEPT + 3):
        alter(data_dir, NO_MARK)
        Store.open(data_dir).close()
    assert len(witnesses_set_aside(data_dir)) == KEPT
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_a_line_of_it_that_is_damaged_hides_none_behind_it(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(data_dir, NO_PAPER, NO_MARK)
    witness = data_dir / "exam.witness"
    witness.write_bytes(witness.read_bytes().replace(THROWN.encode(), b"thrown99", 1))
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_names_that_were_exchanged_leave_nothing_under_a_made_up_one(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(
        data_dir,
        f"UPDATE attempt SET id = '77' WHERE id = '{LEFT}'",
        f"UPDATE form SET attempt = '77' WHERE attempt = '{ENDED}'",
    )
    _, said, logs = opened_and_repaired(data_dir, clock)
    assert "under 77 was no attempt" in said
    assert logs == acknowledged


def test_without_witness_and_backup_papers_find_the_attempts_that_they_are_of(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(
        data_dir,
        f"UPDATE form SET attempt = '77' WHERE attempt = '{ENDED}'",
        f"UPDATE event SET attempt = '78' WHERE attempt = '{LEFT}'",
    )
    (data_dir / "exam.witness").unlink()
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_what_no_file_has_whole_is_put_together_of_several(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    witness = data_dir / "exam.witness"
    witness.write_bytes(witness.read_bytes().replace(b'[\\"3b\\"]', b'[\\"3c\\"]'))
    alter(data_dir, NO_PAPER, NO_MARK, f"DELETE FROM event WHERE attempt = '{ENDED}' AND sequence = 3")
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_a_checksum_is_made_anew_of_what_follows_from_it(data_dir: Path, acknowledged: Logs, clock: FakeClock) -> None:
    alter(data_dir, f"UPDATE event SET checksum = zeroblob(32) WHERE attempt = '{ENDED}' AND sequence = 2")
    (data_dir / "exam.witness").unlink()
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged
