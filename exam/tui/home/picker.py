"""The card on which the bank in hand is chosen."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exam.core.text import visible
from exam.core.wording import counted
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.pick_card import Fitted, PickCard


class BankPicker(PickCard[str | None]):
    """Dismisses the id of the bank that was picked, or None."""

    ABOVE = 3
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,c,q", "dismiss", "back", id="pick-bank.back"),
        Binding("down,j,tab", "move(1)", "next line", show=False, id="pick-bank.next"),
        Binding("up,k,shift+tab", "move(-1)", "line before", show=False, id="pick-bank.before"),
    ]

    def __init__(self, banks: Sequence[tuple[str, str, int | None]], in_hand: str) -> None:
        """Id, title and number of questions of each bank; None: its file is not known any more."""
        super().__init__()
        self.banks = banks
        self.in_hand = in_hand

    def compose(self) -> ComposeResult:
        told = Content.styled("What is due, drills, progress and set-up are about it.", "$text-muted")
        titles = Apart(visible(title) for _, title, _ in self.banks)
        lines = (Fitted(partial(self._line, titles, *bank)) for bank in self.banks)
        options = OptionList(*map(Option, lines), markup=False, compact=True)
        yield Vertical(Static(Content.assemble(("Which bank?", "bold"), "\n", told)), options)

    def on_mount(self) -> None:
        ids = [name for name, _, _ in self.banks]
        self.query_one(OptionList).highlighted = ids.index(self.in_hand) if self.in_hand in ids else 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.banks[event.option_index][0])

    def _line(self, titles: Apart, name: str, title: str, items: int | None, width: int) -> Content:
        sign = "✓ " if name == self.in_hand else "  "
        beside = "  only its past: the file is not here" if items is None else f"  {counted(items, 'question')}"
        return Content(f"{sign}{titles.cut(visible(title), width - len(sign) - len(beside))}{beside}")
