"""The small cards over a question: to confirm, to write a line, to go to a number; and their line of keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Button, Input, Static

from exam.core.text import one_line
from exam.tui.keymap import keys_of, shown
from exam.tui.widgets.keybar import Hint, KeyBar
from exam.tui.widgets.once import Once


@dataclass(frozen=True, slots=True)
class LegendPart:
    """Some actions, what they do together, and the action that a click on them runs, if any."""

    ids: str
    """Of the bindings, parted by spaces."""
    label: str
    action: str = ""


class Legend(KeyBar):
    """The keys of a card in one line, as they are bound now. A click on one does what it does."""

    def __init__(self, bindings: Iterable[BindingType], *parts: LegendPart) -> None:
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
            Hint(" ".join(shown(bound[name][0]) for name in part.ids.split()), part.label, part.action)
            for part in self.parts
        )


class Dialog(ModalScreen[ScreenResultType], Once[ScreenResultType]):
    """A card in the middle of the screen. Esc closes it with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "back", id="dialog.back")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.title = title
        self.text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield Static(Content(self.title or ""), classes="card-title")
            if self.text:
                yield Static(Content(self.text), classes="card-text")
            yield from self.card()

    def card(self) -> ComposeResult:
        """What stands under title and text."""
        raise NotImplementedError

    def action_close(self) -> None:
        self.dismiss(None)


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
        super().__init__(title, text)
        self.yes, self.no = yes, no

    def card(self) -> ComposeResult:
        with Horizontal(classes="card-choices"):
            yield AnswerButton(Content(self.no), id="no", compact=True)
            yield AnswerButton(Content(self.yes), id="yes", compact=True)
        yield Legend(
            (*self.BINDINGS, *AnswerButton.BINDINGS),
            LegendPart("dialog.take", "choose"),
            LegendPart("dialog.before dialog.next", "the other", "app.focus_next"),
            LegendPart("dialog.yes", "yes", "answer(True)"),
            LegendPart("dialog.no", "no", "answer(False)"),
        )

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.action_answer(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_close(self) -> None:
        self.dismiss(False)


class Field(Input):
    """A line to write. While it has the focus, letters belong to it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "keep what is written", id="writing.keep")]


class FieldDialog(Dialog[ScreenResultType]):
    """A card with one field. `keep` says what Enter does; a click on its key does the same."""

    keep = "keep"

    def card(self) -> ComposeResult:
        yield self.field()
        yield Legend(
            (*Dialog.BINDINGS, *Field.BINDINGS),
            LegendPart("writing.keep", self.keep, "keep"),
            LegendPart("dialog.back", "back", "close"),
        )

    def field(self) -> Field:
        raise NotImplementedError

    async def action_keep(self) -> None:
        await self.query_one(Field).action_submit()


class WriteLine(FieldDialog[str | None]):
    """One line of text; None where it was not to be written after all."""

    def __init__(self, title: str, text: str, value: str = "") -> None:
        super().__init__(title, text)
        self.value = value

    def field(self) -> Field:
        return Field(self.value, max_length=2_000, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(one_line(event.value))


class GoTo(FieldDialog[int | None]):
    """The number of a question, from 1 to `last`."""

    keep = "go"

    def __init__(self, last: int) -> None:
        super().__init__("Go to question", f"A number from 1 to {last}")
        self.last = last

    def field(self) -> Field:
        return Field(type="integer", max_length=4, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        number = event.value.strip()
        if not number:
            self.dismiss(None)
        elif number.isdecimal() and 1 <= int(number) <= self.last:
            self.dismiss(int(number))
        else:
            self.query_one(".card-text", Static).update(Content(f"There is no question {number}: 1 to {self.last}"))
