"""The card on which a theme is picked: the page under it, and a line of signs on it, show each as one goes to it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from exam.core.text import visible
from exam.tui.widgets.once import Once

_SAMPLE = (
    ("✓ right", "$correct"), ("✗ wrong", "$incorrect"), ("⚑ flagged", "$marked"), ("! 4:59 left", "$time-low"),
    ("● chosen", "$chosen"),
)  # fmt: skip


class ThemePicker(ModalScreen[bool], Once[bool]):
    """Dismisses whether the theme that the app has now is to be kept; where not, it has the one from before again."""

    DEFAULT_CSS = """
    ThemePicker { align: right bottom; background: transparent; }
    ThemePicker Vertical {
        width: 60; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
        background: $surface; border-left: outer $accent;
    }
    ThemePicker Static { height: auto; margin-bottom: 1; }
    ThemePicker OptionList {
        border: none; height: auto; max-height: 100%; min-width: 12; padding: 0; background: $surface;
        scrollbar-size-vertical: 1;
    }
    ThemePicker OptionList:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "go_back", "back, with the colours of before", id="pick-theme.back"),
        Binding("down,j,tab,ctrl+t", "move(1)", "next theme", show=False, id="pick-theme.next"),
        Binding("up,k,shift+tab", "move(-1)", "theme before", show=False, id="pick-theme.before"),
    ]
    AUTO_FOCUS = "OptionList"

    def __init__(self, themes: Sequence[str]) -> None:
        """`themes` are the names of those that the app knows."""
        super().__init__()
        self.themes = themes

    def compose(self) -> ComposeResult:
        self.before = self.app.theme
        told = Content.styled("Enter keeps it, Esc leaves all as it was.", "$text-muted")
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

    def action_move(self, step: int) -> None:
        options = self.query_one(OptionList)
        options.highlighted = ((options.highlighted or 0) + step) % len(self.themes)

    def _line(self, name: str) -> Content:
        return Content(f"{'✓' if name == self.before else ' '} {visible(name)}")
