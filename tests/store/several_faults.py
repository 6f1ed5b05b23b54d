"""A data directory with three attempts, and how the tests of several faults at once damage and mend it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exam.store import Store
from exam.store.examining import examine_store
from exam.store.repairing import repair
from tests.proofs.losses import Logs, read_logs
from tests.support import FakeClock
from tests.support.three_attempts import ENDED, write_three_attempts

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
