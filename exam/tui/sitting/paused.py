"""Owns the page of a pause, which hides the question. Refuses to run the clock."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from exam.tui.sitting.legend import Legend, Part
from exam.tui.widgets.once import Once


class Paused(Once[None]):
    """The clock stands still until this page is left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,escape,ctrl+p", "go_on", "go on", id="paused.go-on")]
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, clock: str) -> None:
        super().__init__()
        self.clock = clock

    def compose(self) -> ComposeResult:
        said = f"{self.clock}\nThe clock stands still. The pause is kept in the attempt."
        with Vertical(classes="card"):
            yield Static(Content("Paused"), classes="card-title")
            yield Static(Content(said), classes="card-text")
            yield Legend(self.BINDINGS, Part("paused.go-on", "go on"))

    def on_click(self) -> None:
        self.action_go_on()

    def action_go_on(self) -> None:
        self.dismiss(None)
