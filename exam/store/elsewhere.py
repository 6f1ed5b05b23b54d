"""What other files than the database know of an attempt: the witness, backups, and witnesses that were set aside."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from exam.store.merging import backups_of, open_good
from exam.store.pieces import Pieces, pieces_in, pieces_of, put_together
from exam.store.records import Logged, RecordedAttempt
from exam.store.rows import instant_in, instant_text
from exam.store.set_aside import witnesses_set_aside
from exam.store.store import Store
from exam.store.witness import Witness

_PLAUSIBLE = 10_000
"""Events that may be missing at an end: a greater count is what is damaged itself."""


class WholeAttempt(NamedTuple):
    """An attempt that can be put in, whole."""

    told: RecordedAttempt
    files: list[Path]
    """Those without which it would not be whole; empty: the database has all of it."""
    missing: bool
    """Whether more events were written of it than are to be found."""


def whole_attempt(
    database: sqlite3.Connection, store: Store, name: str, at: datetime | None = None, loose: Sequence[Pieces] = ()
) -> WholeAttempt | None:
    """An attempt of which the database has something, whole, as far as it can be put together; None: it cannot.

    It stays in the bin if it is there (`at`, where it cannot be read since when) and among the attempts if it is there,
    unless the witness knows better. A witness that was set aside has no say in that: it is of an earlier day, and may
    be of a copy of this database.
    """
    here = pieces_in(database, name)
    row = database.execute("SELECT events FROM attempt WHERE id = ?", (name,)).fetchone()
    in_bin = database.execute("SELECT 1 FROM discarded WHERE attempt = ?", (name,)).fetchone() is not None
    witnessed = _witnessed(store.witness, name)
    known = [(store.witness.path, witnessed), *_backed_up(store.path.parent, name)]
    known = [one for one in known if one[1]]
    made = put_together(here, [pieces for _, pieces in known])
    files = [path for path, _ in known] if made and put_together(here) is None else []
    if made is None:
        for witness in witnesses_set_aside(store.path.parent):
            if pieces := _witnessed(witness, name):
                known.append((witness.path, pieces))
                files = [witness.path]
                if made := put_together(here, [pieces for _, pieces in known]):
                    break
    made = made or put_together(here, [pieces for _, pieces in known], loose)
    if made is None:
        return None
    events = made[1]
    ended = (len(events) - 1, events[-1]) in witnessed.events
    written = row[0] if row is not None and isinstance(row[0], int) else 0
    missing = not ended and len(events) < written < len(events) + _PLAUSIBLE
    sources = [*(pieces for _, pieces in known), here]
    told = told_of(made, sources)
    if witnessed and (store.witness.is_whole() or not in_bin):
        told.discarded = witnessed.discarded
    elif in_bin:
        when = (one.discarded for one in (here, *sources) if instant_in(one.discarded))
        told.discarded = next(when, instant_text(at))
    elif row is not None:
        told.discarded = None
    return WholeAttempt(told, files, missing)


def told_of(made: tuple[bytes, list[Logged]], sources: Sequence[Pieces]) -> RecordedAttempt:
    """An attempt that was put together, with what the first of its sources that knows it tells besides."""
    form, events = made
    told = RecordedAttempt(form, events=events, discarded=next((one.discarded for one in sources), None))
    told.learner = next((one.learner for one in sources if one.learner is not None), "")
    told.alive_at = next((one.alive_at for one in sources if instant_in(one.alive_at)), "")
    told.alive_at = told.alive_at or instant_text(instant_in(told.last_at)) or ""
    return told


def _witnessed(witness: Witness, name: str) -> Pieces:
    with suppress(OSError):
        return pieces_of(record for record in witness.sound_records(name) if record.get("attempt") == name)
    return Pieces()


def _backed_up(data_dir: Path, name: str) -> Iterator[tuple[Path, Pieces]]:
    """What backups have of it, from the newest to the first that has it whole."""
    for path in backups_of(data_dir):
        with open_good(path) as backup:
            if backup is not None and (pieces := pieces_in(backup, name, damaged=True)):
                yield path, pieces
                if put_together(pieces):
                    return
