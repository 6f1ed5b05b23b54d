"""Owns the study page: where points and time were lost, and what was taken for what. Refuses to judge small numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from exam.core.attempt import Attempt
from exam.core.scoring import FEWEST_TO_JUDGE, ScoreReport
from exam.core.wording import interval, points_of
from exam.tui.result.page import ResultPage, paper
from exam.tui.result.study import SectionLine, changes, mixed_up, places, sections
from exam.tui.widgets.heading import Heading
from exam.tui.widgets.page import Body

_MOST = 12
"""How many confusions are listed; the review has them all."""

_ABSENT = {
    "Left blank": "nothing left blank",
    "Not reached": "every question reached",
    "Changed": "no answer changed",
}
"""How it is said that something did not happen."""


class StudyPage(ResultPage):
    """What to learn from the attempt."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,s", "go('score')", "score page", key_display="↵", id="result.other-page")
    ]

    def body(self) -> Iterator[Widget]:
        attempt, report = self.attempt, self.report
        with Body(id="body"), Vertical(id="sheet"):
            yield paper(attempt)
            yield Heading("Sections, weakest first")
            lines = sections(attempt, report)
            widths = Widths(
                max(Content(line.title).cell_length for line in lines),
                max(len(time(line)) for line in lines),
                max(len(share(line)) for line in lines),
            )
            yield Columns(widths)
            for line in lines:
                yield SectionFigures(line, widths)
            if any(line.score.items < FEWEST_TO_JUDGE for line in lines):
                yield _text(f"~ under {FEWEST_TO_JUDGE} questions: too few to judge the section by", "$text-muted")
            if any(is_over(line) for line in lines):
                yield _text("! more than its share of the time allowed", "$text-muted")
            mixed = mixed_up(attempt)
            if mixed:
                yield Heading("Taken for another")
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
            if len(mixed) > _MOST:
                yield _text(f"and {len(mixed) - _MOST} more: review missed shows each", "$text-muted")
            yield Heading("The sitting")
            for fact, told in facts(attempt, report, mixed=bool(mixed)):
                with Horizontal(classes="fact"):
                    yield Static(Content(fact), classes="name")
                    yield Static(Content(told), classes="told")


def facts(attempt: Attempt, report: ScoreReport, *, mixed: bool) -> Iterator[tuple[str, str]]:
    """What else there is to say, each with its name; all that did not happen shares one line."""
    happened = {
        "Left blank": places(report, "omitted"),
        "Not reached": places(report, "not_reached"),
        "Changed": ", ".join(changes(attempt)),
    }
    yield from ((name, told) for name, told in happened.items() if told)
    absent = [_ABSENT[name] for name, told in happened.items() if not told]
    absent += [] if mixed else ["nothing taken for another"]
    if absent:
        yield "Otherwise" if any(happened.values()) else "Answers", ", ".join(absent)
    yield "Exam code", attempt.form.code


@dataclass(frozen=True)
class Widths:
    """The longest of each column that is as wide as what stands in it, in cells."""

    title: int
    time: int
    share: int
    """0: untimed."""


class SectionFigures(Static):
    """One section in a line of figures, or two where there is no room."""

    def __init__(self, line: SectionLine, widths: Widths) -> None:
        super().__init__(classes="section")
        self.line = line
        self.widths = widths

    def render(self) -> RenderResult:
        return self.drawn(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.drawn(width).split("\n"))

    def drawn(self, width: int) -> Content:
        """The section's line or lines in a width."""
        line, score, widths = self.line, self.line.score, self.widths
        small = "~" if score.items < FEWEST_TO_JUDGE else " "
        figures = Content.assemble(
            f"{points_of(score):>8}",
            (f"{small + interval(score):>11}", "$text-muted"),
            (f"  {time(line):>{widths.time}}", "$time-low" if is_over(line) else ""),
            (f"{share(line):<{widths.share}}", "$text-muted"),
        )
        return beside(Content(line.title), widths.title, figures, width)


class Columns(Static):
    """What the figures of the sections are."""

    def __init__(self, widths: Widths) -> None:
        super().__init__()
        self.widths = widths

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def render(self) -> RenderResult:
        widths = self.widths
        named = (
            f"{'points':>8}{'95 %':>11}  {'time':>{widths.time}}{' allowed' if widths.share else '':<{widths.share}}"
        )
        return beside(Content(""), widths.title, Content.styled(named, "$text-muted"), self.content_size.width)


def beside(title: Content, longest: int, figures: Content, width: int) -> Content:
    """A title and its figures in one line, or in two where the title would have less than 24 cells."""
    room = width - figures.cell_length
    if room >= 24:
        return Content.assemble(title.truncate(min(room, longest), ellipsis=True, pad=True), figures)
    return Content.assemble(title.truncate(width, ellipsis=True), "\n", figures) if title else figures


def is_over(line: SectionLine) -> bool:
    """Whether a section took more than its share of the time."""
    return line.budget is not None and line.score.seconds > line.budget


def time(line: SectionLine) -> str:
    """The time that a section took, behind a sign where that is more than its share."""
    return f"{'! ' if is_over(line) else ''}{minutes(line.score.seconds)}"


def share(line: SectionLine) -> str:
    """What a section may take of the time, to stand behind what it took; empty where there is no limit."""
    return f" of {minutes(line.budget)}" if line.budget else ""


def minutes(seconds: float) -> str:
    """Minutes and seconds, as in 3:36."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"


def _text(text: str, style: str = "") -> Static:
    return Static(Content.styled(text, style) if style else Content(text), classes="text")
