"""The steps that bring an older database up to date.

The first versions differ in how they kept what ended attempts came to: version 1 not at all, version 2 as a row of
numbers for each slot, version 3 as packed numbers, one row for each attempt; version 4 has no bin, version 5 no
witness, and version 6 does not know how long an attempt was left for. What is there is carried over; an attempt is
replayed only where nothing is. A step runs inside a transaction, so it may not use `executescript`, and it says how far
it is: with ten thousand attempts it may take a minute.
"""

import re
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path

from exam.files.writing import draft_of
from exam.store.database import DATABASE_NAME, DATABASE_VERSION, version_of
from exam.store.errors import ELSEWHERE, store_error
from exam.store.log import DamagedLog, load_stored
from exam.store.readings import insert_responses, note_first_meetings, paper_columns, update_attempt, write_score

UpdateReport = Callable[[int, int], None]
"""Is told how many attempts are done, of how many."""
Step = Callable[[sqlite3.Connection, UpdateReport], None]
_OldSlot = tuple[str, int, int, int, int, int, Sequence[int], Sequence[int], int, int, int]
"""What versions 2 and 3 kept of a slot: what `_response` takes after the dictionary."""

_KINDS = ("direct", "choose_two", "reversed", "matching")
_OUTCOMES = ("correct", "incorrect", "omitted", "not_reached")
_CHANGES = (None, "right_to_wrong", "wrong_to_right", "wrong_to_wrong")
"""Versions 2 and 3 held places in these three."""

_NEW_IN_VERSION_2 = (
    "cut INTEGER NOT NULL DEFAULT 0",
    "drill INTEGER NOT NULL DEFAULT 0",
    "allowed REAL",
    "pace REAL NOT NULL DEFAULT 0",
    "learner TEXT NOT NULL DEFAULT ''",
)
"""Columns of an attempt."""

_REPORT_EVERY = 50
"""Attempts between two reports."""


def add_responses(database: sqlite3.Connection, report: UpdateReport) -> None:
    """From version 1, which kept no responses."""
    for column in _NEW_IN_VERSION_2:
        database.execute(f"ALTER TABLE attempt ADD COLUMN {column}")
    _create_tables(database, "response", "meeting")
    _replay_what_lacks(database, report)


def add_bin(database: sqlite3.Connection, report: UpdateReport) -> None:
    """From version 4, which forgot what was discarded, as nothing could be."""
    _create_tables(database, "discarded")


def add_witness(database: sqlite3.Connection, report: UpdateReport) -> None:
    """From version 5, which had no second record of what changed."""
    _create_tables(database, "witness")


def add_suspensions(database: sqlite3.Connection, report: UpdateReport) -> None:
    """From version 6, which kept nothing from which the time used could be read. Damaged attempts keep zero."""
    database.execute("ALTER TABLE attempt ADD COLUMN suspended_for REAL NOT NULL DEFAULT 0")
    left = database.execute(
        'SELECT DISTINCT attempt FROM event WHERE CAST(body AS TEXT) LIKE \'%"kind":"resumed"%\''
    ).fetchall()
    for done, (identifier,) in enumerate(left):
        if done % _REPORT_EVERY == 0:
            report(done, len(left))
        try:
            stored = load_stored(database, identifier)
        except DamagedLog:
            continue
        if stored is not None:
            update_attempt(database, identifier, {"suspended_for": stored.attempt.suspended_for.total_seconds()})


def update_database(database: sqlite3.Connection, path: Path, version: int, report: UpdateReport) -> None:
    """Brings a database of an older version to today's, after a copy of it was kept.

    Each step is one transaction, so an interrupted update goes on where it was. Raises StoreError where no copy can be
    made.
    """
    _back_up(database, path.with_name(f"{DATABASE_NAME}.before-schema-{version + 1}"))
    while version < DATABASE_VERSION:
        database.execute("BEGIN IMMEDIATE")
        try:
            # Another program may have taken this step while we waited for it.
            if version_of(database, path) == version:
                target, step = STEPS[version]
                step(database, report)
                database.execute(f"PRAGMA user_version = {target}")
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise
        version = version_of(database, path)


def _back_up(database: sqlite3.Connection, path: Path) -> None:
    if path.exists():
        return
    try:
        with draft_of(path, overwrite=True) as draft, closing(sqlite3.connect(draft)) as copy:
            database.backup(copy)
    except OSError as error:
        raise store_error(
            f"The database cannot be copied before its update ({error.strerror})", path, ELSEWHERE
        ) from error


def _carry_over(
    database: sqlite3.Connection, report: UpdateReport, read: Callable[[sqlite3.Connection], Iterator[_OldSlot]]
) -> None:
    """Fills today's tables from `old_response`, which `read` reads."""
    report(0, _count_attempts(database))
    text = dict(database.execute("SELECT id, text FROM word"))
    database.execute("ALTER TABLE response RENAME TO old_response")
    database.execute("DROP TABLE meeting")
    _create_tables(database, "response", "meeting")
    insert_responses(database, (_response(text, *slot) for slot in read(database)))
    database.execute("DROP TABLE old_response")
    database.execute("DROP TABLE word")
    _replay_what_lacks(database, report)


def _response(
    text: dict[int, str],
    attempt: str,
    n: int,
    item: int,
    section: int,
    kind: int,
    outcome: int,
    chosen: Iterable[int],
    offered: Iterable[int],
    millis: int,
    change: int,
    flags: int,
) -> tuple[object, ...]:
    """The row of today's table. Ids were numbers of a dictionary, `text`; of the flags 1 is flagged and 2 unsure."""
    homes = (" ".join(text[home] for home in one) for one in (chosen, offered))
    named = (text[item], text[section], _KINDS[kind], _OUTCOMES[outcome], *homes)
    return (attempt, n, *named, millis / 1000, _CHANGES[change], flags & 1, flags >> 1)


def _slots_of_version_2(database: sqlite3.Connection) -> Iterator[_OldSlot]:
    """Version 2 kept a row of numbers for each slot."""
    for attempt, n, item, section, kind, outcome, chosen, offered, millis, change, flags in database.execute(
        "SELECT attempt, n, item, section, kind, outcome, chosen, offered, millis, change, flags FROM old_response"
    ):
        homes = [int(number) for number in chosen.split()], [int(number) for number in offered.split()]
        yield attempt, n, item, section, kind, outcome, *homes, millis, change, flags


def _slots_of_version_3(database: sqlite3.Connection) -> Iterator[_OldSlot]:
    """Version 3 kept a row for each attempt: for each column the numbers of all slots, side by side."""
    for attempt, item, section, kind, outcome, chosen, chosen_each, offered, offered_each, *rest in database.execute(
        "SELECT attempt, item, section, kind, outcome, chosen, chosen_each, offered, offered_each, millis, change, "
        "flags FROM old_response"
    ):
        millis, change, flags = rest
        homes = _lists(chosen, chosen_each), _lists(offered, offered_each)
        columns = _numbers(item), _numbers(section), kind, outcome, *homes, _numbers(millis), change, flags
        yield from ((attempt, n, *slot) for n, slot in enumerate(zip(*columns, strict=True), start=1))


def _numbers(column: bytes) -> tuple[int, ...]:
    """Numbers of four bytes each, the lowest first."""
    return struct.unpack(f"<{len(column) // 4}I", column)


def _lists(column: bytes, lengths: bytes) -> list[tuple[int, ...]]:
    """Lists of numbers that lie one after the other, each as long as `lengths` says."""
    numbers = _numbers(column)
    return [numbers[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]


def _replay_what_lacks(database: sqlite3.Connection, report: UpdateReport) -> None:
    """Writes what was not kept of attempts from their form and events. Damaged attempts stay without."""
    lacking = database.execute(
        "SELECT id FROM attempt WHERE id NOT IN (SELECT attempt FROM response) AND (ended_at IS NOT NULL OR pace = 0)"
    ).fetchall()
    whole = _count_attempts(database)
    for done, (identifier,) in enumerate(lacking, start=whole - len(lacking)):
        if done % _REPORT_EVERY == 0:
            report(done, whole)
        try:
            stored = load_stored(database, identifier)
        except DamagedLog:
            continue
        if stored is not None:
            update_attempt(database, identifier, paper_columns(stored.attempt))
            write_score(database, identifier, stored.attempt)
    note_first_meetings(database)
    report(whole, whole)


def _count_attempts(database: sqlite3.Connection) -> int:
    (count,) = database.execute("SELECT count(*) FROM attempt").fetchone()
    return int(count)


def _create_tables(database: sqlite3.Connection, *names: str) -> None:
    """Makes tables as they are today."""
    schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    for statement in re.findall(rf"CREATE TABLE (?:{'|'.join(names)}) \(.*?\) STRICT[^;]*", schema, re.DOTALL):
        database.execute(statement)


STEPS: dict[int, tuple[int, Step]] = {
    1: (4, add_responses),
    2: (4, partial(_carry_over, read=_slots_of_version_2)),
    3: (4, partial(_carry_over, read=_slots_of_version_3)),
    4: (5, add_bin),
    5: (6, add_witness),
    6: (7, add_suspensions),
}
"""By the version that a database has: the version that it has afterwards, and what is to be done."""
