"""Owns the choice: a line of text that can be gone to and taken. Refuses to know what taking it means."""

from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Choice(Static, can_focus=True):
    """A line or two of text; Enter or a click sends `Taken` with its value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "take", "open", show=False),
        Binding("down,j", "screen.focus_next", "next line", show=False),
        Binding("up,k", "screen.focus_previous", "previous line", show=False),
    ]

    class Taken(Message):
        """The choice was taken."""

        def __init__(self, value: object) -> None:
            self.value = value
            super().__init__()

    def __init__(self, text: Content, value: object, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self.text = text
        self.value = value

    def render(self) -> RenderResult:
        """The text behind a sign that shows where one is without colour."""
        sign = "› " if self.has_focus else "  "
        return Content("\n").join(
            Content.assemble((sign if n == 0 else "  ", "bold"), line) for n, line in enumerate(self.text.split("\n"))
        )

    def on_click(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        if not self.disabled:
            self.post_message(self.Taken(self.value))
