"""A line of text that can be gone to and taken.

Not one list of Textual's: on home and on pages of figures such lines stand among headings and text, each with keys
that can be rebound.
"""

from collections.abc import Callable
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

_INDENT = 2


class Choice(Static, can_focus=True):
    """A line or two of text; Enter or a click sends `Taken` with its value."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "take", "open", show=False, id="line.take"),
        Binding("down,j", "app.focus_next", "next line", show=False, id="line.next"),
        Binding("up,k", "app.focus_previous", "line before", show=False, id="line.before"),
    ]

    class Taken(Message):
        """The choice was taken."""

        def __init__(self, value: object) -> None:
            self.value = value
            super().__init__()

    def __init__(
        self,
        text: Content | Callable[[int], Content],
        value: object,
        *,
        id: str | None = None,  # noqa: A002 (Textual's name)
        classes: str | None = None,
    ) -> None:
        """A text is broken where it does not fit. What draws itself for a width in cells stays one line."""
        super().__init__(id=id, classes=classes)
        self.text = text
        self.value = value

    def render(self) -> RenderResult:
        """The text behind a sign that shows where one is without colour; lines after the first are indented too."""
        first, *others = self._lines(max(1, self.content_size.width - _INDENT))
        sign = "› " if self.has_focus else "  "
        return Content("\n").join(
            [Content.assemble((sign, "bold"), first), *(Content(" " * _INDENT) + line for line in others)]
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(max(1, width - _INDENT)))

    def on_click(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        if not self.disabled and not getattr(self.screen, "cramped", False):
            self.post_message(self.Taken(self.value))

    def _lines(self, width: int) -> list[Content]:
        if isinstance(self.text, Content):
            return list(self.text.wrap(width))
        return [self.text(width).truncate(width, ellipsis=True)]
