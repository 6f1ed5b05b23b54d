"""Owns the list of attempts. Refuses to open one; it dismisses the row that was chosen."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, Static

from exam.store import Row
from exam.tui.page import FullPage

MOST = 500
"""Rows shown; the command `exam history` lists all."""


class HistoryScreen(FullPage[Row | None]):
    """Every attempt, newest first. Dismisses the one to open, or None."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open"),
        Binding("escape,q,h", "back", "back", key_display="esc"),
        Binding("t", "app.next_theme", "theme", show=False),
    ]

    def __init__(self, rows: Sequence[Row], place: int = 0) -> None:
        super().__init__()
        self.rows = tuple(rows[:MOST])
        self.more = len(rows) > MOST
        self.place = place

    def body(self) -> Iterator[Widget]:
        shown = len(self.rows)
        count = f"the newest {shown}" if self.more else f"{shown} attempt{'s' if shown != 1 else ''}"
        yield Static(Content.assemble(("History", "bold"), (f"   {count}", "$text-muted")), id="masthead")
        if self.rows:
            yield DataTable[Text](cursor_type="row", zebra_stripes=False)
        else:
            yield Static(Content("Nothing yet. The first exam you sit will be listed here."), id="empty")

    def on_mount(self) -> None:
        if not self.rows:
            return
        self._fill(self.place)
        self.query_one(DataTable).focus()
        # Cells carry their colours with them.
        self.app.theme_changed_signal.subscribe(self, lambda _: self._fill(self.query_one(DataTable).cursor_row))

    def _fill(self, place: int) -> None:
        table = self.query_one(DataTable)
        table.clear(columns=True)
        several = len({row.bank for row in self.rows}) > 1
        for title in ("When", "Result", "Score", "Paper", *(["Bank"] if several else []), "Attempt"):
            table.add_column(Text(title))
        for row in self.rows:
            when, result, score, paper, bank, attempt = self._cells(row)
            table.add_row(when, result, score, paper, *([bank] if several else []), attempt, key=row.id)
        table.move_cursor(row=min(place, len(self.rows) - 1))

    def on_data_table_row_selected(self, message: DataTable.RowSelected) -> None:
        self.dismiss(self.rows[message.cursor_row])

    def action_open(self) -> None:
        if self.rows:
            self.query_one(DataTable).action_select_cursor()

    def action_back(self) -> None:
        self.dismiss(None)

    def _cells(self, row: Row) -> tuple[Text, ...]:
        variables = self.app.theme_variables
        match row.passed:
            case None:
                result, score = Text("… unfinished"), Text(f"{row.answered} of {row.items}")
            case passed:
                word, name = ("✓ passed", "correct") if passed else ("✗ not passed", "incorrect")
                result = Text(word, style=_style(variables[name]))
                percent = float(100 * row.points / row.possible) if row.points is not None and row.possible else 0.0
                score = Text(f"{percent:.0f} %")
        paper = f"{row.blueprint_title}, practice" if row.mode == "practice" else row.blueprint_title
        return Text(day(row.started_at)), result, score, Text(paper), Text(row.bank_title), Text(row.id)


def day(at: datetime) -> str:
    """Date and time on this machine, sortable by eye."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def _style(colour: str) -> str:
    """A style sheet's colour as rich names it."""
    return colour.removeprefix("ansi_") if colour.startswith("ansi_") else colour[:7]
