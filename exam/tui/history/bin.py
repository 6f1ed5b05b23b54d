"""The bin: attempts that were discarded, and can be taken out again for some days."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.wording import counted
from exam.store.bin import KEPT_FOR, Discarded
from exam.tui.widgets.apart import Pairs
from exam.tui.widgets.drawn import Masthead
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import FullPage

_DAY, _LEFT, _SCORE = 12, 14, 14
"""Cells of the columns before the paper."""


class BinScreen(FullPage[str | None]):
    """What is in the bin, the newest first. Dismisses the id of an attempt to take out, or None."""

    DEFAULT_CSS = """
    BinScreen #head { height: 1; padding: 0 2; margin-top: 1; color: $text-muted; }
    BinScreen #bin { padding: 0 2; }
    BinScreen #empty { padding: 1 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,z", "open", "take out", key_display="↵", id="bin.take-out"),
        Binding("escape,q,i", "back", "back", key_display="esc", id="bin.back"),
    ]

    def __init__(self, discarded: Sequence[Discarded], now: datetime) -> None:
        super().__init__()
        self.discarded = discarded
        self.papers = Pairs((one.blueprint_title, one.bank_title) for one in discarded)
        self.now = now

    def body(self) -> Iterator[Widget]:
        yield Masthead("Bin", counted(len(self.discarded), "attempt"))
        if self.discarded:
            head = f"  {'Discarded'.ljust(_DAY)}{'Kept for'.ljust(_LEFT)}{'Came to'.ljust(_SCORE)}Paper"
            yield Static(Content(head), id="head")
            yield Lines(lambda place, width: [self._line(self.discarded[place], width)], len(self.discarded), id="bin")
        else:
            yield Static(Content("Nothing was discarded in the last 30 days."), id="empty")

    def on_mount(self) -> None:
        for lines in self.query(Lines):
            lines.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.discarded) if action == "open" else super().check_action(action, parameters)

    def action_open(self) -> None:
        self.query_one(Lines).action_take()

    def on_lines_taken(self) -> None:
        self.dismiss(self.discarded[self.query_one(Lines).cursor].id)

    def _line(self, one: Discarded, width: int) -> Content:
        left = max(timedelta(), one.at + KEPT_FOR - self.now)
        score = f"{one.answered} of {one.items}" if one.percent is None else f"{one.percent:.0f} %"
        room = width - _DAY - _LEFT - _SCORE
        return Content.assemble(
            one.at.astimezone().strftime("%Y-%m-%d").ljust(_DAY),
            (counted(-(-left // timedelta(days=1)), "more day").ljust(_LEFT), "$text-muted"),
            score.ljust(_SCORE),
            self.papers.padded((one.blueprint_title, one.bank_title), room),
        )
