"""The bin: attempts that were discarded, kept whole for some days and counted nowhere.

A discarded attempt lies in a table of its own, so that no question about attempts has to leave it out. What is read of
it comes from its form and its events when it is put back, as for one from another machine.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from exam.store.rows import instant_text, printable_texts

KEPT_FOR = timedelta(days=30)
"""How long a discarded attempt can be put back."""


class Discarded(NamedTuple):
    """An attempt in the bin, as a list shows it."""

    id: str
    at: datetime
    """When it was discarded, in UTC."""
    bank_title: str
    blueprint_title: str
    answered: int
    items: int
    percent: float | None
    """Its score; None for one that had not ended."""


def throw_away(database: sqlite3.Connection, identifier: str, at: datetime) -> bool:
    """Puts an attempt into the bin, and takes out what has been there too long. False: there is no such attempt."""
    row = database.execute(
        "SELECT learner, alive_at, bank_title, blueprint_title, answered, items, points, possible, body "
        "FROM attempt JOIN form ON attempt = id WHERE id = ?",
        (identifier,),
    ).fetchone()
    if row is None:
        return False
    *columns, form = row
    events = [
        (body, checksum.hex())
        for body, checksum in database.execute(
            "SELECT body, checksum FROM event WHERE attempt = ? ORDER BY sequence", (identifier,)
        )
    ]
    database.execute("DELETE FROM discarded WHERE at < ?", (instant_text(at - KEPT_FOR),))
    database.execute(
        "INSERT INTO discarded (attempt, at, learner, alive_at, bank_title, blueprint_title, answered, items, points, "
        "possible, form, events) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (identifier, instant_text(at), *columns, form, json.dumps(events)),
    )
    take_out(database, identifier)
    return True


def put_back(database: sqlite3.Connection, identifier: str) -> bool:
    """Takes an attempt out of the bin, to be read anew by the caller. False: it is not there.

    Raises ValueError or TypeError where what lies there could not have been written.
    """
    row = database.execute(
        "SELECT learner, alive_at, form, events FROM discarded WHERE attempt = ?", (identifier,)
    ).fetchone()
    if row is None:
        return False
    learner, alive_at, form, events = row
    pairs = [(str(body), str(checksum)) for body, checksum in json.loads(events)]
    for _, checksum in pairs:
        bytes.fromhex(checksum)  # before anything is taken out
    # In a database that is put together of two ages it may be among the attempts as well.
    take_out(database, identifier)
    insert_whole(database, identifier, learner, alive_at, form, pairs)
    database.execute("DELETE FROM discarded WHERE attempt = ?", (identifier,))
    return True


def take_out(database: sqlite3.Connection, identifier: str) -> None:
    """Takes an attempt out of every table but the bin."""
    for table in ("section_score", "response", "event", "form"):
        database.execute(f"DELETE FROM {table} WHERE attempt = ?", (identifier,))
    database.execute("DELETE FROM attempt WHERE id = ?", (identifier,))


def in_both_places(database: sqlite3.Connection) -> list[str]:
    """The attempts that lie in the bin and are among the attempts as well, as only a database of two ages has them."""
    found = database.execute("SELECT attempt FROM discarded WHERE attempt IN (SELECT id FROM attempt)")
    return [name for (name,) in found]


def insert_whole(
    database: sqlite3.Connection,
    identifier: str,
    learner: str,
    alive_at: str,
    form: bytes,
    events: Sequence[tuple[str, str]],
) -> None:
    """An attempt of its form and its events (each with its checksum), whose readings the caller writes."""
    # Its own row is made anew from form and events; until then it holds what may not be empty.
    database.execute(
        "INSERT INTO attempt (id, alive_at, learner, bank, bank_title, blueprint, blueprint_title, code, mode, items, "
        "state, events, answered, started_at, last_at) VALUES (?, ?, ?, '', '', '', '', '', '', 0, '', ?, 0, '', '')",
        (identifier, alive_at, learner, len(events)),
    )
    database.execute("INSERT INTO form VALUES (?, ?)", (identifier, form))
    database.executemany(
        "INSERT INTO event VALUES (?, ?, ?, ?)",
        [(identifier, place, body, bytes.fromhex(checksum)) for place, (body, checksum) in enumerate(events)],
    )


def read_bin(database: sqlite3.Connection) -> list[Discarded]:
    """What is in the bin, the newest first."""
    rows = database.execute(
        "SELECT attempt, bank_title, blueprint_title, at, answered, items, points, possible FROM discarded "
        "ORDER BY at DESC, attempt"
    )
    return [
        Discarded(name, datetime.fromisoformat(at), bank, paper, answered, items, _percent(points, possible))
        for *texts, at, answered, items, points, possible in rows
        for name, bank, paper in [printable_texts(*texts)]
    ]


def _percent(points: str | None, possible: int | None) -> float | None:
    above, _, below = (points or "").partition("/")
    return 100 * int(above) / (int(below or 1) * possible) if above and possible else None
