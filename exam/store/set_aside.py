"""Witnesses that were set aside: what a witness had when it was begun anew, kept beside it.

A witness is begun anew from the database, which may be what is damaged, or less than it was. The newest is
``exam.witness.old``, older ones have a number behind that name.
"""

import filecmp
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from exam.store.changes import lacking
from exam.store.pieces import pieces_in, put_together
from exam.store.records import RecordedAttempt, gather_attempts
from exam.store.witness import WITNESS_NAME, Witness

KEPT = 5
"""Files at most."""
_MOST_BYTES = 256_000_000
"""Of one that is looked into; the witness of a thousand long exams has a third of it."""


def witnesses_set_aside(data_dir: Path) -> list[Witness]:
    """Those that are there and can be looked into, the newest first."""
    found = []
    for n in range(1, KEPT + 1):
        path = _numbered(data_dir, n)
        with suppress(OSError):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= _MOST_BYTES:
                found.append(Witness(path))
    return found


def set_aside(database: sqlite3.Connection, witness: Witness) -> Path:
    """Keeps a witness as it is now, and gives the file; the witness itself stays where it is. Raises OSError.

    Where there are too many, the oldest goes of which the database has everything, or else the oldest.
    """
    data_dir, newest = witness.path.parent, _numbered(witness.path.parent, 1)
    if newest.is_file() and filecmp.cmp(witness.path, newest, shallow=False):
        return newest
    draft = witness.path.with_name(f".{WITNESS_NAME}.old")
    try:
        # No link, as what is at the end of the witness may be cut off next.
        shutil.copyfile(witness.path, draft, follow_symlinks=False)
        draft.chmod(0o600)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    there = [n for n in range(1, KEPT + 1) if _numbered(data_dir, n).exists()]
    free = next((n for n in range(1, KEPT + 1) if n not in there), 0)
    if not free:
        free = next((n for n in reversed(there) if _is_known(database, _numbered(data_dir, n))), KEPT)
    for n in range(free, 1, -1):
        _numbered(data_dir, n - 1).replace(_numbered(data_dir, n))
    draft.replace(newest)
    return newest


def keep_what_is_not_known(database: sqlite3.Connection, witness: Witness) -> Path | None:
    """Sets a witness aside that is to be begun anew, where it has anything that the database lacks or that is damaged
    there. Gives the file, or None where nothing had to be kept. Raises OSError."""
    return None if _is_known(database, witness.path) else set_aside(database, witness)


def _is_known(database: sqlite3.Connection, path: Path) -> bool:
    """Whether a witness is whole, and has nothing that the database lacks or that is damaged there."""
    witness = Witness(path)
    try:
        told = gather_attempts(witness.sound_records())
        more = lacking(database, told) or [name for name, one in told.items() if _says_more(database, name, one)]
        return witness.is_whole() and not more
    except (OSError, ValueError, TypeError, sqlite3.Error):  # an error of SQLite where a text of the database is none
        return False


def _says_more(database: sqlite3.Connection, name: str, told: RecordedAttempt) -> bool:
    here = pieces_in(database, name)
    same = set(enumerate(told.events, told.start)) <= set(here.events) and told.form in (None, *here.forms)
    return not same and put_together(here) is None


def _numbered(data_dir: Path, n: int) -> Path:
    return data_dir / (f"{WITNESS_NAME}.old" if n == 1 else f"{WITNESS_NAME}.old.{n}")
