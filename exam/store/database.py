"""The database file: how it is made and opened durably.

An empty history never begins where there was one: a new file appears under its name only when it is whole, so an
empty, foreign or half file under that name is damage and is left as it is.
"""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from exam.files.writing import draft_of
from exam.store.errors import ELSEWHERE, StoreError, damaged, store_error, translated

DATABASE_NAME = "exam.db"
DATABASE_VERSION = 5
"""Of the layout in ``schema.sql``. `exam.store.updates` has a step from each older one."""
LOCK_SECONDS = 2.0
"""How long to wait for another program's write."""

_APPLICATION = 0x4558414D
"""Says in the file's header whose database it is: "EXAM"."""

_SCHEMA = Path(__file__).with_name("schema.sql")


def open_database(path: Path) -> tuple[sqlite3.Connection, bool]:
    """A connection to the database, made first where there is none, and whether it can be written.

    It may be of an older version. Its transactions are the caller's (no implicit ones). Raises StoreError.
    """
    with translated(path):
        try:
            if not path.exists():
                _make(path)
            _refuse_what_is_no_database(path)
        except OSError as error:
            what = f"The database of your attempts cannot be opened or made ({error.strerror})"
            raise store_error(what, path, ELSEWHERE) from error
        writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        database = _connect(path, writable=writable)
        try:
            version = version_of(database, path)
            if version > DATABASE_VERSION:
                raise store_error(
                    f"The database of your attempts was written by a newer exam "
                    f"(schema {version}, not {DATABASE_VERSION})",
                    path,
                    f"Nothing was changed. Install the newest exam. {ELSEWHERE} to use this one",
                )
            if writable:
                _make_durable(database)
        except BaseException:
            database.close()
            raise
        return database, writable


def _make(path: Path) -> None:
    """A new, empty database, whole at once or not at all."""
    log = path.with_name(f"{DATABASE_NAME}-wal")
    if log.exists() and log.stat().st_size:
        raise store_error(
            "The database of your attempts is gone, but its last changes are still there",
            log,
            f"Put {DATABASE_NAME} back beside it, or move this file away to begin with an empty history",
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with draft_of(path, overwrite=False) as draft, closing(_connect(draft, writable=True)) as database:
            database.executescript(
                f"BEGIN; {_SCHEMA.read_text(encoding='utf-8')};"
                f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {DATABASE_VERSION}; COMMIT;"
                # The journal's kind is kept in the file, so no two programs can meet while it is being switched.
                "PRAGMA journal_mode = WAL;"
            )
    except FileExistsError:
        return  # another program was quicker
    if sys.platform != "win32":
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def _refuse_what_is_no_database(path: Path) -> None:
    """SQLite takes an empty file for a fresh database."""
    if not path.is_file():
        raise damaged(path, "it is not a file")
    with path.open("rb") as file:
        beginning = file.read(100)
    if not beginning:
        raise damaged(path, "it is empty")
    if not beginning.startswith(b"SQLite format 3\0") or len(beginning) < 100:
        raise damaged(path, "it is no database")
    # With a log beside it the file may be behind. Without one it has all the pages that its header names, and SQLite
    # would take a last one that is cut short for zeros.
    log = path.with_name(path.name + "-wal")
    page, pages = int.from_bytes(beginning[16:18]), int.from_bytes(beginning[28:32])
    whole, size = (page if page > 1 else 65_536) * pages, path.stat().st_size
    if size < whole and not log.exists():
        raise damaged(path, f"{size} of its {whole} bytes are there")


def _connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    mode = "rw"
    if not writable:
        log = path.with_name(path.name + "-wal")
        # Where nothing may be written there is no shared memory for a log either; a clean file can do without.
        mode = "ro" if log.exists() and log.stat().st_size else "ro&immutable=1"
    return sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=LOCK_SECONDS, isolation_level=None)


def version_of(database: sqlite3.Connection, path: Path) -> int:
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION or version < 1:
        raise StoreError(f"This is a database, but not one of exam: {path}. {ELSEWHERE}.")
    return int(version)


def _make_durable(database: sqlite3.Connection) -> None:
    """A transaction that was committed survives a power cut. Where the log is refused, as on network drives, too."""
    (journal,) = database.execute("PRAGMA journal_mode = WAL").fetchone()
    if journal != "wal":
        database.execute("PRAGMA journal_mode = DELETE")
    database.execute(f"PRAGMA synchronous = {'FULL' if journal == 'wal' else 'EXTRA'}")
    if sys.platform == "darwin":
        # There a plain fsync may leave data in the drive's own cache.
        database.execute("PRAGMA fullfsync = ON")
        database.execute("PRAGMA checkpoint_fullfsync = ON")
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA trusted_schema = OFF")
