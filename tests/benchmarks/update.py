"""Measures bringing an old database up to date: ``python -m tests.benchmarks.update [--attempts N]``.

A database of version 1 knows no responses, so each attempt is folded anew; one of version 2 has them slot by slot, so
they are only packed. Tells milliseconds of the processor for an attempt.
"""

import argparse
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from exam.store import Store
from exam.store.report import silent
from exam.store.updates import make_room_for_responses
from tests.benchmarks.history import make_history


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
        for table in ("word", "response", "meeting"):
            database.execute(f"DROP TABLE {table}")
        for column in ("cut", "drill", "allowed", "pace", "learner"):
            database.execute(f"ALTER TABLE attempt DROP COLUMN {column}")
        database.execute("PRAGMA user_version = 1")


def make_slots(data_dir: Path, attempts: int) -> None:
    """Brings a database of version 1 to version 2, with responses as that had them."""
    with closing(sqlite3.connect(data_dir / "exam.db", isolation_level=None)) as database:
        database.execute("BEGIN")
        make_room_for_responses(database, silent)
        database.execute("UPDATE attempt SET cut = 70, pace = 72, allowed = 3600, ended_at = last_at")
        names = [name for (name,) in database.execute("SELECT id FROM attempt")]
        assert len(names) == attempts
        database.executemany("INSERT INTO word VALUES (?, ?)", [(n, f"item-{n}") for n in range(1, 51)])
        database.executemany(
            "INSERT INTO response VALUES (?, ?, ?, ?, 0, 0, ?, ?, 60000, 0, 0)",
            [(name, n, n, n, f"{n}", f"{n} 1 2 3") for name in names for n in range(1, 51)],
        )
        database.execute("PRAGMA user_version = 2")
        database.execute("COMMIT")


if __name__ == "__main__":
    main()
