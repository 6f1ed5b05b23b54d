"""The place to write under a question: a note on it, a report of it, or the scratchpad of the whole attempt. It covers
nothing."""

from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from exam.tui.keymap import keys_of, shown_key
from exam.tui.widgets.clean_area import CleanArea

PadKind = Literal["note", "report", "scratchpad"]
_FOR_WHAT = {
    "note": "for yourself; empty takes it away",
    "report": "what is wrong with it? Your score stays; empty takes it back",
    "scratchpad": "for all of the exam; in no report",
}


class PadArea(CleanArea):
    """Its lines. What is not about them belongs to the question above."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.close_pad", "keep it, and back to the question", id="pad.close"),
        Binding("pageup", "screen.turn(-1)", "scroll the question a page up", id="pad.page-up"),
        Binding("pagedown", "screen.turn(1)", "scroll the question a page down", id="pad.page-down"),
    ]


class Pad(Vertical):
    """Hidden until `open`. What stands in it is kept by its screen."""

    kind: PadKind | None = None
    """What is written now; None: it is closed."""
    n = 0
    """The question that a note or a report is about."""
    opening = False
    """Whether it is open, and the keyboard's focus still on its way here."""
    before = ""
    """What stood in it when it was opened."""

    class Changed(Message):
        """Something was typed."""

    class Entered(Message):
        """The keyboard's focus has come to it, or has left it."""

    def compose(self) -> ComposeResult:
        yield Static(markup=False, classes="pad-title")
        yield PadArea()

    @property
    def area(self) -> PadArea:
        return self.query_one(PadArea)

    @property
    def text(self) -> str:
        return self.area.text.rstrip()

    @property
    def writing(self) -> bool:
        return self.kind is not None and self.area.has_focus

    def open(self, kind: PadKind, n: int, text: str, *, read_only: bool = False, others: int = 0) -> None:
        """Shows a text to go on with; the keyboard's focus comes here. `others`: so many notes of other attempts stand
        with the answer."""
        if (kind, n) != (self.kind, self.n):
            self.kind, self.n, self.before = kind, n, text
            self.area.load_text(text)
            self.area.move_cursor(self.area.document.end)
        self.area.read_only = read_only
        title = "Scratchpad" if kind == "scratchpad" else f"{kind.capitalize()} on question {n}"
        key = shown_key(keys_of(self.app, PadArea.BINDINGS)["pad.close"][0])
        does = "closes it" if read_only else "keeps it"
        earlier = "the earlier one stands" if others == 1 else f"the {others} earlier ones stand"
        rest = f"  {f'a new one; {earlier} with the answer' if others else _FOR_WHAT[kind]}"
        self.query_one(".pad-title", Static).update(
            Content.assemble((title, "bold"), f"  {key} {does}", (rest, "$text-muted"))
        )
        self.display = True
        self.opening = not self.area.has_focus
        self.area.focus()

    def take_ahead(self, event: events.Key) -> bool:
        """Takes a letter, or a new line, that was typed between the key that opens it and the focus; whether it did."""
        letter = "\n" if event.key == "enter" else event.character if event.is_printable else None
        if not self.opening or letter is None:
            return False
        if not self.area.read_only:
            self.area.insert(letter)
        return True

    def close(self) -> None:
        self.kind, self.n, self.opening = None, 0, False
        self.display = False

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        message.stop()
        if self.kind is not None:
            self.post_message(self.Changed())

    def on_descendant_focus(self) -> None:
        self.opening = False
        self.post_message(self.Entered())

    def on_descendant_blur(self) -> None:
        self.post_message(self.Entered())
