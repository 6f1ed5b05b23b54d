"""Form and events of an attempt as bytes, with a checksum that runs through them.

The checksum of event n is over the one before and the event's bytes, so a byte that changed anywhere in an attempt,
or an event that is missing in between, is found at the place where it is.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from pydantic import ValidationError

from exam.core.attempt import Attempt, Refused
from exam.core.events import EVENT, Event, event_text
from exam.core.fold import apply, begin
from exam.core.form import Form
from exam.core.replaying import replay
from exam.store.rows import Stored, instant_text


class DamagedLog(Exception):
    """The bytes are not what was written. The text says where."""


def write_form(form: Form, level: int = 6) -> tuple[bytes, bytes]:
    """A form's bytes, compressed at a level of zlib, and the checksum that its first event follows."""
    body = form.model_dump_json().encode()
    return zlib.compress(body, level), hashlib.sha256(body).digest()


def write_event(event: Event, checksum: bytes) -> tuple[str, bytes]:
    """An event's text, and its checksum after the `checksum` before it."""
    body = event_text(event)
    return body, next_checksum(checksum, body.encode())


def next_checksum(checksum: bytes, body: bytes) -> bytes:
    """The checksum of an event whose predecessor has `checksum`."""
    return hashlib.sha256(checksum + body).digest()


def load_stored(database: sqlite3.Connection, identifier: str) -> Stored | None:
    """An attempt as its log makes it; None where there is none. Raises DamagedLog."""
    read = load_log(database, identifier)
    return None if read is None else read[0]


def load_log(database: sqlite3.Connection, identifier: str) -> tuple[Stored, list[Event]] | None:
    """An attempt and the events that made it; None where there is none. Raises DamagedLog."""
    row = database.execute(
        "SELECT body, alive_at, events FROM attempt JOIN form ON attempt = id WHERE id = ?", (identifier,)
    ).fetchone()
    if row is None:
        return None
    form, alive_at, count = row
    # As bytes: a damaged text may not be UTF-8.
    rows = database.execute(
        "SELECT sequence, CAST(body AS BLOB), checksum FROM event WHERE attempt = ? ORDER BY sequence", (identifier,)
    ).fetchall()
    try:
        attempt, events = _replay(form, rows, count)
        return Stored(identifier, attempt, datetime.fromisoformat(alive_at)), events
    except (ValueError, TypeError) as error:
        raise DamagedLog(str(error)) from error


def _replay(packed: bytes, rows: Sequence[tuple[int, bytes, bytes]], count: int) -> tuple[Attempt, list[Event]]:
    """The attempt of a compressed form and (sequence, body, checksum) of its events, `count` of them; and the events.

    Fields that this version does not know are passed over. Raises DamagedLog.
    """
    try:
        body = zlib.decompress(packed)
        # A form holds values that are strict with authors; what this program wrote itself is read leniently.
        form = Form.model_validate_json(body, extra="ignore")
    except (zlib.error, ValidationError) as error:
        raise DamagedLog("its paper cannot be read") from error
    checksum = hashlib.sha256(body).digest()
    return _at_once(form, rows, checksum, count) or _one_by_one(form, rows, checksum, count)


def _at_once(
    form: Form, rows: Sequence[tuple[int, bytes, bytes]], checksum: bytes, count: int
) -> tuple[Attempt, list[Event]] | None:
    """All events in one pass; None where anything is wrong with them."""
    for place, (sequence, text, written) in enumerate(rows):
        checksum = next_checksum(checksum, text)
        if sequence != place or checksum != written:
            return None
    try:
        events = [EVENT.validate_json(text) for _, text, _ in rows]
        attempt = replay(form, events)
    except (ValidationError, Refused):
        return None
    return (attempt, events) if attempt.events == len(events) == count > 0 else None


def _one_by_one(
    form: Form, rows: Iterable[tuple[int, bytes, bytes]], checksum: bytes, count: int
) -> tuple[Attempt, list[Event]]:
    """The same, which says at which event something is wrong. Raises DamagedLog."""
    attempt, events = begin(form), []
    for sequence, text, written in rows:
        checksum = next_checksum(checksum, text)
        if sequence != attempt.events or checksum != written:
            raise DamagedLog(f"event {attempt.events} is not what was written")
        try:
            events.append(EVENT.validate_json(text))
            attempt = apply(attempt, events[-1])
        except (ValidationError, Refused) as error:
            raise DamagedLog(f"event {sequence} cannot be understood; a newer exam may have written it") from error
        if attempt.events != sequence + 1:
            raise DamagedLog(f"event {sequence} changes nothing")
    if attempt.events != count:
        raise DamagedLog(f"{count} events were written and {attempt.events} are there")
    if not count:
        raise DamagedLog("it has no event")
    return attempt, events


def instant_of(event: str) -> str:
    """The instant of an event's text, as the database holds instants."""
    return str(instant_text(EVENT.validate_json(event).at))
