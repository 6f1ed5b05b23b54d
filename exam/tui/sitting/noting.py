"""What is written on questions: a note or a report in the pad under one, and the notes of other attempts beside it.

Esc keeps what was written, and Enter begins a new line, in each of them. It is kept by going elsewhere, too. The lines
of a report are joined when it is kept, since it is listed with others.
"""

from collections.abc import Awaitable, Iterable
from typing import Literal

from textual import events, work
from textual.screen import ScreenResultType
from textual.widget import Widget

from exam.core.own_words import NotesByItem, OwnWords
from exam.core.text import one_line
from exam.tui.keymap import keys_of, shown_key
from exam.tui.sitting.pad import Pad, PadArea, PadKind
from exam.tui.sitting.page import Paged
from exam.tui.widgets.keybar import Hint


class Noting(Paged[ScreenResultType]):
    """A screen of questions of one attempt that can be written on."""

    other_notes: NotesByItem | None = None
    """The notes of other attempts; None: not to be shown here, as in an exam, or not read yet."""

    def foot(self) -> Iterable[Widget]:
        yield Pad()
        yield from super().foot()

    @work
    async def show_notes(self, reading: Awaitable[NotesByItem]) -> None:
        """Shows the notes of other attempts, once they are read, beside what explains a question."""
        self.other_notes = await reading
        self.paint()

    def notes_on(self, n: int) -> tuple[OwnWords, ...]:
        """The notes that other attempts have on question `n`, newest first."""
        return (self.other_notes or {}).get(self.form.slot(n).item, ())

    def sign_of_notes(self, n: int) -> tuple[str, ...]:
        """That other attempts have notes on question `n`, which may stand below the fold."""
        return ("✎ earlier note",) if self.notes_on(n) else ()

    def written(self, kind: PadKind, n: int) -> str:
        """What the attempt has of a note, a report or the scratchpad by now."""
        attempt, _ = self.shown_attempt()
        if kind == "scratchpad":
            return attempt.pad
        return attempt.of(n).note if kind == "note" else attempt.of(n).report

    def keep_pad(self) -> None:
        """Writes down what stands in the pad, where that is something else than before."""
        raise NotImplementedError

    def pad_hint(self) -> Hint | None:
        """The key of the pad, while letters belong to it."""
        pad = self.query_one(Pad)
        key = shown_key(keys_of(self.app, PadArea.BINDINGS)["pad.close"][0])
        return Hint(key, "back" if pad.area.read_only else "keep it, and back", "close_pad") if pad.writing else None

    def take_typed(self, event: events.Key) -> bool:
        """Takes a letter that was typed ahead of the pad, which would be a key of the question."""
        return self.app.screen is self and self.query_one(Pad).take_ahead(event)

    def open_pad(self, kind: PadKind, *, read_only: bool = False) -> None:
        self.keep_pad()
        _, n = self.shown_attempt()
        at = 0 if kind == "scratchpad" else n
        others = self.notes_on(n) if kind == "note" else ()
        self.query_one(Pad).open(kind, at, self.written(kind, at), read_only=read_only, others=len(others))

    def action_close_pad(self) -> None:
        pad = self.query_one(Pad)
        kind, n, before = pad.kind, pad.n, pad.before
        self.keep_pad()
        pad.close()
        self.set_focus(None)
        self.paint()
        if kind == "report" and (text := self.written(kind, n)) != before:
            self.say("Reported. The reason is kept with the attempt." if text else "The report is taken back.")

    def action_pad(self) -> None:
        self.open_pad("scratchpad")

    def on_pad_entered(self) -> None:
        self.paint()

    def action_write(self, kind: Literal["note", "report"]) -> None:
        self.open_pad(kind)


def text_in(pad: Pad) -> str:
    """What stands in the pad; a report, which is listed with others, in one line."""
    return one_line(pad.text) if pad.kind == "report" else pad.text
