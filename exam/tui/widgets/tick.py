"""A line that is chosen or not."""

from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static


class Tick(Static, can_focus=True):
    """A box and a text; Space, Enter or a click turns it over and sends `Turned`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "choose or leave out", show=False, id="field.tick")
    ]

    chosen: reactive[bool] = reactive(False)

    class Turned(Message):
        """A tick was turned over."""

    def __init__(self, text: Content, value: str, chosen: bool, *, disabled: bool = False) -> None:
        super().__init__(disabled=disabled)
        self.text = text
        self.value = value
        self.set_reactive(Tick.chosen, chosen)

    def render(self) -> RenderResult:
        sign, style = ("■ ", "$chosen") if self.chosen else ("□ ", "$text-muted")
        return Content.assemble(("› " if self.has_focus else "  ", "bold"), (sign, style), self.text)

    def on_click(self) -> None:
        self.action_turn()

    def action_turn(self) -> None:
        self.chosen = not self.chosen
        self.post_message(self.Turned())
