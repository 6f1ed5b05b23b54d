"""The progress pages: which page, of which bank, mode and paper; and what each shows of one past.

The screen awaits figures and computes none; a page is a `ProgressPage`, and the screen knows nothing else of it.
`exam.tui.progress.reader` lists the pages.
"""

import asyncio
from collections.abc import Awaitable, Iterator
from dataclasses import replace
from typing import Any, ClassVar, Literal

from textual import work
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from exam.core.sums import ChangedSlot
from exam.learning.confusions import ConfusedPair
from exam.learning.past import Past
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.progress.page import OtherBank, ProgressPage, paragraph
from exam.tui.progress.questions import ItemLines, ItemRow
from exam.tui.progress.reader import PAGES, PastReader, View
from exam.tui.widgets.drawn import BankHeading, Drawn
from exam.tui.widgets.lines import Choice, Choices, Lines
from exam.tui.widgets.page import Body, FullPage, following

_SIGN_AFTER = 0.25
"""Seconds after which a page that is still being computed is said to be."""
_AT_REST = 0.3
"""Seconds after which the last frame of a page is drawn, and no key came."""
_WITH_PREVIEW = 120
"""Cells of a terminal from which on a list has a preview beside it."""
_ROOMY = 72
"""Cells from which on each name stands behind its key."""
_WIDE, _NARROW = 80, 58
"""Cells from which on the names stand further apart, and below which they stand close."""
_NOTHING = "No exam has ended yet. After the first one, this page says how you do and what you confuse."
_MODES = {None: "exams and practice", "exam": "exams only", "practice": "practice only"}
_NOT_EVERYWHERE = {"mode", "everybodys", "open", "exam day"}
"""What can be done on those pages only whose `actions` name it."""
_NEEDS_A_PAST = _NOT_EVERYWHERE | {"turn", "page", "blueprint", "bank", "drill"}

ProgressStep = ConfusedPair | ChangedSlot | ItemRow | OtherBank | Literal["drill", "exam day"]
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
        Binding("d", "dismiss('drill')", "drill", id="progress.drill"),
        Binding("e", "dismiss('exam day')", "exam day", id="progress.exam-day"),
        Binding("f", "blueprint", "paper", id="progress.paper"),
        Binding("c", "mode", "count", tooltip="count exams only, practice only, or both", id="progress.mode"),
        Binding("b", "bank", "bank", id="progress.bank"),
        Binding("a", "everybodys", "everybody", id="progress.everybody"),
        Binding("escape,q,p", "back", "back", key_display="esc", id="progress.back"),
    ]

    def __init__(self, reading: Awaitable[PastReader | None], view: View) -> None:
        super().__init__()
        self.reading = reading
        self.view = view
        self.reader: PastReader | None = None
        self.under_cursor: object = None
        """What the line stands for that the cursor is on."""
        self.reading_ahead: Timer | None = None
        """Begins when a page is at rest, so that it holds up neither its frames nor the next key."""

    def body(self) -> Iterator[Widget]:
        yield BankHeading("Progress")
        yield Tabs()
        with Horizontal(id="both"):
            with Vertical(id="page"):
                yield paragraph("Reading your attempts …", "alone")
            yield Drawn(self._preview, id="beside")

    @work(exclusive=True)
    async def on_mount(self) -> None:
        try:
            self.reader = await self.reading
        except StoreError as error:
            await self._put([paragraph(str(error), "alone")])
        else:
            if self.reader is None:
                await self._put([paragraph(_NOTHING, "alone")])
            else:
                self._turn(replace(self.view, bank=self.reader.past.bank_id))

    @property
    def past(self) -> Past | None:
        """What is looked at, once it is read."""
        return self.reader.past if self.reader else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        name, reader = parameters[0] if action == "dismiss" else action, self.reader
        if name not in _NEEDS_A_PAST:
            return super().check_action(action, parameters)
        if reader is None:
            return False
        asked_for = {
            "blueprint": len(reader.papers(self.view)) > 1,
            "bank": len(reader.past.banks) > 1,
            "drill": reader.past.bank is not None,
            "everybodys": reader.past.others > 0,
        }
        return asked_for.get(str(name), True) and (name not in _NOT_EVERYWHERE or name in self.view.page.actions)

    def action_turn(self, by: int) -> None:
        self.action_page(following(list(PAGES), self.view.name, by))

    def action_page(self, name: str) -> None:
        self._turn(replace(self.view, name=name, line=0))

    def action_mode(self) -> None:
        self._turn(replace(self.view, mode=following(list(_MODES), self.view.mode), line=0))

    def action_blueprint(self) -> None:
        assert self.reader is not None
        names = [None, *self.reader.papers(self.view)]
        self._turn(replace(self.view, blueprint=following(names, self.view.blueprint), line=0))

    def action_everybodys(self) -> None:
        self._turn(replace(self.view, everybodys=not self.view.everybodys, line=0))

    def action_bank(self) -> None:
        assert self.past is not None
        self.dismiss(OtherBank(following([name for name, _ in self.past.banks], self.past.bank_id)))

    def action_open(self) -> None:
        match self.focused:
            case Lines() as lines:
                lines.action_take()
            case _:
                super().action_open()

    def on_lines_moved(self) -> None:
        for lines in self.query(ItemLines):
            self._look_at(lines.items[lines.cursor] if lines.items else None)

    def on_choices_moved(self, message: Choices.Moved) -> None:
        self._look_at(message.value)

    def on_resize(self) -> None:
        super().on_resize()
        self._show_beside()

    def _look_at(self, value: object) -> None:
        self.under_cursor = value
        self.query_one("#beside").refresh(layout=True)

    def _show_beside(self) -> None:
        """Beside the list there is more of the line that the cursor is on, where page and terminal have room for it."""
        wide = self.app.size.width >= _WITH_PREVIEW
        self.query_one("#beside").display = wide and self.view.page.preview is not None

    def _preview(self, width: int) -> Content:
        draw = self.view.page.preview
        if draw is None or self.past is None or self.under_cursor is None:
            return Content("")
        return draw(self.past, self.under_cursor, width)

    def on_choice_taken(self, message: Choice.Taken) -> None:
        """Keeps which line it was, to come back to it."""
        lines, taken = self.query(Lines), message.value
        values = [value for block in self.query(Choices) for value in block.values]
        line = lines.first().cursor if lines else values.index(taken)
        self.view = replace(self.view, line=line)
        assert isinstance(taken, ConfusedPair | ChangedSlot | ItemRow)
        self.dismiss(taken)

    @work(exclusive=True, group="turn")
    async def _turn(self, view: View) -> None:
        """Goes to a page; a key meanwhile goes to another instead."""
        self.view = view
        if self.reading_ahead is not None:
            self.reading_ahead.stop()
        reader, heading = self.reader, self.query_one(BankHeading)
        assert reader is not None
        reading = in_background(lambda: reader.read(view))
        await asyncio.wait([reading], timeout=_SIGN_AFTER)
        if not reading.done():
            heading.say(reader.past.title, f"computing {view.page.title} …")
        try:
            widgets = (await reading)()
        except StoreError as error:
            widgets = [paragraph(str(error), "alone")]
        # All in one: each frame of a page full of figures takes as long as making the figures.
        async with self.batch():
            heading.say(reader.past.title, _extent(reader.past, view))
            self.query_one(Tabs).here = view.name
            self.on_resize()
            self.under_cursor = None
            self._show_beside()
            await self._put(widgets)
            self._focus(view)
        self.reading_ahead = self.set_timer(_AT_REST, lambda: in_background(lambda: reader.read_ahead(view)))

    async def _put(self, widgets: list[Widget]) -> None:
        """Shows widgets in place of what was there: a long list scrolls by itself, all else together."""
        page = self.query_one("#page", Vertical)
        if any(isinstance(widget, Lines) for widget in widgets):
            await page.remove_children()
            await page.mount(*widgets)
            return
        # A body that stays keeps the focus: to take it and give it styles all lines anew, twice.
        if body := self.query_one_optional("#body", Body):
            await body.remove_children()
            body.scroll_home(animate=False, immediate=True)
            await body.mount(*widgets)
        else:
            await page.remove_children()
            await page.mount(Body(*widgets, id="body"))

    def _focus(self, view: View) -> None:
        for lines in self.query(Lines):
            lines.show(lines.count, view.line)
            lines.focus()
            return
        places = [(block, place) for block in self.query(Choices) for place in range(len(block.values))]
        if places and (view.line or view.page.starts_on_line):
            block, place = places[min(view.line, len(places) - 1)]
            block.go_to(place)
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
        return 3 if self.content_size.width >= _WIDE else 2 if self.content_size.width >= _NARROW else 1

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
