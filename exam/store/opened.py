"""The database while it is open: reading and writing as transactions, and which attempts this process has claimed."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from exam.store.claims import Claims
from exam.store.database import DATABASE_NAME, DATABASE_VERSION, open_database, version_of
from exam.store.errors import ELSEWHERE, store_error, translated

if TYPE_CHECKING:
    from exam.store.updates import UpdateReport


class OpenDatabase:
    """The database of all attempts, opened by one process."""

    def __init__(self, path: Path, database: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        """Whether attempts can be kept here; where not, those that are there can still be read."""
        self._database = database
        self._file = path.stat()
        self._claims = Claims(path.with_name("open"))

    @classmethod
    def open(cls, data_dir: Path, report: "UpdateReport | None" = None) -> Self:
        """Opens the database in a directory, and makes both where they are missing.

        One of an older exam is brought up to date first; `report` is told how far that is.

        Raises StoreError where that cannot be, and where a file in its place is damaged or newer than this program.
        """
        path = data_dir.absolute() / DATABASE_NAME
        database, writable = open_database(path)
        try:
            version = version_of(database, path)
            if version < DATABASE_VERSION:
                if not writable:
                    raise store_error("The database must be brought up to date and may not be written", path, ELSEWHERE)
                from exam.store.updates import update_database  # with it come the models of attempts

                with translated(path):
                    update_database(database, path, version, report or (lambda done, of: None))
            return cls(path, database, writable=writable)
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Gives up every claim. Closing again does nothing."""
        self._claims.drop_all()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the database for several questions."""
        with translated(self.path):
            self._database.execute("BEGIN")
            try:
                yield self._database
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Committed to the disk at its end, or undone."""
        self._refuse_unwritable()
        with translated(self.path):
            # Immediate: a transaction that reads first could not begin to write once another program has.
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    def _refuse_unwritable(self) -> None:
        if not self.writable:
            raise store_error("Attempts cannot be kept here, as this may not be written", self.path, ELSEWHERE)
        try:
            same = os.path.samestat(self._file, self.path.stat())
        except OSError:
            same = False
        if not same:
            # SQLite would go on writing to the file that nobody can find any more.
            raise store_error(
                "The database of your attempts was moved or replaced while it was open", self.path, "Put it back"
            )
