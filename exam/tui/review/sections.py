"""The card that asks which section to review."""

from functools import partial

from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from exam.tui.review.card_lines import CardLines
from exam.tui.sitting.dialogs import Dialog, Legend, card
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.pick_card import Fitted


class Sections(Dialog[str | None]):
    """Dismisses the id of the section that was picked, or None."""

    DEFAULT_CSS = """
    Sections OptionList {
        border: none; height: auto; max-height: 65vh; padding: 0; background: $surface; scrollbar-size-vertical: 1;
    }
    """
    AUTO_FOCUS = "OptionList"

    def __init__(self, titles: dict[str, str]) -> None:
        super().__init__()
        self.titles = titles

    def compose(self) -> ComposeResult:
        titles = Apart(self.titles.values())
        options = (Option(Fitted(partial(titles.line, title)), id=name) for name, title in self.titles.items())
        keys = (*CardLines.BINDINGS, *Dialog.BINDINGS)
        legend = Legend(keys, ("line.take", "only these", ""), ("dialog.back", "back", "close"))
        yield card("Questions of one section", "", CardLines(*options, markup=False, compact=True), legend)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
