"""The help page of an exam: every key and what it does. A click on a line does it."""

from collections.abc import Collection, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from exam.tui.keymap import keys_of, shown
from exam.tui.sitting.dialogs import Legend, LegendPart
from exam.tui.sitting.grid import Grid
from exam.tui.sitting.keys import HELP_TABLE, QUESTION_BINDINGS, HelpRow
from exam.tui.sitting.parts import Scrolled
from exam.tui.widgets.keybar import Hint
from exam.tui.widgets.once import Once

_ALL: tuple[BindingType, ...] = (*QUESTION_BINDINGS, *Grid.BINDINGS)


class Help(ModalScreen[str | None], Once[str | None]):
    """Dismisses the action of the line that was clicked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,q,space", "close", "back", id="help.back"),
        Binding("up,k", "scroll(-1)", "scroll up", show=False, id="help.up"),
        Binding("down,j", "scroll(1)", "scroll down", show=False, id="help.down"),
        Binding("pageup,ctrl+u", "scroll(-8)", "page up", show=False, id="help.page-up"),
        Binding("pagedown,ctrl+d", "scroll(8)", "page down", show=False, id="help.page-down"),
    ]
    AUTO_FOCUS = ""

    def __init__(self, refused: Collection[str] = ()) -> None:
        """`refused` are actions that this exam never does; they are left out."""
        super().__init__()
        self.refused = refused

    def compose(self) -> ComposeResult:
        bound = keys_of(self.app, (*_ALL, *self.app.BINDINGS))
        with Vertical(classes="card wide"):
            with Scrolled():
                for title, table in HELP_TABLE:
                    rows = [row for row in table if row.action not in self.refused]
                    yield Static(Content(title), classes="help-title")
                    for row in rows:
                        yield HelpLine(row, keys_in_words(row, bound), last=row is rows[-1])
            yield Legend(
                self.BINDINGS,
                LegendPart("help.back", "back", "close"),
                LegendPart("help.up help.down", "scroll", "scroll(8)"),
            )

    def on_help_line_pressed(self, message: "HelpLine.Pressed") -> None:
        self.dismiss(message.action)

    def on_scrolled_more_changed(self, message: Scrolled.MoreChanged) -> None:
        legend = self.query_one(Legend)
        below = (Hint("▾", "more below", "scroll(8)"),) if message.more else ()
        legend.hints = (*below, *legend.key_hints())

    def action_close(self) -> None:
        self.dismiss(None)

    def action_scroll(self, rows: int) -> None:
        self.query_one(Scrolled).scroll_relative(y=rows, animate=False)


class HelpLine(Horizontal):
    """One key and what it does."""

    class Pressed(Message):
        """The line was clicked."""

        def __init__(self, action: str) -> None:
            self.action = action
            super().__init__()

    def __init__(self, row: HelpRow, keys: str, *, last: bool) -> None:
        super().__init__(classes="last" if last else "")
        self.row = row
        self.keys = keys

    def compose(self) -> ComposeResult:
        yield Static(Content(self.keys), classes="help-keys")
        yield Static(Content(self.row.does), classes="help-does")

    def on_click(self) -> None:
        if self.row.action:
            self.post_message(self.Pressed(self.row.action))


def keys_in_words(row: HelpRow, bound: Mapping[str, tuple[str, ...]]) -> str:
    """The keys of a line: its summary, while nobody has rebound any of them; else the first keys of each action."""
    own = {binding.id: tuple(binding.key.split(",")) for binding in _ALL if isinstance(binding, Binding)}
    known = [name for name in row.ids if name in bound]
    if not known or (row.keys and all(bound[name] == own.get(name) for name in known)):
        return row.keys
    return "  ".join(shown(key) for name in known for key in bound[name][: 3 if len(row.ids) == 1 else 1])
