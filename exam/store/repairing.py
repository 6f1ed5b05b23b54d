"""Mending what `examining` finds, after a copy of the database as it was."""

import shutil
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from exam.store.agreeing import begin_witness
from exam.store.changes import Mended, gather, kept_records, list_anew, put_in, put_in_place, whole_record
from exam.store.database import schema_statements
from exam.store.errors import ELSEWHERE, store_error
from exam.store.examining import examine, layout
from exam.store.log import instant_of
from exam.store.merging import backups_of, fault_of, open_good
from exam.store.store import Store

_READINGS = ("section_score", "response", "meeting")
"""Tables that are written anew from the logs."""


def repair(store: Store, at: datetime) -> tuple[Path, Mended]:
    """Mends what can be mended; gives the folder with the database as it was, and what was put back.

    Attempts that are damaged come from the witness or a backup; everything else is made anew from their logs.
    """
    copy = _copy_of(store, at)
    damaged = {one.attempt for one in examine(store) if one.damaged and one.attempt}
    mended = Mended()
    with store.changing() as database:
        _mend_layout(database)
        orphans = database.execute("SELECT attempt FROM form WHERE attempt NOT IN (SELECT id FROM attempt)")
        damaged |= {name for (name,) in orphans}
        for name in sorted(damaged):
            _mend_attempt(database, store, name, mended)
            if database.execute("SELECT count(*) FROM discarded WHERE attempt = ?", (name,)).fetchone()[0]:
                list_anew(database, name)
        for table in ("section_score", "response"):
            database.execute(f"DELETE FROM {table} WHERE attempt NOT IN (SELECT id FROM attempt)")
        begin_witness(database, store.witness)
    store.rebuild()
    return copy, mended


def _mend_attempt(database: sqlite3.Connection, store: Store, name: str, mended: Mended) -> None:
    with suppress(OSError):
        told = gather(record for record, _ in store.witness.records() if record.get("attempt") == name)
        if name in told:
            mended.add(put_in_place(database, name, told[name]))
    for path in backups_of(store.path.parent):
        if not fault_of(path):
            with open_good(path) as backup:
                if backup is not None:
                    known = gather(kept_records(backup, name))
                    if name in known:
                        mended.add(put_in_place(database, name, known[name]))
            break
    # An attempt whose own row is gone is made anew from its form and its events.
    row = database.execute(
        "SELECT body FROM form WHERE attempt = ? AND attempt NOT IN (SELECT id FROM attempt)", (name,)
    ).fetchone()
    events = database.execute(
        "SELECT body, lower(hex(checksum)) FROM event WHERE attempt = ? ORDER BY sequence", (name,)
    ).fetchall()
    if row is not None and events:
        database.execute("DELETE FROM event WHERE attempt = ?", (name,))
        mended.add(put_in(database, gather([whole_record(name, "", instant_of(events[-1][0]), row[0], events)])))


def _mend_layout(database: sqlite3.Connection) -> None:
    """Takes out what does not belong there, and makes what is missing or holds readings only.

    A table of somebody else's, and one with logs that was altered, stay as they are.
    """
    right = sqlite3.connect(":memory:")
    statements = schema_statements()
    for statement in statements.values():
        right.execute(statement)
    made = layout(right)
    right.close()
    for kind, name in layout(database):
        if (kind, name) not in made and kind != "table":
            quoted = str(name).replace('"', '""')
            database.execute(f'DROP {kind} "{quoted}"')
    here = layout(database)
    for (kind, name), statement in statements.items():
        if (kind, name) in here and here[kind, name] != made[kind, name] and (kind == "index" or name in _READINGS):
            database.execute(f"DROP {kind} {name}")
            database.execute(statement)
        elif (kind, name) not in here:
            database.execute(statement)


def _copy_of(store: Store, at: datetime) -> Path:
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
    except OSError as error:
        raise store_error(f"No copy can be made before the repair ({error.strerror})", folder, ELSEWHERE) from error
    return folder
