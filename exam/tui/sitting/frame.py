"""What every full screen of an exam has: heading, two thin lines, keys, sizes, clock, too small a terminal's card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ScreenResultType
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from exam.core.form import Form
from exam.core.wording import clock
from exam.sitting.walk import Counts
from exam.tui.keymap import keys_now, shown_key
from exam.tui.sitting.dialogs import CARDS
from exam.tui.widgets.keybar import Hint, KeyBar
from exam.tui.widgets.once import LOWEST, NARROWEST, Once
from exam.tui.widgets.wrapping import cut, first_cut

PANEL_FROM = 100
"""Columns from which on the navigator stands beside the question where that is wanted."""
DOCKED_FROM = 140
"""Columns from which on it stands there unless it was closed."""

SHOWN_AGAIN = timedelta(minutes=5)
"""A hidden clock comes back by itself when this much is left."""
LAST_MINUTE = timedelta(minutes=1)

SIGNS = {"complete": "●", "incomplete": "◐", "unseen": "·", "flagged": "⚑"}
"""The sign of each status and of the flag, the same everywhere."""

_SHORTEST_BAR = 8
_GAP = 2


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the clock shows. A low time is told by a sign and a word too, not by its colour alone."""

    text: str = ""
    low: bool = False
    last: bool = False
    """Whether it is the last minute."""


def clock_reading(left: timedelta | None, allowed: timedelta | None, *, hidden: bool) -> ClockReading:
    """What the clock shows when `left` of the time `allowed` is left. None: untimed."""
    if left is None or allowed is None:
        return ClockReading("untimed")
    low = left <= min(allowed / 5, SHOWN_AGAIN)
    last = low and left <= LAST_MINUTE
    if hidden:
        return ClockReading("! time hidden" if low else "◷ hidden", low, last)
    return ClockReading(f"! {clock(left)} left" if low else f"◷ {clock(left)}", low, last)


class Framed(Once[ScreenResultType]):
    """A full screen of an exam. Its sizes are classes: -tiny below 60 columns, -low below 20 rows, and so on."""

    CSS_PATH = [Path(__file__).with_name("sitting.tcss"), CARDS]  # noqa: RUF012 (as the framework declares it)
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (Textual declares it as an instance variable)
        (0, "-tiny"),
        (NARROWEST, "-narrow"),
        (80, "-normal"),
        (PANEL_FROM, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOWEST, "-short"), (24, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = ""

    reading: reactive[ClockReading] = reactive(ClockReading(), repaint=False)
    unsaved: reactive[str] = reactive("", repaint=False, init=False)
    """What is said of what is not in the database yet; empty where everything is."""

    def __init__(self, form: Form, word: str = "") -> None:
        """`word` stands before the titles, as in "Practice"."""
        super().__init__()
        self.form = form
        self.word = word

    def compose(self) -> ComposeResult:
        self.take_size()
        with Vertical(classes="column"):
            with Horizontal(classes="top"):
                yield ExamTitle(self.form, self.word)
                yield self.corner()
            yield SplitLine()
            yield Static(id="unsaved", markup=False)
            yield Divider()
            yield self.body()
            yield Divider(classes="lower")
            yield from self.foot()
            yield KeyBar()
        yield from self.beside()
        with TooSmall():
            yield TimeLeft().data_bind(Framed.reading)
            yield Static(markup=False)

    def corner(self) -> Widget:
        """What stands at the right of the heading."""
        return TimeLeft().data_bind(Framed.reading)

    def body(self) -> Widget:
        """What stands between the two thin lines."""
        raise NotImplementedError

    def foot(self) -> Iterable[Widget]:
        """What stands between the lower line and the keys."""
        yield ProgressLine()

    def beside(self) -> Iterable[Widget]:
        """What stands beside the column."""
        return ()

    def head(self, left: str, right: str) -> None:
        """The texts at the two ends of the line under the titles."""
        line = self.query_one(SplitLine)
        line.left, line.right = left, right

    def hint(self, name: str, label: str = "", *, last: bool = False) -> Hint:
        """What the line of keys says of a binding of this screen, by its id: its first key, or its last one."""
        own = next(one for one in self.BINDINGS if isinstance(one, Binding) and one.id == name)
        return Hint(shown_key(keys_now(self.app, own)[-1 if last else 0]), label, own.action)

    def say(self, note: str) -> None:
        """A passing note in the last line."""
        self.query_one(KeyBar).say(note)

    def on_mount(self) -> None:
        self.watch_unsaved(self.unsaved)

    def watch_unsaved(self, words: str) -> None:
        for line in self.query("#unsaved").results(Static):  # none before the screen is made
            line.update(Content(f"! {words}"))
            line.display = bool(words)

    def on_scrolled_more_changed(self, message: "Scrolled.MoreChanged") -> None:
        self.query_one(".lower", Divider).more = message.more

    async def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        if message.action:
            await self.run_action(message.action)


class TimeLeft(Widget, can_focus=False):
    """The clock, at the right. A click hides or shows it where the screen has an action for that."""

    ALLOW_SELECT = False

    reading: reactive[ClockReading] = reactive(ClockReading())

    def render(self) -> Content:
        return Content(self.reading.text)

    def watch_reading(self, reading: ClockReading) -> None:
        self.set_class(reading.low, "-low")
        self.set_class(reading.last, "-last")

    async def on_click(self) -> None:
        await self.run_action("screen.clock")


class TooSmall(Vertical):
    """Covers the screen where something would be cut off, so that nothing is answered unseen. The clock stays."""

    def on_resize(self) -> None:
        size = self.app.size
        text = f"{NARROWEST} × {LOWEST} is needed,\nthis is {size.width} × {size.height}.\nNothing is lost."
        for card in self.query(Static):  # none where keys typed ahead have closed the screen before it was composed
            card.update(Content(text))


class ExamTitle(Static, can_focus=False):
    """The bank and the paper, after a word such as "Practice". Where they are too long, the bank is cut first."""

    def __init__(self, form: Form, before: str = "") -> None:
        super().__init__(classes="paper", markup=False)
        self.bank = f"{before} · {form.bank_title}" if before else form.bank_title
        self.paper = f" · {form.title}"

    def render(self) -> Content:
        return Content(first_cut(self.bank, self.paper, self.content_size.width))


class SplitLine(Widget, can_focus=False):
    """A text at each end of one line. The right one is kept whole; the left one is cut where they would meet."""

    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def render(self) -> Content:
        width = self.content_size.width
        right = cut(self.right, width)
        room = width - cell_len(right) - (_GAP if right else 0)
        left = cut(self.left, room) if room > 0 else ""
        return Content.assemble((left, "bold"), " " * (width - cell_len(left) - cell_len(right)), right)


class Divider(Widget, can_focus=False):
    """A thin line. With `more`, it says that the part above it goes on below."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"divider--more"}

    more: reactive[bool] = reactive(False)

    def render(self) -> Content:
        width = self.content_size.width
        if not self.more:
            return Content("─" * width)
        text = " ▾ more below "
        # Without colours the line is dim, and its sign must not be.
        style = self.get_visual_style("divider--more", partial=True) + Style(dim=False)
        return Content.assemble("──", (text, style), "─" * (width - 2 - len(text)))


class ProgressLine(Widget, can_focus=False):
    """A bar of what is answered, where there is room, and every count with its sign and word."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "progress-line--done",
        "progress-line--rest",
        "progress-line--flagged",
    }

    counts: reactive[Counts] = reactive(Counts(0, 0, 0, 0))

    def render(self) -> Content:
        counts = self.counts
        legend = Content.assemble(
            f"{SIGNS['complete']} {counts.complete} answered  "
            f"{SIGNS['incomplete']} {counts.incomplete} incomplete  "
            f"{SIGNS['unseen']} {counts.unseen} unseen  ",
            (f"{SIGNS['flagged']} {counts.flagged} flagged", self._style("flagged") if counts.flagged else ""),
        )
        bar = self.content_size.width - legend.cell_length - _GAP
        if bar < _SHORTEST_BAR:
            return legend
        done = bar * counts.complete // max(1, counts.items)
        return Content.assemble(
            ("━" * done, self._style("done")),
            # The sign of what is unseen: a line here would double the divider above.
            (SIGNS["unseen"] * (bar - done), self._style("rest")),
            " " * _GAP,
            legend,
        )

    def _style(self, name: str) -> Style:
        return self.get_visual_style(f"progress-line--{name}", partial=True)


class Scrolled(VerticalScroll, can_focus=False):
    """Scrolls what does not fit. Its screen is told when its end comes into view or leaves it."""

    class MoreChanged(Message):
        """Whether more lies below has changed."""

        def __init__(self, more: bool) -> None:
            self.more = more
            super().__init__()

    more = False
    """Whether more lies below, as of the last layout."""

    def on_mount(self) -> None:
        self.look_soon()

    def on_resize(self) -> None:
        self.look_soon()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.look_soon()

    def look_soon(self) -> None:
        """Looks whether more lies below, once everything is laid out."""
        self.call_after_refresh(self.look)

    def look(self) -> None:
        more = round(self.scroll_y) < self.max_scroll_y
        if more != self.more:
            self.more = more
            self.post_message(self.MoreChanged(more))
