"""Owns what every full screen of the room has: its sizes, its clock, the card of a terminal too small."""

from textual.app import ComposeResult
from textual.reactive import reactive
from textual.screen import ScreenResultType

from exam.tui.sitting.clock import Clock
from exam.tui.sitting.too_small import TooSmall
from exam.tui.sitting.watch import Reading
from exam.tui.sizes import LOWEST, NARROWEST, is_cramped
from exam.tui.widgets.once import Once
from exam.tui.widgets.still import Still

PANEL_FROM = 100
"""Columns from which on the navigator stands beside the question."""


class Framed(Once[ScreenResultType], Still):
    """A full screen of the room. Its sizes are classes: -tiny below 60 columns or 20 rows, -short below 24 rows."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (the framework declares it as an instance variable)
        (0, "-tiny"),
        (NARROWEST, "-narrow"),
        (80, "-normal"),
        (PANEL_FROM, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOWEST, "-short"), (24, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = ""

    reading: reactive[Reading] = reactive(Reading(), repaint=False)

    def compose(self) -> ComposeResult:
        # The framework sets these after the first resize; before it, they save it a second layout and frame.
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

    def watch_reading(self, reading: Reading) -> None:
        for clock in self.query(Clock):
            clock.reading = reading

    @property
    def cramped(self) -> bool:
        """Whether the terminal is too small, so that the card stands in front of everything."""
        return is_cramped(self.app.size)
