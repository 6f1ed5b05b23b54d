"""The screen of the progress pages: which page, of which bank, mode and paper. It awaits figures and computes none."""

import asyncio
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from textual import work
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from exam.core.results import Result
from exam.learning.confusions import ConfusedPair
from exam.learning.past import Past
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.progress.page import ProgressPage, sentence
from exam.tui.progress.pages import PAGES, PastReader, View
from exam.tui.progress.questions import ItemRow
from exam.tui.widgets.choice import Choice
from exam.tui.widgets.drawn import BankHeading
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import Body, FullPage

_SIGN_AFTER = 0.25
"""Seconds after which a page that is still being computed is said to be."""
_AT_REST = 0.3
"""Seconds after which the last frame of a page is drawn."""
_ROOMY = 76
"""Cells from which on the names stand further apart, each behind its key."""
_NOTHING = "No exam has ended yet. After the first one, this page says how you do and what you confuse."
_MODES = {None: "exams and practice", "exam": "exams only", "practice": "practice only"}


@dataclass(frozen=True)
class OtherBank:
    """Look at another bank's past."""

    bank: str


ProgressStep = ConfusedPair | Result | ItemRow | OtherBank | Literal["drill", "exam day"]
"""What the screen dismisses: a confusion, a changed answer or an item to be opened, or where to go."""


class ProgressScreen(FullPage[ProgressStep | None]):
    """The pages about one bank's past; `reading` gives it, or None where there is none. Dismisses None for back."""

    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,tab", "", "page", key_display="← →", id="progress.next-page"),
        Binding("right,tab", "turn(1)", "next page", show=False, id="progress.next-page"),
        Binding("left,shift+tab", "turn(-1)", "page before", show=False, id="progress.page-before"),
        *(
            Binding(str(n), f"page({page.name!r})", page.title, show=False, id=f"progress.{page.name}")
            for n, page in enumerate(PAGES.values(), 1)
        ),
        Binding("enter", "open", "open", id="progress.open"),
        Binding("d", "drill", "drill", id="progress.drill"),
        Binding("x", "plan", "exam day", id="progress.exam-day"),
        Binding("f", "blueprint", "paper", id="progress.paper"),
        Binding("m", "mode", "mode", id="progress.mode"),
        Binding("b", "bank", "bank", id="progress.bank"),
        Binding("e", "everybodys", "everybody", id="progress.everybody"),
        Binding("escape,q,p", "back", "back", key_display="esc", id="progress.back"),
        Binding("t", "app.next_theme", "next theme", show=False, id="page.theme"),
    ]

    def __init__(self, reading: Awaitable[PastReader | None], view: View) -> None:
        super().__init__()
        self.reading = reading
        self.view = view
        self.reader: PastReader | None = None
        self.reading_ahead: Timer | None = None
        """Begins when the first page is at rest, so that it holds up none of its frames."""

    def body(self) -> Iterator[Widget]:
        yield BankHeading("Progress")
        yield Tabs()
        with Vertical(id="page"):
            yield sentence("Reading your attempts …", "alone")

    @work(exclusive=True)
    async def on_mount(self) -> None:
        try:
            self.reader = await self.reading
        except StoreError as error:
            await self._put([sentence(str(error), "alone")])
        else:
            if self.reader is None:
                await self._put([sentence(_NOTHING, "alone")])
            else:
                self._turn(replace(self.view, bank=self.reader.past.bank_id))

    @property
    def past(self) -> Past | None:
        """What is looked at, once it is read."""
        return self.reader.past if self.reader else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        page, reader = self.view.page, self.reader
        enabled = {
            "turn": reader is not None,
            "page": reader is not None,
            "blueprint": reader is not None and len(reader.papers(self.view)) > 1,
            "bank": reader is not None and len(reader.past.banks) > 1,
            "drill": reader is not None and reader.past.bank is not None,
            "everybodys": reader is not None and reader.past.others > 0 and "everybodys" in page.actions,
            **{name: reader is not None and name in page.actions for name in ("mode", "plan", "open")},
        }
        return enabled[action] if action in enabled else super().check_action(action, parameters)

    def action_turn(self, by: int) -> None:
        names = list(PAGES)
        self.action_page(names[(names.index(self.view.name) + by) % len(names)])

    def action_page(self, name: str) -> None:
        self._turn(replace(self.view, name=name, line=0))

    def action_mode(self) -> None:
        self._turn(self.view.with_next_mode())

    def action_blueprint(self) -> None:
        assert self.reader is not None
        self._turn(self.reader.with_next_paper(self.view))

    def action_everybodys(self) -> None:
        self._turn(replace(self.view, everybodys=not self.view.everybodys, line=0))

    def action_bank(self) -> None:
        assert self.past is not None
        names = [name for name, _ in self.past.banks]
        self.dismiss(OtherBank(names[(names.index(self.past.bank_id) + 1) % len(names)]))

    def action_drill(self) -> None:
        self.dismiss("drill")

    def action_plan(self) -> None:
        self.dismiss("exam day")

    def action_open(self) -> None:
        match self.focused:
            case Lines() as lines:
                lines.action_take()
            case _:
                super().action_open()

    def on_choice_taken(self, message: Choice.Taken) -> None:
        """Keeps which line it was, to come back to it."""
        lines, taken = self.query(Lines), message.value
        line = lines.first().cursor if lines else [choice.value for choice in self.query(Choice)].index(taken)
        self.view = replace(self.view, line=line)
        assert isinstance(taken, ConfusedPair | Result | ItemRow)
        self.dismiss(taken)

    @work(exclusive=True, group="turn")
    async def _turn(self, view: View) -> None:
        """Goes to a page; a key meanwhile goes to another instead."""
        self.view = view
        reader, heading = self.reader, self.query_one(BankHeading)
        assert reader is not None
        reading = in_background(lambda: reader.read(view))
        await asyncio.wait([reading], timeout=_SIGN_AFTER)
        if not reading.done():
            heading.say(reader.past.title, f"computing {view.page.title} …")
        try:
            widgets = (await reading)()
        except StoreError as error:
            widgets = [sentence(str(error), "alone")]
        # All in one: each frame of a page full of figures takes as long as making the figures.
        async with self.batch():
            heading.say(reader.past.title, _extent(reader.past, view))
            self.query_one(Tabs).here = view.name
            self.on_resize()
            await self._put(widgets)
            self._focus(view)
        if self.reading_ahead is None:
            self.reading_ahead = self.set_timer(_AT_REST, lambda: in_background(reader.read_ahead))

    async def _put(self, widgets: list[Widget]) -> None:
        """Shows widgets in place of what was there: a long list scrolls by itself, all else together."""
        page = self.query_one("#page", Vertical)
        if not any(isinstance(widget, Lines) for widget in widgets):
            widgets = [Body(*widgets, id="body")]
        await page.remove_children()
        await page.mount(*widgets)

    def _focus(self, view: View) -> None:
        choices = list(self.query(Choice))
        for lines in self.query(Lines):
            lines.show(lines.count, view.line)
            lines.focus()
            return
        if choices and (view.line or view.page.starts_on_line):
            choices[min(view.line, len(choices) - 1)].focus()
            return
        for body in self.query(Body):  # none, where a key left the page while it was being turned to
            body.focus()


class Tabs(Static):
    """The names of the pages in one line; a click runs the screen's action `page` with the name of one.

    The framework's own tabs take two lines and the focus.
    """

    here: reactive[str] = reactive("")
    """The name of the page that is shown."""

    def render(self) -> RenderResult:
        styles = {self.here: "bold underline $primary"}
        tabs = [Content.styled(text, styles.get(page.name, "$text-muted")) for page, text, _ in self._tabs()]
        return Content(" " * self._gap).join(tabs)

    async def on_click(self, event: Click) -> None:
        for page, text, start in self._tabs():
            if start <= event.x - self.gutter.left < start + len(text):
                await self.run_action(f"screen.page({page.name!r})")

    @property
    def _gap(self) -> int:
        return 3 if self.content_size.width >= _ROOMY else 2

    def _tabs(self) -> Iterator[tuple[ProgressPage[Any], str, int]]:
        """Each page, its text, and the cell in which that begins."""
        start = 0
        for n, page in enumerate(PAGES.values(), 1):
            text = f"{n} {page.title}" if self.content_size.width >= _ROOMY else page.title
            yield page, text, start
            start += len(text) + self._gap


def _extent(past: Past, view: View) -> str:
    """Which attempts a page counts, as in "23 attempts · exams only · all papers"."""
    if not view.page.filtered or not (view.mode or view.blueprint):
        return past.extent
    paper = "all papers" if view.blueprint is None else f"only {dict(past.papers)[view.blueprint]}"
    return f"{past.extent} · {_MODES[view.mode]} · {paper}"
