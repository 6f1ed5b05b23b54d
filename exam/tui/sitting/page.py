"""The page on which a question stands, drawn row by row, and what a screen of such pages does in any case.

`QuestionBody` draws its rows itself, so that a key repaints the rows that changed and nothing else, and so that the
next question is one frame without a new layout where it needs no more room. It keeps the rows that it has drawn, and
draws the neighbours of a question ahead of the key that goes there. A key to the next question is then shown after 1.3
times as long as a key in a bare Textual app; where every row is drawn anew it takes 1.6 times as long, beyond the 1.5
that was set as the limit (medians of 80 to 120 keys without a disk, in turn with the bare app, on a busy machine; see
`tests/benchmarks/screens.py`).
"""

from collections.abc import Iterable
from itertools import zip_longest
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events, work
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ScreenResultType
from textual.strip import Strip
from textual.widget import Widget

from exam.core.attempt import Attempt
from exam.tui.sitting.dialogs import GoTo, WriteLine
from exam.tui.sitting.frame import Framed, Scrolled
from exam.tui.sitting.question_text import QuestionText, TextRow, rows_of

_BLANK = TextRow(None, ())
_MOST_STRIPS = 500

WAYS = "ways"
"""The worker group in which a way to another screen runs; it is cancelled when that screen is closed from here."""

_Layout = tuple[QuestionText | None, int, int]
"""A question, the width of its rows, and the height that there is without scrolling, in cells."""


class Paged(Framed[ScreenResultType]):
    """A screen that shows one question of an attempt after the other: of a running one, or of one that is over."""

    def body(self) -> "QuestionPage":
        return QuestionPage()

    def shown_attempt(self) -> tuple[Attempt, int]:
        """The attempt, and the number of the question on screen, from 1."""
        raise NotImplementedError

    def go_on(self) -> None:
        """What comes after the end of the question."""
        raise NotImplementedError

    def go(self, n: int) -> None:
        """Shows question `n`."""
        raise NotImplementedError

    def write(self, kind: Literal["note", "report"], n: int, text: str) -> None:
        """Writes down a note on a question, or a report of it; an empty text takes it away."""
        raise NotImplementedError

    def action_next(self) -> None:
        page = self.query_one(QuestionPage)
        (self.go_on if page.ended else page.scroll_on)()

    def action_scroll(self, rows: int) -> None:
        self.query_one(QuestionPage).scroll_relative(y=rows, animate=False)

    def action_turn(self, pages: int) -> None:
        page = self.query_one(QuestionPage)
        (page.scroll_page_down if pages > 0 else page.scroll_page_up)(animate=False)

    @work(group=WAYS, exclusive=True)
    async def action_go_to(self) -> None:
        n = await self.app.push_screen_wait(GoTo(len(self.form.slots)))
        if n is not None:
            self.go(n)

    @work(group=WAYS, exclusive=True)
    async def action_write(self, kind: Literal["note", "report"]) -> None:
        attempt, n = self.shown_attempt()
        if kind == "note":
            title, before = f"Note on question {n}", attempt.of(n).note
            text = "For yourself; kept with the attempt. Empty takes it away."
        else:
            title, before = f"Report question {n}", attempt.of(n).report
            text = "What is wrong with it? Kept with the attempt; your score stays."
        written = await self.app.push_screen_wait(WriteLine(title, text, before))
        if written is not None and written != before:
            self.write(kind, n, written)


class QuestionPage(Scrolled):
    """One question, scrolled where it does not fit. The next one is shown in place."""

    def __init__(self) -> None:
        super().__init__(QuestionBody())
        self.question: QuestionText | None = None
        self.laid_out = False
        """Whether what is shown has been laid out, so that `more` and `ended` are up to date."""
        self._ends_seen: set[int] = set()

    def show(self, question: QuestionText) -> None:
        """Shows a question; only what differs from what is there is painted again."""
        before, self.question = self.question, question
        if before == question:
            return
        if before is None or before.n != question.n:
            self.scroll_home(animate=False, force=True, immediate=True)
            self.laid_out = False
        elif before.reasons != question.reasons:
            self.laid_out = False
        if question.reasons:
            # They come below the question, so its end has moved and has to be seen again.
            self._ends_seen.discard(question.n)
        self.query_one(QuestionBody).question = question
        self.look_soon()

    def scroll_on(self) -> None:
        """Scrolls on by a page, as soon as what is shown is laid out."""
        if self.laid_out:
            self.scroll_page_down(animate=False)
        else:
            self.call_after_refresh(self.scroll_page_down, animate=False)

    @property
    def ended(self) -> bool:
        """Whether the end of this question has been on screen, or comes with the next frame because all of it fits.

        Decided at once and never waited for: a key put off would come after the keys typed behind it, and an answer
        meant for the next question would be given to this one.
        """
        if self.question is None or self.question.n in self._ends_seen:
            return True
        rows = self.query_one(QuestionBody).row_count
        return not self.laid_out and 0 < rows <= self.scrollable_content_region.height

    def look(self) -> None:
        super().look()
        self.laid_out = True
        if not self.more and self.question is not None:
            self._ends_seen.add(self.question.n)


class QuestionBody(Widget, can_focus=False):
    """Stem, hints, options and reasons. A click chooses; with the right button, or with Shift, it strikes out."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "question-body--blank",
        "question-body--stem",
        "question-body--text",
        "question-body--muted",
        "question-body--heading",
        "question-body--accent",
        "question-body--sign",
        "question-body--letter",
        "question-body--chosen",
        "question-body--struck",
        "question-body--right",
        "question-body--wrong",
        "question-body--under-mouse",
    }

    question: reactive[QuestionText | None] = reactive(None, repaint=False)
    under_mouse: reactive[int | None] = reactive(None, repaint=False)

    class Pressed(Message):
        """An option was clicked. `option` counts from 0."""

        def __init__(self, option: int, *, strike: bool) -> None:
            self.option = option
            self.strike = strike
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self._height = 0
        """Rows that there are without scrolling."""
        self._rows: list[TextRow] = []
        self._layout: _Layout | None = None
        """What `_rows` is the layout of."""
        self._prepared: dict[_Layout, list[TextRow]] = {}
        self._strips: dict[tuple[TextRow, int, bool], Strip] = {}
        """Rows as they were drawn: by what is in them, their width, and whether the mouse is over them."""
        self._styles: dict[str, Style] = {}

    @property
    def row_count(self) -> int:
        """How many rows the question takes, laid out or not; 0 before there is any width."""
        width = self.content_size.width
        return len(self._rows_in(width)) if width else 0

    def prepare(self, questions: Iterable[QuestionText]) -> None:
        """Lays out and draws ahead what may be shown next, so that the key that shows it need not."""
        width = self.content_size.width
        self._prepared = {}
        if not width:
            return
        if len(self._strips) > _MOST_STRIPS:
            self._strips.clear()
        for question in questions:
            rows = rows_of(question, width, self._height)
            self._prepared[question, width, self._height] = rows
            for row in rows:
                self._strip(row, width, lit=False)

    def notify_style_update(self) -> None:
        self._styles.clear()
        self._strips.clear()
        super().notify_style_update()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._height = container.height
        return len(self._rows_in(width))

    def render_lines(self, crop: Region) -> list[Strip]:
        width, strips = self.content_size.width, []
        rows = self._rows_in(width)
        for y in crop.line_range:
            row = rows[y] if y < len(rows) else _BLANK
            strips.append(self._strip(row, width, lit=row.option is not None and row.option == self.under_mouse))
        if crop.column_span != (0, self.outer_size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def watch_question(self) -> None:
        """Repaints the rows that differ from those drawn last; lays out anew only where the height changes."""
        before, width = self._rows, self.content_size.width
        after = self._rows_in(width)
        if not width or max(len(after), self._height) != self.size.height:
            self.refresh(layout=True)
        else:
            self._repaint(y for y, (old, new) in enumerate(zip_longest(before, after)) if old != new)

    def watch_under_mouse(self, before: int | None, after: int | None) -> None:
        rows = self._rows_in(self.content_size.width)
        self._repaint(y for y, row in enumerate(rows) if row.option is not None and row.option in (before, after))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.under_mouse = self._option_at(event.y)

    def on_leave(self) -> None:
        self.under_mouse = None

    def on_click(self, event: events.Click) -> None:
        option = self._option_at(event.y)
        if option is not None:
            self.post_message(self.Pressed(option, strike=event.button == 3 or event.shift))

    def _repaint(self, rows: Iterable[int]) -> None:
        if regions := [Region(0, y, self.size.width, 1) for y in rows]:
            self.refresh(*regions)

    def _strip(self, row: TextRow, width: int, *, lit: bool) -> Strip:
        strip = self._strips.get((row, width, lit))
        if strip is None:
            base = self._style("")
            if lit:
                base += self.get_component_rich_style("question-body--under-mouse", partial=True)
            segments = [Segment(piece.text, base + self._style(piece.look)) for piece in row.pieces]
            strip = Strip(segments).adjust_cell_length(width, base)
            # What is beside the text is never lit.
            strip = strip.adjust_cell_length(width + self.gutter.width, self._style(""))
            _, background = self.background_colors
            for line_filter in self.get_line_filters():
                strip = strip.apply_filter(line_filter, background)
            self._strips[row, width, lit] = strip
        return strip

    def _style(self, look: str) -> Style:
        """The style of a piece's look on this background; "" is the background alone."""
        if look not in self._styles:
            name = f"question-body--{look}"
            self._styles[look] = self.get_component_rich_style(name, partial=True) if look else self.rich_style
        return self._styles[look]

    def _option_at(self, y: int) -> int | None:
        rows = self._rows_in(self.content_size.width)
        return rows[y].option if 0 <= y < len(rows) else None

    def _rows_in(self, width: int) -> list[TextRow]:
        layout = (self.question, width, self._height)
        if self._layout != layout:
            if layout in self._prepared:
                self._rows = self._prepared[layout]
            else:
                self._rows = [] if self.question is None else rows_of(self.question, width, self._height)
            self._layout = layout
        return self._rows
