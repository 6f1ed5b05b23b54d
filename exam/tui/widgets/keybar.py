"""The last line of a page: what can be pressed here, or a passing note in its place.

Not Textual's footer: that lets what does not fit run off the edge, the way to the help page first.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

_NOTE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Hint:
    """A key, what it does, and the action that a click on it runs."""

    key: str
    label: str
    action: str


class KeyBar(Widget, can_focus=False):
    """As many hints as fit, in order; the last one stays in any case. A click on one runs its action."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keybar--key", "keybar--note"}

    hints: reactive[tuple[Hint, ...]] = reactive(())
    note: reactive[str] = reactive("")

    class Pressed(Message):
        """A hint was clicked; without an action: a note was clicked away."""

        def __init__(self, action: str) -> None:
            self.action = action
            super().__init__()

    def __init__(self, hints: tuple[Hint, ...] = ()) -> None:
        super().__init__()
        self._places: tuple[tuple[int, int, str], ...] = ()
        self._fading: Timer | None = None
        self.set_reactive(KeyBar.hints, hints)

    def say(self, note: str, *, seconds: float | None = _NOTE_SECONDS) -> None:
        """Shows a note in place of the keys for a while; None: until `hush`."""
        if self._fading is not None:
            self._fading.stop()
            self._fading = None
        self.note = note
        if seconds is not None:
            self._fading = self.set_timer(seconds, self.hush)

    def hush(self) -> None:
        """The keys again."""
        self.note = ""

    def render(self) -> Content:
        if self.note:
            self._places = ()
            return Content.styled(self.note, self.get_visual_style("keybar--note", partial=True))
        key_style = self.get_visual_style("keybar--key", partial=True)
        shown, gap = self._fitting()
        pieces: list[Content] = []
        places = []
        x = 0
        for hint in shown:
            piece = Content.assemble((hint.key, key_style), f" {hint.label}")
            places.append((x, x + piece.cell_length, hint.action))
            x += piece.cell_length + gap
            pieces.append(piece)
        self._places = tuple(places)
        return Content(" " * gap).join(pieces)

    def on_click(self, event: events.Click) -> None:
        if self.note:
            self.hush()
            self.post_message(self.Pressed(""))
            return
        x = event.x - self.gutter.left
        for start, end, action in self._places:
            if start <= x < end:
                self.post_message(self.Pressed(action))

    def _fitting(self) -> tuple[list[Hint], int]:
        """The hints that have room, and the cells between them: first closer together, then fewer."""
        width = self.content_size.width
        kept = list(self.hints)
        while True:
            needed = sum(len(hint.key) + 1 + len(hint.label) for hint in kept)
            for gap in (3, 2):
                if needed + gap * (len(kept) - 1) <= width or len(kept) < 2:
                    return kept, gap
            del kept[-2]
