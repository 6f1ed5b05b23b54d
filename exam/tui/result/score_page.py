"""The page that a real exam gives: passed or not, the score against the pass mark, and a bar for each section."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from exam.core.attempt import Attempt
from exam.core.scoring import ScoreReport, SectionScore
from exam.core.wording import duration, points_of
from exam.tui.result.page import ResultPage
from exam.tui.sitting.frame import ExamTitle
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.page import Body
from exam.tui.widgets.plots import bar

_SHORTEST, _LONGEST = 10, 40
"""Cells of a section's bar."""


class ScorePage(ResultPage):
    """How the attempt went as a whole."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,s", "go('study')", "study page", key_display="↵", id="result.other-page")
    ]

    def body(self) -> Iterator[Widget]:
        attempt, report = self.attempt, self.report
        with Body(id="body"), Vertical(id="sheet"):
            yield ExamTitle(attempt.form)
            with Horizontal(id="verdict"):
                # The figure that one has come for is the largest thing here; its words are beside it.
                yield Digits(f"{report.score.percent:.0f}", classes="passed" if report.passed else "failed")
                yield Drawn(partial(outcome, attempt, report), id="counts")
            yield Drawn(partial(scale, report), id="scale")
            longest = max(Content(section.title).cell_length for section in report.sections)
            for section in report.sections:
                yield Drawn(partial(section_bar, section, report.cut, longest))
            source = f"│ the pass mark of {report.cut} %: {attempt.form.blueprint.cut_source}"
            yield Static(Content.styled(source, "$text-muted"), id="legend")


def outcome(attempt: Attempt, report: ScoreReport, width: int) -> Content:
    """Passed or not, the percent, and how the sitting went; a line is broken between two facts and not within one."""
    first, *facts = circumstances(attempt, report)
    lines = [first]
    for fact in facts:
        joined = f"{lines[-1]} · {fact}"
        lines[-1:] = [joined] if len(joined) <= width else [lines[-1], fact]
    return Content.assemble(
        ("✓ Passed", "bold $correct") if report.passed else ("✗ Not passed", "bold $incorrect"),
        "\n",
        (f"{report.score.percent:.0f} %", "bold"),
        " of the points\n",
        ("\n".join(lines), "$text-muted"),
    )


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


def scale(report: ScoreReport, width: int) -> Content:
    """The score as a bar, and under it a pointer to the pass mark."""
    at = min(width - 1, round(report.cut / 100 * width))
    label = f"pass mark {report.cut} %"
    fits = at + len(label) + 2 <= width
    return Content.assemble(
        bar(report.score.percent / 100, width, "$correct" if report.passed else "$incorrect", report.cut / 100),
        "\n",
        (" " * at + f"╵ {label}" if fits else f"{label} ╵".rjust(at + 1), "$text-muted"),
    )


def section_bar(section: SectionScore, cut: int, longest: int, width: int) -> Content:
    """One section in one line: title, bar, percent and points. `longest` is the width of the longest title."""
    score = section.score
    figures = f" {score.percent:3.0f} %  {points_of(score):>9}"
    room = width - len(figures) - 2
    title = Content(section.title).truncate(min(longest, room - _SHORTEST), ellipsis=True, pad=True)
    rail = bar(score.percent / 100, min(_LONGEST, room - title.cell_length), "$primary", cut / 100)
    return Content.assemble(title, "  ", rail, (figures, "$text-muted"))
