"""The two pages that stand in front of the question: a pause, and the end of time."""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from exam.core.wording import counted
from exam.sitting.walk import Counts
from exam.tui.keymap import keys_of
from exam.tui.sitting.dialogs import Legend, LegendPart
from exam.tui.widgets.once import Once

_QUIET = 1.0
"""Seconds without any key before one is taken: longer than any keyboard waits before it repeats a held key."""


class _CardPage(Once[None]):
    """A page with a card in its middle, and one key that goes on."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    heading = ""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="card"):
            yield Static(Content(self.heading), classes="card-title")
            yield Static(Content(self.text), classes="card-text")
            yield self.legend()

    def legend(self) -> Legend:
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Whether it may be left now."""
        return True

    def on_click(self) -> None:
        if self.is_ready():
            self.action_go_on()

    def action_go_on(self) -> None:
        self.dismiss(None)


class Paused(_CardPage):
    """A pause: the question is hidden and the clock stands still until this page is left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,escape,ctrl+p", "go_on", "go on", id="paused.go-on")]
    heading = "Paused"

    def __init__(self, time: str) -> None:
        super().__init__(f"{time}\nThe clock stands still. The pause is kept in the attempt.")

    def legend(self) -> Legend:
        return Legend(self.BINDINGS, LegendPart("paused.go-on", "go on"))


class TimeUp(_CardPage):
    """Time is up, and what was answered counts. Enter goes on once the keyboard has been quiet for a second."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,escape", "go_on", "see the result", id="time-up.go-on")
    ]
    heading = "Time is up"

    def __init__(self, counts: Counts, now: Callable[[], float] = monotonic) -> None:
        rest = f"\n{counts.unanswered} had no full answer." if counts.unanswered else ""
        asked = counted(counts.items, "question")
        super().__init__(f"{counts.complete} of {asked} answered. Every answer counts.{rest}")
        self._now = now
        self._last = now()

    def legend(self) -> Legend:
        return Legend(self.BINDINGS, LegendPart("time-up.go-on", "see the result"))

    def on_mount(self) -> None:
        self._last = self._now()

    def on_key(self, event: events.Key) -> None:
        # Its keys are heard here and not by their bindings, because every other key begins the wait anew, too.
        event.stop()
        event.prevent_default()
        if self.is_ready() and event.key in keys_of(self.app, self.BINDINGS)["time-up.go-on"]:
            self.action_go_on()

    def is_ready(self) -> bool:
        """Whether nothing was pressed for long enough until now; every press begins the wait anew."""
        before, self._last = self._last, self._now()
        return self._last - before >= _QUIET
