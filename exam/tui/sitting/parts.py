"""The parts of an exam screen that are one line high, and the part that scrolls."""

from typing import Any, ClassVar

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from exam.core.form import Form
from exam.sitting.walk import Counts
from exam.tui.widgets.wrapping import cut, first_cut

SIGNS = {"complete": "●", "incomplete": "◐", "unseen": "·", "flagged": "⚑"}
"""The sign of each status and of the flag, the same everywhere."""

_SHORTEST_BAR = 8
_GAP = 2


class ExamTitle(Static, can_focus=False):
    """The bank and the paper, after a word such as "Practice". Where they are too long, the bank is cut first."""

    def __init__(self, form: Form, before: str = "") -> None:
        super().__init__(classes="paper", markup=False)
        self.bank = f"{before} · {form.bank_title}" if before else form.bank_title
        self.paper = f" · {form.blueprint.title}"

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

    def look_soon(self, *_: Any) -> None:
        """Looks whether more lies below, once everything is laid out."""
        self.call_after_refresh(self.look)

    def look(self) -> None:
        more = round(self.scroll_y) < self.max_scroll_y
        if more != self.more:
            self.more = more
            self.post_message(self.MoreChanged(more))
