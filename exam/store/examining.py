"""Looking through the whole database: every attempt is replayed, and all that was written of it is held against that.

What follows from the logs is made anew in a database of its own, by the same functions that write it, so nothing that a
program or a person altered can agree with itself.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import NamedTuple

from exam.core.wording import listing
from exam.store.agreeing import read_witness_row
from exam.store.bin import insert_whole
from exam.store.changes import lacking
from exam.store.database import make_schema
from exam.store.elsewhere import whole_attempt
from exam.store.log import DamagedLog, load_stored
from exam.store.merging import backups_of, fault_of, known_to_backup, open_good
from exam.store.readings import note_first_meetings, paper_columns, progress_columns, update_attempt, write_score
from exam.store.records import kept_record
from exam.store.store import Store
from exam.store.trusting import trusted
from exam.store.witness import LineEnd

_READINGS = ("section_score", "response")
_MOST_LOOKED_FOR = 20
"""Damaged attempts that are looked for elsewhere, which reads all other files for each."""
_BIN_COLUMNS = "learner, alive_at, bank_title, blueprint_title, answered, items, points, possible"


class Finding(NamedTuple):
    """What is not as it was written."""

    attempt: str
    """Empty: it is of the database as a whole."""
    what: str
    """Without a full stop."""
    damaged: bool = False
    """Whether form or events of the attempt are what is damaged, and not what follows from them."""


def examine_store(store: Store) -> list[Finding]:
    """Everything that is wrong. Reads only. Raises StoreError where the database cannot be read at all."""
    with store.looking() as database, closing(sqlite3.connect("", isolation_level=None)) as anew:
        make_schema(anew)
        anew.execute("PRAGMA foreign_keys = OFF")
        found = [Finding("", f"the layout of the database: {what}") for what in _layout_faults(database, anew)]
        if found:
            return found  # no question can be asked of tables that are not what they should be
        found += [Finding("", what) for what in _page_faults(database)]
        anew.execute("BEGIN")
        for (name,) in database.execute("SELECT id FROM attempt ORDER BY id").fetchall():
            found += _attempt_faults(database, anew, name)
        note_first_meetings(anew)
        found += _meeting_faults(database, anew)
        found += _bin_faults(database, anew)
        found += _orphans(database)
        found += _lost(store, database)
        found = _told_where(store, database, found)
        anew.execute("ROLLBACK")
    return found


def _told_where(store: Store, database: sqlite3.Connection, found: list[Finding]) -> list[Finding]:
    """The findings, with the files by which a damaged attempt is whole, where it is."""
    where: dict[str, str] = {}
    for name in dict.fromkeys(one.attempt for one in found if one.damaged):
        whole = whole_attempt(database, store, name) if len(where) < _MOST_LOOKED_FOR else None
        files = [file.name for file in whole.files] if whole else []
        where[name] = f"; {listing(files)} {'have it together' if len(files) > 1 else 'has it'}" if files else ""
    return [one._replace(what=one.what + where[one.attempt]) if one.damaged else one for one in found]


def layout(database: sqlite3.Connection) -> dict[tuple[str, str], object]:
    """What a database is made of, by kind and name: as SQLite understands it, since older ones were altered."""
    made: dict[tuple[str, str], object] = {}
    strict = {row[1]: row[2:] for row in database.execute("PRAGMA main.table_list")}
    for kind, name, table, sql in database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall():
        quoted = str(name).replace('"', '""')
        match kind:
            case "table":
                columns = [row[:6] for row in database.execute(f'PRAGMA table_xinfo("{quoted}")')]
                keys = database.execute(f'PRAGMA foreign_key_list("{quoted}")').fetchall()
                made[kind, name] = (sorted(columns), keys, strict.get(name))
            case "index":
                columns = database.execute(f'PRAGMA index_xinfo("{quoted}")').fetchall()
                made[kind, name] = (table, columns, " ".join(str(sql).split()))
            case _:
                made[kind, name] = (table, sql)
    return made


def _layout_faults(database: sqlite3.Connection, anew: sqlite3.Connection) -> Iterator[str]:
    here, right = layout(database), layout(anew)
    for kind, name in sorted(here.keys() | right.keys(), key=str):
        if (kind, name) not in right:
            yield f"{kind} {name} does not belong there"
        elif (kind, name) not in here:
            yield f"{kind} {name} is missing"
        elif _plain(here[kind, name]) != _plain(right[kind, name]):
            yield f"{kind} {name} was altered"


def _plain(made: object) -> object:
    """Without the places of columns: those that came later stand last in an older database."""
    if isinstance(made, tuple) and len(made) == 3 and isinstance(made[2], tuple):
        return sorted(column[1:] for column in made[0]), made[1], made[2][1:]
    if isinstance(made, tuple) and len(made) == 3:
        return made[0], [(row[0], *row[2:]) for row in made[1]], made[2]
    return made


def _page_faults(database: sqlite3.Connection) -> Iterator[str]:
    for (what,) in database.execute("PRAGMA integrity_check(20)"):
        if what != "ok":
            yield f"the file: {what}"
    for table, *_ in database.execute("PRAGMA foreign_key_check").fetchmany(5):
        yield f"a row of {table} belongs to no attempt"


def _attempt_faults(database: sqlite3.Connection, anew: sqlite3.Connection, name: str) -> Iterator[Finding]:
    try:
        stored = load_stored(database, name)
        if stored is None:
            raise DamagedLog("its paper is gone")
    except DamagedLog as error:
        yield Finding(name, str(error), damaged=True)
        _copy_as_it_is(database, anew, name)
        return
    (learner,) = database.execute("SELECT learner FROM attempt WHERE id = ?", (name,)).fetchone()
    alive_at = stored.alive_at.isoformat()
    insert_whole(anew, name, learner, alive_at, b"", [])
    update_attempt(anew, name, paper_columns(stored.attempt) | progress_columns(stored.attempt))
    write_score(anew, name, stored.attempt)
    columns = [row[1] for row in anew.execute("PRAGMA table_info(attempt)") if row[1] not in ("id", "alive_at")]
    for column in columns:
        query = f"SELECT {column} FROM attempt WHERE id = ?"
        here, right = database.execute(query, (name,)).fetchone(), anew.execute(query, (name,)).fetchone()
        if here != right:
            yield Finding(name, f"{column} is {here[0]!r} and must be {right[0]!r}")
    for table in _READINGS:
        query = f"SELECT * FROM {table} WHERE attempt = ? ORDER BY 2"
        if database.execute(query, (name,)).fetchall() != anew.execute(query, (name,)).fetchall():
            yield Finding(name, f"its rows in {table} do not follow from its answers")


def _copy_as_it_is(database: sqlite3.Connection, anew: sqlite3.Connection, name: str) -> None:
    for table, key in (("attempt", "id"), ("response", "attempt")):
        names = ", ".join(row[1] for row in anew.execute(f"PRAGMA table_info({table})"))
        for row in database.execute(f"SELECT {names} FROM {table} WHERE {key} = ?", (name,)):
            anew.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _meeting_faults(database: sqlite3.Connection, anew: sqlite3.Connection) -> Iterator[Finding]:
    query = "SELECT * FROM meeting ORDER BY learner, bank, item"
    if database.execute(query).fetchall() != anew.execute(query).fetchall():
        yield Finding("", "where questions were met first (meeting) does not follow from the attempts")


def _bin_faults(database: sqlite3.Connection, anew: sqlite3.Connection) -> Iterator[Finding]:
    for name, at, form, events, *columns in database.execute(
        f"SELECT attempt, at, form, events, {_BIN_COLUMNS} FROM discarded"
    ).fetchall():
        try:
            datetime.fromisoformat(at)
            logged = [(str(body), str(checksum)) for body, checksum in json.loads(events)]
            insert_whole(anew, name, columns[0], columns[1], form, logged)
            stored = load_stored(anew, name)
            if stored is None:
                raise DamagedLog("its paper is gone")
            update_attempt(anew, name, paper_columns(stored.attempt) | progress_columns(stored.attempt))
            write_score(anew, name, stored.attempt)
        except (DamagedLog, ValueError, TypeError, sqlite3.Error) as error:
            yield Finding(name, f"in the bin: {error}", damaged=True)
            continue
        right = anew.execute(f"SELECT {_BIN_COLUMNS} FROM attempt WHERE id = ?", (name,)).fetchone()
        if tuple(columns) != right:
            yield Finding(name, "in the bin: what is listed of it does not follow from its answers", damaged=True)


def _orphans(database: sqlite3.Connection) -> Iterator[Finding]:
    for table in ("form", "event", *_READINGS):
        for (name,) in database.execute(
            f"SELECT DISTINCT attempt FROM {table} WHERE attempt NOT IN (SELECT id FROM attempt)"
        ):
            yield Finding(name, f"it is no attempt here, and {table} has something of it", damaged=True)


def _lost(store: Store, database: sqlite3.Connection) -> Iterator[Finding]:
    """What witness and newest backup know and the database does not."""
    row = read_witness_row(database)
    try:
        lines = list(store.witness.read(LineEnd(0, "")))
    except OSError as error:
        yield Finding("", f"the witness cannot be read ({error.strerror})")
        return
    # While another program writes, the witness is ahead for a moment.
    if row is None or not any(place == row.place for _, place in lines):
        yield Finding("", "the witness is not what was written")
    told = trusted(database, store.witness)
    lost = lacking(database, told)
    for name, one in told.items():
        kept = kept_record(database, name)
        if kept is not None and one.form is not None and name not in lost and kept["learner"] != one.learner:
            yield Finding(name, f"its learner is {kept['learner']!r}, and was {one.learner!r}")
    path = next((path for path in backups_of(store.path.parent) if not fault_of(path)), None)
    if path is not None:
        with open_good(path) as copy:
            if copy is not None:
                lost += [name for name in known_to_backup(database, copy) if name not in lost]
    for name in lost:
        yield Finding(name, "something of it is missing here that witness or backup have", damaged=True)
