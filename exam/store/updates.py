"""Owns the steps that bring an older database up to date. Refuses to fold anew what is there already.

Each runs inside a transaction, so it may not use `executescript`, and says how far it is: with ten thousand attempts
one may take a minute.
"""

import sqlite3
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from exam.store.log import Damaged, read_attempt
from exam.store.packed import CHANGES, KINDS, OUTCOMES, Answer
from exam.store.projection import paper_facts
from exam.store.report import Report, Steps
from exam.store.responses import answers_of, find_meetings, keep_answers

_SCHEMA = Path(__file__).with_name("schema.sql")

_RESPONSES = """
    ALTER TABLE attempt ADD COLUMN cut INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE attempt ADD COLUMN drill INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE attempt ADD COLUMN allowed REAL;
    ALTER TABLE attempt ADD COLUMN pace REAL NOT NULL DEFAULT 0;
    ALTER TABLE attempt ADD COLUMN learner TEXT NOT NULL DEFAULT '';
    CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE response (
        attempt TEXT NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
        n INTEGER NOT NULL, item INTEGER NOT NULL, section INTEGER NOT NULL, kind INTEGER NOT NULL,
        outcome INTEGER NOT NULL, chosen TEXT NOT NULL, offered TEXT NOT NULL, millis INTEGER NOT NULL,
        change INTEGER NOT NULL, flags INTEGER NOT NULL, PRIMARY KEY (attempt, n)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE meeting (
        learner TEXT NOT NULL, bank TEXT NOT NULL, item INTEGER NOT NULL, at TEXT NOT NULL, attempt TEXT NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY (learner, bank, item)
    ) STRICT, WITHOUT ROWID
"""


def make_room_for_responses(database: sqlite3.Connection, report: Report) -> None:
    """To version 2: where it is kept what every slot came to. The next step fills it."""
    del report
    for statement in _RESPONSES.split(";"):
        database.execute(statement)


def pack_responses(database: sqlite3.Connection, report: Report) -> None:
    """To version 3: the responses of an attempt in one row. Damaged attempts have none."""
    (whole,) = database.execute("SELECT count(*) FROM attempt").fetchone()
    steps = Steps(whole, report)
    report(0, whole)
    known = {text: number for number, text in database.execute("SELECT id, text FROM word")}
    text = {str(number): text for text, number in known.items()}
    database.execute("ALTER TABLE response RENAME TO response_by_slot")
    database.execute(_created("response"))
    there = database.execute(
        "SELECT attempt, item, section, kind, outcome, chosen, offered, millis, change, flags FROM response_by_slot "
        "ORDER BY attempt, n"
    )
    for identifier, rows in groupby(there, key=itemgetter(0)):
        answers = [
            Answer(
                text[str(item)], text[str(section)], KINDS[kind], OUTCOMES[outcome],
                tuple(map(text.__getitem__, chosen.split())), tuple(map(text.__getitem__, offered.split())),
                millis, CHANGES[change], bool(flags & 1), bool(flags & 2),
            )
            for _, item, section, kind, outcome, chosen, offered, millis, change, flags in rows
        ]  # fmt: skip
        keep_answers(database, identifier, answers, known)
        steps.step()
    database.execute("DROP TABLE response_by_slot")
    lacking = database.execute(
        "SELECT id, events, ended_at IS NOT NULL FROM attempt WHERE id NOT IN (SELECT attempt FROM response) "
        "AND (ended_at IS NOT NULL OR pace = 0)"
    ).fetchall()
    steps.done = whole - len(lacking)
    for identifier, count, has_ended in lacking:
        _fold(database, identifier, count, known, has_ended=bool(has_ended))
        steps.step()
    find_meetings(database)


def _fold(database: sqlite3.Connection, identifier: str, count: int, known: dict[str, int], *, has_ended: bool) -> None:
    """The readings that came with responses, from form and events."""
    events = database.execute(
        "SELECT sequence, CAST(body AS BLOB), checksum FROM event WHERE attempt = ? ORDER BY sequence", (identifier,)
    )
    try:
        (form,) = database.execute("SELECT body FROM form WHERE attempt = ?", (identifier,)).fetchone()
        attempt = read_attempt(form, events, count)
    except (Damaged, ValueError, TypeError):
        return
    facts = paper_facts(attempt)
    sets = ", ".join(f"{name} = ?" for name in facts)
    database.execute(f"UPDATE attempt SET {sets} WHERE id = ?", (*facts.values(), identifier))
    if has_ended:
        keep_answers(database, identifier, answers_of(attempt), known)


def _created(table: str) -> str:
    """The statement that makes a table as it is today."""
    schema = _SCHEMA.read_text(encoding="utf-8")
    start = schema.index(f"CREATE TABLE {table} (")
    return schema[start : schema.index(") STRICT;", start)] + ") STRICT"
