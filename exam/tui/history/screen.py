"""The list of all attempts. It opens none: it dismisses the row that was chosen."""

from asyncio import sleep
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, get_args

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.attempt import Attempt
from exam.store import AttemptRow, StoreError
from exam.tui.history.columns import AttemptColumns
from exam.tui.history.preview import preview
from exam.tui.home.wishes import Discard
from exam.tui.sitting.asking_to_discard import AskToDiscard
from exam.tui.stage import Stage
from exam.tui.widgets.drawn import Drawn, Masthead
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import FullPage, following

_WITH_PREVIEW = 120
"""Cells of a terminal from which the attempt that the cursor is on is shown beside the list."""
_RESTED = 0.05
"""Seconds that the cursor stands before an attempt is read, so that none is while it runs through the list."""


Order = Literal["newest", "oldest", "best", "worst"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True)
class HistorySelection:
    """What of the history is wanted. None: all."""

    order: Order = "newest"
    bank: str | None = None
    blueprint_title: str | None = None
    """The same in every bank that has such a blueprint."""
    mode: str | None = None


class HistoryScreen(FullPage[AttemptRow | Discard | Literal["progress", "bin", "take back"] | None]):
    """Every attempt. Dismisses the one to open or to discard, another place to go to, or None."""

    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="history.open"),
        Binding("o", "order", "order", tooltip="order: newest, oldest, best or worst first", id="history.order"),
        Binding(
            "f", "only('blueprint_title')", "paper", tooltip="only one paper, the next, or all", id="history.paper"
        ),
        Binding("c", "only('mode')", "count", tooltip="count exams only, practice only, or both", id="history.mode"),
        Binding("b", "only('bank')", "bank", tooltip="only one bank, the next, or all", id="history.bank"),
        Binding("p", "dismiss('progress')", "progress", id="history.progress"),
        Binding("delete,backspace,d", "discard", "discard", key_display="d", id="history.discard"),
        Binding(
            "z", "dismiss('take back')", "take back", tooltip="take back what was discarded", id="history.take-back"
        ),
        Binding("i", "dismiss('bin')", "bin", tooltip="bin: what was discarded", id="history.bin"),
        Binding("escape,q,h", "back", "back", key_display="esc", id="history.back"),
    ]

    def __init__(
        self,
        reading: Awaitable[Sequence[AttemptRow]],
        listing: HistorySelection | None = None,
        cursor: str = "",
        load: Callable[[str], Awaitable[Attempt]] | None = None,
    ) -> None:
        """`cursor` is the id of the attempt to stand on; `load` gives an attempt, to be shown beside the list."""
        super().__init__()
        self.reading = reading
        self.load = load
        self.beside: Attempt | None = None
        self.listing = listing or HistorySelection()
        self.cursor = cursor
        self.rows: Sequence[AttemptRow] = ()
        self.shown: list[AttemptRow] = []
        self.columns = AttemptColumns()

    def body(self) -> Iterator[Widget]:
        yield Masthead("History")
        with Horizontal(id="both"):
            with Vertical(id="list"):
                yield Drawn(self._head, id="head")
                yield Lines(lambda place, width: [self.columns.line(self.shown[place], width)], id="attempts")
            yield Drawn(self._preview, id="preview")
        yield Static(Content("Reading your attempts …"), id="empty")

    def on_mount(self) -> None:
        self.query_one("#attempts").focus()
        self._show()
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        empty = self.query_one("#empty", Static)
        try:
            self.rows = await self.reading
        except StoreError as error:
            empty.update(Content(str(error)))
            return
        self.columns = AttemptColumns(self.rows)
        self._show()
        nothing = "No attempt like that. The keys below change which are listed."
        empty.update(Content(nothing if self.rows else "Nothing yet. The first exam you sit will be listed here."))
        self.on_resize()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action, parameters:
            case "dismiss", ("take back",):
                return isinstance(self.app, Stage) and bool(self.app.discarded)
            case "dismiss", ("bin",):
                return True
            case ("open" | "order" | "discard" | "dismiss", _) | ("only", ("mode",)):
                return bool(self.rows)
            case "only", (str(field),):
                return len(self._values(field)) > 1
            case _:
                return super().check_action(action, parameters)

    def on_lines_moved(self) -> None:
        if self.shown:
            self.cursor = self.shown[self.query_one(Lines).cursor].id
            self._look()

    @work(exclusive=True, group="beside")
    async def _look(self) -> None:
        """Reads the attempt that the cursor is on, once it rests there."""
        if self.load is None or self.size.width < _WITH_PREVIEW:
            return
        await sleep(_RESTED)
        try:
            self.beside = await self.load(self.cursor)
        except StoreError:
            self.beside = None
        self.query_one("#preview").refresh(layout=True)

    def on_resize(self) -> None:
        super().on_resize()
        self.query_one("#preview").display = self.load is not None and self.size.width >= _WITH_PREVIEW
        self.on_lines_moved()

    def _preview(self, width: int) -> Content:
        height = self.query_one("#preview").content_size.height
        return preview(self.beside, width, height) if self.beside is not None and self.shown else Content("")

    def on_lines_taken(self) -> None:
        self.dismiss(self.shown[self.query_one(Lines).cursor])

    def action_open(self) -> None:
        self.query_one(Lines).action_take()

    @work(group="card", exclusive=True)
    async def action_discard(self) -> None:
        if self.shown:
            row = self.shown[self.query_one(Lines).cursor]
            if await self.app.push_screen_wait(AskToDiscard(row)):
                self.dismiss(Discard(row))

    def action_order(self) -> None:
        self._list(order=following(ORDERS, self.listing.order))

    def action_only(self, field: str) -> None:
        """Lists only what has the next value of a field of the rows, or all after the last."""
        self._list(**{field: following([None, *self._values(field)], getattr(self.listing, field))})

    def _list(self, **changed: Any) -> None:
        self.listing = replace(self.listing, **changed)
        self.cursor = ""
        self._show()

    def _show(self) -> None:
        """The attempts that are wanted now, and what is said about them."""
        self.shown = selected(self.rows, self.listing)
        lines = self.query_one(Lines)
        lines.show(len(self.shown), next((n for n, row in enumerate(self.shown) if row.id == self.cursor), 0))
        lines.display = bool(self.shown)
        self.query_one("#empty").display = not self.shown
        self.query_one("#both").display = bool(self.shown)
        self.on_lines_moved()
        if self.shown and self.focused is None:
            lines.focus()
        self.query_one("#head").refresh()
        beside = " · ".join(self._summary()) if self.rows else ""
        self.query_one(Masthead).say("History", beside)

    def _summary(self) -> Iterator[str]:
        """How many attempts are listed, in what order, and which."""
        listing, listed, every = self.listing, f"{len(self.shown):,}", f"{len(self.rows):,}"
        yield f"{every} attempt{'s' if every != '1' else ''}" if listed == every else f"{listed} of {every} attempts"
        if listing.order != "newest":
            yield f"{listing.order} first"
        yield from [row.bank_title for row in self.rows if row.bank == listing.bank][:1]
        yield from [listing.blueprint_title] if listing.blueprint_title else []
        yield from [{"exam": "exams only", "practice": "practice only"}[listing.mode]] if listing.mode else []

    def _values(self, field: str) -> list[str]:
        """The values that a field of the rows has, in their order."""
        if field == "mode":
            return ["exam", "practice"]
        return list(dict.fromkeys(getattr(row, field) for row in self.rows))

    def _head(self, width: int) -> Content:
        return self.columns.head(self.listing.order, width) if self.shown else Content("")


def selected(rows: Sequence[AttemptRow], listing: HistorySelection) -> list[AttemptRow]:
    """The attempts that are wanted, in order. `rows` are all, newest first; unfinished ones have no score: last."""
    kept = [
        row
        for row in rows
        if listing.bank in (None, row.bank)
        and listing.blueprint_title in (None, row.blueprint_title)
        and listing.mode in (None, row.mode)
    ]
    match listing.order:
        case "newest":
            return kept
        case "oldest":
            return kept[::-1]
        case "best" | "worst":
            up = -1 if listing.order == "best" else 1
            return sorted(kept, key=lambda row: (row.passed is None, up * (row.percent or 0.0)))
