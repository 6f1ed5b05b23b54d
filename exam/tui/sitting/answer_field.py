"""The field into which an answer is typed. While it has the focus, letters belong to it."""

from collections.abc import Callable
from typing import ClassVar, Literal

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from exam.core.gap import LONGEST_TYPED
from exam.tui.keymap import keys_of
from exam.tui.widgets.clean_input import CleanInput, cleaned

Way = Literal["take", "after", "before", "out"]
"""How the field is left: its answer is taken, for the place after or before it, or typing is over."""


class AnswerField(CleanInput):
    """Keeps nothing itself: Textual's `Changed` tells what is typed, and `leaving` is called with the way it is left.

    A call and no message, because what is typed ahead waits behind the key that leaves: it belongs to the question that
    comes then, and must not be put into this one.
    """

    DEFAULT_CSS = """
    AnswerField { position: absolute; display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave('take')", "take the answer and go on", show=False, id="answer.take"),
        Binding("tab,down", "leave('after')", "next place to fill, or out of the field", show=False, id="answer.after"),
        Binding("shift+tab,up", "leave('before')", "place to fill before this one", show=False, id="answer.before"),
        Binding("escape", "leave('out')", "out of the field: keys do what they do elsewhere", id="answer.out"),
    ]

    class Full(Message):
        """More was typed or pasted than an answer may have."""

    def __init__(self) -> None:
        super().__init__(compact=True, max_length=LONGEST_TYPED, select_on_focus=False)
        self.place = (0, 0)
        """The question and its gap that are answered here."""
        self.leaving: Callable[[Way], None] | None = None

    def open(self, place: tuple[int, int], text: str) -> None:
        """Begins with a text, to be typed on at its end."""
        self.place = place
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)

    def replace(self, text: str, start: int, end: int) -> None:
        """As much as there is room for; the rest is told."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        clean = cleaned(text)
        room = LONGEST_TYPED - (len(self.value) - (end - start))
        super().replace(clean[: max(0, room)], start, end)
        if len(clean) > room:
            self.post_message(self.Full())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is typed yet, the keys that move within it do what they do elsewhere."""
        return bool(self.value) or action not in _MOVES

    def on_key(self, event: events.Key) -> None:
        if self.screen.focused is not self:
            event.prevent_default()  # typed ahead of the key that left: it goes on to the keys of the question
            return
        for name, keys in keys_of(self.app, self.BINDINGS).items():
            if event.key in keys:
                event.stop()
                event.prevent_default()
                self.action_leave(_WAYS[name])

    def on_click(self, event: events.Click) -> None:
        event.stop()  # the rows under it must not take it for a click on them

    def action_leave(self, way: Way) -> None:
        if self.leaving is not None:
            self.leaving(way)


_MOVES = frozenset({"cursor_left", "cursor_right", "home", "end"})
_WAYS: dict[str, Way] = {
    "answer.take": "take",
    "answer.after": "after",
    "answer.before": "before",
    "answer.out": "out",
}
