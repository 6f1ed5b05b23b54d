"""The database file: how it is made and opened durably.

An empty history never begins where there was one: a new file appears under its name only when it is whole, so an
empty, foreign or half file under that name is damage and is left as it is.
"""

import errno
import os
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from exam.files.writing import draft_of
from exam.store.errors import ELSEWHERE, RESTORE, StoreError, damaged, store_error, translated
from exam.store.witness import WITNESS_NAME

DATABASE_NAME = "exam.db"
BACKUPS = "backups"
"""The folder of backups, beside the database."""
DATABASE_VERSION = 7
"""Of the layout in ``schema.sql``. `exam.store.updates` has a step from each older one."""
LOCK_SECONDS = 2.0
"""How long to wait for another program's write."""
KEY_SECONDS = 0.05
"""The same while somebody waits for the answer to a key; what is not written then is tried again."""

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


def open_copy(path: Path) -> sqlite3.Connection:
    """A copy of a database, such as a backup, only to be read. Raises StoreError where it is none of today's."""
    with translated(path):
        _refuse_what_is_no_database(path)
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        try:
            version = version_of(database, path)
            if version != DATABASE_VERSION:
                raise store_error("This backup is of another version of exam", path, "Nothing was changed")
        except BaseException:
            database.close()
            raise
        return database


def _make(path: Path) -> None:
    """A new, empty database, whole at once or not at all."""
    _refuse_to_forget(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with draft_of(path, overwrite=False) as draft:
            make_empty(draft)
    except FileExistsError:
        return  # another program was quicker
    if sys.platform != "win32":
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def schema_statements() -> dict[tuple[str, str], str]:
    """What makes each table and index, by kind and name."""
    text = _SCHEMA.read_text(encoding="utf-8")
    found = re.findall(r"^CREATE (TABLE|INDEX) (\w+) .*?;$", text, re.DOTALL | re.MULTILINE)
    whole = re.finditer(r"^CREATE (?:TABLE|INDEX) .*?;$", text, re.DOTALL | re.MULTILINE)
    return {(kind.lower(), name): one.group() for (kind, name), one in zip(found, whole, strict=True)}


def make_schema(database: sqlite3.Connection) -> None:
    """Makes every table and index in an empty database."""
    for statement in schema_statements().values():
        database.execute(statement)


def make_empty(path: Path) -> None:
    """Writes a database without attempts into a file, which is looked through before it is used."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(
            f"BEGIN; {_SCHEMA.read_text(encoding='utf-8')};"
            f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {DATABASE_VERSION}; COMMIT;"
            # The journal's kind is kept in the file, so no two programs can meet while it is being switched.
            "PRAGMA journal_mode = WAL;"
        )
    # What could not be written at the close, as on a full disk, SQLite does not say.
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        (found,) = database.execute("PRAGMA integrity_check").fetchone()
        (tables,) = database.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").fetchone()
    if found != "ok" or not tables:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


def _refuse_to_forget(path: Path) -> None:
    """An empty history never begins beside what is left of another."""
    log = path.with_name(f"{DATABASE_NAME}-wal")
    if log.exists() and log.stat().st_size:
        raise store_error(
            "The database of your attempts is gone, but its last changes are still there",
            log,
            f"Put {DATABASE_NAME} back beside it, or move this file away to begin with an empty history",
        )
    for beside in (path.with_name(WITNESS_NAME), path.with_name(BACKUPS)):
        # The database is placed before its witness, so a program that was quicker than this one is seen.
        if beside.exists() and not path.exists():
            raise store_error(
                f"The database of your attempts is gone, but its {'witness' if beside.is_file() else 'backups'} "
                "are still there".replace("witness are", "witness is"),
                beside,
                f"{RESTORE}, or move this away to begin with an empty history",
            )


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
