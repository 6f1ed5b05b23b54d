"""Text that is selected with the mouse, in widgets which draw their rows themselves.

Textual does it all where a widget is one text that it draws. A widget of rows says what its rows are: `Selecting` shows
what is selected of them and gives it as text. Whatever is selected on a page is copied when the mouse button is let go.
"""

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

_A_CLICK = 2
"""Characters from which on a press that moved has selected something; a hand may slip by one cell in a click."""


class Selecting(Widget):
    """A widget of rows, counted from the first one that there is, seen or not.

    Named after the other base of a class, since Textual takes style sheets and the focus from the first.
    """

    ALLOW_SELECT: ClassVar[bool] = True

    def row_strip(self, y: int) -> Strip:
        """A row as it is drawn where nothing of it is selected."""
        raise NotImplementedError

    def rows_there(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def column_of(self, y: int, selection: Selection) -> tuple[int, int]:
        """The characters of a row, first and behind the last, that a selection may take: all, or those of a column."""
        return 0, len(self.row_strip(y).text)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        spans = ((y, self._selected(y, selection)) for y in self._rows_of(selection))
        rows = [self.row_strip(y).text[span[0] : span[1]].rstrip() for y, span in spans if span is not None]
        return "\n".join(rows), "\n"

    def with_selection(self, strip: Strip, y: int) -> Strip:
        """A row as it is drawn, with what is selected of it in the colours for that."""
        selection = self.text_selection
        span = self._selected(y, selection) if selection is not None else None
        if span is None:
            return strip
        text = strip.text
        first, last = (cell_len(text[:at]) for at in span)
        style = self.screen.get_component_rich_style("screen--selection")
        parts = strip.divide([first, last, strip.cell_length])
        return Strip.join([parts[0], parts[1].apply_style(style), *parts[2:]])

    def _selected(self, y: int, selection: Selection) -> tuple[int, int] | None:
        """The characters of a row that are selected, first and behind the last; None where none are."""
        span = selection.get_span(y)
        if span is None:
            return None
        first, last = self.column_of(y, selection)
        start, end = max(span[0], first), last if span[1] < 0 else min(span[1], last)
        return (start, end) if start < end else None

    def _rows_of(self, selection: Selection) -> Iterator[int]:
        first, last = Offset(0, 0), Offset(0, self.rows_there() - 1)
        yield from range((selection.start or first).y, min((selection.end or last).y, last.y) + 1)


def has_selected(widget: Widget) -> bool:
    """Whether the mouse button that was just let go has selected text, so that this was no click."""
    return len(widget.screen.get_selected_text() or "") >= _A_CLICK
