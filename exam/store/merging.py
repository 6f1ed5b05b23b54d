"""Taking out of a backup what the database lacks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from exam.store.bin import KEPT_FOR, in_both_places
from exam.store.changes import is_whole, put_in
from exam.store.database import BACKUPS, open_copy
from exam.store.errors import StoreError
from exam.store.pieces import pieces_in, put_together
from exam.store.records import Mended, gather_attempts, kept_records
from exam.store.rows import instant_in


def backups_of(data_dir: Path) -> list[Path]:
    """The backups that are there, the newest first."""
    with suppress(OSError):
        return sorted(
            (path for path in (data_dir / BACKUPS).glob("exam-*.db") if path.is_file()), key=_order, reverse=True
        )
    return []


def _order(path: Path) -> tuple[str, int, str]:
    """By day, then by number of the day."""
    day, _, number = path.stem.removeprefix("exam-").partition(".")
    return day, int(number) if number.isdecimal() else 0, path.name


@contextmanager
def open_good(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A backup to be read; None where it cannot be opened."""
    try:
        copy = open_copy(path)
    except (StoreError, OSError):
        yield None
        return
    with closing(copy):
        yield copy


def newest_day(data_dir: Path) -> str:
    """The day of the newest backup in UTC, as in 2026-11-27; empty without one."""
    return next((_order(path)[0] for path in backups_of(data_dir)), "")


def fault_of(path: Path) -> str:
    """Why a backup is no good; empty where it is."""
    try:
        with closing(open_copy(path)) as copy:
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            (without,) = copy.execute(
                "SELECT count(*) FROM attempt WHERE id NOT IN (SELECT attempt FROM form) "
                "OR events <> (SELECT count(*) FROM event WHERE attempt = id)"
            ).fetchone()
    except (StoreError, sqlite3.Error, OSError, UnicodeError) as error:
        return str(error)
    return found if found != "ok" else "attempts in it are not whole" if without else ""


def damaged_in(path: Path) -> list[str]:
    """The attempts of a good backup, those in its bin too, whose form or events are not what was written."""
    with closing(open_copy(path)) as copy:
        names = copy.execute("SELECT id FROM attempt").fetchall()
        binned = copy.execute("SELECT attempt FROM discarded").fetchall()
        return [name for (name,) in names if not is_whole(copy, name)] + [
            name for (name,) in binned if put_together(pieces_in(copy, name)) is None
        ]


def known_to_backup(database: sqlite3.Connection, copy: sqlite3.Connection) -> list[str]:
    """The attempts of which a backup has more than the database; one in its bin counts where it is nowhere else.

    Of one that is in both places here, the backup knows where it belongs.
    """
    torn = in_both_places(database)
    here = dict(database.execute("SELECT attempt, count(*) FROM event GROUP BY attempt"))
    here = {name: count for name, count in here.items() if name not in torn}
    there = copy.execute("SELECT attempt, count(*) FROM event GROUP BY attempt").fetchall()
    thrown = {name for (name,) in database.execute("SELECT attempt FROM discarded")}.difference(torn)
    more = [name for name, count in there if name not in thrown and here.get(name, 0) < count]
    (now,) = database.execute("SELECT max(last_at) FROM attempt").fetchone()
    for name, at in copy.execute("SELECT attempt, at FROM discarded"):
        # What has been in the bin for too long by now is gone for good.
        when = instant_in(at)
        if name not in thrown and name not in here and when and when + KEPT_FOR > (instant_in(now) or when):
            more.append(name)
    return sorted(more)


def backup_knows_more(database: sqlite3.Connection, data_dir: Path) -> bool:
    """Whether the newest backup has something that the database lacks. It is not looked through for this."""
    for path in backups_of(data_dir)[:1]:
        with suppress(StoreError, sqlite3.Error, OSError, ValueError, TypeError), closing(open_copy(path)) as copy:
            return bool(known_to_backup(database, copy))
    return False


def put_in_from_backup(database: sqlite3.Connection, data_dir: Path) -> Mended:
    """Puts in the attempts that the newest good backup has more of. Inside a transaction."""
    mended = Mended()
    path = next((path for path in backups_of(data_dir) if not fault_of(path)), None)
    if path is not None:
        with closing(open_copy(path)) as copy:
            for name in known_to_backup(database, copy):
                mended.add(put_in(database, gather_attempts(kept_records(copy, name))))
    return mended
