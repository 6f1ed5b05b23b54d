"""Owns the verbs by which attempts are remembered and recalled. Refuses to judge an event, and to run a clock.

What an attempt is made of (pydantic models) is imported where it is needed: a list of attempts must be quick.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from exam.store.claims import Claims
from exam.store.database import NAME, open_database
from exam.store.errors import ELSEWHERE, StoreError, store_error, translated
from exam.store.rows import READ_ROWS, Row, Stored, read_row

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.events import Event
    from exam.core.form import Form
    from exam.core.progress import Sitting
    from exam.core.results import Result

RECENT = 1000
"""Attempts that figures are computed from where nobody asks for more: what lies before them says little of today."""


class Store:
    """The database of all attempts, opened by one process. Every verb may raise StoreError."""

    def __init__(self, path: Path, database: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        """Whether attempts can be kept here; where not, those that are there can still be read."""
        self._database = database
        self._file = path.stat()
        self._claims = Claims(path.with_name("open"))

    @classmethod
    def open(cls, data_dir: Path) -> Self:
        """Opens the database in a directory, and makes both where they are missing.

        Raises StoreError where that cannot be, and where a file in its place is damaged or newer than this program.
        """
        path = data_dir.absolute() / NAME
        database, writable = open_database(path)
        return cls(path, database, writable=writable)

    def close(self) -> None:
        """Gives up every claim. Closing again does nothing."""
        self._claims.drop_all()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def create(self, identifier: str, attempt: "Attempt", started: "Event") -> None:
        """Writes a new attempt, which `started` began, and claims it."""
        from exam.store.log import write_event, write_form
        from exam.store.projection import columns, written

        form, checksum = write_form(attempt.form)
        body, checksum = write_event(started, checksum)
        known = {"id": identifier, "alive_at": written(started.at)} | columns(attempt)
        names, marks = ", ".join(known), ", ".join("?" * len(known))
        self._refuse_unwritable()
        self._claims.take(identifier)
        try:
            with self._transaction() as database:
                database.execute(f"INSERT INTO attempt ({names}) VALUES ({marks})", tuple(known.values()))
                database.execute("INSERT INTO form VALUES (?, ?)", (identifier, form))
                database.execute("INSERT INTO event VALUES (?, 0, ?, ?)", (identifier, body, checksum))
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

    def load(self, identifier: str) -> Stored:
        """Reads an attempt. Raises StoreError where there is none, and where its bytes are not what was written."""
        from exam.store.log import Damaged, read_attempt

        with self._reading() as database:
            found = database.execute(
                "SELECT body, alive_at, events FROM attempt JOIN form ON attempt = id WHERE id = ?", (identifier,)
            ).fetchone()
            if found is None:
                raise StoreError(f"There is no attempt {identifier}. 'exam history' lists those there are.")
            form, alive_at, count = found
            # As bytes: a damaged text may be none.
            events = database.execute(
                "SELECT sequence, CAST(body AS BLOB), checksum FROM event WHERE attempt = ? ORDER BY sequence",
                (identifier,),
            ).fetchall()
        try:
            return Stored(identifier, read_attempt(form, events, count), datetime.fromisoformat(alive_at))
        except (Damaged, ValueError, TypeError) as error:
            raise store_error(
                f"Attempt {identifier} was damaged on the disk ({error})",
                self.path,
                "Other attempts are not touched by this. A copy of the file from before may still have it whole",
            ) from error

    def find(self, word: str) -> str:
        """The id that is meant: "last" for the newest attempt, an id, or the beginning of exactly one."""
        with self._reading() as database:
            if word == "last":
                found = database.execute(
                    "SELECT id FROM attempt WHERE learner = '' ORDER BY started_at DESC, rowid DESC LIMIT 1"
                ).fetchall()
            else:
                found = database.execute(
                    "SELECT id FROM attempt WHERE lower(substr(id, 1, ?)) = ? ORDER BY length(id), id LIMIT 6",
                    (len(word), word.lower()),
                ).fetchall()
        ids = [row[0] for row in found]
        exact = [name for name in ids if name.lower() == word.lower()]
        match exact or ids:
            case [identifier]:
                return str(identifier)
            case []:
                missing = "There is no attempt yet" if word == "last" else f"No attempt begins with {word!r}"
                raise StoreError(f"{missing}. 'exam history' lists those there are.")
            case several:
                raise StoreError(f"Several attempts begin with {word!r}: {', '.join(several[:5])}. Type more letters.")

    def unfinished(self) -> list[Row]:
        """Attempts that can be resumed, newest first. One that is being sat right now is among them."""
        return self._rows(f"{READ_ROWS} WHERE state <> 'closed' ORDER BY started_at DESC, rowid DESC", ())

    def history(
        self,
        limit: int | None = None,
        *,
        bank: str | None = None,
        blueprint: str | None = None,
        mode: str | None = None,
        learner: str = "",
    ) -> list[Row]:
        """All attempts, or the newest `limit`, newest first; those of a bank, blueprint or mode where one is named.

        `learner` names another person, whose attempts were read in.
        """
        where, values = _filter(bank=bank, blueprint=blueprint, mode=mode, learner=learner)
        # A negative limit is none.
        return self._rows(
            f"{READ_ROWS} WHERE {where} ORDER BY started_at DESC, rowid DESC LIMIT ?",
            (*values, -1 if limit is None else limit),
        )

    def results(
        self,
        *,
        attempts: int | None = RECENT,
        sections: Iterable[str] = (),
        bank: str | None = None,
        blueprint: str | None = None,
        mode: str | None = None,
        learner: str | None = "",
        attempt: str | None = None,
    ) -> "list[Result]":
        """What every slot of the newest attempts that have ended came to, oldest first.

        `attempts` None: of all there are. `learner` None: everybody's. `attempt`: of this one only.
        """
        from exam.store.responses import read_results

        where, values = _filter(bank=bank, blueprint=blueprint, mode=mode, learner=learner, id=attempt)
        with self._reading() as database, self._undamaged("responses"):
            return read_results(database, where, values, -1 if attempts is None else attempts, sections)

    def sittings(
        self,
        *,
        attempts: int | None = RECENT,
        bank: str | None = None,
        blueprint: str | None = None,
        mode: str | None = None,
        learner: str | None = "",
    ) -> "list[Sitting]":
        """The newest attempts that have ended with their scores by section, oldest first."""
        from exam.store.responses import read_sittings

        where, values = _filter(bank=bank, blueprint=blueprint, mode=mode, learner=learner)
        with self._reading() as database, self._undamaged("scores"):
            return read_sittings(database, where, values, -1 if attempts is None else attempts)

    def banks(self) -> list[tuple[str, str, int]]:
        """Each bank that was sat: its id, its title as of the newest attempt, and how many attempts have ended."""
        with self._reading() as database:
            return database.execute(
                "SELECT bank, bank_title, count(*) FROM (SELECT bank, bank_title FROM attempt "
                "WHERE learner = '' AND ended_at IS NOT NULL ORDER BY started_at DESC) GROUP BY bank ORDER BY 3 DESC, 1"
            ).fetchall()

    def learners(self) -> list[tuple[str, int]]:
        """Other people whose attempts were read in, and how many."""
        with self._reading() as database:
            return database.execute(
                "SELECT learner, count(*) FROM attempt WHERE learner <> '' GROUP BY learner ORDER BY learner"
            ).fetchall()

    def carry(self, identifier: str) -> "tuple[Form, list[Event], str]":
        """An attempt as it travels: form, events, and whose it is. Raises StoreError as `load` does."""
        from exam.core.events import EVENT

        form = self.load(identifier).attempt.form
        with self._reading() as database:
            (learner,) = database.execute("SELECT learner FROM attempt WHERE id = ?", (identifier,)).fetchone()
            bodies = database.execute("SELECT body FROM event WHERE attempt = ? ORDER BY sequence", (identifier,))
            return form, [EVENT.validate_json(body) for (body,) in bodies], learner

    def ended(self) -> list[str]:
        """The ids of all attempts that have ended, everybody's, oldest first."""
        with self._reading() as database:
            found = database.execute("SELECT id FROM attempt WHERE state = 'closed' ORDER BY started_at, rowid")
            return [identifier for (identifier,) in found]

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
        names, marks = ", ".join(known), ", ".join("?" * len(known))
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
            database.execute(f"INSERT INTO attempt ({names}) VALUES ({marks})", tuple(known.values()))
            database.execute("INSERT INTO form VALUES (?, ?)", (identifier, written))
            database.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", rows)
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

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Row]:
        with self._reading() as database:
            found = database.execute(query, values).fetchall()
        try:
            return [read_row(columns) for columns in found]
        except (ValueError, TypeError) as error:
            raise store_error(
                f"The list of attempts is damaged ({error})", self.path, "Put a copy of the file in its place"
            ) from error

    @contextmanager
    def _undamaged(self, what: str) -> Iterator[None]:
        """Raises StoreError where readings are not what this program writes."""
        try:
            yield
        except (ValueError, TypeError, LookupError) as error:
            raise store_error(
                f"The {what} of your attempts cannot be read ({error})", self.path, "'exam doctor --rebuild' mends them"
            ) from error

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the database for several questions."""
        with translated(self.path):
            self._database.execute("BEGIN")
            try:
                yield self._database
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Committed to the disk at its end, or undone."""
        self._refuse_unwritable()
        with translated(self.path):
            # Immediate: a transaction that reads first could not begin to write once another program has.
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    def _refuse_unwritable(self) -> None:
        if not self.writable:
            raise store_error("Attempts cannot be kept here, as this may not be written", self.path, ELSEWHERE)
        try:
            same = os.path.samestat(self._file, self.path.stat())
        except OSError:
            same = False
        if not same:
            # SQLite would go on writing to the file that nobody can find any more.
            raise store_error(
                "The database of your attempts was moved or replaced while it was open", self.path, "Put it back"
            )


def _filter(**wanted: str | None) -> tuple[str, tuple[str, ...]]:
    """A condition over the attempt table, and its values; columns for which nothing is wanted are left out."""
    asked = {name: value for name, value in wanted.items() if value is not None}
    return " AND ".join(f"{name} = ?" for name in asked) or "1", tuple(asked.values())
