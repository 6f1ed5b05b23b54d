"""Attempts that ended elsewhere, on their way into the database: what is written of one, and many written at once."""

import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import IO, Self

from exam.core.attempt import Attempt, Refused, State
from exam.core.events import Event, event_text
from exam.core.scoring import score
from exam.store.errors import store_error
from exam.store.log import form_text
from exam.store.opened import Change
from exam.store.readings import (
    Columns,
    insert_meetings,
    insert_responses,
    insert_sections,
    paper_columns,
    progress_columns,
    response_rows,
    score_columns,
    section_rows,
)
from exam.store.records import Logged, whole_text

_AT_ONCE = 200
"""Attempts that are held in memory before they are written, each with some fifty thousand bytes."""
_MOST_BYTES = 30_000_000
"""Of packed papers that are held so."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An attempt that has ended, as it is written: its paper and events as text, and the rows that follow from them."""

    id: str
    learner: str
    form: bytes
    events: Sequence[str]
    columns: Columns
    """Of its own row, but for id and learner."""
    sections: Sequence[tuple[object, ...]]
    """This and `responses`: rows without the attempt's id."""
    responses: Sequence[tuple[object, ...]]


def incoming(identifier: str, attempt: Attempt, events: Iterable[Event], learner: str) -> Incoming:
    """An attempt that these events made. Raises Refused where it has not ended."""
    if attempt.state is not State.CLOSED:
        raise Refused("The attempt has not ended.")
    report = score(attempt)
    return Incoming(
        identifier,
        learner,
        form_text(attempt.as_sat.form),
        [event_text(event) for event in events],
        paper_columns(attempt) | progress_columns(attempt) | score_columns(report),
        section_rows(report),
        list(response_rows(attempt, report)),
    )


class Spool:
    """Records for the witness that wait in a file without a name, so that the memory does not grow with their number.

    The witness itself is written once all is known to be sound.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None
        self.failed = False
        """Whether some could not be kept, as on a full disk."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()

    def put(self, record: bytes) -> None:
        """Keeps the text of a record. Never fails."""
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 (closed by `__exit__`)
            self._file.write(record + b"\n")
        except OSError:
            self.failed = True

    def records(self) -> Iterator[bytes]:
        """The records as texts. May raise OSError."""
        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                yield line[:-1]


def _compressor() -> Callable[[bytes, int], bytes]:
    """What packs papers: zlib, or what does the same more quickly where the extra `cohort` is installed."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib.compress
    compress: Callable[[bytes, int], bytes] = isal_zlib.compress
    return compress


@dataclass
class TakingIn:
    """Writes attempts into the database, some hundred at a time. Inside a transaction of the caller's."""

    database: sqlite3.Connection
    path: Path
    """Of the database."""
    spool: Spool
    """Has what the witness is to be told of them."""
    taken: list[str] = field(default_factory=list)
    """The ids of those that were not here already."""
    _waiting: dict[str, tuple[Incoming, list[tuple[str, bytes]]]] = field(default_factory=dict)
    """By id: with the paper packed, and with the events and their checksums."""
    _bytes: int = 0
    _paper: tuple[bytes, bytes] = (b"", b"")
    """The latest paper and its checksum: many attempts may have been sat on one."""
    _compress: Callable[[bytes, int], bytes] = field(default_factory=_compressor)
    _packed: tuple[bytes, bytes] = (b"", b"")
    """The paper that was packed last, and what came of it."""

    def add(self, one: Incoming) -> None:
        """Takes in an attempt, unless it is here. Raises StoreError where another one has its id."""
        if one.form is not self._paper[0]:
            self._paper = one.form, sha256(one.form).digest()
        checksum = self._paper[1]
        log: list[tuple[str, bytes]] = []
        for body in one.events:
            # `next_checksum`, without a call for each of a million.
            checksum = sha256(checksum + body.encode()).digest()
            log.append((body, checksum))
        kept = self._kept(one.id)
        if kept is not None:
            if kept != checksum:
                raise store_error(f"Another attempt here has the id {one.id}", self.path, "Nothing was taken in")
            return
        # At once, while the paper is at hand; it is not needed any more then.
        packed = self._pack(one.form)
        logged: list[Logged] = [(body, checksum.hex()) for body, checksum in log]
        self.spool.put(whole_text(one.id, one.learner, str(one.columns["last_at"]), packed, logged))
        self._waiting[one.id] = replace(one, form=packed), log
        self.taken.append(one.id)
        self._bytes += len(packed) + sum(len(body) for body, _ in logged)
        if len(self._waiting) == _AT_ONCE or self._bytes > _MOST_BYTES:
            self.write()

    def write(self) -> None:
        """Writes what waits."""
        if not self._waiting:
            return
        arrived = [one for one, _ in self._waiting.values()]
        # In the order of their ids, as the tables have them.
        waiting = sorted(self._waiting.values(), key=lambda one: one[0].id)
        self._waiting, self._bytes = {}, 0
        names = ("id", "alive_at", "learner", *arrived[0].columns)
        self.database.executemany(
            f"INSERT INTO attempt ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            [
                (one.id, one.columns["last_at"], one.learner, *map(one.columns.__getitem__, names[3:]))
                for one in arrived
            ],
        )
        self.database.executemany("INSERT INTO form VALUES (?, ?)", [(one.id, one.form) for one in arrived])
        self.database.executemany(
            "INSERT INTO event VALUES (?, ?, ?, ?)",
            [
                (one.id, sequence, body, checksum)
                for one, log in waiting
                for sequence, (body, checksum) in enumerate(log)
            ],
        )
        insert_sections(self.database, ((one.id, *row) for one, _ in waiting for row in one.sections))
        insert_responses(self.database, ((one.id, *row) for one, _ in waiting for row in one.responses))
        insert_meetings(self.database, ((one.id, one.learner, one.columns, one.responses) for one, _ in waiting))

    def changes(self) -> list[Change]:
        """What the witness is to be told."""
        if self.spool.failed:
            return list(self.taken)
        return [self.spool.records()] if self.taken else []

    def _pack(self, form: bytes) -> bytes:
        if form is not self._packed[0]:
            # Papers come in by the thousand: packed quickly they take a fifth more room and a third of the time.
            self._packed = form, self._compress(form, 1)
        return self._packed[1]

    def _kept(self, identifier: str) -> bytes | None:
        """The checksum of the last event of an attempt that is here; None where it is not."""
        if identifier in self._waiting:
            return self._waiting[identifier][1][-1][1]
        row = self.database.execute(
            "SELECT checksum FROM event WHERE attempt = ? ORDER BY sequence DESC LIMIT 1", (identifier,)
        ).fetchone()
        return None if row is None else row[0]
