"""Everything that can be done on the page below: listed with its keys on the help page, found by name in the palette.

Not Textual's help panel, which stands beside a page and so moves it; nor its palette, which sorts by likeness to what
is typed, and whose keys cannot be rebound. While an exam is being sat, what answers, strikes out, ends or leaves comes
last: an Enter too many does no harm.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from exam.core.text import visible
from exam.tui.finding import ROUTES, WORDS
from exam.tui.keymap import bindings_of, does
from exam.tui.widgets.clean_input import CleanInput
from exam.tui.widgets.drawn import Masthead
from exam.tui.widgets.page import Body, FullPage
from exam.tui.widgets.pick_card import PickCard

HARMLESS = {
    "room.flag", "room.unsure", "room.note", "room.report", "room.next", "room.back", "room.first", "room.last",
    "room.after", "room.before", "room.go-to", "room.navigator", "room.sheet", "room.clock", "room.pace", "room.help",
    "sheet.back", "sheet.all", "sheet.incomplete", "sheet.flagged", "app.keys", "app.theme", "app.redraw",
}  # fmt: skip
"""What the palette offers first while an exam is being sat."""

_FOR_KEYS_ALONE = {"move(1)", "move(-1)", "app.focus_next", "app.focus_previous", "turn(1)", "turn(-1)"}
"""Actions that move to and fro on a page: of use while a finger is on their key, so by name they come last."""

_MOST_KEYS = 2


@dataclass(frozen=True)
class Entry:
    """Something that can be done, with its keys as they are shown."""

    does: str
    keys: str
    action: str
    node: DOMNode
    """Whose action it is."""
    id: str = ""
    words: str = ""
    """By which it is found too."""

    def has(self, words: Iterable[str]) -> bool:
        """Whether each of these occurs in what it does, or in its other words."""
        return all(word in self.does.casefold() or word in self.words for word in words)


class Search(CleanInput):
    """What is typed to find an action."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "do it", show=False, id="palette.take")]


class Palette(PickCard[Entry | None]):
    """Dismisses what was picked, or None."""

    DEFAULT_CSS = "Palette Input { border: none; height: 1; padding: 0; background: $surface; margin-bottom: 1; }"
    ABOVE = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+k,ctrl+p", "dismiss", "back", id="palette.back"),
        Binding("down,tab", "move(1)", "next line", show=False, id="palette.next"),
        Binding("up,shift+tab", "move(-1)", "line before", show=False, id="palette.before"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, entries: list[Entry]) -> None:
        super().__init__()
        self.entries = entries
        self.matching = entries
        self.search = Search(placeholder="What do you want to do?", compact=True)

    def compose(self) -> ComposeResult:
        yield Vertical(self.search, OptionList(markup=False, compact=True))

    def on_mount(self) -> None:
        self._list()

    def take_typed(self, event: events.Key) -> bool:
        """Takes a letter that was typed before the field was there."""
        return self.search.take_ahead(event)

    @on(Input.Changed)
    def _list(self) -> None:
        """The entries that have every typed word: in what they do, and then by other words."""
        if not self.query(OptionList):
            return  # keys typed ahead have closed this screen before it was composed
        words = self.search.value.casefold().split()
        found = [entry for entry in self.entries if entry.has(words)]
        self.matching = sorted(found, key=lambda entry: not all(word in entry.does.casefold() for word in words))
        wide = max((Content(entry.keys).cell_length for entry in self.matching), default=0)
        options = self.query_one(OptionList)
        options.set_options(
            Option(Content.assemble((entry.keys.ljust(wide), "$text-muted"), "  ", visible(entry.does)))
            for entry in self.matching
        )
        if not self.matching:
            options.add_option(Option("Nothing was found. Try another word for it.", disabled=True))
        options.highlighted = 0 if self.matching else None

    @on(Input.Submitted)
    def _take(self) -> None:
        if (line := self.query_one(OptionList).highlighted) is not None:
            self.dismiss(self.matching[line])

    @on(OptionList.OptionSelected)
    def _taken(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.matching[event.option_index])

    def on_click(self, event: events.Click) -> None:
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)


def entries(screen: Screen[Any], *, sitting: bool) -> list[Entry]:
    """What can be done on a screen now, its own actions before those of the program."""
    first: dict[str, Entry] = {}
    last: dict[str, Entry] = {}
    for node, binding, keys in bindings_of(screen):
        if binding.action != "palette":
            name = binding.id or ""
            shown = "  ".join(keys[:_MOST_KEYS])
            entry = Entry(does(binding), shown, binding.action, node, name, WORDS.get(name, ""))
            is_late = (sitting and binding.id not in HARMLESS) or binding.action in _FOR_KEYS_ALONE
            (last if is_late else first).setdefault(entry.does, entry)
    return [*first.values(), *(entry for name, entry in last.items() if name not in first)]


def routes(screen: Screen[Any], here: Iterable[Entry]) -> list[Entry]:
    """Where one can go from a page by way of home, but to what can be done on it as it is."""
    done_here = {entry.id for entry in here}
    from_home = any(name.startswith("home.") for name in done_here)
    return [
        Entry(route.does, "", f"travel({route.steps!r})", screen.app, route.steps[-1], route.words)
        for route in ROUTES
        if route.steps[-1] not in done_here and not (from_home and route.steps[0] not in done_here)
    ]


class HelpScreen(FullPage[None]):
    """The keys of the page it was opened from, read from that page's own bindings."""

    DEFAULT_CSS = """
    HelpScreen #keys { height: 1fr; margin-top: 1; padding: 0 1 0 2; scrollbar-size-vertical: 1; }
    HelpScreen #keys Static { height: auto; max-width: 104; padding: 0 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,q,space", "back", "back", key_display="esc", id="help.back"),
    ]

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.lines = tuple(lines)

    def body(self) -> Iterator[Widget]:
        wide = max((Content(keys).cell_length for keys, _ in self.lines), default=0)
        yield Masthead("Keys of this page")
        lines = (Content.assemble((keys.ljust(wide), "bold"), "   ", use) for keys, use in self.lines)
        yield Body(*map(Static, lines), id="keys")


def help_lines(screen: Screen[Any]) -> list[tuple[str, str]]:
    """Each thing that can be done on a screen now, after all its keys: the page's, the line's, then the program's."""
    keys_by_use: dict[str, list[str]] = {}
    for _, binding, keys in bindings_of(screen):
        keys_by_use.setdefault(does(binding), []).extend(keys)
    taken = {key for keys in keys_by_use.values() for key in keys}
    if tabs := [key for key in ("tab", "shift+tab") if key not in taken]:
        keys_by_use.setdefault("go through lines and fields", tabs)
    return [("  ".join(dict.fromkeys(keys)), use) for use, keys in keys_by_use.items()]
