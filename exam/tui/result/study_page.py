"""Owns the study page: where points and time were lost, and what was taken for what. Refuses to judge small numbers."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from exam.core.scoring import FEWEST_TO_JUDGE
from exam.core.wording import interval, points_of
from exam.tui.heading import Heading
from exam.tui.result.page import ResultPage
from exam.tui.result.study import SectionLine, changes, mixed_up, places, sections

_MOST = 12
"""How many confusions are listed; the review has them all."""


class StudyPage(ResultPage):
    """What to learn from the attempt."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,s", "go('score')", "score page", key_display="↵")]

    def body(self) -> Iterator[Widget]:
        attempt, report = self.attempt, self.report
        with VerticalScroll(id="body"), Vertical(id="sheet"):
            yield Heading("Sections, weakest first", first=True)
            yield Columns()
            lines = sections(attempt, report)
            for line in lines:
                yield SectionFigures(line)
            if any(line.score.items < FEWEST_TO_JUDGE for line in lines):
                yield _text(f"~ under {FEWEST_TO_JUDGE} questions: too few to judge the section by", "$text-muted")
            yield Heading("Not answered")
            yield _text(f"Left blank: {places(report, 'omitted') or 'none'}")
            yield _text(f"Not reached: {places(report, 'not_reached') or 'none'}")
            yield Heading("Changed answers")
            yield _text(", ".join(changes(attempt)) or "none")
            yield Heading("Taken for another")
            mixed = mixed_up(attempt)
            for one in mixed[:_MOST]:
                with Horizontal(classes="mixed"):
                    yield Static(Content.styled(f"{one.n:>3}", "bold"), classes="number")
                    yield Static(
                        Content.assemble(
                            one.asked,
                            ("\nyou took the answer to  ", "$text-muted"),
                            one.taken,
                            (f"  {one.section}", "$text-muted"),
                        ),
                        classes="asked",
                    )
            if not mixed:
                yield _text("nothing")
            elif len(mixed) > _MOST:
                yield _text(f"and {len(mixed) - _MOST} more: review missed shows each", "$text-muted")
            yield Heading("Exam code")
            yield _text(attempt.form.code)


class SectionFigures(Static):
    """One section in a line of figures, or two where there is no room."""

    def __init__(self, line: SectionLine) -> None:
        super().__init__(classes="section")
        self.line = line

    def render(self) -> RenderResult:
        return self.drawn(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.drawn(width).split("\n"))

    def drawn(self, width: int) -> Content:
        """The section's line or lines in a width."""
        line, score = self.line, self.line.score
        small = "~" if score.items < FEWEST_TO_JUDGE else " "
        over = line.budget is not None and score.seconds > line.budget
        figures = Content.assemble(
            f"{points_of(score):>8}",
            (f"{small + interval(score):>11}", "$text-muted"),
            (f"{minutes(score.seconds):>7}", "$time-low" if over else ""),
            (
                f" of {minutes(line.budget)}{' over' if over else ''}".ljust(14) if line.budget else " " * 14,
                "$text-muted",
            ),
        )
        return beside(Content(line.title), figures, width)


class Columns(Static):
    """What the figures of the sections are; not shown where these take two lines."""

    def render(self) -> RenderResult:
        figures = Content.styled(f"{'points':>8}{'95 % range':>11}{'time':>7}{' of its share':<14}", "$text-muted")
        return beside(Content(""), figures, self.content_size.width)


def beside(title: Content, figures: Content, width: int) -> Content:
    """A title and its figures in one line, or in two where the title would have less than 24 cells."""
    room = width - figures.cell_length
    if room >= 24:
        return Content.assemble(title.truncate(min(room, 44), ellipsis=True, pad=True), figures)
    return Content.assemble(title.truncate(width, ellipsis=True), "\n", figures)


def minutes(seconds: float) -> str:
    """Minutes and seconds, as in 3:36."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"


def _text(text: str, style: str = "") -> Static:
    return Static(Content.styled(text, style) if style else Content(text), classes="text")
