"""A field of a few values, all of them in view and one of them chosen."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static


class Pick(Static, can_focus=True):
    """A label and its values in a row; ← and → change which one holds, and `Changed` is sent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "next value", show=False, id="field.next-value"),
        Binding("left,h", "step(-1)", "value before", show=False, id="field.value-before"),
    ]

    chosen: reactive[int] = reactive(0, layout=True)

    class Changed(Message):
        """Another value holds."""

        def __init__(self, pick: "Pick") -> None:
            self.pick = pick
            super().__init__()

        @property
        def control(self) -> "Pick":
            return self.pick

    def __init__(self, label: str, values: Sequence[tuple[str, object]], chosen: object, *, name: str) -> None:
        super().__init__(id=name)
        self.label = label
        self.values = tuple(values)
        self.set_reactive(Pick.chosen, next((n for n, (_, value) in enumerate(self.values) if value == chosen), 0))

    @property
    def value(self) -> object:
        return self.values[self.chosen][1]

    def render(self) -> RenderResult:
        return self.drawn(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._places(width)[-1].y + 1

    def drawn(self, width: int) -> Content:
        """The label and the values, in as many lines as the width takes."""
        focused = self.has_focus
        sign = ("› " if focused else "  ", "bold")
        lines = [Content.assemble(sign, (self.label.ljust(LABEL - 2), "" if focused else "$text-muted"))]
        for n, place in enumerate(self._places(width)):
            if place.y == len(lines):
                lines.append(Content(" " * LABEL))
            elif n:
                lines[-1] += Content(" " * _BETWEEN)
            chosen = n == self.chosen
            lines[-1] += Content.styled(
                f"{'●' if chosen else '○'} {self.values[n][0]}", "bold $chosen" if chosen else "$text-muted"
            )
        return Content("\n").join(lines)

    def watch_chosen(self) -> None:
        if self.is_mounted:
            self.post_message(self.Changed(self))

    def action_step(self, by: int) -> None:
        self.chosen = (self.chosen + by) % len(self.values)

    def on_click(self, event: events.Click) -> None:
        """Takes the value that was clicked."""
        for n, place in enumerate(self._places(self.content_size.width)):
            if place.contains(event.x, event.y):
                self.chosen = n

    def _places(self, width: int) -> list[Region]:
        """Where each value stands."""
        places = []
        x, y = LABEL, 0
        for text, _ in self.values:
            cells = Content(text).cell_length + 2
            if x > LABEL and x + cells > width:
                x, y = LABEL, y + 1
            places.append(Region(x, y, cells, 1))
            x += cells + _BETWEEN
        return places


LABEL = 14
"""The width of the labels, so that all values begin in one column."""
_BETWEEN = 2
