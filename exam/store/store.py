"""The store: the verbs that write, on top of those that read.

Whether an event may happen, and when, is for `exam.sitting` to say; here it is only kept.

What an attempt is made of (pydantic models) is imported where it is needed: a list of attempts must be quick.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exam.store.agreeing import begin_witness, is_there, read_witness_row, write_alone
from exam.store.changes import put_in
from exam.store.database import open_copy
from exam.store.errors import StoreError, store_error, translated
from exam.store.reader import StoreReader
from exam.store.records import Mended, RecordedAttempt, discard_record, event_record, whole_record
from exam.store.rows import Stored, instant_text

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.events import Event
    from exam.core.form import Form


class Store(StoreReader):
    """The database of all attempts, opened by one process. Every verb may raise StoreError."""

    def __init__(self, path: Path, database: sqlite3.Connection, *, writable: bool) -> None:
        super().__init__(path, database, writable=writable)
        self._heads: dict[str, tuple[int, bytes]] = {}
        """Of attempts that are sat here, the number and the checksum of the last event that was written anywhere."""

    def create(self, identifier: str, attempt: "Attempt", started: "Event") -> None:
        """Writes a new attempt, which `started` began, and claims it."""
        from exam.store.log import write_event, write_form
        from exam.store.readings import paper_columns, progress_columns

        form, checksum = write_form(attempt.form)
        body, checksum = write_event(started, checksum)
        columns = paper_columns(attempt) | progress_columns(attempt)
        row = {"id": identifier, "alive_at": instant_text(started.at)} | columns
        self._refuse_unwritable()
        self._claims.take(identifier)
        try:
            with self._witnessed() as (database, changes):
                _insert(database, row, form, [(identifier, 0, body, checksum)])
                changes.append(whole_record(identifier, "", str(row["alive_at"]), form, [(body, checksum.hex())]))
        except BaseException:
            self._claims.drop(identifier)
            raise
        self._heads[identifier] = (0, checksum)

    def append(self, identifier: str, sequence: int, event: "Event", after: "Attempt") -> None:
        """Commits event number `sequence` of an attempt, counted from 0, which made it `after`.

        Writing the same event again is fine, as after a failure that came too late to undo it. Another event in its
        place is refused: then two programs write to one attempt.
        """
        from exam.core.events import Ended, Regraded, Reopened
        from exam.store.log import write_event
        from exam.store.readings import progress_columns, update_attempt, write_score

        with self._witnessed(self._key_seconds) as (database, changes):
            query = "SELECT sequence, checksum FROM event WHERE attempt = ? AND sequence IN (?, ?)"
            kept = dict(database.execute(query, (identifier, sequence - 1, sequence)))
            if sequence - 1 not in kept:
                raise store_error(f"Attempt {identifier} or its last event is gone", self.path, "Nothing was written")
            body, checksum = write_event(event, kept[sequence - 1])
            if kept.get(sequence) == checksum:
                self._heads[identifier] = (sequence, checksum)
                return
            if sequence in kept:
                raise store_error(
                    f"Another program has written to attempt {identifier}", self.path, "Leave it here and resume it"
                )
            database.execute("INSERT INTO event VALUES (?, ?, ?, ?)", (identifier, sequence, body, checksum))
            update_attempt(database, identifier, progress_columns(after))
            if isinstance(event, Ended | Regraded | Reopened):
                write_score(database, identifier, after)
            changes.append(event_record(identifier, sequence, body, checksum))
        self._heads[identifier] = (sequence, checksum)

    def keep_beside(self, identifier: str, unsaved: "Sequence[tuple[Event, Attempt]]", trouble: StoreError) -> int:
        """Writes events that the database refused with `trouble`, each with the attempt after it, to the witness alone.

        The next opening puts them into the database. Not where another program holds the database, which may write to
        the witness then. Gives how many of the events, the first ones, are in the witness now. Never fails.
        """
        from exam.store.log import write_event

        sequence, checksum = self._heads.get(identifier, (-1, b""))
        if self._end is None or sequence < 0:
            return 0
        for event, after in () if trouble.waits else unsaved:
            if after.events - 1 == sequence + 1:
                body, checksum = write_event(event, checksum)
                end = write_alone(self.witness, self._end, event_record(identifier, sequence + 1, body, checksum))
                if end is None:
                    break
                sequence += 1
                self._end, self._heads[identifier] = end, (sequence, checksum)
        last = self._heads[identifier][0] if is_there(self.witness, self._end) else -1
        return sum(after.events - 1 <= last for _, after in unsaved)

    def note_alive(self, identifier: str, at: datetime) -> None:
        """Notes that the sitting of an attempt runs at an instant."""
        with self._transaction(self._key_seconds) as database:
            database.execute("UPDATE attempt SET alive_at = ? WHERE id = ?", (instant_text(at), identifier))

    def claim(self, identifier: str) -> Stored:
        """Takes an attempt for this process until `release`, and reads it. Raises StoreError that says who has it."""
        self._refuse_unwritable()
        self._claims.take(identifier)
        try:
            stored = self.load(identifier)
            with self._reading() as database:
                self._heads[identifier] = database.execute(
                    "SELECT sequence, checksum FROM event WHERE attempt = ? ORDER BY sequence DESC LIMIT 1",
                    (identifier,),
                ).fetchone()
                row = read_witness_row(database)
                self._end = row.place if row else None
            return stored
        except BaseException:
            self._claims.drop(identifier)
            raise

    def release(self, identifier: str) -> None:
        """Lets other processes have an attempt. Never fails."""
        self._claims.drop(identifier)

    def adopt(self, identifier: str, form: "Form", events: "Iterable[Event]", learner: str = "") -> bool:
        """Takes in an attempt that ended elsewhere. False: it is here already, and nothing was written.

        Raises StoreError where another attempt has its id, and Refused where its events could not have happened.
        """
        from exam.core.attempt import Refused
        from exam.core.replaying import replay

        events = tuple(events)
        attempt = replay(form, events)
        if attempt.events != len(events):
            raise Refused("One of its events changes nothing.")
        return self.adopt_all([(identifier, attempt, events, learner)]) == 1

    def adopt_all(self, attempts: "Iterable[tuple[str, Attempt, Iterable[Event], str]]") -> int:
        """Takes in attempts that ended elsewhere: all of them, or none if anything fails.

        Each with its id, what its events came to, these, and whose it is. Gives how many were not here already. Raises
        what `adopt` does, and what reading them raises.
        """
        from exam.store.readings import note_first_meetings

        with self._witnessed() as (database, changes):
            taken = [attempt[0] for attempt in attempts if self._adopted(database, *attempt)]
            note_first_meetings(database, taken)
            changes.extend(taken)
            return len(taken)

    def _adopted(
        self, database: sqlite3.Connection, identifier: str, attempt: "Attempt", events: "Iterable[Event]", learner: str
    ) -> bool:
        from exam.core.attempt import Refused, State
        from exam.store.log import write_event, write_form
        from exam.store.readings import paper_columns, progress_columns, write_score

        if attempt.state is not State.CLOSED:
            raise Refused("The attempt has not ended.")
        # Papers come in by the thousand: packed quickly they take a fifth more room and a third of the time.
        form_body, checksum = write_form(attempt.as_sat.form, level=1)
        rows = []
        for sequence, event in enumerate(events):
            body, checksum = write_event(event, checksum)
            rows.append((identifier, sequence, body, checksum))
        columns = paper_columns(attempt) | progress_columns(attempt)
        row = {"id": identifier, "alive_at": columns["last_at"], "learner": learner} | columns
        kept = database.execute(
            "SELECT checksum FROM event WHERE attempt = ? ORDER BY sequence DESC LIMIT 1", (identifier,)
        ).fetchone()
        if kept is not None:
            if kept[0] != checksum:
                raise store_error(f"Another attempt here has the id {identifier}", self.path, "Nothing was taken in")
            return False
        _insert(database, row, form_body, rows)
        write_score(database, identifier, attempt, pooled=True)
        return True

    def discard(self, identifier: str, at: datetime) -> None:
        """Puts an attempt into the bin. Raises StoreError where there is none, and where another program sits it."""
        from exam.store.bin import throw_away
        from exam.store.readings import note_first_meetings

        self._refuse_unwritable()
        self._claims.take(identifier)
        try:
            with self._witnessed() as (database, changes):
                if not throw_away(database, identifier, at):
                    raise store_error(f"There is no attempt {identifier}", self.path, "Nothing was discarded")
                note_first_meetings(database)
                changes.append(discard_record(identifier, at))
        finally:
            self._claims.drop(identifier)

    def restore(self, identifier: str) -> None:
        """Puts an attempt back that is in the bin. Raises StoreError where it is not there any more."""
        from exam.store.bin import put_back
        from exam.store.log import DamagedLog, load_stored
        from exam.store.readings import paper_columns, progress_columns, update_attempt, write_score

        with self._witnessed() as (database, changes):
            try:
                if not put_back(database, identifier):
                    what = f"Attempt {identifier} is not in the bin"
                    raise store_error(what, self.path, "'exam attempts bin' lists it")
                stored = load_stored(database, identifier)
            except (DamagedLog, ValueError, TypeError) as error:
                what = f"Attempt {identifier} is damaged ({error})"
                raise store_error(what, self.path, "'exam doctor --repair' mends it") from error
            assert stored is not None
            update_attempt(database, identifier, paper_columns(stored.attempt) | progress_columns(stored.attempt))
            write_score(database, identifier, stored.attempt)
            changes.append(identifier)

    def copy_to(self, file: Path) -> None:
        """Writes the database as it is now into a file."""
        with translated(self.path), closing(sqlite3.connect(file)) as copy:
            self._database.backup(copy)

    def begin_witness_after(self, backup: Path) -> None:
        """Begins the witness anew, now that a backup has what was in it; what changed meanwhile is carried over."""
        with closing(open_copy(backup)) as copy:
            then = read_witness_row(copy)
        with self._transaction() as database:
            now = read_witness_row(database)
            if then is None or now is None or then.generation != now.generation:
                return
            try:
                touched = {str(record["attempt"]) for record, _ in self.witness.read(then.place) if "attempt" in record}
            except OSError:
                return
            begin_witness(database, self.witness, touched)

    def take(self, told: "dict[str, RecordedAttempt]") -> "Mended":
        """Puts in what is told of attempts, as far as the database lacks it and it goes with what is there."""
        with self._witnessed() as (database, changes):
            mended = put_in(database, told)
            changes.extend(mended.attempts)
            return mended

    def rebuild(self) -> list[str]:
        """Writes every reading anew from forms and events. Gives the ids of damaged attempts, which are left alone."""
        from exam.store.readings import (
            note_first_meetings,
            paper_columns,
            progress_columns,
            update_attempt,
            write_score,
        )

        damaged = []
        with self._reading() as database:
            ids = [identifier for (identifier,) in database.execute("SELECT id FROM attempt ORDER BY id")]
        for identifier in ids:
            try:
                attempt = self.load(identifier).attempt
            except StoreError:
                damaged.append(identifier)
                continue
            with self._transaction() as database:
                (count,) = database.execute("SELECT count(*) FROM event WHERE attempt = ?", (identifier,)).fetchone()
                # An attempt that went on since it was read has fresh readings.
                if count == attempt.events:
                    update_attempt(database, identifier, paper_columns(attempt) | progress_columns(attempt))
                    write_score(database, identifier, attempt)
        with self._transaction() as database:
            note_first_meetings(database)
        return damaged


def _insert(
    database: sqlite3.Connection, row: Mapping[str, object], form: bytes, events: list[tuple[str, int, str, bytes]]
) -> None:
    """A new attempt with its form and events; `row` are the columns of its own row."""
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    database.execute(f"INSERT INTO attempt ({names}) VALUES ({marks})", tuple(row.values()))
    database.execute("INSERT INTO form VALUES (?, ?)", (row["id"], form))
    database.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", events)
