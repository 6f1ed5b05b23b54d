"""The way through the notes of one attempt."""

from collections.abc import Awaitable
from pathlib import Path
from typing import assert_never

from exam.core.attempt import Attempt
from exam.core.own_words import NotesByItem
from exam.store import StoreError
from exam.tui.context import Annotate
from exam.tui.result.notes import NewNote, NotesScreen
from exam.tui.review.screen import ReviewScreen
from exam.tui.stage import Stage


async def write_notes(
    app: Stage, attempt: Attempt, annotate: Annotate, pictures: Path, others: Awaitable[NotesByItem]
) -> Attempt:
    """The notes of an attempt, read and written; gives the attempt with what was written. `others` are those of other
    attempts."""
    n = 0
    while True:
        match await app.push_screen_wait(NotesScreen(attempt, n, annotate)):
            case None:
                return attempt
            case int(n):
                await app.push_screen_wait(ReviewScreen(attempt, start=n, pictures=pictures, notes=others))
            case NewNote(n, text):
                try:
                    attempt = annotate("note", n, text)
                except StoreError as error:
                    app.say(str(error), "warning")
            case choice:
                assert_never(choice)
