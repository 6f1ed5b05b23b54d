"""A long list of what an import, a check or an export found. Below it stands the whole of the line that one is on.

Its texts are a stranger's as often as not, and shown literally.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.text import one_line, visible
from exam.tui.widgets.drawn import Drawn, titled
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import FullPage
from exam.tui.widgets.wrapping import wrapped

_INDENT = 2
_WIDEST_PLACE = 22
"""Cells of the column of places, at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, cut where it does not fit."""

    text: str
    where: str = ""
    """The place in a file, as it is shown; empty for a heading."""
    full: str = ""
    """What is said of it below the list; empty: the text."""
    style: str = ""
    file: Path | None = None
    """The file that can be opened in an editor; None: none."""
    line: int = 0
    """From 1; 0: no line of it in particular."""

    @property
    def is_heading(self) -> bool:
        return not self.where


@dataclass(frozen=True, slots=True)
class EditAt:
    """Open a file in the editor, at a line."""

    file: Path
    line: int


@dataclass(frozen=True, slots=True)
class Found:
    """What is shown, and what can be done with it."""

    title: str
    beside: str
    sentences: Sequence[str]
    """What is to be said of the whole, each a line or more."""
    rows: Sequence[Row]
    put: bool = False
    """Whether it is a bank that can be put beside the others."""
    writes: bool = False
    """Whether it can be written as a page for the bank's author."""


class FoundScreen(FullPage[EditAt | Literal["put", "page"] | None]):
    """Dismisses where to open an editor, "put", "page", or None for back."""

    CSS_PATH = "found.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "put", "put beside the others", id="found.put"),
        Binding("enter", "open", "edit", tooltip="open the file in your editor at this line", id="found.edit"),
        Binding("n", "heading(1)", "next kind", id="found.next-kind"),
        Binding("N", "heading(-1)", "kind before", show=False, id="found.kind-before"),
        Binding(
            "s",
            "dismiss('page')",
            "save as a page",
            tooltip="save it as a page for the bank's author",
            id="found.write",
        ),
        Binding("escape,q", "back", "back", key_display="esc", id="found.back"),
    ]
    FOOTED = True

    def __init__(self, found: Found, cursor: int = 1) -> None:
        """`cursor` is the place of the row to stand on, from 0; the first is a heading."""
        super().__init__()
        self.found = found
        self.cursor = cursor
        self.place_width = min(_WIDEST_PLACE, max((len(row.where) for row in found.rows), default=0))

    def body(self) -> Iterator[Widget]:
        found = self.found
        yield Static(titled(one_line(found.title), one_line(found.beside)), id="masthead")
        sentences = Content("\n").join(map(_line, found.sentences))
        yield Static(sentences, id="sentences")
        yield Lines(lambda place, width: [self._row(found.rows[place])], id="rows")
        yield Drawn(self._whole, height=lambda width: self._below, id="whole")

    @property
    def _below(self) -> int:
        """Rows below the list."""
        return 3 if self.app.size.height < 24 else 5

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.show(len(self.found.rows), self.cursor)
        if self.found.rows:
            lines.focus()

    def on_resize(self) -> None:
        super().on_resize()
        self.query("#whole").first().refresh(layout=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action, parameters:
            case "put", _:
                return self.found.put and not self.cramped
            case "dismiss", ("page",):
                return self.found.writes
            case "open", _:
                return any(row.file for row in self.found.rows)
            case "heading", _:
                return sum(row.is_heading for row in self.found.rows) > 1
            case _:
                return super().check_action(action, parameters)

    def on_lines_moved(self) -> None:
        self.cursor = self.query_one(Lines).cursor
        self.query_one("#whole").refresh()

    def on_lines_taken(self) -> None:
        row = self.found.rows[self.query_one(Lines).cursor]
        if row.file is not None:
            self.dismiss(EditAt(row.file, row.line))

    def action_open(self) -> None:
        self.query_one(Lines).action_take()

    def action_put(self) -> None:
        self.dismiss("put")

    def action_heading(self, by: int) -> None:
        """Goes to the next heading, or to the one before."""
        lines, rows = self.query_one(Lines), self.found.rows
        places = range(lines.cursor + 1, len(rows)) if by > 0 else range(lines.cursor - 1, -1, -1)
        lines.cursor = next((place for place in places if rows[place].is_heading), lines.cursor)

    def _row(self, row: Row) -> Content:
        if row.is_heading:
            return Content.styled(one_line(row.text), row.style or "bold")
        place = Content(one_line(row.where)).truncate(self.place_width, ellipsis=True)
        pad = " " * (self.place_width - place.cell_length + _INDENT)
        return Content.assemble(" " * _INDENT, place.stylize("$text-muted"), pad, (one_line(row.text), row.style))

    def _whole(self, width: int) -> Content:
        """All of the line under the cursor, as far as there is room."""
        if not self.found.rows:
            return Content("")
        row = self.found.rows[min(self.cursor, len(self.found.rows) - 1)]
        text = row.full if row.is_heading else row.full or row.text
        lines = wrapped(one_line(text), max(10, width))
        if len(lines) > self._below:
            lines = [*lines[: self._below - 1], f"{lines[self._below - 1][: width - 2]} …"]
        return Content.styled("\n".join(lines), "$text-muted")


def _line(text: str) -> Content:
    return Content(visible(text))
