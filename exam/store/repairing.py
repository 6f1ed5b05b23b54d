"""Mending what `examining` finds, after a copy of the database as it was."""

import sqlite3
from datetime import datetime
from pathlib import Path

from exam.store.agreeing import begin_witness
from exam.store.backups import copy_of
from exam.store.bin import take_out
from exam.store.changes import count_anew, is_whole, list_anew, put_in, put_in_place
from exam.store.database import schema_statements
from exam.store.examining import examine, layout
from exam.store.log import instant_of
from exam.store.merging import backups_of, fault_of, open_good
from exam.store.records import Mended, gather, kept_records, whole_record
from exam.store.store import Store
from exam.store.witness import Record

_READINGS = ("section_score", "response", "meeting")
"""Tables that are written anew from the logs."""


def repair(store: Store, at: datetime) -> tuple[Path, Mended]:
    """Mends what can be mended; gives the folder with the database as it was, and what was put back.

    Attempts that are damaged come from the witness or a backup; everything else is made anew from their logs.
    """
    copy = copy_of(store, at)
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
    left = {one.attempt for one in examine(store) if one.damaged and one.attempt}
    with store.changing() as database:
        # One whose name was lost as well is not told by its name.
        left |= {
            name
            for (name,) in database.execute(
                "SELECT attempt FROM form WHERE attempt NOT IN (SELECT id FROM attempt) "
                "UNION SELECT attempt FROM event WHERE attempt NOT IN (SELECT id FROM attempt) "
                "UNION SELECT id FROM attempt WHERE id NOT IN (SELECT attempt FROM form)"
            )
        }
        for name in sorted(left):
            _put_whole(database, store, name, mended)
        begin_witness(database, store.witness)
    store.rebuild()
    return copy, mended


def _mend_attempt(database: sqlite3.Connection, store: Store, name: str, mended: Mended) -> None:
    told = gather(_witnessed(store, name))
    for known in (told, gather(_backed_up(store, name))):
        if name in known:
            mended.add(put_in_place(database, name, known[name]))
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
    count_anew(database, name, told.get(name))


def _put_whole(database: sqlite3.Connection, store: Store, name: str, mended: Mended) -> None:
    """Puts what witness and backup know of an attempt in the place of all that is under its name.

    Where they do not know it, what is there is taken out if it is no attempt: paper or events alone, or neither.
    """
    known = gather((*_backed_up(store, name), *_witnessed(store, name))).get(name)
    (events,) = database.execute("SELECT count(*) FROM event WHERE attempt = ?", (name,)).fetchone()
    (forms,) = database.execute("SELECT count(*) FROM form WHERE attempt = ?", (name,)).fetchone()
    (rows,) = database.execute("SELECT count(*) FROM attempt WHERE id = ?", (name,)).fetchone()
    (thrown,) = database.execute("SELECT count(*) FROM discarded WHERE attempt = ?", (name,)).fetchone()
    if known and known.form is not None and known.start == 0 and len(known.events) >= events:
        take_out(database, name)
        database.execute("DELETE FROM discarded WHERE attempt = ?", (name,))
        mended.add(put_in(database, {name: known}))
    elif not thrown and ((not rows and not (forms and events)) or not (forms or events)):
        take_out(database, name)


def _witnessed(store: Store, name: str) -> list[Record]:
    try:
        return [record for record, _ in store.witness.records() if record.get("attempt") == name]
    except OSError:
        return []


def _backed_up(store: Store, name: str) -> list[Record]:
    """What the newest good backup in which it is not damaged has of an attempt."""
    for path in backups_of(store.path.parent):
        if not fault_of(path):
            with open_good(path) as backup:
                known = kept_records(backup, name) if backup is not None else []
                if backup is not None and known and (len(known) > 1 or is_whole(backup, name)):  # two: in the bin
                    return known
    return []


def _mend_layout(database: sqlite3.Connection) -> None:
    """Takes out what does not belong there, makes what is missing or holds readings only, names columns as they were.

    A table of somebody else's, and one with logs that was altered in any other way, stay as they are.
    """
    right = sqlite3.connect(":memory:")
    statements = schema_statements()
    for statement in statements.values():
        right.execute(statement)
    made = layout(right)
    for kind, name in layout(database):
        if (kind, name) not in made and kind != "table":
            quoted = str(name).replace('"', '""')
            database.execute(f'DROP {kind} "{quoted}"')
        elif (kind, name) in made and kind == "table" and name not in _READINGS:
            _name_columns(database, right, name)
    right.close()
    here = layout(database)
    for (kind, name), statement in statements.items():
        if (kind, name) in here and here[kind, name] != made[kind, name] and (kind == "index" or name in _READINGS):
            database.execute(f"DROP {kind} {name}")
            database.execute(statement)
        elif (kind, name) not in here:
            database.execute(statement)


def _name_columns(database: sqlite3.Connection, right: sqlite3.Connection, table: str) -> None:
    """Gives the one column its name back whose name was lost; where several were, none can be told from another."""
    here, made = (
        [row[1] for row in one.execute(f"PRAGMA table_xinfo({table})").fetchall()] for one in (database, right)
    )
    match [name for name in here if name not in made], [name for name in made if name not in here]:
        case [strange], [lost]:
            quoted = strange.replace('"', '""')
            database.execute(f'ALTER TABLE {table} RENAME COLUMN "{quoted}" TO {lost}')
        case _:
            pass
