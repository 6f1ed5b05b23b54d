"""Owns the card on which a section is picked."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from exam.tui.room.dialogs import Card


class Sections(Card[str | None]):
    """Dismisses the id of the section that was picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "OptionList"

    def __init__(self, titles: dict[str, str]) -> None:
        super().__init__("Only one section", "")
        self.titles = titles

    def card(self) -> ComposeResult:
        yield OptionList(*(Option(title, id=name) for name, title in self.titles.items()), markup=False, compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
