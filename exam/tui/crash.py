"""A mistake in the program, as it is told to whoever has met it."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from exam.core.text import visible

if TYPE_CHECKING:
    from exam.sitting.session import Session


class Crash(Exception):
    """A mistake in the program, said in plain words; the traceback goes to a file.

    Textual prints what `__rich__` gives once the terminal is as it was.
    """

    def __init__(self, file: Path, error: Exception, session: Session | None = None) -> None:
        """`session` is the attempt that was being sat."""
        super().__init__("exam had to stop because of a mistake in the program.")
        self.session = session
        self.__cause__ = error
        try:
            file.write_text("".join(traceback.format_exception(error)), "utf-8")
            self.report = f"Please report it, with the file {file}."
        except OSError:
            self.report = f"Please report it: {type(error).__name__}."

    def __rich__(self) -> Text:
        # Not before now: leaving the attempt, on the way here, tried once more to save what was not.
        kept = "Every answer given is saved; 'exam resume' goes on with an exam that was running."
        if self.session is not None and self.session.unsaved:
            from exam.sitting.saving import left_words

            kept = left_words(self.session)
        return Text(visible(f"{self} {self.report}\n{kept}"))
