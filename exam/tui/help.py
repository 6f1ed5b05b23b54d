"""The help page: every key that works on the page below it.

Not Textual's help panel: that stands beside a page, which then moves, and says nothing of a page in full words.
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from exam.tui.keymap import bindings_of, does
from exam.tui.widgets.page import Body, FullPage


class HelpScreen(FullPage[None]):
    """The keys of the page it was opened from, read from that page's own bindings."""

    DEFAULT_CSS = """
    HelpScreen #keys { height: 1fr; margin-top: 1; padding: 0 1 0 2; scrollbar-size-vertical: 1; }
    HelpScreen #keys Static { height: auto; padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,q,space", "back", "back", key_display="esc", id="help.back"),
    ]

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.lines = tuple(lines)

    def body(self) -> Iterator[Widget]:
        wide = max((Content(keys).cell_length for keys, _ in self.lines), default=0)
        yield Static(Content.styled("Keys of this page", "bold"), id="masthead")
        with Body(id="keys"):
            for keys, does in self.lines:
                yield Static(Content.assemble((keys.ljust(wide), "bold"), "   ", does))


def help_lines(screen: Screen[Any]) -> list[tuple[str, str]]:
    """Each thing that can be done on a screen now, after all its keys: the page's, the line's, then the program's."""
    keys_by_use: dict[str, list[str]] = {}
    for _, binding, keys in bindings_of(screen):
        keys_by_use.setdefault(does(binding), []).extend(keys)
    taken = {key for keys in keys_by_use.values() for key in keys}
    if tabs := [key for key in ("tab", "shift+tab") if key not in taken]:
        keys_by_use.setdefault("go through lines and fields", tabs)
    return [("  ".join(dict.fromkeys(keys)), use) for use, keys in keys_by_use.items()]
