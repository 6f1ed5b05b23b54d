"""The body of a question, drawn row by row, with a field in it where something is typed.

`QuestionBody` draws its rows itself, so that a key repaints the rows that changed and nothing else, and so that the
next question is one frame without a new layout where it needs no more room. It keeps the rows that it has drawn, and
draws the neighbours of a question ahead of the key that goes there. A key to the next question is then shown after 1.3
times as long as a key in a bare Textual app; where every row is drawn anew it takes 1.6 times as long, beyond the 1.5
that was set as the limit (medians of 80 to 120 keys without a disk, in turn with the bare app, on a busy machine; see
`tests/benchmarks/screens.py`).
"""

from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from exam.tui.sitting.answer_field import AnswerField
from exam.tui.sitting.question_rows import rows_of
from exam.tui.sitting.question_text import QuestionPart, QuestionText, TextRow
from exam.tui.widgets.selecting import Selecting, has_selected
from exam.tui.widgets.text import MARKS
from exam.tui.widgets.wrapping import is_disputed

_BLANK = TextRow(None, ())
_MOST_STRIPS = 500

_Layout = tuple[QuestionText | None, int, int]
"""A question, the width of its rows, and the height that there is without scrolling, in cells."""


class QuestionBody(Selecting, can_focus=False):
    """Stem, hints, gaps, options and reasons. A click is told as a press; with the right button, or with Shift, as one
    that strikes out or takes back. A drag selects text, of one column where there are two."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "question-body--blank",
        "question-body--stem",
        "question-body--text",
        "question-body--muted",
        "question-body--heading",
        "question-body--accent",
        "question-body--sign",
        "question-body--letter",
        "question-body--chosen",
        "question-body--struck",
        "question-body--right",
        "question-body--wrong",
        "question-body--field",
        "question-body--under-mouse",
        *(f"question-body--{mark}" for mark in MARKS),
    }

    question: reactive[QuestionText | None] = reactive(None, repaint=False)
    under_mouse: reactive[QuestionPart | None] = reactive(None, repaint=False)

    class Pressed(Message):
        """An option or a gap was clicked."""

        def __init__(self, part: QuestionPart, *, strike: bool) -> None:
            self.part = part
            self.strike = strike
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._height = 0
        """Rows that there are without scrolling."""
        self._rows: list[TextRow] = []
        self._layout: _Layout | None = None
        """What `_rows` is the layout of."""
        self._prepared: dict[_Layout, list[TextRow]] = {}
        self._strips: dict[tuple[TextRow, int, bool], Strip] = {}
        """Rows as they were drawn: by what is in them, their width, and whether the mouse is over them."""
        self._styles: dict[str, Style] = {}
        self._pictures: dict[str, Widget] = {}
        """The pictures that were shown so far, by the ids of their exhibits."""
        self.view: Callable[[str], Widget | None] | None = None
        """Gives the widget of a picture by the id of its exhibit, where this terminal shows pictures."""

    def compose(self) -> ComposeResult:
        yield AnswerField()

    def on_resize(self) -> None:
        self._place_field()
        self._place_pictures()

    def field_row(self, question: QuestionText) -> int | None:
        """The row of a question in which something is typed; None where there is none, or no width yet."""
        width = self.content_size.width
        rows = rows_of(question, width, self._height) if width else []
        return next((y for y, row in enumerate(rows) if row.field is not None), None)

    def rows_about(self, part: QuestionPart) -> Region | None:
        """Where a part of the question stands, from its first row to its last; None where it is not shown."""
        rows = [y for y, row in enumerate(self._rows_in(self.content_size.width)) if row.part == part]
        return Region(0, rows[0], 1, rows[-1] - rows[0] + 1) if rows else None

    @property
    def row_count(self) -> int:
        """How many rows the question takes, laid out or not; 0 before there is any width."""
        width = self.content_size.width
        return len(self._rows_in(width)) if width else 0

    @property
    def is_disputed(self) -> bool:
        """Whether some of it may be drawn in more cells, or in fewer, than it is known to have."""
        rows = self._rows_in(self.content_size.width) if self.content_size.width else []
        return any(is_disputed(piece.text) for row in rows for piece in row.pieces)

    def prepare(self, questions: Iterable[QuestionText]) -> None:
        """Lays out and draws ahead what may be shown next, so that the key that shows it need not."""
        width = self.content_size.width
        self._prepared = {}
        if not width:
            return
        if len(self._strips) > _MOST_STRIPS:
            self._strips.clear()
        for question in questions:
            rows = rows_of(question, width, self._height)
            self._prepared[question, width, self._height] = rows
            for row in rows:
                self._strip(row, width, lit=False)

    def notify_style_update(self) -> None:
        self._styles.clear()
        self._strips.clear()
        super().notify_style_update()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._height = container.height
        return len(self._rows_in(width))

    def render_lines(self, crop: Region) -> list[Strip]:
        width, strips = self.content_size.width, []
        rows = self._rows_in(width)
        for y in crop.line_range:
            row = rows[y] if y < len(rows) else _BLANK
            strip = self._strip(row, width, lit=row.part is not None and row.part == self.under_mouse)
            strips.append(self.with_selection(strip, y))
        if crop.column_span != (0, self.outer_size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """A row with its place in it, by which Textual tells where a selection begins and ends; not what is drawn."""
        return self.row_strip(y).apply_offsets(0, y)

    def row_strip(self, y: int) -> Strip:
        width = self.content_size.width
        rows = self._rows_in(width)
        return self._strip(rows[y] if y < len(rows) else _BLANK, width, lit=False)

    def rows_there(self) -> int:
        return self.row_count

    def column_of(self, y: int, selection: Selection) -> tuple[int, int]:
        ends = [self._column_at(end) for end in (selection.start, selection.end) if end is not None]
        rows = self._rows_in(self.content_size.width)
        row = rows[y] if y < len(rows) else _BLANK
        whole = sum(len(piece.text) for piece in row.pieces)
        if len(set(ends)) != 1 or (ends[0] == 0 and row.beside is None):
            return 0, whole
        middle = self._second_column(row)
        return (0, middle) if ends[0] == 0 else (middle, whole)

    def watch_question(self) -> None:
        """Repaints the rows that differ from those drawn last; lays out anew only where the height changes."""
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()
        before, width = self._rows, self.content_size.width
        after = self._rows_in(width)
        if not width or max(len(after), self._height) != self.size.height:
            self.refresh(layout=True)
        else:
            self._repaint(y for y, (old, new) in enumerate(zip_longest(before, after)) if old != new)
        self._place_field()
        self._place_pictures()

    def watch_under_mouse(self, before: QuestionPart | None, after: QuestionPart | None) -> None:
        rows = self._rows_in(self.content_size.width)
        self._repaint(y for y, row in enumerate(rows) if row.part is not None and row.part in (before, after))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.under_mouse = self._part_at(event.x, event.y)

    def on_leave(self) -> None:
        self.under_mouse = None

    def on_click(self, event: events.Click) -> None:
        part = self._part_at(event.x, event.y)
        if part is not None and not has_selected(self):
            self.post_message(self.Pressed(part, strike=event.button == 3 or event.shift))

    def _place_pictures(self) -> None:
        """Puts the pictures of this question over the rows that are left for them; those of others are away."""
        rows = self._rows_in(self.content_size.width)
        places = {row.picture[0]: (y, *row.picture[1:]) for y, row in enumerate(rows) if row.picture is not None}
        for name in places.keys() - self._pictures.keys():
            if self.view is not None and (view := self.view(name)) is not None:
                view.styles.position = "absolute"
                self._pictures[name] = view
                self.mount(view)
        for name, view in self._pictures.items():
            view.display = name in places
            if name in places:
                y, x, view.styles.width, view.styles.height = places[name]
                view.styles.offset = (x, y)

    def _place_field(self) -> None:
        """Puts the field over the row in which something is typed; it is away where nothing is."""
        field, rows = self.query_one(AnswerField), self._rows_in(self.content_size.width)
        place = next(((y, row.field) for y, row in enumerate(rows) if row.field is not None), None)
        field.display = place is not None
        if place is not None:
            y, (x, cells) = place
            field.styles.offset = (x, y)
            field.styles.width = cells

    def _repaint(self, rows: Iterable[int]) -> None:
        if regions := [Region(0, y, self.size.width, 1) for y in rows]:
            self.refresh(*regions)

    def _strip(self, row: TextRow, width: int, *, lit: bool) -> Strip:
        strip = self._strips.get((row, width, lit))
        if strip is None:
            plain = base = self._style("")
            if lit:
                base += self.get_component_rich_style("question-body--under-mouse", partial=True)
            segments, x = [], 0
            for piece in row.pieces:
                if row.beside is not None and x >= row.beside[0]:
                    base = plain
                segments.append(Segment(piece.text, base + self._style(piece.look, *piece.marks)))
                x += cell_len(piece.text)
            strip = Strip(segments).adjust_cell_length(width, base)
            # What is beside the text is never lit.
            strip = strip.adjust_cell_length(width + self.gutter.width, self._style(""))
            _, background = self.background_colors
            for line_filter in self.get_line_filters():
                strip = strip.apply_filter(line_filter, background)
            self._strips[row, width, lit] = strip
        return strip

    def _style(self, *names: str) -> Style:
        """The style of a look, and of marks within it, on this background; "" is the background alone."""
        key = " ".join(names)
        if key not in self._styles:
            parts = [self.get_component_rich_style(f"question-body--{name}", partial=True) for name in names if name]
            self._styles[key] = Style.combine(parts) if parts else self.rich_style
        return self._styles[key]

    def _part_at(self, x: int, y: int) -> QuestionPart | None:
        rows = self._rows_in(self.content_size.width)
        if not 0 <= y < len(rows):
            return None
        row = rows[y]
        return row.beside[1] if row.beside is not None and x >= row.beside[0] else row.part

    def _column_at(self, place: Offset) -> int:
        """0 for the left column or a row that has one only, 1 for the right one, of a place in characters."""
        rows = self._rows_in(self.content_size.width)
        row = rows[place.y] if place.y < len(rows) else _BLANK
        return int(row.beside is not None and place.x > self._second_column(row))

    def _second_column(self, row: TextRow) -> int:
        """The character with which the right column of a row begins; behind the last where there is none."""
        cells = characters = 0
        for piece in row.pieces:
            if row.beside is not None and cells >= row.beside[0]:
                break
            cells, characters = cells + cell_len(piece.text), characters + len(piece.text)
        return characters

    def _rows_in(self, width: int) -> list[TextRow]:
        layout = (self.question, width, self._height)
        if self._layout != layout:
            if layout in self._prepared:
                self._rows = self._prepared[layout]
            else:
                self._rows = [] if self.question is None else rows_of(self.question, width, self._height)
            self._layout = layout
        return self._rows
