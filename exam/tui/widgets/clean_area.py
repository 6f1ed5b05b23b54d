"""The field of several lines that every such field of the app is made of."""

from textual.widgets import TextArea
from textual.widgets.text_area import EditResult

from exam.core.text import visible
from exam.tui.widgets.clean_input import say_cut

MOST = 4_000
"""Letters that fit into it."""

_Location = tuple[int, int]
"""Row and column, from 0."""


class CleanArea(TextArea):
    """Several lines in which nothing can stand that could steer a terminal, whatever is pasted into them."""

    def __init__(self, *, name: str | None = None) -> None:
        super().__init__(name=name, compact=True, soft_wrap=True, highlight_cursor_line=False)

    def replace(
        self, insert: str, start: _Location, end: _Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        """Whatever is typed or pasted comes in here, or by `insert`. What is too much is left out, and that is said."""
        room = max(0, MOST - len(self.text) + len(self.get_text_range(min(start, end), max(start, end))))
        clean = visible(insert)
        if len(clean) > room:
            say_cut(self, MOST)
        return super().replace(clean[:room], start, end, maintain_selection_offset=maintain_selection_offset)

    def insert(
        self, text: str, location: _Location | None = None, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        at = self.cursor_location if location is None else location
        return self.replace(text, at, at, maintain_selection_offset=maintain_selection_offset)
