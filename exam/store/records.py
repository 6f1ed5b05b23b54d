"""Records of changes as the witness holds them.

There are three: an attempt as a whole, one more event of an attempt, and an attempt that went into the bin. What many
records come to is worked out for each attempt first, so putting in the same records again changes nothing.
"""

import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from exam.core.text import visible
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
    """What makes an attempt be where the database has it: in the bin, among the attempts, or nowhere.

    One that is in both places counts as in the bin, as for `lacking`.
    """
    row = database.execute(
        "SELECT learner, alive_at, form, events, at FROM discarded WHERE attempt = ?", (identifier,)
    ).fetchone()
    if row is None:
        record = kept_record(database, identifier)
        return [] if record is None else [record]
    learner, alive_at, form, events, at = row
    try:
        logged = [(body, checksum) for body, checksum in json.loads(events)]
        discarded = discard_record(identifier, datetime.fromisoformat(at))
    except (ValueError, TypeError):
        return []  # what lies in the bin is damaged, and nothing to be handed on
    return [whole_record(identifier, learner, alive_at, form, logged), discarded]


@dataclass
class RecordedAttempt:
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

    @property
    def last_at(self) -> str:
        """The instant of the last that is told of it, as it was written."""
        try:
            event = json.loads(self.events[-1][0])["at"] if self.events else ""
        except (ValueError, TypeError, KeyError):
            event = ""
        return self.discarded or str(event) or self.alive_at


@dataclass
class Mended:
    """What was put in."""

    attempts: list[str] = field(default_factory=list)
    """Those that changed by it."""
    changes: int = 0
    unplaced: list[str] = field(default_factory=list)
    """Attempts of which something is known that does not go with what is in the database."""
    cut_short: list[str] = field(default_factory=list)
    """Attempts whose last events are nowhere any more."""
    no_attempts: list[str] = field(default_factory=list)
    """Names under which there was something that is no attempt, and was taken out."""

    def add(self, other: "Mended") -> None:
        """Counts what came in elsewhere, too."""
        self.attempts += [name for name in other.attempts if name not in self.attempts]
        self.changes += other.changes
        self.unplaced += [name for name in other.unplaced if name not in self.unplaced]
        self.cut_short += other.cut_short
        self.no_attempts += other.no_attempts

    @property
    def said(self) -> str:
        """In a sentence; empty where there is nothing to say."""
        parts = []
        if self.attempts:
            many = "1 change" if self.changes == 1 else f"{self.changes} changes"
            parts.append(f"{many} of {first_names(self.attempts)} were put back.")
        if self.unplaced:
            parts.append(
                f"What the witness has of {first_names(self.unplaced)} does not go with the database; "
                "'exam doctor' says more."
            )
        if self.cut_short:
            parts.append(f"The last changes of {first_names(self.cut_short)} are lost; all before them are there.")
        if self.no_attempts:
            parts.append(
                f"What stood under {first_names(self.no_attempts)} is in that folder alone now: no attempt can be made "
                "of it, or it belongs to another one."
            )
        return " ".join(parts)


def first_names(attempts: list[str]) -> str:
    """The first of them, for a sentence; a damaged name may have anything in it."""
    return visible(", ".join(attempts[:5])) + (" …" if len(attempts) > 5 else "")


def gather_attempts(records: Iterable[Record]) -> dict[str, RecordedAttempt]:
    """What records say of each attempt, in the order in which they were written. A record of no known kind is passed
    over: a newer exam may have written it."""
    found: dict[str, RecordedAttempt] = {}
    for record in records:
        match record:
            case {"attempt": str(name), "learner": str(who), "alive": str(at), "form": str(form), "events": list(log)}:
                found[name] = RecordedAttempt(b64decode(form), who, at, 0, [(body, checksum) for body, checksum in log])
            case {"attempt": str(name), "sequence": int(n), "event": [str(body), str(checksum)]}:
                told = found.setdefault(name, RecordedAttempt(start=n))
                told.discarded = None
                place = n - told.start
                # Twice the same: a write that was tried again after others behind it.
                if 0 <= place <= len(told.events) and (body, checksum) not in told.events[place : place + 1]:
                    told.events[place:] = [(body, checksum)]
            case {"attempt": str(name), "discarded": str(at)}:
                found.setdefault(name, RecordedAttempt()).discarded = at
            case _:
                pass
    return found
