"""Owns a part of the screen that scrolls, and knows whether more of it lies below. Refuses the focus."""

from typing import Any

from textual.containers import VerticalScroll
from textual.message import Message


class Scrolled(VerticalScroll, can_focus=False):
    """Scrolls what does not fit; its screen is told when its end comes into view or leaves it."""

    class Turned(Message):
        """Whether more lies below has changed."""

        def __init__(self, more: bool) -> None:
            self.more = more
            super().__init__()

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.more = False
        """Whether there is more below, as far as it is laid out."""

    def on_mount(self) -> None:
        self.look_soon()

    def on_resize(self) -> None:
        self.look_soon()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.look_soon()

    def look_soon(self, *_: Any) -> None:
        """Looks again once everything is laid out."""
        self.call_after_refresh(self.look)

    def look(self) -> None:
        """Tells the screen where something has changed."""
        more = round(self.scroll_y) < self.max_scroll_y
        if more != self.more:
            self.more = more
            self.post_message(self.Turned(more))
