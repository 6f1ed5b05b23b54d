"""The database while it is open: reading and writing as transactions, and which attempts this process has claimed."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from exam.store.agreeing import agree, read_witness_row, write_down
from exam.store.claims import Claims
from exam.store.database import (
    DATABASE_NAME,
    DATABASE_VERSION,
    KEY_SECONDS,
    LOCK_SECONDS,
    open_database,
    version_of,
)
from exam.store.errors import ELSEWHERE, damaged, store_error, translated
from exam.store.records import kept_records
from exam.store.witness import WITNESS_NAME, LineEnd, Record, Witness

if TYPE_CHECKING:
    from exam.store.updates import UpdateReport

_LOOKED_AT: set[tuple[int, int, bytes]] = set()
"""Databases, by file and the salts of their logs, that this process has held against the witness already.

A sitting opens the database many times."""


class OpenDatabase:
    """The database of all attempts, opened by one process."""

    def __init__(self, path: Path, database: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        """Whether attempts can be kept here; where not, those that are there can still be read."""
        self.remark = ""
        """What is to be said of the opening: what was lost and put back; mostly nothing."""
        self.witness = Witness(path.with_name(WITNESS_NAME))
        self._database = database
        self._file = path.stat()
        self._end: LineEnd | None = None
        """Where the witness ended after the last commit."""
        self._log: os.stat_result | None = None
        """The log as it was after the last commit."""
        self._size = 0
        """Bytes of the database after the last commit; it never becomes smaller."""
        self._claims = Claims(path.with_name("open"))
        self._key_seconds = KEY_SECONDS

    @classmethod
    def open(cls, data_dir: Path, report: "UpdateReport | None" = None) -> Self:
        """Opens the database in a directory, and makes both where they are missing.

        One of an older exam is brought up to date first; `report` is told how far that is.

        Raises StoreError where that cannot be, and where a file in its place is damaged or newer than this program.
        """
        path = data_dir.absolute() / DATABASE_NAME
        log = _salts(path)
        database, writable = open_database(path)
        try:
            version = version_of(database, path)
            if version < DATABASE_VERSION:
                if not writable:
                    raise store_error("The database must be brought up to date and may not be written", path, ELSEWHERE)
                from exam.store.updates import update_database  # with it come the models of attempts

                with translated(path):
                    update_database(database, path, version, report or (lambda done, of: None))
            opened = cls(path, database, writable=writable)
            opened._look_at_witness(log)
            return opened
        except BaseException:
            database.close()
            raise

    def _look_at_witness(self, log: bytes) -> None:
        """Holds the database against its witness: closely where its last program did not close it."""
        if not self.writable:
            return
        seen = (self._file.st_dev, self._file.st_ino, log)
        with translated(self.path):
            closely = bool(log) and seen not in _LOOKED_AT
            if closely:
                (found,) = self._database.execute("PRAGMA quick_check(1)").fetchone()
                if found != "ok":
                    raise damaged(self.path, found)
            try:
                said = agree(self._database, self.witness, thorough=closely)
            except (TypeError, ValueError) as error:
                raise damaged(self.path, "what it says of itself makes no sense") from error
            except OSError as error:
                said = f"The witness of your attempts cannot be used ({error.strerror}): {self.witness.path}."
        self.remark = f"{self.remark} {said}".strip()
        if closely:
            _LOOKED_AT.add(seen)

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
    def patient(self) -> Iterator[None]:
        """Within it what is sat waits for another program's write as long as everything else does."""
        self._key_seconds = LOCK_SECONDS
        try:
            yield
        finally:
            self._key_seconds = KEY_SECONDS

    @contextmanager
    def _transaction(self, wait: float = LOCK_SECONDS) -> Iterator[sqlite3.Connection]:
        """Committed to the disk at its end, or undone. Waits so many seconds for another program's write."""
        self._refuse_unwritable()
        with translated(self.path):
            self._watch_log()
            self._database.execute(f"PRAGMA busy_timeout = {round(wait * 1000)}")
            # Immediate: a transaction that reads first could not begin to write once another program has.
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
            self._log = _stat(self._log_path)
            self._size = self.path.stat().st_size

    @contextmanager
    def _witnessed(self, wait: float = LOCK_SECONDS) -> Iterator[tuple[sqlite3.Connection, list[Record | str]]]:
        """A transaction whose changes, put into the list, reach the witness before it is committed.

        The id of an attempt stands for the attempt as it is then: of many, no more than one is in memory.
        """
        with self._transaction(wait) as database:
            changes: list[Record | str] = []
            yield database, changes
            if changes:
                write_down(database, self.witness, _records(database, changes))
            row = read_witness_row(database)
        self._end = row.place if row else None

    def looking(self) -> AbstractContextManager[sqlite3.Connection]:
        """One state of the database, for those of this room that look at it as a whole."""
        return self._reading()

    def changing(self) -> AbstractContextManager[sqlite3.Connection]:
        """A transaction, for those of this room that mend the database as a whole."""
        return self._transaction()

    @property
    def _log_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def _watch_log(self) -> None:
        """Opens the database anew where its log, or its end, was taken away from under it.

        SQLite would go on writing to a log that nobody finds any more.
        """
        log, before = _stat(self._log_path), self._log
        lost = before is not None and (log is None or not os.path.samestat(log, before) or log.st_size < before.st_size)
        if not lost and self.path.stat().st_size >= self._size:
            return
        self._database.close()
        found = _salts(self.path)
        self._log, self._size = None, 0
        self._database, self.writable = open_database(self.path)
        self._file = self.path.stat()
        self._look_at_witness(found)

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


def _records(database: sqlite3.Connection, changes: Iterable[Record | str]) -> Iterator[Record]:
    for change in changes:
        if isinstance(change, str):
            yield from kept_records(database, change)
        else:
            yield change


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _salts(path: Path) -> bytes:
    """The beginning of the log that a database was left with; empty: it was closed well."""
    try:
        with path.with_name(f"{path.name}-wal").open("rb") as log:
            beginning = log.read(33)
    except OSError:
        return b""
    return beginning[:32] if len(beginning) > 32 else b""
