"""The verbs of the store that read.

What an attempt is made of (pydantic models) is imported where it is needed: a list of attempts must be quick.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from exam.store.errors import StoreError, store_error
from exam.store.evidence_reader import LATEST_ATTEMPTS, EvidenceReader, where_of
from exam.store.rows import READ_ROWS, AttemptRow, Stored, read_row

if TYPE_CHECKING:
    from exam.core.ended import EndedAttempt, SectionRate
    from exam.core.events import Event
    from exam.core.form import Form
    from exam.core.group import GroupSums
    from exam.core.own_words import OwnWords
    from exam.core.results import Result
    from exam.core.sums import AnswerSums, HabitSums, Part
    from exam.files.parquet import TableToWrite
    from exam.store.bin import Discarded


class StoreReader(EvidenceReader):
    """What is kept of attempts. Every verb may raise StoreError."""

    def load(self, identifier: str) -> Stored:
        """Reads an attempt. Raises StoreError where there is none, and where its bytes are not what was written."""
        return self._read_log(identifier)[0]

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

    def unfinished(self) -> list[AttemptRow]:
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
    ) -> list[AttemptRow]:
        """All attempts, or the newest `limit`, newest first; those of a bank, blueprint or mode where one is named.

        `learner` names another person, whose attempts were read in.
        """
        where, values = where_of(bank=bank, blueprint=blueprint, mode=mode, learner=learner)
        # A negative limit is none.
        return self._rows(
            f"{READ_ROWS} WHERE {where} ORDER BY started_at DESC, rowid DESC LIMIT ?",
            (*values, -1 if limit is None else limit),
        )

    def results(
        self,
        *,
        attempts: int | None = LATEST_ATTEMPTS,
        bank: str | None = None,
        learner: str | None = "",
    ) -> "list[Result]":
        """What every slot of the newest attempts that have ended came to, oldest first.

        `attempts` None: of all there are. `learner` None: everybody's.
        """
        from exam.store.ended import read_results

        where, values = where_of(bank=bank, learner=learner)
        with self._reading() as database, self._undamaged("responses"):
            return read_results(database, where, values, -1 if attempts is None else attempts)

    def ended_attempts(
        self,
        *,
        attempts: int | None = LATEST_ATTEMPTS,
        bank: str | None = None,
        learner: str | None = "",
    ) -> "list[EndedAttempt]":
        """The newest attempts that have ended with their scores by section, oldest first."""
        from exam.store.ended import read_ended_attempts

        where, values = where_of(bank=bank, learner=learner)
        with self._reading() as database, self._undamaged("scores"):
            return read_ended_attempts(database, where, values, -1 if attempts is None else attempts)

    def answer_sums(
        self,
        *,
        attempts: int | None = LATEST_ATTEMPTS,
        bank: str | None = None,
        learner: str | None = "",
    ) -> "dict[Part, AnswerSums]":
        """What the answers of the newest ended attempts come to, by the mode and the blueprint of the attempt."""
        from exam.store.answer_sums import read_answer_sums

        where, values = where_of(bank=bank, learner=learner)
        with self._reading() as database, self._undamaged("responses"):
            return read_answer_sums(database, where, values, -1 if attempts is None else attempts)

    def group(self, bank: str, blueprint: str | None = None) -> "tuple[str, str, str, GroupSums, AnswerSums] | None":
        """What the first exams of all people on a preset come to: titles of bank and preset, its id, sums and answers.

        `blueprint` None: the preset that the most people sat. None where nobody sat any.
        """
        from exam.core.sums import answers_together
        from exam.store.answer_sums import read_answer_sums
        from exam.store.groups import FIRST_EXAMS, read_group_sums, read_most_sat

        with self._reading() as database, self._undamaged("responses"):
            found = read_most_sat(database, bank, blueprint)
            if found is None:
                return None
            bank_title, title, name = found
            answers = read_answer_sums(database, FIRST_EXAMS, (bank, name), -1)
            return bank_title, title, name, read_group_sums(database, bank, name), answers_together(answers.values())

    def habit_sums(
        self,
        latest: int,
        *,
        attempts: int | None = LATEST_ATTEMPTS,
        bank: str | None = None,
        learner: str | None = "",
    ) -> "dict[Part, HabitSums]":
        """How the answers of the newest ended attempts were given, by mode and blueprint, and the `latest` changes."""
        from exam.store.answer_sums import read_habit_sums

        where, values = where_of(bank=bank, learner=learner)
        with self._reading() as database, self._undamaged("responses"):
            return read_habit_sums(database, where, values, -1 if attempts is None else attempts, latest)

    def stems(self, bank: str, *, attempts: int = LATEST_ATTEMPTS, learner: str | None = "") -> dict[str, str]:
        """The stem, in one line, of every item that occurs in the newest papers of a bank, as the newest one has it."""
        from exam.store.papers import read_stems

        where, values = where_of(bank=bank, learner=learner)
        with self._reading() as database, self._undamaged("papers"):
            return read_stems(database, where, values, attempts)

    def blueprint_titles(self, bank: str) -> dict[str, str]:
        """The title that each blueprint of a bank had when it was sat last; a drill has a name of its own."""
        with self._reading() as database:
            found = database.execute(
                "SELECT blueprint, blueprint_title, max(started_at) FROM attempt WHERE bank = ? AND learner = '' "
                "AND NOT drill GROUP BY blueprint",
                (bank,),
            )
            return {blueprint: title for blueprint, title, _ in found}

    def items_met(self, bank: str, *, learner: str | None = "") -> frozenset[str]:
        """The items of a bank that were on screen in any attempt that has ended. `learner` None: on anybody's."""
        where, values = where_of(bank=bank, learner=learner)
        with self._reading() as database:
            return frozenset(item for (item,) in database.execute(f"SELECT item FROM meeting WHERE {where}", values))

    def section_rates(self, exams: int) -> "list[SectionRate]":
        """How often each section was answered right in the newest `exams` that were no drills, of questions seen."""
        from exam.store.ended import read_section_rates

        with self._reading() as database:
            return read_section_rates(database, exams)

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

    @contextmanager
    def tables(self, known_as: "Mapping[str, str]") -> "Iterator[dict[str, TableToWrite]]":
        """Every attempt that has ended as tables by name, while one state of the database is read.

        `known_as` says what each learner is to be called.
        """
        from exam.store.columns import tables
        from exam.store.papers import read_stems

        with self._reading() as database:
            yield tables(database, known_as, lambda bank: read_stems(database, "bank = ?", (bank,), LATEST_ATTEMPTS))

    def first_attempts(self) -> list[tuple[str, str]]:
        """Other people whose attempts were read in, and the id of the first attempt of each."""
        with self._reading() as database:
            return database.execute(
                "SELECT learner, id FROM (SELECT learner, id, row_number() OVER "
                "(PARTITION BY learner ORDER BY started_at, id) AS nth FROM attempt WHERE learner <> '') WHERE nth = 1"
            ).fetchall()

    def read_log(self, identifier: str) -> "tuple[Form, list[Event], str]":
        """What makes an attempt: its form, its events, and whose it is. Raises StoreError as `load` does."""
        stored, events = self._read_log(identifier)
        with self._reading() as database:
            (learner,) = database.execute("SELECT learner FROM attempt WHERE id = ?", (identifier,)).fetchone()
        return stored.attempt.as_sat.form, events, learner

    def _read_log(self, identifier: str) -> "tuple[Stored, list[Event]]":
        from exam.store.log import DamagedLog, load_log

        with self._reading() as database:
            try:
                found = load_log(database, identifier)
            except DamagedLog as error:
                raise store_error(
                    f"Attempt {identifier} was damaged on the disk ({error})",
                    self.path,
                    "Other attempts are not touched by this. A copy of the file from before may still have it whole",
                ) from error
        if found is None:
            raise store_error(f"There is no attempt {identifier}", self.path, "'exam history' lists those there are")
        return found

    def discarded(self) -> "list[Discarded]":
        """The attempts in the bin, the newest first."""
        from exam.store.bin import read_bin

        with self._reading() as database, self._undamaged("bin"):
            return read_bin(database)

    def own_words(self, *, bank: str | None = None, attempt: str | None = None) -> "list[OwnWords]":
        """The notes and reports on one's own attempts, the newest first; of a bank or an attempt where one is named."""
        from exam.store.own_words import read_own_words

        where, values = where_of(bank=bank, id=attempt, learner="")
        with self._reading() as database, self._undamaged("notes"):
            return read_own_words(database, where, values)

    def asking(self, bank: str, item: str) -> list[str]:
        """The ids of the attempts that have ended and asked an item, everybody's, oldest first.

        Also of those whose questions were corrected since: what counts for nobody has no result.
        """
        with self._reading() as database:
            found = database.execute(
                "SELECT id FROM attempt WHERE bank = ? AND state = 'closed' AND ("
                "EXISTS (SELECT 1 FROM response WHERE attempt = id AND item = ?) OR "
                """EXISTS (SELECT 1 FROM event WHERE attempt = id AND body LIKE '%"kind":"regraded"%')) """
                "ORDER BY started_at, rowid",
                (bank, item),
            )
            return [identifier for (identifier,) in found]

    def ended_ids(self) -> list[str]:
        """The ids of all attempts that have ended, everybody's, oldest first."""
        with self._reading() as database:
            found = database.execute("SELECT id FROM attempt WHERE state = 'closed' ORDER BY started_at, rowid")
            return [identifier for (identifier,) in found]

    def count(self) -> int:
        """How many attempts there are, everybody's."""
        with self._reading() as database:
            return int(database.execute("SELECT count(*) FROM attempt").fetchone()[0])

    def _rows(self, query: str, values: tuple[object, ...]) -> list[AttemptRow]:
        with self._reading() as database:
            found = database.execute(query, values).fetchall()
        try:
            return [read_row(columns) for columns in found]
        except (ValueError, TypeError, ArithmeticError) as error:
            raise store_error(
                f"The list of attempts is damaged ({error})", self.path, "'exam doctor --repair' mends it"
            ) from error
