"""A card with a list over the page, of which one line is picked: an action, a bank, a theme."""

from collections.abc import Callable
from typing import ClassVar

from textual.content import Content
from textual.css.styles import RulesMap
from textual.screen import ModalScreen, ScreenResultType
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList

from exam.tui.widgets.once import Once

_AROUND = 4
"""Rows that a card keeps free above itself, and at its upper and lower edge."""


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
    ABOVE: ClassVar[int]
    """Rows of the card above its list."""

    def on_resize(self) -> None:
        """Keeps the end of the list on the card, where a percentage would leave out what stands above it."""
        for options in self.query(OptionList):
            options.styles.max_height = max(1, self.app.size.height - _AROUND - self.ABOVE)

    def action_move(self, step: int) -> None:
        """Goes on or back by so many lines, from the last one to the first."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + step) % options.option_count


class Fitted(Visual):
    """A line of an OptionList, which would break it: drawn for the width that it has."""

    def __init__(self, draw: Callable[[int], Content]) -> None:
        """`draw` gives the line in so many cells."""
        self.draw = draw

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return self.draw(width).truncate(width, ellipsis=True).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return min(container_width, self.draw(container_width).cell_length)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return 1
