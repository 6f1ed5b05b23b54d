"""The lines of a card of the review, of which one is chosen."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class CardLines(OptionList):
    """What can be chosen, one a line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "choose", show=False, id="line.take"),
        Binding("down,j", "cursor_down", "next line", show=False, id="line.next"),
        Binding("up,k", "cursor_up", "line before", show=False, id="line.before"),
    ]
