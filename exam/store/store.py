"""Owns the verbs by which attempts are remembered. Refuses to judge an event, and to run a clock.

What an attempt is made of (pydantic models) is imported where it is needed: a list of attempts must be quick.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from exam.store.errors import StoreError, store_error
from exam.store.recall import Recall
from exam.store.rows import Stored

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.events import Event
    from exam.core.form import Form


class Store(Recall):
    """The database of all attempts, opened by one process. Every verb may raise StoreError."""

    def create(self, identifier: str, attempt: "Attempt", started: "Event") -> None:
        """Writes a new attempt, which `started` began, and claims it."""
        from exam.store.log import write_event, write_form
        from exam.store.projection import columns, written

        form, checksum = write_form(attempt.form)
        body, checksum = write_event(started, checksum)
        known = {"id": identifier, "alive_at": written(started.at)} | columns(attempt)
        self._refuse_unwritable()
        self._claims.take(identifier)
        try:
            with self._transaction() as database:
                _insert(database, known, form, [(identifier, 0, body, checksum)])
        except BaseException:
            self._claims.drop(identifier)
            raise

    def append(self, identifier: str, sequence: int, event: "Event", after: "Attempt") -> None:
        """Commits event number `sequence` of an attempt, counted from 0, which made it `after`.

        Writing the same event again is fine, as after a failure that came too late to undo it. Another event in its
        place is refused: then two programs write to one attempt.
        """
        from exam.core.events import Ended
        from exam.store.log import write_event

        with self._transaction() as database:
            before = database.execute(
                "SELECT checksum FROM event WHERE attempt = ? AND sequence = ?", (identifier, sequence - 1)
            ).fetchone()
            if before is None:
                raise store_error(f"Attempt {identifier} or its last event is gone", self.path, "Nothing was written")
            body, checksum = write_event(event, before[0])
            try:
                database.execute("INSERT INTO event VALUES (?, ?, ?, ?)", (identifier, sequence, body, checksum))
            except sqlite3.IntegrityError as error:
                there = database.execute(
                    "SELECT checksum FROM event WHERE attempt = ? AND sequence = ?", (identifier, sequence)
                ).fetchone()
                if there is None or there[0] != checksum:
                    raise store_error(
                        f"Another program has written to attempt {identifier}", self.path, "Leave it here and resume it"
                    ) from error
                return
            self._project(identifier, after, scores=isinstance(event, Ended))

    def beat(self, identifier: str, at: datetime) -> None:
        """Notes that the sitting of an attempt runs at an instant."""
        from exam.store.projection import written

        with self._transaction() as database:
            database.execute("UPDATE attempt SET alive_at = ? WHERE id = ?", (written(at), identifier))

    def claim(self, identifier: str) -> Stored:
        """Takes an attempt for this process until `release`, and reads it. Raises StoreError that says who has it."""
        self._refuse_unwritable()
        self._claims.take(identifier)
        try:
            return self.load(identifier)
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
        from exam.core.attempt import Refused, State
        from exam.core.fold import apply, begin
        from exam.store.log import write_event, write_form
        from exam.store.projection import columns

        written, checksum = write_form(form)
        attempt, rows = begin(form), []
        for sequence, event in enumerate(events):
            attempt = apply(attempt, event)
            if attempt.events != sequence + 1:
                raise Refused(f"Event {sequence} changes nothing.")
            body, checksum = write_event(event, checksum)
            rows.append((identifier, sequence, body, checksum))
        if attempt.state is not State.CLOSED:
            raise Refused("The attempt has not ended.")
        readings = columns(attempt)
        known = {"id": identifier, "alive_at": readings["last_at"], "learner": learner} | readings
        with self._transaction() as database:
            there = database.execute(
                "SELECT checksum FROM event WHERE attempt = ? ORDER BY sequence DESC LIMIT 1", (identifier,)
            ).fetchone()
            if there is not None:
                if there[0] != checksum:
                    raise store_error(
                        f"Another attempt here has the id {identifier}", self.path, "Nothing was written for it"
                    )
                return False
            _insert(database, known, written, rows)
            self._project(identifier, attempt, scores=True)
        return True

    def rebuild(self) -> list[str]:
        """Writes every reading anew from forms and events. Gives the ids of damaged attempts, which are left alone."""
        left_out = []
        with self._reading() as database:
            ids = [row[0] for row in database.execute("SELECT id FROM attempt ORDER BY id")]
        for identifier in ids:
            try:
                attempt = self.load(identifier).attempt
            except StoreError:
                left_out.append(identifier)
                continue
            with self._transaction() as database:
                (now,) = database.execute("SELECT count(*) FROM event WHERE attempt = ?", (identifier,)).fetchone()
                # An attempt that went on since it was read has fresh readings.
                if now == attempt.events:
                    self._project(identifier, attempt, scores=True)
        with self._transaction() as database:
            from exam.store.responses import find_meetings

            find_meetings(database)
        return left_out

    def _project(self, identifier: str, attempt: "Attempt", *, scores: bool) -> None:
        from exam.store.projection import columns, section_scores

        read = columns(attempt)
        sets = ", ".join(f"{name} = ?" for name in read)
        self._database.execute(f"UPDATE attempt SET {sets} WHERE id = ?", (*read.values(), identifier))
        if scores:
            self._database.execute("DELETE FROM section_score WHERE attempt = ?", (identifier,))
            self._database.executemany(
                "INSERT INTO section_score VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(identifier, *values) for values in section_scores(attempt)],
            )
            if attempt.ended_at is not None:
                from exam.store.responses import project_responses

                project_responses(self._database, identifier, attempt)


def _insert(
    database: sqlite3.Connection, known: Mapping[str, object], form: bytes, events: list[tuple[str, int, str, bytes]]
) -> None:
    """A new attempt with its form and events; `known` are the columns of its row."""
    names, marks = ", ".join(known), ", ".join("?" * len(known))
    database.execute(f"INSERT INTO attempt ({names}) VALUES ({marks})", tuple(known.values()))
    database.execute("INSERT INTO form VALUES (?, ?)", (known["id"], form))
    database.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", events)
