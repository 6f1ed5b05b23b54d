"""Owns the page that comes by itself when time is up. Refuses to be clicked away by a key that is being held."""

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from exam.tui.keymap import keys_of
from exam.tui.sitting.counts import Counts, questions
from exam.tui.sitting.legend import Legend, Part
from exam.tui.widgets.once import Once

_QUIET = 1.0
"""Seconds without any key before one is taken: longer than any keyboard waits before it repeats a held key."""


class TimeUp(Once[None]):
    """Time is up; what was answered counts. Enter goes on, once the keyboard has been quiet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,escape", "go_on", "see the result", id="time-up.go-on")
    ]
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, counts: Counts, now: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.counts = counts
        self._now = now
        self._last = now()

    def compose(self) -> ComposeResult:
        unanswered = self.counts.unanswered
        rest = f"\n{unanswered} had no full answer." if unanswered else ""
        said = f"{self.counts.complete} of {questions(self.counts.items)} answered. Every answer counts.{rest}"
        with Vertical(classes="card"):
            yield Static(Content("Time is up"), classes="card-title")
            yield Static(Content(said), classes="card-text")
            yield Legend(self.BINDINGS, Part("time-up.go-on", "see the result"))

    def on_mount(self) -> None:
        self._last = self._now()

    def on_key(self, event: events.Key) -> None:
        # Its keys are heard here and not by their bindings, because every other key begins the wait anew, too.
        event.stop()
        event.prevent_default()
        if self._quiet() and event.key in keys_of(self.app, self.BINDINGS)["time-up.go-on"]:
            self.action_go_on()

    def on_click(self) -> None:
        if self._quiet():
            self.action_go_on()

    def action_go_on(self) -> None:
        self.dismiss(None)

    def _quiet(self) -> bool:
        """Whether nothing was pressed for long enough until now; every press begins the wait anew."""
        before, self._last = self._last, self._now()
        return self._last - before >= _QUIET
