"""Owns the help page: every key that works on the page below it. Refuses a list kept by hand."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from exam.tui.page import FullPage, shown_key


class HelpScreen(FullPage[None]):
    """The keys of the page it was opened from, read from that page's own bindings."""

    DEFAULT_CSS = """
    HelpScreen #keys { padding: 1 2; }
    HelpScreen #keys Static { height: auto; padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back"),
        Binding("q,enter,question_mark", "back", "back", show=False),
    ]

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.lines = tuple(lines)

    def body(self) -> Iterator[Widget]:
        wide = max((Content(keys).cell_length for keys, _ in self.lines), default=0)
        with VerticalScroll(id="keys"):
            yield Static(Content.styled("Keys", "bold"))
            yield Static("")
            for keys, does in self.lines:
                yield Static(Content.assemble((keys.ljust(wide), "bold $primary"), "   ", does))

    def action_back(self) -> None:
        self.dismiss(None)


def keys_of(screen: Screen[Any]) -> list[tuple[str, str]]:
    """Each thing that can be done on a screen now, with all its keys: the page's, the line's, then the program's."""
    found: dict[str, list[str]] = {}
    for node in filter(None, (screen, screen.focused, screen.app)):
        for owner in type(node).__mro__:
            # The framework's own bindings are its names for what the last two lines say better.
            for binding in owner.__dict__.get("BINDINGS", ()) if owner.__module__.startswith("exam.") else ():
                if isinstance(binding, Binding) and binding.description:
                    keys = [binding.key_display] if binding.key_display else map(shown_key, binding.key.split(","))
                    found.setdefault(binding.description, []).extend(keys)
    found["leave the program, or an exam that is being sat"] = ["^q"]
    found["go through lines and fields"] = ["tab", "⇧tab"]
    found["scroll"] = ["page up", "page down"]
    return [(" ".join(dict.fromkeys(keys)), does) for does, keys in found.items()]
