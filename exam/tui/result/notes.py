"""The notes of one attempt: every question with what was written on it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.attempt import Attempt
from exam.core.text import one_line
from exam.core.wording import in_line
from exam.store import StoreError
from exam.tui.context import Annotate
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.clean_area import CleanArea
from exam.tui.widgets.drawn import Masthead
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import Below, FullPage


@dataclass(frozen=True)
class NewNote:
    """A note to keep on question `n`; an empty one takes the old one away."""

    n: int
    text: str


class NotesScreen(FullPage[NewNote | int | None]):
    """The questions of an attempt with their notes; those that have one come first.

    Dismisses a note to keep, the number of a question whose answer is to be shown, or None.
    """

    FOOTED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "write", id="notes.write"),
        Binding("v", "look", "show what is right", id="notes.answer"),
        Binding("escape", "back", "back; what is written is kept", id="notes.back"),
    ]
    DEFAULT_CSS = """
    NotesScreen #notes { height: 1fr; margin-top: 1; padding: 0 1 0 2; }
    NotesScreen #writing { height: 4; max-width: 130; padding: 0 2; }
    NotesScreen #label { width: 14; color: $text-muted; }
    NotesScreen CleanArea, NotesScreen CleanArea:focus { width: 1fr; height: 4; border: none; background: $surface; }
    """

    def __init__(self, attempt: Attempt, n: int, annotate: Annotate) -> None:
        """`n` is the question to stand on; 0: the first. `annotate` keeps what is being written where the program is
        left meanwhile."""
        super().__init__()
        self.attempt, self.annotate = attempt, annotate
        slots = attempt.form.slots
        self.stems = Apart(in_line(slot.stem, attempt.form.text) for slot in slots)
        self.places = sorted((slot.n for slot in slots), key=lambda n: not (attempt.of(n).note or attempt.of(n).report))
        self.start = self.places.index(n) if n else 0

    def body(self) -> Iterator[Widget]:
        written = sum(bool(one.note) for one in self.attempt.progress)
        reported = sum(bool(one.report) for one in self.attempt.progress)
        count = f"{written or 'no'} note{'s' if written != 1 else ''}{f', {reported} reported' if reported else ''}"
        yield Masthead("Notes", count)
        yield Lines(self._row, len(self.places), rows=2, id="notes")
        yield Below()
        note = CleanArea(name="note")
        note.disabled = True
        yield Horizontal(Static(id="label"), note, id="writing")

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.show(len(self.places), self.start)
        lines.focus()
        self.on_lines_moved()

    def on_lines_moved(self) -> None:
        """The line under the list belongs to the question that one stands on."""
        self.query_one("#label", Static).update(Content(f"Question {self._n}"))
        self.query_one(CleanArea).load_text(self.attempt.of(self._n).note)

    def on_lines_taken(self) -> None:
        note = self.query_one(CleanArea)
        note.disabled = False
        note.move_cursor(note.document.end)
        note.focus()

    def action_open(self) -> None:
        self.query_one(Lines).action_take()

    def action_look(self) -> None:
        self.dismiss(self._n)

    def keep_typed(self) -> None:
        if (new := self._new) is not None:
            with suppress(StoreError):  # the program is being left, and nobody is there to be told
                self.attempt = self.annotate("note", new.n, new.text)

    @property
    def _new(self) -> NewNote | None:
        """What is being written, where it is something else than before."""
        note = self.query_one(CleanArea)
        text = note.text.rstrip()
        return NewNote(self._n, text) if not note.disabled and text != self.attempt.of(self._n).note else None

    def action_back(self) -> None:
        note = self.query_one(CleanArea)
        if (new := self._new) is not None:
            self.dismiss(new)
        elif not note.disabled:
            note.disabled = True
            self.query_one(Lines).focus()
        else:
            self.dismiss(None)

    @property
    def _n(self) -> int:
        return self.places[self.query_one(Lines).cursor]

    def _row(self, place: int, width: int) -> list[Content]:
        n, form = self.places[place], self.attempt.form
        progress = self.attempt.of(n)
        report = f"! reported: {one_line(progress.report)}  " if progress.report else ""
        note = one_line(progress.note or "")
        return [
            Content.assemble(
                (f"{n:>3}  ", "$text-muted"), self.stems.cut(in_line(form.slot(n).stem, form.text), width - 5)
            ),
            Content.assemble("     ", (report, "$marked"), note),
        ]
