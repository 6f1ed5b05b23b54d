"""Owns the drawing of one question, line by line. Refuses to know what a click means.

It draws its lines itself, so that a key repaints the lines that changed and nothing else, and so that the next
question, where it fits as the last one did, is one frame without a new layout.
"""

from collections.abc import Iterable
from itertools import zip_longest
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from exam.tui.sitting.question_lines import Leaf, Line, Look, lines

_BLANK = Line(None, ())
_MOST_STRIPS = 500


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
        self._expected: dict[tuple[Leaf | None, int, int], list[Line]] = {}
        self._styles: dict[str, Style] = {}
        """What a piece looks like on this background, by its look; "" is the background alone."""
        self._strips: dict[tuple[Line, int, bool], Strip] = {}
        """Rows as they were drawn, by what is in them, their width, and whether the mouse is over them."""

    @property
    def rows(self) -> int:
        """How many rows the question takes, laid out or not; 0 before there is any width."""
        width = self.content_size.width
        return len(self._laid_out(width)) if width else 0

    def expect(self, leaves: Iterable[Leaf]) -> None:
        """Lays out and draws ahead what may be shown next, so that the key that shows it need not."""
        width = self.content_size.width
        self._expected = {}
        if not width:
            return
        if len(self._strips) > _MOST_STRIPS:
            self._strips.clear()
        for leaf in leaves:
            found = lines(leaf, width, self._room)
            self._expected[leaf, width, self._room] = found
            for line in found:
                self._strip(line, width, lit=False)

    def notify_style_update(self) -> None:
        self._styles.clear()
        self._strips.clear()
        super().notify_style_update()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._room = container.height
        return len(self._laid_out(width))

    def render_lines(self, crop: Region) -> list[Strip]:
        # A row is kept as it is drawn: the framework would go through the style of the widget for each of them.
        width, found = self.content_size.width, self._laid_out(self.content_size.width)
        drawn = []
        for y in crop.line_range:
            line = found[y] if y < len(found) else _BLANK
            drawn.append(self._strip(line, width, lit=line.option is not None and line.option == self.under_mouse))
        if crop.column_span != (0, self.outer_size.width):
            drawn = [strip.crop(*crop.column_span) for strip in drawn]
        return drawn

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
        changed = [y for y, (old, new) in enumerate(zip_longest(before, after)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _strip(self, line: Line, width: int, *, lit: bool) -> Strip:
        strip = self._strips.get((line, width, lit))
        if strip is None:
            base = self._style("")
            if lit:
                base += self.get_component_rich_style("paper--under-mouse", partial=True)
            segments = [Segment(piece.text, base + self._style(piece.look)) for piece in line.pieces]
            strip = Strip(segments).adjust_cell_length(width, base)
            # What is beside the text is never lit.
            strip = strip.adjust_cell_length(width + self.gutter.width, self._style(""))
            _, background = self.background_colors
            for line_filter in self.get_line_filters():
                strip = strip.apply_filter(line_filter, background)
            self._strips[line, width, lit] = strip
        return strip

    def _style(self, look: Look | Literal[""]) -> Style:
        # The framework works these out anew for every line, or at least for every frame.
        if look not in self._styles:
            self._styles[look] = (
                self.get_component_rich_style(f"paper--{look}", partial=True) if look else self.rich_style
            )
        return self._styles[look]

    def _option_at(self, y: int) -> int | None:
        found = self._laid_out(self.content_size.width)
        return found[y].option if 0 <= y < len(found) else None

    def _laid_out(self, width: int) -> list[Line]:
        asked = (self.leaf, width, self._room)
        if self._lines_for != asked:
            self._lines = self._expected.get(asked) or (
                [] if self.leaf is None else lines(self.leaf, width, self._room)
            )
            self._lines_for = asked
        return self._lines
