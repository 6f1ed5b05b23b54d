"""The grid of question numbers with their signs, and the navigator: all of them, beside the question or over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from exam.core.attempt import Attempt
from exam.tui.sitting.dialogs import Legend, OverQuestion, card
from exam.tui.sitting.frame import SIGNS, Scrolled
from exam.tui.widgets.apart import Apart

_IN_A_ROW = (10, 5)
"""Numbers are easiest to find in rows of these lengths."""

_SIGNS_EXPLAINED = (
    f"{SIGNS['complete']} answered  {SIGNS['incomplete']} incomplete\n"
    f"{SIGNS['unseen']} unseen    {SIGNS['flagged']} flagged"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One question of the grid."""

    n: int
    sign: str
    marked: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class CellGroup:
    """The questions of a section, or all of them under no title; or one row of these on the screen."""

    title: str
    cells: tuple[Cell, ...]
    standing: str = ""
    """Whether the section is over or still to come; never cut, however long the title."""
    indent: int = 0
    """Of a row: how many cells of the screen its title and standing have before the questions."""


def by_number(attempt: Attempt) -> tuple[CellGroup, ...]:
    """All questions in one group, in the order of the form."""
    return (CellGroup("", tuple(_cell(attempt, slot.n) for slot in attempt.form.slots)),)


def by_section(attempt: Attempt) -> tuple[CellGroup, ...]:
    """The questions of each section, in the order of the form."""
    return tuple(
        CellGroup(
            section.title,
            tuple(_cell(attempt, slot.n) for slot in attempt.form.slots if slot.section == section.id),
            _standing(attempt, section.id),
        )
        for section in attempt.form.sections
    )


def _standing(attempt: Attempt, section: str) -> str:
    """Whether a section is over or still to come, where sections have clocks of their own."""
    if attempt.section is None or attempt.section == section:
        return ""
    return " – closed" if section in attempt.closed_sections else " – later"


class Grid(Widget, can_focus=True):
    """Numbers with their signs. Arrow keys or h j k l move the cursor, Enter or a click goes there."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "number before", show=False, id="numbers.left"),
        Binding("right,l", "move(1)", "number after", show=False, id="numbers.right"),
        Binding("up,k", "row(-1)", "row of numbers above", show=False, id="numbers.up"),
        Binding("down,j", "row(1)", "row of numbers below", show=False, id="numbers.down"),
        Binding("enter,space", "go", "go to this number", show=False, id="numbers.go"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--title",
        "grid--complete",
        "grid--unseen",
        "grid--flag",
        "grid--current",
        "grid--cursor",
    }

    groups: reactive[tuple[CellGroup, ...]] = reactive((), repaint=False)
    cursor: reactive[int] = reactive(1)
    """The number that Enter goes to."""

    class Pressed(Message):
        """A number was clicked or taken with Enter."""

        def __init__(self, n: int) -> None:
            self.n = n
            super().__init__()

    class LeftBelow(Message):
        """The cursor was moved down from the last row."""

    def __init__(self, groups: tuple[CellGroup, ...] = (), cursor: int = 1) -> None:
        super().__init__()
        self.set_reactive(Grid.groups, groups)
        self.set_reactive(Grid.cursor, cursor)
        self._rows: list[CellGroup] = []
        self._titles = Apart(())
        self._rows_for: tuple[tuple[CellGroup, ...], int] | None = None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._laid_out(width))

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        rows = self._laid_out(width)
        base = self.rich_style
        if not 0 <= y < len(rows):
            return Strip.blank(width, base)
        row = rows[y]
        named = f"{self._titles.cut(row.title, row.indent - 2 - len(row.standing))}{row.standing}"
        title = Segment(set_cell_size(named, row.indent) if row.indent else "", base + self._style("grid--title"))
        segments = [title, *(segment for cell in row.cells for segment in self._segments(cell, base))]
        return Strip(segments).adjust_cell_length(width, base)

    def watch_groups(self, before: tuple[CellGroup, ...], after: tuple[CellGroup, ...]) -> None:
        self.refresh(layout=_shape(before) != _shape(after))

    def watch_cursor(self, cursor: int) -> None:
        place = self._place(cursor)
        if place is not None and isinstance(self.parent, Widget):
            row = Region(0, self.virtual_region.y + place[0], 1, 1)
            self.parent.scroll_to_region(row, animate=False, force=True)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        rows = self._laid_out(self.content_size.width)
        if offset is None or not 0 <= offset.y < len(rows):
            return
        row = rows[offset.y]
        column = (offset.x - row.indent) // self._cell_width
        if 0 <= column < len(row.cells):
            self.cursor = row.cells[column].n
            self.post_message(self.Pressed(self.cursor))

    def action_move(self, step: int) -> None:
        numbers = self._numbers
        if self.cursor in numbers:
            self.cursor = numbers[max(0, min(len(numbers) - 1, numbers.index(self.cursor) + step))]

    def action_row(self, step: int) -> None:
        place, rows = self._place(self.cursor), self._laid_out(self.content_size.width)
        if place is not None and 0 <= place[0] + step < len(rows):
            cells = rows[place[0] + step].cells
            self.cursor = cells[min(place[1], len(cells) - 1)].n
        elif place is not None and step > 0:
            self.post_message(self.LeftBelow())

    def action_go(self) -> None:
        self.post_message(self.Pressed(self.cursor))

    @property
    def _numbers(self) -> list[int]:
        return [cell.n for group in self.groups for cell in group.cells]

    @property
    def _digits(self) -> int:
        return len(str(max(self._numbers, default=1)))

    @property
    def _cell_width(self) -> int:
        """Sign, number and flag, each with a blank beside it, in cells of the screen."""
        return self._digits + 5

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    def _segments(self, cell: Cell, base: Style) -> list[Segment]:
        look = base + self._style("grid--complete" if cell.sign == SIGNS["complete"] else "grid--unseen")
        flag = base + self._style("grid--flag")
        # The number shares the colour of its flag, so that the flag is not taken for that of the next number.
        number = flag if cell.marked else look
        if self.has_focus and cell.n == self.cursor:
            look = number = flag = base + self._style("grid--cursor")
        elif cell.current:
            number += self._style("grid--current")
        return [
            Segment(f"{cell.sign} ", look),
            Segment(f"{cell.n:>{self._digits}}", number),
            Segment(f" {SIGNS['flagged']}" if cell.marked else "  ", flag),
            Segment(" ", base),
        ]

    def _laid_out(self, width: int) -> list[CellGroup]:
        if self._rows_for != (self.groups, width):
            self._rows, self._rows_for = _lay_out(self.groups, width, self._cell_width), (self.groups, width)
            self._titles = Apart(group.title for group in self.groups)
        return self._rows

    def _place(self, n: int) -> tuple[int, int] | None:
        """The row of a number, and which of its row it is, both from 0."""
        rows = enumerate(self._laid_out(self.content_size.width))
        places = ((y, column) for y, row in rows for column, cell in enumerate(row.cells) if cell.n == n)
        return next(places, None)


class NavigatorPanel(Vertical):
    """The navigator beside the question. Clicks go there; Tab gives it the keys that move among the numbers."""

    def compose(self) -> ComposeResult:
        yield Static(Content("Questions"), classes="card-title")
        with Scrolled():
            yield Grid()
        yield Static(Content(_SIGNS_EXPLAINED), classes="card-keys")
        yield Static(Content("tab goes to the numbers"), classes="card-keys")
        yield Legend(self.screen.BINDINGS, ("room.navigator", "close", "navigator"))

    def show(self, attempt: Attempt) -> None:
        grid = self.query_one(Grid)
        grid.groups = by_number(attempt)
        if not grid.has_focus:
            grid.cursor = attempt.current


class Navigator(OverQuestion[int | None]):
    """The navigator over the question, in a terminal too narrow for both. Dismisses the number to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,g,q", "close", "back", id="navigator.back")]
    AUTO_FOCUS = "Grid"

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self.attempt = attempt

    def compose(self) -> ComposeResult:
        legend = Legend(
            (*self.BINDINGS, *Grid.BINDINGS),
            ("numbers.go", "go", "go"),
            ("numbers.left numbers.down numbers.up numbers.right", "move", ""),
            ("navigator.back", "back", "close"),
        )
        signs = Static(Content(_SIGNS_EXPLAINED), classes="card-keys")
        yield card("Questions", "", Scrolled(Grid(by_number(self.attempt), self.attempt.current)), signs, legend)

    def on_grid_pressed(self, message: Grid.Pressed) -> None:
        if reason := self.attempt.barred(message.n):
            self.query_one(Legend).say(reason)
        else:
            self.dismiss(message.n)

    def action_go(self) -> None:
        self.query_one(Grid).action_go()


def _lay_out(groups: tuple[CellGroup, ...], width: int, cell_width: int) -> list[CellGroup]:
    """Rows of cells, each group's title at its first row's left."""
    least = _IN_A_ROW[-1] * cell_width - 1
    titled = max((cell_len(group.title + group.standing) for group in groups), default=0)
    indent = max(0, min(titled + 2, width - least)) if titled else 0
    fit = max(1, (width - indent + 1) // cell_width)
    across = next((length for length in _IN_A_ROW if length <= fit), fit)
    return [
        CellGroup(
            "" if start else group.title, group.cells[start : start + across], "" if start else group.standing, indent
        )
        for group in groups
        for start in range(0, len(group.cells), across)
    ]


def _cell(attempt: Attempt, n: int) -> Cell:
    return Cell(n, SIGNS[attempt.status(n).value], attempt.of(n).marked, n == attempt.current)


def _shape(groups: Iterable[CellGroup]) -> list[tuple[str, str, int]]:
    """What the layout depends on."""
    return [(group.title, group.standing, len(group.cells)) for group in groups]
