"""Owns the card on which a section is picked."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from exam.tui.room.dialogs import Card


class Titles(OptionList):
    """The sections, one a line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", "next line", show=False, id="line.next"),
        Binding("up,k", "cursor_up", "line before", show=False, id="line.before"),
        Binding("enter,space", "select", "open", show=False, id="line.take"),
    ]


class Sections(Card[str | None]):
    """Dismisses the id of the section that was picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "OptionList"

    def __init__(self, titles: dict[str, str]) -> None:
        super().__init__("Only one section", "")
        self.titles = titles

    def card(self) -> ComposeResult:
        yield Titles(*(Option(title, id=name) for name, title in self.titles.items()), markup=False, compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
