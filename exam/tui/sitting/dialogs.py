"""The cards of an exam: to confirm, to write a line, to go to a number, a pause, the end of time; and their keys."""

from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from exam.core.text import one_line
from exam.core.wording import counted
from exam.sitting.walk import Counts
from exam.tui.keymap import keys_of, shown_key
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.keybar import Hint, KeyBar
from exam.tui.widgets.once import Once

CARDS = Path(__file__).with_name("cards.tcss")
"""How cards look. Each brings it along: which page it is over, and what was open before, makes no difference."""
_QUIET = 1.0
"""Seconds without any key before one is taken: longer than any keyboard waits before it repeats a held key."""


class Legend(KeyBar):
    """The keys of a card in one line, as they are bound now. A click on one does what it does.

    Each part names the ids of some bindings, parted by spaces, what they do together, and the action that a click on
    them runs, or "".
    """

    def __init__(self, bindings: Iterable[BindingType], *parts: tuple[str, str, str]) -> None:
        super().__init__()
        self.add_class("card-keys")
        self.bindings = tuple(bindings)
        self.parts = parts

    def on_mount(self) -> None:
        self.hints = self.key_hints()

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        message.stop()
        if message.action:
            await self.screen.run_action(message.action)

    def key_hints(self) -> tuple[Hint, ...]:
        bound = keys_of(self.app, self.bindings)
        return tuple(
            Hint(" ".join(shown_key(bound[name][0]) for name in ids.split()), label, action)
            for ids, label, action in self.parts
        )


def card(title: str, text: str, *below: Widget) -> Vertical:
    """A card in the middle of the screen: a title, a text if there is one, and what stands below them."""
    texts = [Static(Content(text), classes="card-text")] if text else []
    return Vertical(Static(Content(title), classes="card-title"), *texts, *below, classes="card")


class OverQuestion(ModalScreen[ScreenResultType], Once[ScreenResultType]):
    """A screen over the question, which can be closed with nothing; some are asked over other pages too."""

    CSS_PATH = CARDS

    def action_close(self) -> None:
        self.dismiss(None)


class Dialog(OverQuestion[ScreenResultType]):
    """A card that asks for something. Esc closes it with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "back", id="dialog.back")]


class AnswerButton(Button, inherit_bindings=False):
    """One of the answers of a card."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", "take it", id="dialog.take")]


class Ask(Dialog[bool]):
    """Whether to do something that cannot be undone. The default is not to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes", id="dialog.yes"),
        Binding("n", "answer(False)", "no", id="dialog.no"),
        Binding("left,up,h,k", "app.focus_previous", "the answer before", show=False, id="dialog.before"),
        Binding("right,down,l,j", "app.focus_next", "the next answer", show=False, id="dialog.next"),
    ]
    AUTO_FOCUS = "#no"

    def __init__(self, title: str, text: str, *, yes: str, no: str) -> None:
        super().__init__()
        self.heading, self.text, self.yes, self.no = title, text, yes, no

    def compose(self) -> ComposeResult:
        answers = (AnswerButton(Content(self.no), id="no", compact=True), AnswerButton(Content(self.yes), compact=True))
        legend = Legend(
            (*self.BINDINGS, *AnswerButton.BINDINGS),
            ("dialog.take", "choose", ""),
            ("dialog.before dialog.next", "the other", "app.focus_next"),
            ("dialog.yes", "yes", "answer(True)"),
            ("dialog.no", "no", "answer(False)"),
        )
        yield card(self.heading, self.text, Horizontal(*answers, classes="card-choices"), legend)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.action_answer(event.button.id != "no")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_close(self) -> None:
        self.dismiss(False)


class Field(CleanInput):
    """A line to write. While it has the focus, letters belong to it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "keep what is written", id="writing.keep")]


class FieldDialog(Dialog[ScreenResultType]):
    """A card with one field. `keep` says what Enter does; a click on its key does the same."""

    def __init__(self, title: str, text: str, field: Field, keep: str) -> None:
        super().__init__()
        self.heading, self.text, self.field, self.keep = title, text, field, keep
        self._kept_ahead = False
        """Whether Enter was typed before the field was there."""

    def compose(self) -> ComposeResult:
        keys = (*Dialog.BINDINGS, *Field.BINDINGS)
        legend = Legend(keys, ("writing.keep", self.keep, "keep"), ("dialog.back", "back", "close"))
        yield card(self.heading, self.text, self.field, legend)

    def take_typed(self, event: events.Key) -> bool:
        """Takes what was typed before the field was there, up to Enter, in the order in which it was typed."""
        if not self._kept_ahead and self.field.take_ahead(event):
            return True
        keeps = event.key in keys_of(self.app, Field.BINDINGS)["writing.keep"] and not self.field.has_focus
        self._kept_ahead = self._kept_ahead or keeps
        return keeps

    async def on_descendant_focus(self) -> None:
        if self._kept_ahead:
            self._kept_ahead = False
            await self.action_keep()

    async def action_keep(self) -> None:
        await self.field.action_submit()


class WriteLine(FieldDialog[str | None]):
    """One line of text; None where it was not to be written after all."""

    def __init__(self, title: str, text: str, value: str = "") -> None:
        super().__init__(title, text, Field(value, max_length=2_000, compact=True), "keep")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(one_line(event.value))


class GoTo(FieldDialog[int | None]):
    """The number of a question, from 1 to `last`."""

    def __init__(self, last: int) -> None:
        field = Field(type="integer", max_length=4, compact=True)
        super().__init__("Go to question", f"A number from 1 to {last}", field, "go")
        self.last = last

    def on_input_submitted(self, event: Input.Submitted) -> None:
        number = event.value.strip()
        if not number:
            self.dismiss(None)
        elif number.isdecimal() and 1 <= int(number) <= self.last:
            self.dismiss(int(number))
        else:
            self.query_one(".card-text", Static).update(Content(f"There is no question {number}: 1 to {self.last}"))


class Paused(Once[None]):
    """A pause: the question is hidden and the clock stands still until this page is left."""

    CSS_PATH = CARDS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,escape,ctrl+p", "go_on", "go on", id="paused.go-on")]

    def __init__(self, time: str) -> None:
        super().__init__()
        self.time = time

    def compose(self) -> ComposeResult:
        text = f"{self.time}\nThe clock stands still. The pause is kept in the attempt."
        yield card("Paused", text, Legend(self.BINDINGS, ("paused.go-on", "go on", "")))

    def on_click(self) -> None:
        self.action_go_on()

    def action_go_on(self) -> None:
        self.dismiss(None)


class TimeUp(Once[None]):
    """Time is up, and what was answered counts. Enter goes on once the keyboard has been quiet for a second."""

    CSS_PATH = CARDS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,escape", "go_on", "see the result", id="time-up.go-on")
    ]

    def __init__(self, counts: Counts, now: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.counts = counts
        self._now = now
        self._last = now()

    def compose(self) -> ComposeResult:
        counts = self.counts
        rest = f"\n{counts.unanswered} had no full answer." if counts.unanswered else ""
        text = f"{counts.complete} of {counted(counts.items, 'question')} answered. Every answer counts.{rest}"
        yield card("Time is up", text, Legend(self.BINDINGS, ("time-up.go-on", "see the result", "")))

    def on_mount(self) -> None:
        self._last = self._now()

    def on_click(self) -> None:
        if self.is_ready():
            self.action_go_on()

    def on_key(self, event: events.Key) -> None:
        # Its keys are heard here and not by their bindings, because every other key begins the wait anew, too.
        event.stop()
        event.prevent_default()
        if self.is_ready() and event.key in keys_of(self.app, self.BINDINGS)["time-up.go-on"]:
            self.action_go_on()

    def is_ready(self) -> bool:
        """Whether nothing was pressed for long enough until now; every press begins the wait anew."""
        before, self._last = self._last, self._now()
        return self._last - before >= _QUIET

    def action_go_on(self) -> None:
        self.dismiss(None)
