"""Owns the small cards over the question: a question to confirm, a line to write, a number to go to."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Button, Input, Static

from exam.core.text import one_line
from exam.tui.sitting.legend import Legend, Part
from exam.tui.widgets.once import Once


class Card(ModalScreen[ScreenResultType], Once[ScreenResultType]):
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

    async def action_keep(self) -> None:
        """What Enter does in a field, for a click on its key."""
        await self.query_one(Field).action_submit()

    def action_close(self) -> None:
        self.dismiss(None)


class Answer(Button, inherit_bindings=False):
    """One of the answers of a card."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", "take it", id="dialog.take")]


class Field(Input):
    """A line to write. While it has the focus, letters belong to it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "keep what is written", id="writing.keep")]


class Ask(Card[bool]):
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
            yield Answer(Content(self.no), id="no", compact=True)
            yield Answer(Content(self.yes), id="yes", compact=True)
        yield Legend(
            (*self.BINDINGS, *Answer.BINDINGS),
            Part("dialog.take", "choose"),
            Part("dialog.before dialog.next", "the other", "app.focus_next"),
            Part("dialog.yes", "yes", "answer(True)"),
            Part("dialog.no", "no", "answer(False)"),
        )

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.action_answer(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_close(self) -> None:
        self.dismiss(False)


class Write(Card[str | None]):
    """One line of text; None where it was not to be written after all."""

    def __init__(self, title: str, text: str, value: str = "") -> None:
        super().__init__(title, text)
        self.value = value

    def card(self) -> ComposeResult:
        yield Field(self.value, max_length=2_000, compact=True)
        yield _field_keys("keep")

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        self.dismiss(one_line(event.value))


class GoTo(Card[int | None]):
    """A place of the form, from 1 to `last`."""

    def __init__(self, last: int) -> None:
        super().__init__("Go to question", f"A number from 1 to {last}")
        self.last = last

    def card(self) -> ComposeResult:
        yield Field(type="integer", max_length=4, compact=True)
        yield _field_keys("go")

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        written = event.value.strip()
        if not written:
            self.dismiss(None)
        elif written.isdecimal() and 1 <= int(written) <= self.last:
            self.dismiss(int(written))
        else:
            self.query_one(".card-text", Static).update(Content(f"There is no question {written}: 1 to {self.last}"))


def _field_keys(keep: str) -> Legend:
    return Legend(
        (*Card.BINDINGS, *Field.BINDINGS), Part("writing.keep", keep, "keep"), Part("dialog.back", "back", "close")
    )
