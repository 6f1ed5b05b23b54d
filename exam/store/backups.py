"""Backups: whole copies of the database, one a day on which something changed, and one before much changes at once.

An older one goes only once a newer one was looked through and is sound. After a backup the witness begins anew, since
backup and witness together have everything. Where an attempt in it is damaged, neither is done: an older backup or the
witness may be all that has it whole.
"""

import errno
import filecmp
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from exam.files.writing import draft_of
from exam.store.database import BACKUPS
from exam.store.errors import ELSEWHERE, StoreError, Unsound, store_error
from exam.store.merging import backups_of, damaged_in, fault_of
from exam.store.store import Store

KEPT_DAYS = 7
KEPT_WEEKS = 4
"""After the newest days, one of each of so many weeks."""


def is_due(store: Store, at: datetime) -> bool:
    """Whether there is no backup of this day yet, and something has changed since the last one."""
    if not store.writable or any(path.name.startswith(f"exam-{_day(at)}") for path in backups_of(store.path.parent)):
        return False
    return _has_changed(store) or (not backups_of(store.path.parent) and store.count() > 0)


def _has_changed(store: Store) -> bool:
    """Whether the witness has anything that the newest backup was not made of."""
    try:
        header = store.witness.header()
        return header is None or sum(1 for _ in store.witness.records()) > header.given
    except OSError:
        return True


def back_up(store: Store, at: datetime) -> Path:
    """A backup as of now, looked through before it gets its name.

    Raises StoreError where that cannot be, and Unsound where the database is what is at fault.
    """
    folder = store.path.parent / BACKUPS
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        for left in folder.glob(".exam-*"):  # of a program that was killed
            if datetime.fromtimestamp(left.stat().st_mtime, UTC) < at - timedelta(days=1):
                left.unlink()
        path = _free(folder, _day(at))
        with draft_of(path, overwrite=False) as draft:
            store.copy_to(draft)
            if fault := fault_of(draft):
                raise Unsound(f"A backup of your attempts would not be sound ({fault}): {store.path}.")
        whole = not damaged_in(path)
        if whole:
            _thin(folder, date.fromisoformat(_day(at)))
    except OSError as error:
        raise store_error(f"No backup can be made ({error.strerror})", folder, ELSEWHERE) from error
    if whole:
        store.begin_witness_after(path)
    return path


def back_up_before(store: Store, at: datetime) -> str:
    """Sees to it, before much is changed at once, that what is there now can be put back; gives what was done for it.

    That is a sentence, or nothing where the newest backup has all of it. Of a database that is damaged, of which no
    backup can be sound, its files are copied as they are. Raises StoreError where there is no room for either: then
    nothing should be changed.
    """
    newest = next(iter(backups_of(store.path.parent)), None)
    if not _has_changed(store) and (not fault_of(newest) if newest else not store.count()):
        return ""
    try:
        return f"As it was before, it is kept in {back_up(store, at)}."
    except Unsound as fault:
        return f"{fault} As it was before, it is kept in {copy_of(store, at)}."


def copy_of(store: Store, at: datetime) -> Path:
    """A new folder with the files of a database as they are, damaged or not. Raises StoreError."""
    n = 1
    while (folder := store.path.parent / f"before-repair-{at:%Y-%m-%d}.{n}").exists():
        n += 1
    try:
        folder.mkdir(mode=0o700)
        for end in ("", "-wal"):
            file = store.path.with_name(store.path.name + end)
            if file.exists():
                shutil.copyfile(file, folder / file.name)
                (folder / file.name).chmod(0o600)
                if not filecmp.cmp(file, folder / file.name, shallow=False):
                    raise OSError(errno.EIO, "what was written is not what was there", str(file))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise store_error(f"No copy can be made before the repair ({error.strerror})", folder, ELSEWHERE) from error
    return folder


def back_up_if_due(store: Store, at: datetime) -> None:
    """The backup of today, where one is due. Never fails: what could not be made today is tried again tomorrow."""
    with suppress(StoreError):
        if is_due(store, at):
            back_up(store, at)


def _day(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d}"


def _free(folder: Path, day: str) -> Path:
    path, n = folder / f"exam-{day}.db", 1
    while path.exists():
        n += 1
        path = folder / f"exam-{day}.{n}.db"
    return path


def _thin(folder: Path, today: date) -> None:
    """Leaves the newest of each day and week that is kept, and all of today."""
    kept_days: set[str] = set()
    kept_weeks: set[str] = set()
    for path in backups_of(folder.parent):
        day = path.stem.removeprefix("exam-").partition(".")[0]
        try:
            week = "{}-{}".format(*date.fromisoformat(day).isocalendar()[:2])
        except ValueError:
            continue  # somebody else's
        if day == today.isoformat() or (day not in kept_days and len(kept_days) < KEPT_DAYS):
            kept_days.add(day)
            kept_weeks.add(week)
        elif day in kept_days or week in kept_weeks or len(kept_weeks) >= KEPT_DAYS // 7 + 1 + KEPT_WEEKS:
            path.unlink()
        else:
            kept_weeks.add(week)
