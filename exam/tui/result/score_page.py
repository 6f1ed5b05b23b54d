"""Owns the page that a real exam gives: pass or not, the score against the pass mark, a bar for each section."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from exam.core.attempt import Attempt
from exam.core.scoring import ScoreReport, SectionScore, Subscore
from exam.core.wording import duration, points_of
from exam.tui.result.page import ResultPage, paper
from exam.tui.widgets.bars import bar
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.page import Body

_SHORTEST, _LONGEST = 10, 40
"""Cells of a section's bar."""


class ScorePage(ResultPage):
    """The verdict."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,s", "go('study')", "study page", key_display="↵", id="result.other-page")
    ]

    def body(self) -> Iterator[Widget]:
        attempt, report = self.attempt, self.report
        with Body(id="body"), Vertical(id="sheet"):
            yield paper(attempt)
            with Horizontal(id="verdict"):
                # The figure that one has come for is the largest thing here; its words are beside it.
                yield Digits(f"{report.score.percent:.0f}", classes="passed" if report.passed else "failed")
                yield Drawn(
                    lambda width: Content("\n").join((*verdict(report), counts(attempt, report, width))), id="counts"
                )
            yield Scale(report.score, report.cut)
            longest = max(Content(section.title).cell_length for section in report.sections)
            for section in report.sections:
                yield SectionBar(section, report.cut, longest)
            yield Static(
                Content.styled(
                    f"│ the pass mark of {report.cut} %: {attempt.form.blueprint.cut_source}", "$text-muted"
                ),
                id="legend",
            )


class Scale(Static):
    """The score as a bar, with the pass mark on it."""

    def __init__(self, score: Subscore, cut: int) -> None:
        super().__init__(id="scale")
        self.score = score
        self.cut = cut

    def render(self) -> RenderResult:
        width = self.content_size.width
        passed = "$correct" if self.score.percent >= self.cut else "$incorrect"
        at = min(width - 1, round(self.cut / 100 * width))
        label = f"pass mark {self.cut} %"
        before = max(0, min(at, width - len(label) - 2))
        pointer = f"╵ {label}" if before == at else f"{label} ╵".rjust(at + 1)
        return Content.assemble(
            bar(self.score.percent / 100, width, passed, self.cut / 100),
            "\n",
            (pointer if before != at else " " * at + pointer, "$text-muted"),
        )


class SectionBar(Static):
    """One section in one line: title, bar, percent and points. `longest` is the width of the longest title."""

    def __init__(self, section: SectionScore, cut: int, longest: int) -> None:
        super().__init__(classes="section")
        self.longest = longest
        self.section = section
        self.cut = cut

    def render(self) -> RenderResult:
        score, width = self.section.score, self.content_size.width
        figures = f" {score.percent:3.0f} %  {points_of(score):>9}"
        label = Content(self.section.title).truncate(
            min(self.longest, width - len(figures) - _SHORTEST - 2), ellipsis=True, pad=True
        )
        room = min(_LONGEST, width - label.cell_length - len(figures) - 2)
        return Content.assemble(
            label, "  ", bar(score.percent / 100, room, "$primary", self.cut / 100), (figures, "$text-muted")
        )


def verdict(report: ScoreReport) -> tuple[Content, Content]:
    """Whether it is passed, by sign and word; and the percent."""
    sign = ("✓ Passed", "bold $correct") if report.passed else ("✗ Not passed", "bold $incorrect")
    return Content.assemble(sign), Content.assemble((f"{report.score.percent:.0f} %", "bold"), " of the points")


def counts(attempt: Attempt, report: ScoreReport, width: int) -> Content:
    """How the sitting went; where it takes two lines, broken between two facts and not within one."""
    first, *facts = circumstances(attempt, report)
    lines = [first]
    for fact in facts:
        joined = f"{lines[-1]} · {fact}"
        lines[-1:] = [joined] if len(joined) <= width else [lines[-1], fact]
    return Content.styled("\n".join(lines), "$text-muted")


def circumstances(attempt: Attempt, report: ScoreReport) -> Iterator[str]:
    """How the sitting went, each in a few words."""
    yield f"{report.count('correct')} of {len(report.marks)} right"
    if omitted := report.count("omitted"):
        yield f"{omitted} left blank"
    if unreached := report.count("not_reached"):
        yield f"{unreached} not reached"
    if attempt.ended_at is not None:
        yield duration(attempt.used(attempt.ended_at).total_seconds())
    if attempt.ended_reason == "time_up":
        yield "time ran out"
    if attempt.mode == "practice":
        yield "practice"
