"""Owns the help page: every key that works on the page below it. Refuses a list kept by hand."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

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


def keys_of(screen: Screen[object]) -> list[tuple[str, str]]:
    """Each thing that can be done on a screen now, with all its keys."""
    found: dict[str, tuple[list[str], str]] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if binding.description and not binding.system and binding.action:
            keys, _ = found.setdefault(binding.description, ([], binding.description))
            keys.append(binding.key_display or shown_key(key))
    found.setdefault("go through lines and fields", (["tab", "⇧tab"], "go through lines and fields"))
    return [(" ".join(keys), does) for keys, does in found.values()]
