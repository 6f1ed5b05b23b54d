"""Pages of fields: a field of a few values, a line to tick, and the page that says with every key what they come to."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ScreenResultType
from textual.widgets import Input, Static

from exam.tui.widgets.apart import Apart
from exam.tui.widgets.lines import Choice
from exam.tui.widgets.page import FullPage

LABEL = 14
"""The width of the labels, so that all values begin in one column."""
_BETWEEN = 2
_DOT = 2
"""Cells before a value, and before the text of a tick: whether it holds."""
FIELD_KEYS: tuple[BindingType, ...] = (
    # Only a hint: what has the focus does it.
    Binding("right,l", "", "change", key_display="← →", id="field.next-value"),
    Binding("down,j", "app.focus_next", "next field", show=False, id="field.next"),
    Binding("up,k", "app.focus_previous", "field before", show=False, id="field.before"),
)


class Pick(Static, can_focus=True):
    """A label and its values in a row, all of them in view; ← and → change which one holds, and `Changed` is sent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "next value", show=False, id="field.next-value"),
        Binding("left,h", "step(-1)", "value before", show=False, id="field.value-before"),
    ]

    chosen: reactive[int] = reactive(0, layout=True)

    class Changed(Message):
        """Another value holds."""

        def __init__(self, pick: "Pick") -> None:
            self.pick = pick
            super().__init__()

        @property
        def control(self) -> "Pick":
            return self.pick

    def __init__(self, label: str, values: Sequence[tuple[str, object]], chosen: object, *, name: str) -> None:
        super().__init__(id=name)
        self.label = label
        self.values = tuple(values)
        self.names = Apart(text for text, _ in values)
        self.set_reactive(Pick.chosen, next((n for n, (_, value) in enumerate(self.values) if value == chosen), 0))

    @property
    def value(self) -> object:
        return self.values[self.chosen][1]

    def render(self) -> RenderResult:
        return self.drawn(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._places(width)[-1].y + 1

    def drawn(self, width: int) -> Content:
        """The label and the values, in as many lines as the width takes."""
        sign, muted = ("› ", "") if self.has_focus else ("  ", "$text-muted")
        lines = [Content.assemble((sign, "bold"), (self.label.ljust(LABEL - 2), muted))]
        for n, place in enumerate(self._places(width)):
            if place.y == len(lines):
                lines.append(Content(" " * LABEL))
            elif n:
                lines[-1] += Content(" " * _BETWEEN)
            dot, style = ("●", "bold $chosen") if n == self.chosen else ("○", "$text-muted")
            lines[-1] += Content.styled(f"{dot} {self.names.cut(self.values[n][0], place.width - _DOT)}", style)
        return Content("\n").join(lines)

    def watch_chosen(self) -> None:
        if self.is_mounted:
            self.post_message(self.Changed(self))

    def action_step(self, by: int) -> None:
        self.chosen = (self.chosen + by) % len(self.values)

    def on_click(self, event: events.Click) -> None:
        """Takes the value that was clicked."""
        for n, place in enumerate(self._places(self.content_size.width)):
            if place.contains(event.x, event.y):
                self.chosen = n

    def _places(self, width: int) -> list[Region]:
        """Where each value stands; one that is longer than a line is cut to it."""
        places = []
        x, y = LABEL, 0
        for text, _ in self.values:
            cells = min(Content(text).cell_length + _DOT, max(_DOT + 1, width - LABEL))
            if x > LABEL and x + cells > width:
                x, y = LABEL, y + 1
            places.append(Region(x, y, cells, 1))
            x += cells + _BETWEEN
        return places


class RowLabel(Static):
    """What a line to write is called, before it in the same row: with the sign of the line where one is, like all."""

    DEFAULT_CSS = """
    RowLabel { width: 14; color: $text-muted; }
    RowLabel.-here { color: $foreground; }
    """

    def __init__(self, label: str, classes: str = "") -> None:
        super().__init__(f"  {label}", classes=f"field {classes}".strip(), markup=False)
        self.label = label

    def on_mount(self) -> None:
        siblings = list(self.parent.children) if self.parent is not None else []
        field = siblings[siblings.index(self) + 1]
        self.watch(field, "has_focus", self._show)

    def _show(self, here: bool) -> None:
        self.set_class(here, "-here")
        self.update(f"{'› ' if here else '  '}{self.label}")


class Tick(Static, can_focus=True):
    """A box and a text; Space or a click turns it over and sends `Turned`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "choose or leave out", show=False, id="field.tick")
    ]

    chosen: reactive[bool] = reactive(False)

    class Turned(Message):
        """A tick was turned over."""

    def __init__(
        self, draw: Callable[[int], Content], value: str, chosen: bool = False, *, disabled: bool = False
    ) -> None:
        """`draw` gives the text for a width in cells, in one line."""
        super().__init__(disabled=disabled)
        self.draw = draw
        self.value = value
        self.set_reactive(Tick.chosen, chosen)

    def render(self) -> RenderResult:
        sign, style = ("■ ", "$chosen") if self.chosen else ("□ ", "$text-muted")
        text = self.draw(max(1, self.content_size.width - 2 * _DOT))
        return Content.assemble(("› " if self.has_focus else "  ", "bold"), (sign, style), text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def on_click(self) -> None:
        self.action_turn()

    def action_turn(self) -> None:
        self.chosen = not self.chosen
        self.post_message(self.Turned())


class FieldsPage(FullPage[ScreenResultType]):
    """Fields over a line, `#outcome`, that says what they come to; Enter does that. Dismisses None for back."""

    DEFAULT_CSS = """
    FieldsPage Pick, FieldsPage Tick { height: auto; width: 100%; }
    FieldsPage Pick:focus, FieldsPage Tick:focus { background: $surface; }
    FieldsPage .row { height: 1; }
    FieldsPage #outcome { height: auto; }
    FieldsPage #outcome.impossible { color: $incorrect; }
    """

    def on_mount(self) -> None:
        self.follow()

    @on(Pick.Changed)
    @on(Tick.Turned)
    @on(Input.Changed)
    def _follow_the_change(self) -> None:
        self.follow()

    @on(Input.Submitted)
    @on(Choice.Taken)
    def _begin(self) -> None:
        if not self.cramped:
            self.action_begin()

    def follow(self) -> None:
        """Says what the fields come to."""
        raise NotImplementedError

    def action_begin(self) -> object:
        """Does or dismisses what the fields come to, if that can be."""
        raise NotImplementedError

    def say(self, outcome: Content | str, *, begins: bool = True) -> None:
        """Shows what the fields come to; a text with a cross says why that cannot be."""
        text = Content(outcome) if isinstance(outcome, str) else outcome
        line = self.query_one("#outcome", Static)
        line.update(text)
        line.set_class(text.plain.startswith("✗"), "impossible")
        self.query("#begin").set(disabled=not begins)
