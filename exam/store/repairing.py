"""Mending what `examining` finds, after a copy of the database as it was."""

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from exam.store.agreeing import begin_witness
from exam.store.backups import copy_of
from exam.store.bin import take_out
from exam.store.changes import count_anew, is_whole, list_anew, put_in, put_in_place
from exam.store.database import schema_statements
from exam.store.elsewhere import whole_attempt
from exam.store.examining import examine_store, layout
from exam.store.log import instant_of
from exam.store.merging import backups_of, fault_of, open_good
from exam.store.pieces import checksums_in, pieces_in
from exam.store.records import Mended, RecordedAttempt, gather_attempts, kept_records, whole_record
from exam.store.set_aside import set_aside
from exam.store.store import Store
from exam.store.trusting import trusted
from exam.store.witness import Record

_OF_AN_ATTEMPT = ("attempt", "form", "event", "discarded")
_READINGS = ("section_score", "response", "meeting")
"""Tables that are written anew from the logs."""


def repair(store: Store, at: datetime) -> tuple[Path, Mended]:
    """Mends what can be mended; gives the folder with the database as it was, and what was put back.

    Attempts that are damaged come from the witness or a backup; everything else is made anew from their logs.
    """
    copy = copy_of(store, at)
    return copy, mend(store, at)


def mend(store: Store, at: datetime) -> Mended:
    """Mends what can be mended, without a copy of what was there; gives what was put back."""
    with store.changing() as database:
        _make_indexes_anew(database)
    damaged = {one.attempt for one in examine_store(store) if one.damaged and one.attempt}
    mended = Mended()
    told: dict[str, RecordedAttempt] = {}
    with store.changing() as database:
        _mend_layout(database)
        with suppress(OSError):
            told = trusted(database, store.witness)
        orphans = database.execute("SELECT attempt FROM form WHERE attempt NOT IN (SELECT id FROM attempt)")
        damaged |= {name for (name,) in orphans}
        for name in sorted(damaged):
            _mend_attempt(database, store, name, told.get(name), mended)
            if database.execute("SELECT count(*) FROM discarded WHERE attempt = ?", (name,)).fetchone()[0]:
                list_anew(database, name)
        for table in ("section_score", "response"):
            database.execute(f"DELETE FROM {table} WHERE attempt NOT IN (SELECT id FROM attempt)")
    left = {one.attempt for one in examine_store(store) if one.damaged and one.attempt}
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
        _take_out_made_up(database, mended)
        if _put_whole(database, store, left, at, mended) or mended.unplaced:
            set_aside(database, store.witness)  # or nothing is mended: what follows takes its place
        begin_witness(database, store.witness)
    store.rebuild()
    return mended


def _mend_attempt(
    database: sqlite3.Connection, store: Store, name: str, told: RecordedAttempt | None, mended: Mended
) -> None:
    """`told`: what the witness tells of it."""
    for known in (told, gather_attempts(_backed_up(store, name)).get(name)):
        if known is not None:
            mended.add(put_in_place(database, name, known))
    # An attempt whose own row is gone is made anew from its form and its events.
    row = database.execute(
        "SELECT body FROM form WHERE attempt = ? AND attempt NOT IN (SELECT id FROM attempt)", (name,)
    ).fetchone()
    events = database.execute(
        "SELECT body, lower(hex(checksum)) FROM event WHERE attempt = ? ORDER BY sequence", (name,)
    ).fetchall()
    if row is not None and events and (at := _instant_of(events[-1][0])):
        database.execute("DELETE FROM event WHERE attempt = ?", (name,))
        mended.add(put_in(database, gather_attempts([whole_record(name, "", at, row[0], events)])))
    count_anew(database, name, told)


def _instant_of(event: str) -> str:
    with suppress(ValueError):  # it is damaged itself
        return instant_of(event)
    return ""


def _backed_up(store: Store, name: str) -> list[Record]:
    """What the newest good backup in which it is not damaged has of an attempt."""
    for path in backups_of(store.path.parent):
        if not fault_of(path):
            with open_good(path) as backup:
                known = kept_records(backup, name) if backup is not None else []
                if backup is not None and known and (len(known) > 1 or is_whole(backup, name)):  # two: in the bin
                    return known
    return []


def _put_whole(database: sqlite3.Connection, store: Store, names: set[str], at: datetime, mended: Mended) -> list[str]:
    """Puts attempts that can be put together, of whatever is known of them, in the place of what is under their names.

    What is left under a name and is no attempt is taken out: it is in the copy from before. Gives the names that are
    still damaged.
    """
    has = {name: [_has(database, table, name) for table in ("attempt", "event", "form")] for name in names}
    loose = [pieces_in(database, name) for name in sorted(names)]
    taken = checksums_in(database, names)
    for pieces, name in zip(loose, sorted(names), strict=True):
        # Those of an attempt that has their name are its own.
        pieces.events = [event for event in pieces.events if event[1][1] not in taken and not has[name][0]]
    left = []
    # First those that have the most under their own name.
    for name in sorted(names, key=lambda name: ([not one for one in has[name]], name)):
        found = None if _is_of_another(database, name) else whole_attempt(database, store, name, at, loose)
        if found is None or not _put_instead(database, name, found.told, mended):
            left.append(name)
            continue
        if found.missing:
            mended.cut_short.append(name)
        for pieces in loose:
            pieces.events = [event for event in pieces.events if event[1] not in found.told.events]
    for name in left:
        if any(_has(database, table, name) for table in _OF_AN_ATTEMPT) and _is_no_attempt(database, name):
            take_out(database, name)
            database.execute("DELETE FROM discarded WHERE attempt = ?", (name,))
            mended.no_attempts.append(name)
    return [name for name in left if any(_has(database, table, name) for table in _OF_AN_ATTEMPT)]


def _take_out_made_up(database: sqlite3.Connection, mended: Mended) -> None:
    """Takes out of the bin what is there under a made-up name, now that its attempt was put back under its own."""
    put_back = {checksum for name in mended.attempts for _, (_, checksum) in pieces_in(database, name).events}
    for (name,) in database.execute("SELECT attempt FROM discarded").fetchall():
        own = {checksum for _, (_, checksum) in pieces_in(database, name).events}
        if name not in mended.attempts and own and own <= put_back:
            database.execute("DELETE FROM discarded WHERE attempt = ?", (name,))
            mended.no_attempts.append(name)


def _put_instead(database: sqlite3.Connection, name: str, told: RecordedAttempt, mended: Mended) -> bool:
    """Puts in an attempt in the place of all that is under its name; whether it is sound."""
    database.execute("SAVEPOINT before")
    take_out(database, name)
    database.execute("DELETE FROM discarded WHERE attempt = ?", (name,))
    put = put_in(database, {name: told})
    if put.unplaced:
        database.execute("ROLLBACK TO before")
    database.execute("RELEASE before")
    if put.unplaced:
        return False
    mended.unplaced = [one for one in mended.unplaced if one != name]
    mended.add(put)
    return True


def _has(database: sqlite3.Connection, table: str, name: str) -> bool:
    column = "id" if table == "attempt" else "attempt"
    return database.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (name,)).fetchone() is not None


def _is_no_attempt(database: sqlite3.Connection, name: str) -> bool:
    """Whether nothing under a name was sat by anybody: it has no event, or those of another attempt, or these alone."""
    if _has(database, "discarded", name):
        return not pieces_in(database, name).events
    if not _has(database, "event", name) or not (_has(database, "attempt", name) or _has(database, "form", name)):
        return True
    return _is_of_another(database, name)


def _is_of_another(database: sqlite3.Connection, name: str) -> bool:
    """Whether there are events under a name, and all of them are those of another attempt, which is whole."""
    (own,) = database.execute("SELECT count(*) FROM event WHERE attempt = ?", (name,)).fetchone()
    shared = database.execute(
        "SELECT there.attempt, count(*) FROM event AS here JOIN event AS there ON there.checksum = here.checksum "
        "WHERE here.attempt = ? AND there.attempt <> here.attempt GROUP BY there.attempt",
        (name,),
    ).fetchall()
    return any(count == own and _has(database, "attempt", one) and is_whole(database, one) for one, count in shared)


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


def _make_indexes_anew(database: sqlite3.Connection) -> None:
    """First of all: what an index leaves out is not found by its name, so it would be neither mended nor replaced."""
    for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'index'").fetchall():
        quoted = str(name).replace('"', '""')
        with suppress(sqlite3.Error, UnicodeError):  # as where two rows have one name
            database.execute(f'REINDEX "{quoted}"')


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
