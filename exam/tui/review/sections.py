"""The card on which a section is picked."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from exam.tui.sitting.dialogs import Dialog, Legend, LegendPart


class Titles(OptionList):
    """The sections, one a line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "open", show=False, id="line.take"),
        Binding("down,j", "cursor_down", "next line", show=False, id="line.next"),
        Binding("up,k", "cursor_up", "line before", show=False, id="line.before"),
    ]


class Sections(Dialog[str | None]):
    """Dismisses the id of the section that was picked, or None."""

    DEFAULT_CSS = """
    Sections OptionList {
        border: none; height: auto; max-height: 65vh; padding: 0; background: $surface; scrollbar-size-vertical: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "OptionList"

    def __init__(self, titles: dict[str, str]) -> None:
        super().__init__("Questions of one section", "")
        self.titles = titles

    def card(self) -> ComposeResult:
        yield Titles(*(Option(title, id=name) for name, title in self.titles.items()), markup=False, compact=True)
        yield Legend(
            (*Titles.BINDINGS, *Dialog.BINDINGS),
            LegendPart("line.take", "only these"),
            LegendPart("dialog.back", "back", "close"),
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
