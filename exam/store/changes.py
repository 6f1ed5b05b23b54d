"""Records of changes as the witness holds them, and putting into the database what it lacks of them.

There are three: an attempt as a whole, one more event of an attempt, and an attempt that went into the bin. What many
records come to is worked out for each attempt first, so putting in the same records again changes nothing.
"""

import json
import sqlite3
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from exam.store.bin import KEPT_FOR, insert_whole, put_back, throw_away
from exam.store.rows import instant_text
from exam.store.witness import Record

Logged = tuple[str, str]
"""An event's text and its checksum in hexadecimal digits."""


def whole_record(identifier: str, learner: str, alive_at: str, form: bytes, events: Iterable[Logged]) -> Record:
    """An attempt as it is now; `form` is compressed."""
    return {
        "attempt": identifier,
        "learner": learner,
        "alive": alive_at,
        "form": b64encode(form).decode(),
        "events": list(events),
    }


def event_record(identifier: str, sequence: int, body: str, checksum: bytes) -> Record:
    return {"attempt": identifier, "sequence": sequence, "event": [body, checksum.hex()]}


def discard_record(identifier: str, at: datetime) -> Record:
    return {"attempt": identifier, "discarded": instant_text(at)}


def kept_record(database: sqlite3.Connection, identifier: str) -> Record | None:
    """The record of an attempt as the database has it; None where it is not among the attempts."""
    row = database.execute(
        "SELECT learner, alive_at, body FROM attempt JOIN form ON attempt = id WHERE id = ?", (identifier,)
    ).fetchone()
    if row is None:
        return None
    events = database.execute(
        "SELECT body, lower(hex(checksum)) FROM event WHERE attempt = ? ORDER BY sequence", (identifier,)
    ).fetchall()
    learner, alive_at, form = row
    return whole_record(identifier, learner, alive_at, form, events)


def kept_records(database: sqlite3.Connection, identifier: str) -> list[Record]:
    """What makes an attempt be where the database has it: among the attempts, in the bin, or nowhere."""
    if (record := kept_record(database, identifier)) is not None:
        return [record]
    row = database.execute(
        "SELECT learner, alive_at, form, events, at FROM discarded WHERE attempt = ?", (identifier,)
    ).fetchone()
    if row is None:
        return []
    learner, alive_at, form, events, at = row
    logged = [(body, checksum) for body, checksum in json.loads(events)]
    return [
        whole_record(identifier, learner, alive_at, form, logged),
        discard_record(identifier, datetime.fromisoformat(at)),
    ]


@dataclass
class Told:
    """What the records say of one attempt."""

    form: bytes | None = None
    """Compressed; None where they only say how it went on."""
    learner: str = ""
    alive_at: str = ""
    start: int = 0
    """The number of the first of `events`."""
    events: list[Logged] = field(default_factory=list)
    discarded: str | None = None
    """When; None: it is among the attempts."""


@dataclass
class Mended:
    """What was put in."""

    attempts: list[str] = field(default_factory=list)
    """Those that changed by it."""
    changes: int = 0
    unplaced: list[str] = field(default_factory=list)
    """Attempts of which something is known that does not go with what is in the database."""

    def add(self, other: "Mended") -> None:
        """Counts what came in elsewhere, too."""
        self.attempts += [name for name in other.attempts if name not in self.attempts]
        self.changes += other.changes
        self.unplaced += other.unplaced

    @property
    def said(self) -> str:
        """In a sentence; empty where there is nothing to say."""
        parts = []
        if self.attempts:
            named = ", ".join(self.attempts[:5]) + (" …" if len(self.attempts) > 5 else "")
            many = "1 change" if self.changes == 1 else f"{self.changes} changes"
            parts.append(f"{many} of {named} were put back from the witness.")
        if self.unplaced:
            parts.append(
                f"What the witness has of {', '.join(self.unplaced[:5])} does not go with the database; "
                "'exam doctor' says more."
            )
        return " ".join(parts)


def gather(records: Iterable[Record]) -> dict[str, Told]:
    """What records say of each attempt, in the order in which they were written. A record of no known kind is passed
    over: a newer exam may have written it."""
    found: dict[str, Told] = {}
    for record in records:
        match record:
            case {"attempt": str(name), "learner": str(who), "alive": str(at), "form": str(form), "events": list(log)}:
                found[name] = Told(b64decode(form), who, at, 0, [(body, checksum) for body, checksum in log])
            case {"attempt": str(name), "sequence": int(n), "event": [str(body), str(checksum)]}:
                told = found.setdefault(name, Told(start=n))
                told.discarded = None
                place = n - told.start
                # Twice the same: a write that was tried again after others behind it.
                if 0 <= place <= len(told.events) and (body, checksum) not in told.events[place : place + 1]:
                    told.events[place:] = [(body, checksum)]
            case {"attempt": str(name), "discarded": str(at)}:
                found.setdefault(name, Told()).discarded = at
            case _:
                pass
    return found


def lacking(database: sqlite3.Connection, told: dict[str, Told]) -> list[str]:
    """The attempts of which the database does not have what the records say. Reads only."""
    (newest,) = database.execute("SELECT max(at) FROM discarded").fetchone()
    newest = max([newest or "", *(one.discarded or "" for one in told.values())])
    return [name for name, one in told.items() if _lacks(database, name, one, newest)]


def put_in(database: sqlite3.Connection, told: dict[str, Told]) -> Mended:
    """Puts in what the database lacks, and writes the readings of what changed anew. Inside a transaction.

    The database is never taken back: where it has more of an attempt, or something else, it stays as it is.
    """
    mended = Mended()
    for name in lacking(database, told):
        added = _put_in(database, name, told[name])
        if added is None:
            mended.unplaced.append(name)
        else:
            mended.attempts.append(name)
            mended.changes += max(1, added)
    return mended


def put_in_place(database: sqlite3.Connection, name: str, told: Told) -> Mended:
    """The same for one attempt whose own form or events may be damaged, though their checksums look right."""
    damaged = bool(_log_of(database, name)[1]) and not _log_of(database, name)[0] and not _is_sound(database, name)
    if not damaged or told.discarded is not None:
        return put_in(database, {name: told})
    added = _replace(database, name, told)
    return Mended([], 0, []) if added is None else Mended([name], added, [])


def list_anew(database: sqlite3.Connection, name: str) -> None:
    """Writes what is listed of an attempt in the bin anew."""
    (at,) = database.execute("SELECT at FROM discarded WHERE attempt = ?", (name,)).fetchone()
    put_back(database, name)
    _read_anew(database, name)
    throw_away(database, name, datetime.fromisoformat(at))


def _log_of(database: sqlite3.Connection, name: str) -> tuple[bool, list[str]]:
    """Whether an attempt lies in the bin, and the checksums of its events, wherever it is."""
    thrown = database.execute("SELECT events FROM discarded WHERE attempt = ?", (name,)).fetchone()
    if thrown is not None:
        return True, [checksum for _, checksum in json.loads(thrown[0])]
    # Events without their attempt or its paper are of no use to anybody.
    rows = database.execute(
        "SELECT lower(hex(checksum)) FROM event JOIN attempt ON id = event.attempt "
        "JOIN form ON form.attempt = event.attempt WHERE event.attempt = ? ORDER BY sequence",
        (name,),
    )
    return False, [checksum for (checksum,) in rows]


def _lacks(database: sqlite3.Connection, name: str, told: Told, newest: str) -> bool:
    """`newest` is when something was discarded last: what lay in the bin for too long by then is gone for good."""
    in_bin, log = _log_of(database, name)
    if told.discarded is not None and not in_bin:
        kept = datetime.fromisoformat(newest) - datetime.fromisoformat(told.discarded) < KEPT_FOR
        return bool(log) or (told.form is not None and kept)
    if in_bin and told.discarded is None:
        return True
    return log[max(0, told.start) :][: len(told.events)] != [checksum for _, checksum in told.events]


def _put_in(database: sqlite3.Connection, name: str, told: Told) -> int | None:
    """Gives how many events came in; None: it does not go with what is there."""
    in_bin, log = _log_of(database, name)
    if in_bin:
        put_back(database, name)
    added = _add(database, name, told, log)
    if told.discarded is not None:
        throw_away(database, name, datetime.fromisoformat(told.discarded))
    return added


def _add(database: sqlite3.Connection, name: str, told: Told, log: list[str]) -> int | None:
    known = [checksum for _, checksum in told.events]
    if not log and told.form is not None and told.start == 0:
        _take_out(database, name)
        insert_whole(database, name, told.learner, told.alive_at, told.form, told.events)
    elif not log or len(log) < told.start:
        return None if told.events else 0
    else:
        same = log[told.start : told.start + len(known)]
        if same != known[: len(same)]:
            return _replace(database, name, told)
        database.executemany(
            "INSERT INTO event VALUES (?, ?, ?, ?)",
            [
                (name, n, body, bytes.fromhex(checksum))
                for n, (body, checksum) in enumerate(told.events, told.start)
                if n >= len(log)
            ],
        )
    added = max(0, told.start + len(known) - len(log))
    return added if _read_anew(database, name) else None


def _replace(database: sqlite3.Connection, name: str, told: Told) -> int | None:
    """Puts a whole attempt in the place of one whose own events are damaged; None: that would not make it sound."""
    if told.form is None or told.start != 0 or _is_sound(database, name):
        return None
    behind = database.execute(
        "SELECT body, lower(hex(checksum)) FROM event WHERE attempt = ? AND sequence >= ? ORDER BY sequence",
        (name, len(told.events)),
    ).fetchall()
    database.execute("SAVEPOINT before")
    _take_out(database, name)
    insert_whole(database, name, told.learner, told.alive_at, told.form, [*told.events, *behind])
    sound = _is_sound(database, name) and _read_anew(database, name)
    database.execute("RELEASE before" if sound else "ROLLBACK TO before")
    return len(told.events) if sound else None


def _take_out(database: sqlite3.Connection, name: str) -> None:
    for table in ("section_score", "response", "event", "form"):
        database.execute(f"DELETE FROM {table} WHERE attempt = ?", (name,))
    database.execute("DELETE FROM attempt WHERE id = ?", (name,))


def _is_sound(database: sqlite3.Connection, name: str) -> bool:
    row = database.execute("SELECT body FROM form WHERE attempt = ?", (name,)).fetchone()
    try:
        before = sha256(zlib.decompress(row[0])).digest()
    except (TypeError, zlib.error):
        return False
    for body, checksum in database.execute(
        "SELECT CAST(body AS BLOB), checksum FROM event WHERE attempt = ? ORDER BY sequence", (name,)
    ):
        before = sha256(before + body).digest()
        if before != checksum:
            return False
    return True


def _read_anew(database: sqlite3.Connection, name: str) -> bool:
    """Writes the readings of an attempt anew; whether its form and events are sound."""
    from exam.store.log import DamagedLog, load_stored
    from exam.store.readings import paper_columns, progress_columns, update_attempt, write_score

    database.execute(
        "UPDATE attempt SET events = (SELECT count(*) FROM event WHERE attempt = id) WHERE id = ?", (name,)
    )
    try:
        stored = load_stored(database, name)
    except DamagedLog:
        return False
    if stored is None:
        return False
    update_attempt(database, name, paper_columns(stored.attempt) | progress_columns(stored.attempt))
    write_score(database, name, stored.attempt)
    return True
