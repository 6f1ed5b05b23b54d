"""The navigator: every question of the form with its status, beside the question or over it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from exam.core.attempt import Attempt
from exam.tui.sitting.dialogs import Legend, LegendPart
from exam.tui.sitting.grid import Grid, by_number
from exam.tui.sitting.keys import QUESTION_BINDINGS
from exam.tui.sitting.parts import SIGNS, Scrolled
from exam.tui.widgets.once import Once

_SIGNS_EXPLAINED = (
    f"{SIGNS['complete']} answered  {SIGNS['incomplete']} incomplete\n"
    f"{SIGNS['unseen']} unseen    {SIGNS['flagged']} flagged"
)


class NavigatorPanel(Vertical):
    """The navigator beside the question. Clicks go there; Tab gives it the keys that move among the numbers."""

    def compose(self) -> ComposeResult:
        yield Static(Content("Questions"), classes="card-title")
        with Scrolled():
            yield Grid()
        yield Static(Content(_SIGNS_EXPLAINED), classes="card-keys")
        yield Static(Content("tab goes to the numbers"), classes="card-keys")
        yield Legend(QUESTION_BINDINGS, LegendPart("room.navigator", "close", "navigator"))

    def show(self, attempt: Attempt) -> None:
        grid = self.query_one(Grid)
        grid.groups = by_number(attempt)
        if not grid.has_focus:
            grid.cursor = attempt.current


class Navigator(ModalScreen[int | None], Once[int | None]):
    """The navigator over the question, in a terminal too narrow for both. Dismisses the number to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,g,q", "close", "back", id="navigator.back")]
    AUTO_FOCUS = "Grid"

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self.attempt = attempt

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield Static(Content("Questions"), classes="card-title")
            with Scrolled():
                yield Grid(by_number(self.attempt), self.attempt.current)
            yield Static(Content(_SIGNS_EXPLAINED), classes="card-keys")
            yield Legend(
                (*self.BINDINGS, *Grid.BINDINGS),
                LegendPart("numbers.go", "go", "go"),
                LegendPart("numbers.left numbers.down numbers.up numbers.right", "move"),
                LegendPart("navigator.back", "back", "close"),
            )

    def on_grid_pressed(self, message: Grid.Pressed) -> None:
        if reason := self.attempt.barred(message.n):
            self.query_one(Legend).say(reason)
        else:
            self.dismiss(message.n)

    def action_go(self) -> None:
        self.query_one(Grid).action_go()

    def action_close(self) -> None:
        self.dismiss(None)
