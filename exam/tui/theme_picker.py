"""The card on which a theme is picked: the page under it, and a line of signs on it, show each as one goes to it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exam.core.text import visible
from exam.tui.widgets.pick_card import PickCard

_SAMPLE = (
    ("✓ right", "$correct"), ("✗ wrong", "$incorrect"), ("⚑ flagged", "$marked"), ("! 4:59 left", "$time-low"),
    ("● chosen", "$chosen"),
)  # fmt: skip


class ThemePicker(PickCard[bool]):
    """Dismisses whether the theme that the app has now is to be kept; where not, it has the one from before again."""

    DEFAULT_CSS = """
    ThemePicker { align: right bottom; }
    ThemePicker Vertical { width: 60; margin-top: 0; }
    """
    ABOVE = 4
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "go_back", "back, with the colours of before", id="pick-theme.back"),
        Binding("down,j,tab,ctrl+t", "move(1)", "next theme", show=False, id="pick-theme.next"),
        Binding("up,k,shift+tab", "move(-1)", "theme before", show=False, id="pick-theme.before"),
    ]

    def __init__(self, themes: Sequence[str]) -> None:
        """`themes` are the names of those that the app knows."""
        super().__init__()
        self.themes = themes

    def compose(self) -> ComposeResult:
        self.before = self.app.theme
        told = Content.styled("Enter keeps it, Esc goes back.", "$text-muted")
        yield Vertical(
            Static(Content.assemble(("Which theme?", "bold"), "   ", told)),
            Static(Content("   ").join(Content.styled(word, f"bold {colour}") for word, colour in _SAMPLE)),
            OptionList(*(Option(self._line(name)) for name in self.themes), markup=False, compact=True),
        )

    def on_mount(self) -> None:
        here = self.themes.index(self.before) if self.before in self.themes else 0
        self.query_one(OptionList).highlighted = here

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.app.theme = self.themes[event.option_index]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.app.theme = self.themes[event.option_index]
        self.dismiss(True)

    def action_go_back(self) -> None:
        self.app.theme = self.before
        self.dismiss(False)

    def _line(self, name: str) -> Content:
        return Content(f"{'✓' if name == self.before else ' '} {visible(name)}")
