"""What every full screen of an exam has: its size classes, its clock, and the card of a terminal too small."""

from dataclasses import dataclass
from datetime import timedelta

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Static

from exam.core.wording import clock
from exam.tui.widgets.once import LOWEST, NARROWEST, Once

PANEL_FROM = 100
"""Columns from which on the navigator stands beside the question."""

SHOWN_AGAIN = timedelta(minutes=5)
"""A hidden clock comes back by itself when this much is left."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the clock shows. A low time is told by a sign and a word too, not by its colour alone."""

    text: str = ""
    low: bool = False


def clock_reading(left: timedelta | None, allowed: timedelta | None, *, hidden: bool) -> ClockReading:
    """What the clock shows when `left` of the time `allowed` is left. None: untimed."""
    if left is None or allowed is None:
        return ClockReading("untimed")
    low = left <= min(allowed / 5, SHOWN_AGAIN)
    if hidden:
        return ClockReading("! time hidden" if low else "◷ hidden", low)
    return ClockReading(f"! {clock(left)} left" if low else f"◷ {clock(left)}", low)


class TimeLeft(Widget, can_focus=False):
    """The clock, at the right. A click hides or shows it."""

    ALLOW_SELECT = False

    reading: reactive[ClockReading] = reactive(ClockReading())

    class Pressed(Message):
        """The clock was clicked."""

    def render(self) -> Content:
        return Content(self.reading.text)

    def watch_reading(self, reading: ClockReading) -> None:
        self.set_class(reading.low, "-low")

    def on_click(self) -> None:
        self.post_message(self.Pressed())


class TooSmall(Vertical):
    """Covers the screen where something would be cut off, so that nothing is answered unseen. The clock stays."""

    def compose(self) -> ComposeResult:
        yield TimeLeft()
        yield Static(markup=False)

    def on_mount(self) -> None:
        self._state_sizes()

    def on_resize(self) -> None:
        self._state_sizes()

    def _state_sizes(self) -> None:
        size = self.app.size
        text = f"{NARROWEST} × {LOWEST} is needed,\nthis is {size.width} × {size.height}.\nNothing is lost."
        for card in self.query(Static):  # none where keys typed ahead have closed the screen before it was composed
            card.update(Content(text))


class Framed(Once[ScreenResultType]):
    """A full screen of an exam. Its sizes are classes: -tiny below 60 columns, -low below 20 rows, and so on."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (Textual declares it as an instance variable)
        (0, "-tiny"),
        (NARROWEST, "-narrow"),
        (80, "-normal"),
        (PANEL_FROM, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOWEST, "-short"), (24, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = ""

    reading: reactive[ClockReading] = reactive(ClockReading(), repaint=False)

    def compose(self) -> ComposeResult:
        # Textual sets these classes after the first resize. Set here, they spare a second layout and a second frame.
        for at, steps in (
            (self.app.size.width, self.HORIZONTAL_BREAKPOINTS),
            (self.app.size.height, self.VERTICAL_BREAKPOINTS),
        ):
            self.set_class(True, next(name for start, name in sorted(steps, reverse=True) if at >= start))
        yield from self.page()
        yield TooSmall()

    def page(self) -> ComposeResult:
        """The widgets of this screen."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.watch_reading(self.reading)  # it may have been set before there were any widgets

    def watch_reading(self, reading: ClockReading) -> None:
        for time_left in self.query(TimeLeft):
            time_left.reading = reading
