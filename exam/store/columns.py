"""Every attempt that has ended as three tables: attempts, responses, items."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from exam.files.parquet import TableToWrite

ATTEMPTS = {
    "attempt": "VARCHAR", "learner": "VARCHAR", "bank": "VARCHAR", "bank_title": "VARCHAR", "preset": "VARCHAR",
    "preset_title": "VARCHAR", "mode": "VARCHAR", "drill": "BOOLEAN", "started_at": "TIMESTAMP",
    "ended_at": "TIMESTAMP", "ended_reason": "VARCHAR", "allowed": "DOUBLE", "questions": "INTEGER",
    "points": "DOUBLE", "possible": "INTEGER", "cut": "INTEGER", "passed": "BOOLEAN",
}  # fmt: skip
RESPONSES = {
    "attempt": "VARCHAR", "n": "INTEGER", "item": "VARCHAR", "section": "VARCHAR", "kind": "VARCHAR",
    "outcome": "VARCHAR", "chosen": "VARCHAR[]", "offered": "VARCHAR[]", "seconds": "DOUBLE", "change": "VARCHAR",
    "flagged": "BOOLEAN", "unsure": "BOOLEAN",
}  # fmt: skip
ITEMS = {"bank": "VARCHAR", "item": "VARCHAR", "section": "VARCHAR", "stem": "VARCHAR"}


def tables(
    database: sqlite3.Connection, known_as: Mapping[str, str], stems: Callable[[str], Mapping[str, str]]
) -> dict[str, TableToWrite]:
    """The tables by name. `known_as` says what each learner is called, `stems` what the items of a bank ask."""
    return {
        "attempts": TableToWrite(ATTEMPTS, _attempts(database, known_as)),
        "responses": TableToWrite(RESPONSES, _responses(database)),
        "items": TableToWrite(ITEMS, _items(database, stems)),
    }


def _attempts(database: sqlite3.Connection, known_as: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    for row in database.execute(
        "SELECT id, learner, bank, bank_title, blueprint, blueprint_title, mode, drill, started_at, ended_at, "
        "ended_reason, allowed, items, points, possible, cut, passed FROM attempt WHERE ended_at IS NOT NULL"
    ):
        name, learner, *middle, started, ended, reason, allowed, items, points, possible, cut, passed = row
        earned = None if points is None else float(Fraction(points))
        times = (instant.removesuffix("+00:00") for instant in (started, ended))
        yield name, known_as[learner], *middle, *times, reason, allowed, items, earned, possible, cut, passed


def _responses(database: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    return database.execute(
        "SELECT attempt, n, item, section, kind, outcome, chosen, offered, seconds, change, marked, doubted "
        "FROM response JOIN attempt ON id = attempt WHERE ended_at IS NOT NULL"
    )


def _items(database: sqlite3.Connection, stems: Callable[[str], Mapping[str, str]]) -> Iterator[tuple[object, ...]]:
    found = database.execute(
        "SELECT bank, item, section, max(started_at) FROM response JOIN attempt ON id = attempt "
        "WHERE ended_at IS NOT NULL GROUP BY bank, item ORDER BY bank, item"
    ).fetchall()
    of_bank = {bank: stems(bank) for bank in dict.fromkeys(bank for bank, *_ in found)}
    for bank, item, section, _ in found:
        yield bank, item, section, of_bank[bank].get(item, "")
