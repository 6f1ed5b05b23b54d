"""Owns the clock's place on the screen. Refuses to tell time: it shows the reading that it is given."""

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from exam.tui.sitting.watch import Reading
from exam.tui.widgets.still import Still


class Clock(Still, can_focus=False):
    """Time left, at the right. A click hides or shows it."""

    ALLOW_SELECT = False

    reading: reactive[Reading] = reactive(Reading())

    def __init__(self, reading: Reading = Reading()) -> None:  # noqa: B008 - a value that never changes
        super().__init__(classes="-low" if reading.low else "")
        self.set_reactive(Clock.reading, reading)

    class Pressed(Message):
        """The clock was clicked."""

    def render(self) -> Content:
        return Content(self.reading.text)

    def watch_reading(self, reading: Reading) -> None:
        self.set_class(reading.low, "-low")

    def on_click(self) -> None:
        self.post_message(self.Pressed())
