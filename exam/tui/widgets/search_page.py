"""A long list that is searched as one types: the field keeps the focus, and the arrow keys go through the list."""

from collections.abc import Awaitable, Iterator, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static

from exam.core.own_words import has_words
from exam.tui.widgets.apart import Pairs
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.drawn import Masthead
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import FullPage

_Row = TypeVar("_Row")


class Searched(CleanInput, inherit_bindings=True):
    """What is searched for."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "open", show=False, id="search.open")]


class SearchPage(FullPage[ScreenResultType], Generic[ScreenResultType, _Row]):
    """Rows, of two lines each, in which every typed word occurs. What is chosen is for its subclasses to say."""

    DEFAULT_CSS = """
    SearchPage #search { max-width: 130; border: none; height: 1; margin: 1 1 1 2; padding: 0 2; background: $surface; }
    SearchPage #found { padding: 0 1 0 2; }
    SearchPage #empty { padding: 0 4; height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "next line", show=False, id="search.next"),
        Binding("up", "move(-1)", "line before", show=False, id="search.before"),
        Binding("pagedown", "turn(1)", "lines below", show=False, id="search.page-down"),
        Binding("pageup", "turn(-1)", "lines above", show=False, id="search.page-up"),
        Binding("escape", "back", "back", id="search.back"),
    ]
    AUTO_FOCUS = "#search"
    TITLE_WORDS: ClassVar[str]
    NOTHING: ClassVar[str]
    """What is said where there are no rows at all."""

    def __init__(self, reading: Awaitable[Sequence[_Row]], search: str = "", cursor: int = 0) -> None:
        """`search` is what stands in the field at first, and `cursor` the place of the row to stand on."""
        super().__init__()
        self.reading, self.search, self.cursor = reading, search, cursor
        self.rows: Sequence[_Row] = ()
        self.names = Pairs(())
        """What all rows are of, as `name_of` has it."""
        self.shown: list[_Row] = []

    def body(self) -> Iterator[Widget]:
        yield Masthead(self.TITLE_WORDS)
        yield Searched(self.search, id="search", max_length=200, placeholder="type to search", compact=True)
        yield Lines(lambda place, width: self.row(self.shown[place], width), rows=2, id="found")
        yield Static(Content("Reading …"), id="empty")

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.can_focus = False
        lines.display = False
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        try:
            self.rows = await self.reading
        except Exception as error:  # whatever the store or a file says, its words are for the user
            self.query_one("#empty", Static).update(Content(str(error)))
            return
        self.names = Pairs(map(self.name_of, self.rows))
        self.list_rows(self.cursor)

    @on(Input.Changed)
    def _search_changed(self) -> None:
        if self.rows:
            self.list_rows()

    def list_rows(self, cursor: int = 0) -> None:
        """Lists what is wanted now."""
        self.search = self.query_one(Searched).value
        words = self.search.split()
        self.shown = [row for row in self.rows if self.wanted(row) and has_words(self.text_of(row), words)]
        lines, empty = self.query_one(Lines), self.query_one("#empty", Static)
        lines.show(len(self.shown), cursor)
        lines.display, empty.display = bool(self.shown), not self.shown
        none = "Nothing has these words." if words else self.none_words()
        empty.update(Content(none if self.rows else self.NOTHING))
        shown, every = f"{len(self.shown):,}", f"{len(self.rows):,}"
        count = every if shown == every else f"{shown} of {every}"
        self.query_one(Masthead).say(self.TITLE_WORDS, " · ".join((count, *self.beside())))

    def on_lines_moved(self) -> None:
        self.cursor = self.query_one(Lines).cursor

    @on(Input.Submitted)
    @on(Lines.Taken)
    def _take(self) -> None:
        if self.shown and not self.cramped:
            self.take(self.shown[self.query_one(Lines).cursor])

    def action_open(self) -> None:
        self._take()

    def action_move(self, by: int) -> None:
        self.query_one(Lines).action_move(by)

    def action_turn(self, by: int) -> None:
        self.query_one(Lines).action_turn(by)

    @property
    def here(self) -> _Row | None:
        """The row under the cursor."""
        return self.shown[self.query_one(Lines).cursor] if self.shown else None

    def row(self, row: _Row, width: int) -> list[Content]:
        """The two lines of a row."""
        raise NotImplementedError

    def text_of(self, row: _Row) -> str:
        """What of a row can be searched for."""
        raise NotImplementedError

    def name_of(self, row: _Row) -> tuple[str, str]:
        """What a row is of, and where that belongs, by which rows are told apart."""
        raise NotImplementedError

    def wanted(self, row: _Row) -> bool:
        """Whether a row is among those that the keys have chosen."""
        return True

    def none_words(self) -> str:
        """What is said where the keys have chosen none of the rows."""
        return "There is none of these."

    def beside(self) -> Iterator[str]:
        """What the keys have chosen, in words."""
        yield from ()

    def take(self, row: _Row) -> None:
        """What Enter does with a row."""
        raise NotImplementedError
