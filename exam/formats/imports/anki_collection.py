"""The notes of a collection of Anki: an SQLite database from a stranger, read in memory and trusted in nothing.

It may bring a schema of its own that does things when it is read. So triggers, views, virtual tables and columns that
are computed are refused before anything is asked, no statement but the reading of named tables is allowed, and what a
statement may cost in time and memory is bounded.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from exam.files.faults import BankRefused, Fault
from exam.formats.imports import protobuf

MOST_NOTES = 100_000
_LONGEST_VALUE = 8_000_000
"""Bytes of one value: all fields of a note, or all note types of an old collection."""
_LONGEST_SQL = 20_000
_STEPS = 100_000
"""Steps of the database between two looks at what it has cost."""
_MOST_STEPS = 60_000_000
"""About two seconds."""
_READ = ("col", "notes", "cards", "notetypes", "fields", "templates", "decks")
_COMPUTES = re.compile(r"\bvirtual\s+table\b|\bgenerated\b|\bas\s*\(|\bcheck\s*\(", re.I)
_WAL = b"\x02\x02"
_SEPARATOR = "\x1f"
_DAMAGES = (
    *(sqlite3.Error, ValueError, OverflowError, MemoryError, RecursionError),
    *(TypeError, KeyError, AttributeError),  # the same in what it holds as JSON
)
_REMEDY = "Export the deck anew from Anki."


@dataclass(frozen=True, slots=True)
class NoteType:
    """What Anki calls a note type: its fields in their order, and what the front of its cards shows."""

    name: str
    fields: tuple[str, ...]
    fronts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its fields in HTML, by name and in order."""

    guid: str
    type: NoteType
    fields: Mapping[str, str]
    tags: tuple[str, ...] = ()
    deck: str = ""
    """The path of its first card's deck, its parts parted by "::"."""
    line: int = 0
    """Where it stands, in a text; 0 elsewhere."""
    cards: int = 1
    """How many cards Anki makes of it."""


def notes_of(name: str, data: bytes) -> list[Note]:
    """All notes of a collection in the order in which they were made. Raises BankRefused."""
    if not data.startswith(b"SQLite format 3\0"):
        raise _refused(name, "has a collection in it that is no database")
    if data[18:20] == _WAL:  # a database in memory can have no log beside it
        data = data[:18] + b"\x01\x01" + data[20:]
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
            _make_harmless(database)
            database.deserialize(data)
            del data
            _refuse_active(name, database)
            database.set_authorizer(_only_reading)
            return _notes(name, database)
    except _DAMAGES as error:
        raise _refused(name, "has a collection in it that is damaged, or costs too much to read") from error


def _make_harmless(database: sqlite3.Connection) -> None:
    steps = iter(range(0, _MOST_STEPS, _STEPS))
    database.set_progress_handler(lambda: next(steps, None) is None, _STEPS)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_SQL)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    database.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, 100)
    database.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20)
    database.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "cache_size=-8000"):
        database.execute(f"PRAGMA {pragma}")
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    database.create_collation("unicase", lambda one, other: (one > other) - (one < other))


def _refuse_active(name: str, database: sqlite3.Connection) -> None:
    for kind, table, sql in database.execute("SELECT type, name, sql FROM sqlite_master LIMIT 1000"):
        if kind in ("trigger", "view"):
            raise _refused(name, f"has a {kind} in its database, which no deck needs")
        if kind == "table" and _COMPUTES.search(str(sql or "")):
            raise _refused(name, f"has a table in its database that computes ({str(table)[:40]}), which no deck needs")


def _only_reading(action: int, first: str | None, *_: str | None) -> int:
    reads = action == sqlite3.SQLITE_READ and (first or "").lower() in (*_READ, "sqlite_master")
    return sqlite3.SQLITE_OK if reads or action == sqlite3.SQLITE_SELECT else sqlite3.SQLITE_DENY


def _notes(name: str, database: sqlite3.Connection) -> list[Note]:
    there = {str(table).lower() for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    if not {"notes", "cards", "col"} <= there:
        raise _refused(name, "has a database in it that is no collection of Anki")
    new = {"notetypes", "fields", "templates", "decks"} <= there
    types = dict(_types(database) if new else _old_types(database))
    decks = dict(_decks(database) if new else _old_decks(database))
    deck_of: dict[int, str] = {}
    cards: dict[int, int] = {}
    for note, deck, home in database.execute("SELECT nid, did, odid FROM cards ORDER BY id"):
        deck_of.setdefault(note, decks.get(home or deck, ""))
        cards[note] = cards.get(note, 0) + 1
    found: list[Note] = []
    for key, guid, kind, tags, fields in database.execute("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id"):
        if len(found) == MOST_NOTES:
            raise _refused(name, f"has more than {MOST_NOTES:,} notes", "Export it in parts.")
        values = str(fields).split(_SEPARATOR)
        type_ = types.get(kind) or NoteType("", tuple(f"field {at + 1}" for at in range(len(values))))
        named = dict(zip(type_.fields, values, strict=False))
        deck = deck_of.get(key, "")
        found.append(Note(str(guid), type_, named, tuple(str(tags).split()), deck, cards=cards.get(key, 0)))
    return found


def _old_types(database: sqlite3.Connection) -> Iterator[tuple[int, NoteType]]:
    for key, type_ in _old_json(database, "models").items():
        fields = sorted(type_["flds"], key=lambda one: int(one.get("ord", 0)))
        fronts = tuple(str(template.get("qfmt", "")) for template in type_.get("tmpls", ()))
        yield int(key), NoteType(str(type_.get("name", "")), tuple(str(one["name"]) for one in fields), fronts)


def _old_decks(database: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for key, deck in _old_json(database, "decks").items():
        yield int(key), str(deck.get("name", ""))


def _old_json(database: sqlite3.Connection, column: str) -> Mapping[str, Mapping[str, Any]]:
    row = database.execute(f"SELECT {column} FROM col LIMIT 1").fetchone()
    found = json.loads(row[0]) if row and row[0] else {}
    if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
        raise ValueError("no table of note types or decks")
    return found


def _types(database: sqlite3.Connection) -> Iterator[tuple[int, NoteType]]:
    fields: dict[int, list[str]] = {}
    for key, field_ in database.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(key, []).append(str(field_))
    fronts: dict[int, list[str]] = {}
    for key, config in database.execute("SELECT ntid, config FROM templates ORDER BY ntid, ord"):
        fronts.setdefault(key, []).extend(protobuf.texts(bytes(config), 1)[:1])
    for key, called in database.execute("SELECT id, name FROM notetypes"):
        yield key, NoteType(str(called), tuple(fields.get(key, ())), tuple(fronts.get(key, ())))


def _decks(database: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for key, called in database.execute("SELECT id, name FROM decks"):
        yield key, str(called).replace(_SEPARATOR, "::")


def _refused(name: str, message: str, remedy: str = _REMEDY) -> BankRefused:
    return BankRefused((Fault(name, 0, 0, "", message, remedy),))
