"""Measures bringing an old database up to date: ``python -m tests.benchmarks.update [--attempts N]``.

A database of version 1 knows no responses, so each attempt is replayed; one of version 2 has them slot by slot as
numbers, so they are only named. Tells milliseconds of the processor for an attempt.
"""

import argparse
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from exam.store import Store
from tests.benchmarks.history import make_history

VERSION_2 = """
    CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE response (
        attempt TEXT NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
        n INTEGER NOT NULL, item INTEGER NOT NULL, section INTEGER NOT NULL, kind INTEGER NOT NULL,
        outcome INTEGER NOT NULL, chosen TEXT NOT NULL, offered TEXT NOT NULL, millis INTEGER NOT NULL,
        change INTEGER NOT NULL, flags INTEGER NOT NULL, PRIMARY KEY (attempt, n)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE meeting (
        learner TEXT NOT NULL, bank TEXT NOT NULL, item INTEGER NOT NULL, at TEXT NOT NULL, attempt TEXT NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY (learner, bank, item)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE attempt ADD COLUMN cut INTEGER NOT NULL DEFAULT 70;
    ALTER TABLE attempt ADD COLUMN drill INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE attempt ADD COLUMN allowed REAL DEFAULT 3600;
    ALTER TABLE attempt ADD COLUMN pace REAL NOT NULL DEFAULT 72;
    ALTER TABLE attempt ADD COLUMN learner TEXT NOT NULL DEFAULT '';
    UPDATE attempt SET ended_at = last_at;
    PRAGMA user_version = 2;
"""


def main() -> None:
    options = argparse.ArgumentParser(description="What bringing an old database up to date costs.")
    options.add_argument("--attempts", type=int, default=1_000)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        old, slots = Path(directory) / "version 1", Path(directory) / "version 2"
        make_history(old, asked.attempts)
        make_old(old)
        shutil.copytree(old, slots)
        make_slots(slots, asked.attempts)
        for data_dir in (old, slots):
            began = time.process_time()
            with Store.open(data_dir) as store:
                took = 1000 * (time.process_time() - began) / asked.attempts
                assert len(store.results(attempts=None)) == 50 * asked.attempts
            print(f"from {data_dir.name}: {took:.2f} ms an attempt")


def make_old(data_dir: Path) -> None:
    """Takes from a database what version 1 did not know."""
    with closing(sqlite3.connect(data_dir / "exam.db", isolation_level=None)) as database:
        for table in ("response", "meeting"):
            database.execute(f"DROP TABLE {table}")
        for column in ("cut", "drill", "allowed", "pace", "learner"):
            database.execute(f"ALTER TABLE attempt DROP COLUMN {column}")
        database.execute("PRAGMA user_version = 1")


def make_slots(data_dir: Path, attempts: int) -> None:
    """Brings a database of version 1 to version 2, with responses as that had them."""
    with closing(sqlite3.connect(data_dir / "exam.db", isolation_level=None)) as database:
        database.executescript(VERSION_2)
        database.execute("BEGIN")
        names = [name for (name,) in database.execute("SELECT id FROM attempt")]
        assert len(names) == attempts
        database.executemany("INSERT INTO word VALUES (?, ?)", [(n, f"item-{n}") for n in range(1, 51)])
        database.executemany(
            "INSERT INTO response VALUES (?, ?, ?, ?, 0, 0, ?, ?, 60000, 0, 0)",
            [(name, n, n, n, f"{n}", f"{n} 1 2 3") for name in names for n in range(1, 51)],
        )
        database.execute("COMMIT")


if __name__ == "__main__":
    main()
