"""The verbs of the store that read what forecasts are made from, and what became of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from exam.store.errors import store_error
from exam.store.opened import OpenDatabase

if TYPE_CHECKING:
    from exam.core.ended import Answer
    from exam.core.forecast import ToldAndCome

LATEST_ATTEMPTS = 1000
"""Attempts that figures are computed from where nobody asks for more: what lies before them says little of today."""
LATEST_TOLD_BY = 100
"""Attempts that a forecast is made from: some thousands of answers, more than it takes."""


class EvidenceReader(OpenDatabase):
    """What answers are evidence of. Every verb may raise StoreError."""

    def answers_given(self, bank: str, *, learner: str = "") -> "list[Answer]":
        """Every question seen in the newest `LATEST_TOLD_BY` ended attempts at a bank, oldest first."""
        from exam.store.foretold import read_answers_given

        where, values = where_of(bank=bank, learner=learner)
        with self._reading() as database, self._undamaged("responses"):
            return read_answers_given(database, where, values, LATEST_TOLD_BY)

    def first_meetings(self, bank: str, *, learner: str = "") -> "list[Answer]":
        """How each item of a bank went where a learner met it first, where that was no drill, oldest first."""
        from exam.store.foretold import read_first_meetings

        with self._reading() as database, self._undamaged("responses"):
            return read_first_meetings(database, bank, learner)

    def fellows(self, bank: str, *, learner: str = "") -> list[tuple[int, int]]:
        """How many were right of how many in the first whole attempt at a bank of every learner but this one."""
        from exam.store.foretold import read_first_attempts

        with self._reading() as database:
            return read_first_attempts(database, bank, learner)

    def forecasts(
        self, bank: str, *, attempts: int | None = LATEST_ATTEMPTS, learner: str | None = ""
    ) -> "list[ToldAndCome]":
        """What was told before the newest ended attempts at a bank, oldest first, and what came of it."""
        from exam.store.foretold import read_forecasts

        where, values = where_of(bank=bank, learner=learner)
        with self._reading() as database, self._undamaged("forecasts"):
            return read_forecasts(database, where, values, -1 if attempts is None else attempts)

    @contextmanager
    def _undamaged(self, what: str) -> Iterator[None]:
        """Raises StoreError where readings are not what this program writes."""
        try:
            yield
        except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as error:
            raise store_error(
                f"The {what} of your attempts cannot be read ({error})", self.path, "'exam doctor --repair' mends them"
            ) from error


def where_of(**wanted: str | None) -> tuple[str, tuple[str, ...]]:
    """A condition over the attempt table, and its values; columns for which nothing is wanted are left out."""
    asked = {name: value for name, value in wanted.items() if value is not None}
    return " AND ".join(f"{name} = ?" for name in asked) or "1", tuple(asked.values())
