"""A card with a list over the page, of which one line is picked: an action, a bank, a theme."""

from typing import ClassVar

from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import OptionList

from exam.tui.widgets.once import Once


class PickCard(ModalScreen[ScreenResultType], Once[ScreenResultType]):
    """What stands in its one Vertical ends with an OptionList; what a line gives is for its subclasses to say."""

    DEFAULT_CSS = """
    PickCard { align: center top; }
    PickCard Vertical {
        width: 64; max-width: 100%; height: auto; max-height: 100%; margin-top: 2; padding: 1 2;
        background: $surface; border-left: outer $accent;
    }
    PickCard Static { height: auto; margin-bottom: 1; }
    PickCard OptionList {
        border: none; height: auto; max-height: 100%; min-width: 12; padding: 0; background: $surface;
        scrollbar-size-vertical: 1;
    }
    PickCard OptionList:focus { border: none; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "OptionList"

    def action_move(self, step: int) -> None:
        """Goes on or back by so many lines, from the last one to the first."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + step) % options.option_count
