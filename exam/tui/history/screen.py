"""Owns the list of attempts. Refuses to open one; it dismisses the row that was chosen."""

from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar, Literal

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.wording import paper
from exam.store import Row, StoreError
from exam.tui.history.listing import ORDERS, Listing, following, listed, percent
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import FullPage

_WHEN, _RESULT, _SCORE, _ATTEMPT = 18, 14, 10, 11
_NARROW = 66
"""Cells below which the time of the day makes way."""
_ROOM = 16
"""Cells for the paper below which the attempt's name makes way."""


class HistoryScreen(FullPage[Row | Literal["progress"] | None]):
    """Every attempt. Dismisses the one to open, "progress" for what they say together, or None."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="history.open"),
        Binding("o", "order", "order", tooltip="order: newest, oldest, best or worst first", id="history.order"),
        Binding("f", "blueprint", "paper", tooltip="only one paper, the next, or all", id="history.paper"),
        Binding("m", "mode", "mode", tooltip="exams only, practice only, or both", id="history.mode"),
        Binding("b", "bank", "bank", tooltip="only one bank, the next, or all", id="history.bank"),
        Binding("p", "progress", "progress", id="history.progress"),
        Binding("escape,q,h", "back", "back", key_display="esc", id="history.back"),
        Binding("t", "app.next_theme", "next theme", show=False, id="page.theme"),
    ]

    def __init__(self, reading: Awaitable[Sequence[Row]], listing: Listing | None = None, held: str = "") -> None:
        """`held` is the id of the attempt to stand on."""
        super().__init__()
        self.reading = reading
        self.listing = listing or Listing()
        self.held = held
        self.rows: Sequence[Row] = ()
        self.shown: list[Row] = []
        self.several = False
        """Whether they are of several banks."""
        self.widest = 0
        """Cells of the longest name of a paper."""

    def body(self) -> Iterator[Widget]:
        yield Static(Content.styled("History", "bold"), id="masthead")
        yield Drawn(self._head, id="head")
        yield Lines(lambda place, width: [self._line(self.shown[place], width)], id="attempts")
        yield Static(Content("Reading your attempts …"), id="empty")

    def on_mount(self) -> None:
        self.query_one("#attempts").focus()
        self._show()
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        try:
            self.rows = await self.reading
        except StoreError as error:
            self.query_one("#empty", Static).update(Content(str(error)))
            return
        self.several = len({row.bank for row in self.rows}) > 1
        kinds = {(row.blueprint_title, row.mode, row.drill, row.bank_title): row for row in self.rows}
        self.widest = max((Content(self._paper(row)).cell_length for row in kinds.values()), default=0)
        self._show()
        if not self.rows:
            self.query_one("#empty", Static).update(Content("Nothing yet. The first exam you sit will be listed here."))
        self.on_resize()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "open" | "order" | "mode" | "progress":
                return bool(self.rows)
            case "bank":
                return len(self._values("bank")) > 1
            case "blueprint":
                return len(self._values("blueprint_title")) > 1
            case _:
                return super().check_action(action, parameters)

    def on_lines_moved(self, message: Lines.Moved) -> None:
        if self.shown:
            self.held = self.shown[message.place].id

    def on_lines_taken(self, message: Lines.Taken) -> None:
        self.dismiss(self.shown[message.place])

    def action_open(self) -> None:
        self.query_one(Lines).action_take()

    def action_order(self) -> None:
        self._list(replace(self.listing, order=ORDERS[(ORDERS.index(self.listing.order) + 1) % len(ORDERS)]))

    def action_mode(self) -> None:
        self._list(replace(self.listing, mode=following(("exam", "practice"), self.listing.mode)))

    def action_bank(self) -> None:
        self._list(replace(self.listing, bank=following(self._values("bank"), self.listing.bank)))

    def action_blueprint(self) -> None:
        values = self._values("blueprint_title")
        self._list(replace(self.listing, blueprint=following(values, self.listing.blueprint)))

    def action_progress(self) -> None:
        self.dismiss("progress")

    def action_back(self) -> None:
        self.dismiss(None)

    def _list(self, listing: Listing) -> None:
        self.listing = listing
        self.held = ""
        self._show()

    def _show(self) -> None:
        """The attempts that are wanted now, and what is said about them."""
        self.shown = listed(self.rows, self.listing)
        place = next((n for n, row in enumerate(self.shown) if row.id == self.held), 0) if self.held else 0
        self.query_one(Lines).show(len(self.shown), place)
        self.query_one("#head").refresh()
        empty = self.query_one("#empty", Static)
        empty.display = not self.shown
        lines = self.query_one(Lines)
        lines.display = bool(self.shown)
        if self.shown and self.focused is None:
            lines.focus()
        if self.rows and not self.shown:
            empty.update(Content("No attempt like that. The keys below change which are listed."))
        listing, whole, shown = self.listing, len(self.rows), len(self.shown)
        count = (
            f"{whole:,} attempt{'s' if whole != 1 else ''}" if shown == whole else f"{shown:,} of {whole:,} attempts"
        )
        titles = {row.bank: row.bank_title for row in self.rows} if listing.bank else {}
        parts = [count, *([f"{listing.order} first"] if listing.order != "newest" else [])]
        parts += [one for one in (titles.get(listing.bank or ""), listing.blueprint) if one]
        parts += [{"exam": "exams only", "practice": "practice only"}[listing.mode]] if listing.mode else []
        told = " · ".join(parts) if self.rows else ""
        self.query_one("#masthead", Static).update(Content.assemble(("History", "bold"), (f"   {told}", "$text-muted")))

    def _values(self, name: str) -> list[str]:
        return list(dict.fromkeys(getattr(row, name) for row in self.rows))

    def _head(self, width: int) -> Content:
        if not self.shown:
            return Content("")
        sign = {"newest": ("▾", ""), "oldest": ("▴", ""), "best": ("", "▾"), "worst": ("", "▴")}[self.listing.order]
        when, score = f"When {sign[0]}".ljust(_day_width(width - 2)), f"Score {sign[1]}".ljust(_SCORE)
        attempt = "  Attempt".ljust(_ATTEMPT) if _wide(width - 2) else ""
        paper = "Paper".ljust(max(0, self._room(width - 2)))
        return Content.styled(f"  {when}{'Result'.ljust(_RESULT)}{score}{paper}{attempt}", "$text-muted").truncate(
            width
        )

    def _line(self, row: Row, width: int) -> Content:
        if row.passed is None:
            result, score = Content.styled("… unfinished", "$marked"), f"{row.answered} of {row.items}"
        else:
            sign = ("✓ passed", "$correct") if row.passed else ("✗ not passed", "$incorrect")
            result, score = Content.styled(*sign), f"{percent(row) or 0.0:3.0f} %"
        return Content.assemble(
            day(row.started_at)[: _day_width(width) - 2].ljust(_day_width(width)),
            result,
            " " * (_RESULT - result.cell_length),
            score.ljust(_SCORE),
            Content(self._paper(row)).truncate(self._room(width), ellipsis=True, pad=True),
            (f"  {row.id}" if _wide(width) else "", "$text-muted"),
        )

    def _paper(self, row: Row) -> str:
        sat = paper(row.blueprint_title, row.mode, drill=row.drill)
        return f"{sat} · {row.bank_title}" if self.several else sat

    def _room(self, width: int) -> int:
        """Cells for the paper in a line of `width`: no more than any needs, so that what follows stands near."""
        if not _wide(width):
            return width - _day_width(width) - _RESULT - _SCORE
        return min(max(self.widest, len("Paper")), width - _WHEN - _RESULT - _SCORE - _ATTEMPT)


def _day_width(width: int) -> int:
    """Cells of the day, with the time where there is room."""
    return _WHEN if width >= _NARROW else len("2026-01-01") + 2


def _wide(width: int) -> bool:
    """Whether the attempts' names have room."""
    return width - _WHEN - _RESULT - _SCORE - _ATTEMPT >= _ROOM


def day(at: datetime) -> str:
    """Date and time on this machine, sortable by eye."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
