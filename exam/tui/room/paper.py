"""Owns the drawing of one question, line by line. Refuses to know what a click means.

It draws its lines itself, so that a key repaints the lines that changed and nothing else, and so that the next
question, where it fits as the last one did, is one frame without a new layout.
"""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from exam.tui.room.leaf import Leaf, Line, lines


class Paper(Widget, can_focus=False):
    """Stem, hints, options and reasons. A click chooses; with the right button, or with Shift, it strikes out."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper--blank",
        "paper--stem",
        "paper--text",
        "paper--muted",
        "paper--heading",
        "paper--accent",
        "paper--sign",
        "paper--letter",
        "paper--chosen",
        "paper--struck",
        "paper--right",
        "paper--wrong",
        "paper--under-mouse",
    }

    leaf: reactive[Leaf | None] = reactive(None, repaint=False)
    under_mouse: reactive[int | None] = reactive(None, repaint=False)

    class Pressed(Message):
        """An option was clicked. `option` counts from 0."""

        def __init__(self, option: int, *, strike: bool) -> None:
            self.option = option
            self.strike = strike
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._room = 0
        """Rows that there are without scrolling."""
        self._lines: list[Line] = []
        self._lines_for: tuple[Leaf | None, int, int] | None = None

    @property
    def rows(self) -> int:
        """How many rows the question takes, laid out or not; 0 before there is any width."""
        width = self.content_size.width
        return len(self._laid_out(width)) if width else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._room = container.height
        return len(self._laid_out(width))

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        found = self._laid_out(width)
        base = self.rich_style
        if not 0 <= y < len(found):
            return Strip.blank(width, base)
        line = found[y]
        if line.option is not None and line.option == self.under_mouse:
            base += self.get_component_rich_style("paper--under-mouse", partial=True)
        segments = [Segment(piece.text, base + self._style(piece.look)) for piece in line.pieces]
        return Strip(segments).adjust_cell_length(width, base)

    def watch_leaf(self) -> None:
        self._repaint_changed()

    def watch_under_mouse(self, before: int | None, after: int | None) -> None:
        for y, line in enumerate(self._laid_out(self.content_size.width)):
            if line.option is not None and line.option in (before, after):
                self.refresh(Region(0, y, self.size.width, 1))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.under_mouse = self._option_at(event.y)

    def on_leave(self) -> None:
        self.under_mouse = None

    def on_click(self, event: events.Click) -> None:
        option = self._option_at(event.y)
        if option is not None:
            self.post_message(self.Pressed(option, strike=event.button == 3 or event.shift))

    def _repaint_changed(self) -> None:
        """Repaints the rows that differ from those drawn last; lays out anew only where the height changes."""
        before, width = self._lines, self.content_size.width
        after = self._laid_out(width)
        if not width or max(len(after), self._room) != self.size.height:
            self.refresh(layout=True)
            return
        for y in range(max(len(before), len(after))):
            if before[y : y + 1] != after[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def _style(self, look: str) -> Style:
        return self.get_component_rich_style(f"paper--{look}", partial=True)

    def _option_at(self, y: int) -> int | None:
        found = self._laid_out(self.content_size.width)
        return found[y].option if 0 <= y < len(found) else None

    def _laid_out(self, width: int) -> list[Line]:
        asked = (self.leaf, width, self._room)
        if self._lines_for != asked:
            self._lines = [] if self.leaf is None else lines(self.leaf, width, self._room)
            self._lines_for = asked
        return self._lines
