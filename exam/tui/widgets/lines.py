"""Lines that can be gone to and taken: one by itself among other widgets, or the rows of a long list."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Static

from exam.tui.widgets.selecting import Selecting, has_selected

_SIGN = 2
"""Cells before a line: where one is."""


class Choice(Static, can_focus=True):
    """A line or two of text; Enter or a click sends `Taken` with its value.

    Not one list of Textual's: on home and on pages of figures such lines stand among headings and text, each with keys
    that can be rebound.
    """

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
        """A text is broken where it does not fit. What draws itself for a width in cells keeps its own lines."""
        super().__init__(id=id, classes=classes)
        self.text = text
        self.value = value

    def render(self) -> RenderResult:
        """The text behind a sign that shows where one is without colour; lines after the first are indented too."""
        first, *others = self._lines(max(1, self.content_size.width - _SIGN))
        sign = "› " if self.has_focus else "  "
        return Content("\n").join(
            [Content.assemble((sign, "bold"), first), *(Content(" " * _SIGN) + line for line in others)]
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(max(1, width - _SIGN)))

    def on_click(self) -> None:
        if not has_selected(self):
            self.action_take()

    def action_take(self) -> None:
        if not self.disabled and not getattr(self.screen, "cramped", False):
            self.post_message(self.Taken(self.value))

    def _lines(self, width: int) -> list[Content]:
        if isinstance(self.text, Content):
            return list(self.text.wrap(width))
        return [line.truncate(width, ellipsis=True) for line in self.text(width).split("\n")]


class Choices(Choice, Selecting):
    """Several lines to be taken, of as many rows each, in one widget: forty widgets take 200 ms longer to be shown.

    Up and down go from line to line and, past the ends, to what stands before and after.
    """

    DEFAULT_CSS = """
    Choices > .choices--cursor { color: $primary; background: $surface; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "next line", show=False, id="line.next"),
        Binding("up,k", "move(-1)", "line before", show=False, id="line.before"),
    ]

    cursor: reactive[int] = reactive(0)

    class Moved(Message):
        """The cursor is on another line, or came here."""

        def __init__(self, value: object) -> None:
            self.value = value
            super().__init__()

    def __init__(
        self,
        draws: Sequence[Callable[[int], Content]],
        values: Sequence[object],
        *,
        rows: int = 1,
        apart: int = 0,
        classes: str | None = None,
    ) -> None:
        """`draws` give the text of a line for a width in cells; `apart`: blank rows before each."""
        super().__init__(Content(""), values[0], classes=classes)
        self.draws, self.values = draws, values
        self.rows, self.apart = rows, apart

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.rows_there()

    def render_line(self, y: int) -> Strip:
        return self.with_selection(self.row_strip(y), y).apply_offsets(0, y)

    def rows_there(self) -> int:
        return len(self.draws) * (self.rows + self.apart)

    def row_strip(self, y: int) -> Strip:
        place, row = divmod(y, self.rows + self.apart)
        row -= self.apart
        width = self.content_size.width
        here = place == self.cursor and self.has_focus
        text = Content("")
        if 0 <= row < self.rows and place < len(self.draws):
            drawn = self.draws[place](max(1, width - _SIGN)).split("\n")
            sign = "› " if here and row == 0 else " " * _SIGN
            text = Content.assemble((sign, "bold"), drawn[row].truncate(width - _SIGN, ellipsis=True))
        style = self.visual_style + self.get_visual_style("choices--cursor") if here and row >= 0 else self.visual_style
        return Visual.to_strips(self, text, width, 1, style, apply_selection=False, pad=True)[0]

    def watch_cursor(self) -> None:
        self.value = self.values[self.cursor]
        self.post_message(self.Moved(self.value))
        self._follow()
        self.refresh()

    def on_focus(self) -> None:
        self.post_message(self.Moved(self.value))

    def go_to(self, place: int) -> None:
        """Puts the focus on one of the lines."""
        self.focus(scroll_visible=False)
        self.cursor = place
        self.call_after_refresh(self._follow)

    def on_click(self, event: events.Click) -> None:  # type: ignore[override]
        place, row = divmod(event.y, self.rows + self.apart)
        if row >= self.apart and not has_selected(self):
            self.cursor = place
            self.action_take()

    def action_move(self, by: int) -> None:
        if 0 <= self.cursor + by < len(self.draws):
            self.cursor += by
            return
        match self.screen.focus_next() if by > 0 else self.screen.focus_previous():
            case Choices() as others:
                others.go_to(0 if by > 0 else len(others.draws) - 1)
            case _:
                pass

    def _follow(self) -> None:
        """Scrolls to the line under the cursor."""
        height = self.rows + self.apart
        line = Region(0, self.cursor * height, 1, height).translate(self.virtual_region.offset)
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(line, animate=False, force=True, immediate=True)


class Lines(ScrollView, Selecting, can_focus=True):
    """A long list of rows of the same height, one of them under the cursor; Enter or a click sends `Taken`.

    A row becomes text when it comes into view, so ten thousand rows cost no more than twenty. Textual's `OptionList`
    takes 1.5 s of processor time to be given as many; this takes 0.03 s.
    """

    DEFAULT_CSS = """
    Lines { height: 1fr; scrollbar-size: 1 1; overflow-x: hidden; }
    Lines > .lines--cursor { color: $primary; background: $surface; }
    Lines:ansi > .lines--cursor { text-style: bold; }
    Lines > .lines--row { color: $foreground; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", "lines--row"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "take", "open", show=False, id="line.take"),
        Binding("down,j", "move(1)", "next line", show=False, id="line.next"),
        Binding("up,k", "move(-1)", "line before", show=False, id="line.before"),
        Binding("pagedown,ctrl+d", "turn(1)", "lines below", show=False, id="line.page-down"),
        Binding("pageup,ctrl+u", "turn(-1)", "lines above", show=False, id="line.page-up"),
        Binding("home", "first", "first line", show=False, id="line.first"),
        Binding("end", "last", "last line", show=False, id="line.last"),
    ]

    cursor: reactive[int] = reactive(0)

    class Taken(Message):
        """The row under the cursor was taken."""

    class Moved(Message):
        """The cursor is on another row."""

    def __init__(
        self,
        draw: Callable[[int, int], Sequence[Content]],
        count: int = 0,
        *,
        rows: int = 1,
        id: str | None = None,  # noqa: A002 (Textual's name)
        signs_without_focus: bool = True,
    ) -> None:
        """`draw` gives the lines of a row, by its place and the width in cells; each row has `rows` lines. The sign of
        the line stays without the focus, as where a field searches the list, unless `signs_without_focus` is False."""
        super().__init__(id=id)
        self.signs_without_focus = signs_without_focus
        self.draw = draw
        self.count = count
        self.rows = rows

    def show(self, count: int, cursor: int = 0) -> None:
        """Other rows: how many there are now."""
        self.count = count
        self._measure()
        self.cursor = max(0, min(cursor, count - 1))
        self._follow()
        self.refresh()

    def on_resize(self) -> None:
        self._measure()
        self._follow()

    def render_line(self, y: int) -> Strip:
        y += self.scroll_offset.y
        return self.with_selection(self.row_strip(y), y).apply_offsets(0, y)

    def rows_there(self) -> int:
        return self.count * self.rows

    def row_strip(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        place, line = divmod(y, self.rows)
        if place >= self.count:
            return Strip.blank(width, self.rich_style)
        here = place == self.cursor and self.has_focus
        name = "lines--cursor" if here else "lines--row"
        drawn = self.draw(place, width - _SIGN)
        text = drawn[line] if line < len(drawn) else Content("")
        sign = "› " if line == 0 and place == self.cursor and (here or self.signs_without_focus) else "  "
        content = Content.assemble((sign, "bold" if here else ""), text.truncate(width - _SIGN, ellipsis=True))
        style = self.visual_style + self.get_visual_style(name)
        return Visual.to_strips(self, content, width, 1, style, apply_selection=False, pad=True)[0]

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self) -> None:
        self._follow()
        self.refresh()
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        place = (event.y + self.scroll_offset.y) // self.rows
        if 0 <= place < self.count and not has_selected(self):
            self.cursor = place
            self.action_take()

    def action_take(self) -> None:
        if self.count and not getattr(self.screen, "cramped", False):
            self.post_message(self.Taken())

    def action_move(self, by: int) -> None:
        self.cursor += by

    def action_turn(self, by: int) -> None:
        self.cursor += by * max(1, self.scrollable_content_region.height // self.rows - 1)

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = self.count - 1

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self.count * self.rows)

    def _follow(self) -> None:
        self.scroll_to_region(
            Region(0, self.cursor * self.rows, 1, self.rows), animate=False, force=True, immediate=True
        )
