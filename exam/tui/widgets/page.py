"""What every page but the question and its kind has: a line of keys, the parts that scroll, the card of a terminal too
small; and the page that says what went wrong.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, TypeVar

from textual.actions import parse
from textual.app import App, ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Static

from exam.core.text import visible
from exam.tui.keymap import keys_here, keys_of, shown_key
from exam.tui.stage import Stage
from exam.tui.widgets.keybar import Hint, KeyBar
from exam.tui.widgets.lines import Choice
from exam.tui.widgets.once import LOWEST, NARROWEST, Once

_Value = TypeVar("_Value")


class FullPage(Once[ScreenResultType]):
    """A screen of one column of text over one line of keys."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (the framework declares it as an instance variable)
        (0, "-tiny"),
        (NARROWEST, "-narrow"),
        (80, "-normal"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOWEST, "-short"), (24, "-tall")]  # noqa: RUF012
    FOOTED: ClassVar[bool] = False
    """Whether something stands between what scrolls and the keys, so that the page has its own `Below` over it."""
    _naming = False
    """Whether the line of keys is about to be written anew."""

    def compose(self) -> ComposeResult:
        self.take_size()
        with Vertical(id="column"):
            yield from self.body()
            if not self.FOOTED:
                yield Below()
            yield KeyBar()
        yield SizeCard()

    def on_resize(self) -> None:
        self._name_keys()

    def refresh_bindings(self) -> None:
        super().refresh_bindings()
        self._name_keys()

    def _name_keys(self) -> None:
        """Once for all that changes at the same time: to ask each binding takes some milliseconds."""
        if not self._naming:
            self._naming = True
            self.call_next(self._name_keys_now)

    def _name_keys_now(self) -> None:
        self._naming = False
        for bar in self.query(KeyBar):  # none yet, where the terminal changes while the page is being built
            bar.hints = tuple(hints(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (self.cramped and action in {"begin", "go"})

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.run_action(message.action)

    def action_open(self) -> None:
        """What Enter does, for a click on its hint."""
        if isinstance(self.focused, Choice):
            self.focused.action_take()

    def action_back(self) -> None:
        self.dismiss(None)

    def body(self) -> Iterator[Widget]:
        """The widgets of this page."""
        raise NotImplementedError


class Notice(FullPage[None]):
    """Says what went wrong and what to do, until one of its keys is pressed."""

    DEFAULT_CSS = """
    Notice #text { padding: 2 4; }
    Notice #text Static { height: auto; max-width: 90; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space,q", "back", "go on", id="notice.go-on"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.heading = title
        self.text = visible(text)

    def body(self) -> Iterator[Widget]:
        yield Body(Static(Content.styled(self.heading, "bold")), Static(Content(self.text)), id="text")


class Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls fields that are gone through with the arrow keys, so it must not take these for itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,ctrl+d", "page_down", "scroll down", show=False, id="page.page-down"),
        Binding("pageup,ctrl+u", "page_up", "scroll up", show=False, id="page.page-up"),
    ]


class Body(Fields, can_focus=True):
    """What a page is read in: scrolled line by line too, and from its end on to the first line that can be taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "line(1)", "scroll a line down", show=False, id="page.down"),
        Binding("up,k", "line(-1)", "scroll a line up", show=False, id="page.up"),
        Binding("home", "scroll_home", "scroll to the top", show=False, id="page.top"),
        Binding("end", "scroll_end", "scroll to the end", show=False, id="page.end"),
    ]

    def action_line(self, by: int) -> None:
        ends = by > 0 and round(self.scroll_y) >= self.max_scroll_y
        if ends and (choice := next(iter(self.query(Choice)), None)) is not None:
            choice.focus()
        else:
            self.scroll_relative(y=by, animate=False)


class Below(Static):
    """The line under what scrolls: blank, or the sign that it goes on below."""

    def on_mount(self) -> None:
        # What scrolls may be mounted later than this line, so it asks after each layout and each scrolling.
        self.screen.screen_layout_refresh_signal.subscribe(self, self._look, immediate=True)

    def _look(self, _: object) -> None:
        parts = self.screen.query("#column VerticalScroll, #column Lines")
        more = any(round(part.scroll_y) < part.max_scroll_y for part in parts)
        if more != self.has_class("-more"):
            self.set_class(more, "-more")
            self.update(Content("▾ more below" if more else ""), layout=False)


class SizeCard(Static):
    """Covers the page in a terminal in which something would be cut off."""

    def render(self) -> RenderResult:
        return Content(
            f"This terminal is {self.app.size.width} × {self.app.size.height}.\n"
            f"Please make it {NARROWEST} × {LOWEST} or larger.\nNothing is lost."
        )


def hints(screen: Screen[Any]) -> Iterator[Hint]:
    """The bindings that a page wants to be seen, its own before those that it inherits, and help last."""
    for owner in type(screen).__mro__:
        for binding in owner.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.show and owner is not Screen and issubclass(owner, Screen):
                _, name, parameters = parse(binding.action) if binding.action else ("", "", ())
                if screen.check_action(name, parameters) and (keys := keys_here(screen, binding)):
                    yield Hint(keys[0], binding.description, binding.action)
    help_key = next(one for one in Stage.BINDINGS if isinstance(one, Binding) and one.id == "app.keys")
    if keys := keys_here(screen, help_key):
        yield Hint(keys[0], help_key.description, "app.help")


def help_hint(app: App[Any]) -> Hint:
    """What stands last in the line of keys of a page without a field."""
    return Hint(shown_key(keys_of(app, Stage.BINDINGS)["app.keys"][0]), "keys", "app.help")


def following(values: Sequence[_Value], chosen: _Value, by: int = 1) -> _Value:
    """The value `by` places after the chosen one, round and round; one that is not there counts as the first."""
    at = values.index(chosen) if chosen in values else 0
    return values[(at + by) % len(values)]
