"""Owns the palette: everything that can be done on the page below it, looked up by name. Refuses to do any of it.

While an exam is being sat, what answers, strikes out, ends or leaves comes last: an Enter too many does no harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from exam.core.text import visible
from exam.tui.keymap import does, keys_of, shown
from exam.tui.widgets.once import Once

HARMLESS = {
    "room.flag", "room.unsure", "room.note", "room.report", "room.next", "room.back", "room.first", "room.last",
    "room.go-to", "room.navigator", "room.sheet", "room.clock", "room.pace", "room.help",
    "sheet.back", "sheet.all", "sheet.incomplete", "sheet.flagged", "app.keys", "app.theme",
}  # fmt: skip
"""What the palette offers first while an exam is being sat."""

_FOR_KEYS_ALONE = {"move(1)", "move(-1)", "app.focus_next", "app.focus_previous", "turn(1)", "turn(-1)"}
"""Actions that move to and fro on a page: of use while a finger is on their key, so by name they come last."""

_MOST_KEYS = 2


@dataclass(frozen=True)
class Entry:
    """Something that can be done."""

    does: str
    keys: str
    action: str
    node: DOMNode
    """Whose action it is."""


class Search(Input):
    """What is typed to find an action."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "do it", show=False, id="palette.take")]


class Palette(ModalScreen[Entry | None], Once[Entry | None]):
    """Dismisses what was picked, or None."""

    DEFAULT_CSS = """
    Palette { align: center top; }
    Palette Vertical {
        width: 64; max-width: 100%; height: auto; max-height: 100%; margin-top: 2; padding: 1 2;
        background: $surface; border-left: outer $accent;
    }
    Palette Input { border: none; height: 1; padding: 0; background: $surface; margin-bottom: 1; }
    Palette OptionList {
        border: none; height: auto; max-height: 100%; min-width: 12; padding: 0; background: $surface;
        scrollbar-size-vertical: 1;
    }
    Palette OptionList:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+k,ctrl+p", "close", "back", id="palette.back"),
        Binding("down,tab", "move(1)", "next line", show=False, id="palette.next"),
        Binding("up,shift+tab", "move(-1)", "line before", show=False, id="palette.before"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__()
        self.entries = entries
        self.found = entries

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Search(placeholder="What do you want to do?", compact=True)
            yield OptionList(markup=False, compact=True)

    def on_mount(self) -> None:
        self._list()

    @on(Input.Changed)
    def _list(self) -> None:
        """The entries in which every typed word occurs."""
        if not self.query(OptionList):
            return  # Keys typed ahead have closed this screen before it was composed.
        words = self.query_one(Input).value.casefold().split()
        self.found = [entry for entry in self.entries if all(word in entry.does.casefold() for word in words)]
        wide = max((Content(entry.keys).cell_length for entry in self.found), default=0)
        listed = self.query_one(OptionList)
        listed.set_options(
            Option(Content.assemble((entry.keys.ljust(wide), "$text-muted"), "  ", visible(entry.does)))
            for entry in self.found
        )
        if self.found:
            listed.highlighted = 0

    @on(Input.Submitted)
    def _take(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is not None:
            self.dismiss(self.found[place])

    @on(OptionList.OptionSelected)
    def _taken(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.found[event.option_index])

    def on_click(self, event: events.Click) -> None:
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)

    def action_move(self, step: int) -> None:
        listed = self.query_one(OptionList)
        if self.found:
            listed.highlighted = ((listed.highlighted or 0) + step) % len(self.found)

    def action_close(self) -> None:
        self.dismiss(None)


def entries(screen: Screen[Any], *, sitting: bool) -> list[Entry]:
    """What can be done on a screen now, its own actions before those of the program."""
    found: dict[str, Entry] = {}
    last: dict[str, Entry] = {}
    for node, binding, keys in bindings_of(screen):
        if binding.action == "palette":
            continue
        entry = Entry(does(binding), "  ".join(keys[:_MOST_KEYS]), binding.action, node)
        late = (sitting and binding.id not in HARMLESS) or binding.action in _FOR_KEYS_ALONE
        (last if late else found).setdefault(entry.does, entry)
    return [*found.values(), *(entry for name, entry in last.items() if name not in found)]


def bindings_of(screen: Screen[Any]) -> Iterator[tuple[DOMNode, Binding, tuple[str, ...]]]:
    """The program's own bindings that hold on a screen now, each with its keys as they are shown.

    First the screen's, then those of what has the focus and of what that is in. A key that does something else here,
    as it belongs to what is nearer to the focus, is not among them, nor is a binding that has no key left.
    """
    active = {shown(key): (one.node, one.binding.action) for key, one in screen.active_bindings.items() if one.enabled}
    for node in dict.fromkeys((screen, *(screen.focused or screen).ancestors_with_self, screen.app)):
        for owner in type(node).__mro__:
            # The framework's own bindings are its names for what the help page says better.
            for binding in owner.__dict__.get("BINDINGS", ()) if owner.__module__.startswith("exam.") else ():
                if isinstance(binding, Binding) and binding.description and binding.action:
                    bound = keys_of(screen.app, [binding]).get(binding.id or "", tuple(binding.key.split(",")))
                    own = binding.key_display if bound == tuple(binding.key.split(",")) else None
                    held = [key for key in map(shown, bound) if active.get(key) == (node, binding.action)]
                    if held:
                        yield node, binding, (own,) if own else tuple(held)
