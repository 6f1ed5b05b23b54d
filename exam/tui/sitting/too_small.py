"""Owns the card of a terminal too small for an exam. Refuses to hide the clock."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from exam.tui.sitting.clock import Clock
from exam.tui.sizes import LOWEST, NARROWEST


class TooSmall(Vertical):
    """Covers the screen where something would be cut off; nothing can be answered behind it."""

    def compose(self) -> ComposeResult:
        yield Clock()
        yield Static(markup=False)

    def on_mount(self) -> None:
        self._say()

    def on_resize(self, event: events.Resize) -> None:
        self._say()

    def _say(self) -> None:
        if not self.children:
            return  # Keys typed ahead have closed its screen before it was composed.
        size = self.app.size
        self.query_one(Static).update(
            Content(f"{NARROWEST} × {LOWEST} is needed,\nthis is {size.width} × {size.height}.\nNothing is lost.")
        )
