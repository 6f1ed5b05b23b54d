"""Writing notes and reports into an attempt that is over. Each is committed at once, and the attempt is free again."""

from collections.abc import Callable
from typing import Literal

from exam.core.attempt import Attempt
from exam.sitting.session import Session
from exam.tui.context import AppContext

Annotate = Callable[[Literal["note", "report"], int, str], Attempt]
"""Writes a note on a question or a report of it, and gives the attempt after it. Raises StoreError, Refused."""


def annotating(context: AppContext, identifier: str) -> Annotate:
    """Writes to the attempt of this id."""

    def annotate(kind: Literal["note", "report"], n: int, text: str) -> Attempt:
        with context.open_store() as store:
            session = Session.resume(identifier, store, context.new_clock())
            try:
                write = session.note if kind == "note" else session.report
                write(n, text)
            finally:
                session.leave()
            if session.unsaved and session.trouble is not None:
                raise session.trouble
            return session.attempt

    return annotate
