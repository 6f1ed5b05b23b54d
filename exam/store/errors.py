"""What users are told when the database fails. No error of SQLite gets past the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exam.core.text import visible

ELSEWHERE = "Choose another place with --data-dir or EXAM_DATA_DIR"

RESTORE = "'exam doctor --restore' brings back all that backups and witness have"
_COPY = f"{RESTORE}; or put a copy of the file in its place, or move it away to begin with an empty history"


class StoreError(Exception):
    """What could not be remembered or recalled. The text is for the user: what is wrong, where, what to do."""

    @property
    def can_restore(self) -> bool:
        """Whether putting a backup in the database's place is the remedy."""
        return RESTORE in str(self)

    @property
    def waits(self) -> bool:
        """Whether only another program's write was in the way."""
        code = getattr(self.__cause__, "sqlite_errorcode", 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Unsound(StoreError):
    """The database is damaged, so that no copy of it is sound."""


def store_error(what: str, path: Path, remedy: str) -> StoreError:
    """`what` and `remedy` without a full stop."""
    # What SQLite says may quote what stands in a damaged file.
    return StoreError(visible(f"{what}: {path}. {remedy}."))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises every error of SQLite as StoreError about the database at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        what, remedy = _explained(error)
        raise store_error(what, path, remedy) from error
    except UnicodeError as error:
        # A broken name inside the database gets into SQLite's own message, which Python then cannot read.
        raise damaged(path, "a text in it is none") from error


def damaged(path: Path, detail: str) -> StoreError:
    """The file is there and is not what was written."""
    return store_error(f"The database of your attempts is damaged ({detail})", path, f"Nothing was changed. {_COPY}")


def _explained(error: sqlite3.Error) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    code = getattr(error, "sqlite_errorcode", 0)
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return (
                "The disk is full, so the database cannot be written",
                "Make room on it; the rest is then written",
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return (
                "Another program is writing to the database of your attempts and does not finish",
                "End that program, or wait for it",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return "The database of your attempts may not be written", ELSEWHERE
        case sqlite3.SQLITE_CANTOPEN:
            return "The database of your attempts cannot be opened", f"See that you may write there. {ELSEWHERE}"
        case sqlite3.SQLITE_IOERR:
            what = f"The disk failed to read or write the database of your attempts, or is full ({error})"
            return what, f"See that there is room on it and that it is sound. {ELSEWHERE}"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"The database of your attempts is damaged ({error})", _COPY
        case 0 if isinstance(error, sqlite3.OperationalError):
            return "The database of your attempts is damaged (a text in it is none)", _COPY
        case _:
            return f"The database of your attempts refused ({error})", ELSEWHERE
