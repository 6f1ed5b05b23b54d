"""Putting into the database what it lacks of the changes that witness or backup know (`exam.store.records`)."""

import json
import sqlite3
import zlib
from datetime import datetime
from hashlib import sha256

from exam.store.bin import KEPT_FOR, in_both_places, insert_whole, put_back, take_out, throw_away
from exam.store.pieces import Pieces, pieces_in, put_together
from exam.store.records import Mended, RecordedAttempt
from exam.store.rows import instant_in


def lacking(database: sqlite3.Connection, told: dict[str, RecordedAttempt]) -> list[str]:
    """The attempts of which the database does not have what the records say. Reads only."""
    instants = [at for (at,) in database.execute("SELECT at FROM discarded") if instant_in(at)]
    newest = max([*instants, *(one.discarded or "" for one in told.values())], default="")
    torn = in_both_places(database)
    return [name for name, one in told.items() if name in torn or _lacks(database, name, one, newest)]


def put_in(database: sqlite3.Connection, told: dict[str, RecordedAttempt]) -> Mended:
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
    if any(told[name].discarded is not None for name in mended.attempts):
        # What lies in the bin has no readings any more, so where its questions were met first has to be looked for.
        from exam.store.readings import note_first_meetings

        note_first_meetings(database)
    return mended


def count_anew(database: sqlite3.Connection, name: str, told: RecordedAttempt | None) -> None:
    """Writes down how many events an attempt has, where that is wrong and none can be missing.

    None can be missing where more are there than were written down, or where the last is the last that is `told`.
    """
    _, log = _log_of(database, name)
    written = database.execute("SELECT events FROM attempt WHERE id = ?", (name,)).fetchone()
    if written is not None and (written[0] < len(log) or (told and told.events and [told.events[-1][1]] == log[-1:])):
        _read_anew(database, name)


def put_in_place(database: sqlite3.Connection, name: str, told: RecordedAttempt) -> Mended:
    """The same for one attempt whose own form or events may be damaged, though their checksums look right."""
    damaged = bool(_log_of(database, name)[1]) and not _log_of(database, name)[0] and not is_whole(database, name)
    if not damaged or told.discarded is not None:
        return put_in(database, {name: told})
    added = _replace(database, name, told)
    return Mended([], 0, []) if added is None else Mended([name], added, [])


def list_anew(database: sqlite3.Connection, name: str) -> None:
    """Writes what is listed of an attempt in the bin anew."""
    (at,) = database.execute("SELECT at FROM discarded WHERE attempt = ?", (name,)).fetchone()
    if not instant_in(at):
        return
    try:
        put_back(database, name)
    except (ValueError, TypeError):
        return  # its events are damaged, and stay as they are
    _read_anew(database, name)
    throw_away(database, name, datetime.fromisoformat(at))


def _log_of(database: sqlite3.Connection, name: str) -> tuple[bool, list[str]]:
    """Whether an attempt lies in the bin, and the checksums of its events, wherever it is."""
    thrown = database.execute("SELECT events FROM discarded WHERE attempt = ?", (name,)).fetchone()
    if thrown is not None:
        try:
            return True, [checksum for _, checksum in json.loads(thrown[0])]
        except (ValueError, TypeError):
            return True, []
    # Events without their attempt or its paper are of no use to anybody.
    rows = database.execute(
        "SELECT lower(hex(checksum)) FROM event JOIN attempt ON id = event.attempt "
        "JOIN form ON form.attempt = event.attempt WHERE event.attempt = ? ORDER BY sequence",
        (name,),
    )
    return False, [checksum for (checksum,) in rows]


def _lacks(database: sqlite3.Connection, name: str, told: RecordedAttempt, newest: str) -> bool:
    """`newest` is when something was discarded last: what lay in the bin for too long by then is gone for good."""
    in_bin, log = _log_of(database, name)
    if told.discarded is not None and not in_bin:
        kept = datetime.fromisoformat(newest) - datetime.fromisoformat(told.discarded) < KEPT_FOR
        return bool(log) or (told.form is not None and kept)
    if in_bin and told.discarded is None:
        return True
    return log[max(0, told.start) :][: len(told.events)] != [checksum for _, checksum in told.events]


def _put_in(database: sqlite3.Connection, name: str, told: RecordedAttempt) -> int | None:
    """Gives how many events came in; None: it does not go with what is there."""
    in_bin, log = _log_of(database, name)
    if in_bin:
        try:
            put_back(database, name)
        except (ValueError, TypeError):
            if told.form is None or told.start != 0:
                return None
            database.execute("DELETE FROM discarded WHERE attempt = ?", (name,))
    added = _add(database, name, told, log)
    if told.discarded is not None:
        throw_away(database, name, datetime.fromisoformat(told.discarded))
    return added


def _add(database: sqlite3.Connection, name: str, told: RecordedAttempt, log: list[str]) -> int | None:
    known = [checksum for _, checksum in told.events]
    if not log and told.form is not None and told.start == 0:
        here = pieces_in(database, name)  # a paper without events, or events without a paper
        made = put_together(here, [_pieces(told)]) if here.events else (told.form, told.events)
        if made is None:
            return None
        take_out(database, name)
        insert_whole(database, name, told.learner, told.alive_at, *made)
        known = [checksum for _, checksum in made[1]]
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


def _replace(database: sqlite3.Connection, name: str, told: RecordedAttempt) -> int | None:
    """Puts a whole attempt in the place of one whose own form or events are damaged.

    None: what is told does not make it sound, or contradicts what is certainly right of it.
    """
    if is_whole(database, name):
        return None
    here = pieces_in(database, name)
    made = put_together(here, [_pieces(told)])
    if made is None:
        return None
    form, events = made
    learner, alive_at = (told.learner, told.alive_at) if told.form else (here.learner or "", here.alive_at)
    database.execute("SAVEPOINT before")
    take_out(database, name)
    insert_whole(database, name, learner, alive_at, form, events)
    sound = _read_anew(database, name)
    database.execute("RELEASE before" if sound else "ROLLBACK TO before")
    return len(told.events) if sound else None


def _pieces(told: RecordedAttempt) -> Pieces:
    return Pieces([told.form] if told.form else [], [*enumerate(told.events, told.start)])


def is_whole(database: sqlite3.Connection, name: str) -> bool:
    """Whether form and events of an attempt that is not in the bin are, by their checksums, what was written."""
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
