"""The table of sections on the study page: the points of each, how sure they are, and the time."""

from collections.abc import Iterator
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.attempt import Attempt
from exam.core.interval import FEWEST_TO_JUDGE, weakness
from exam.core.scoring import ScoreReport, SectionScore
from exam.core.wording import interval, points_of
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.drawn import Drawn, Sentences

_NARROWEST_TITLE = 24
"""Cells of a section's title below which its figures go to the next line."""
TOO_FEW = f"~ under {FEWEST_TO_JUDGE} questions: too few to judge the section by"
"""What the sign of a section says that is judged nowhere."""


def sections_weakest_first(report: ScoreReport) -> list[SectionScore]:
    """The sections of this paper as everywhere: by the most that their share could be."""
    return sorted(report.sections, key=lambda section: weakness(section.score))


def seconds_allowed(attempt: Attempt, section: SectionScore) -> float | None:
    return attempt.seconds and attempt.seconds * section.score.items / len(attempt.form.slots)


def section_figures(attempt: Attempt, report: ScoreReport) -> Iterator[Widget]:
    """A line of figures for each section under a line that names them, and what their signs mean."""
    sections = sections_weakest_first(report)
    allowed = [seconds_allowed(attempt, section) for section in sections]
    over = [most is not None and one.score.seconds > most for one, most in zip(sections, allowed, strict=True)]
    times = [f"{'! ' if late else ''}{_minutes(one.score.seconds)}" for one, late in zip(sections, over, strict=True)]
    shares = [f" of {_minutes(most)}" if most else "" for most in allowed]
    titles = Apart(section.title for section in sections)
    wide, share_wide = max(map(len, times)), max(map(len, shares))
    # Parts of points take more room, and a blank must stay between them and the title.
    earned_wide = max(7, *(len(points_of(section.score)) for section in sections)) + 1
    names = f"{'points':>{earned_wide}}{'95 %':>11}  {'time':>{wide}}{' allowed' if share_wide else '':<{share_wide}}"
    yield Drawn(partial(_titled, "", titles, Content.styled(names, "$text-muted")))
    for section, time, share, late in zip(sections, times, shares, over, strict=True):
        score = section.score
        small = "~" if score.few else " "
        figures = Content.assemble(
            f"{points_of(score):>{earned_wide}}",
            (f"{small + interval(score):>11}", "$text-muted"),
            (f"  {time:>{wide}}", "$time-low" if late else ""),
            (f"{share:<{share_wide}}", "$text-muted"),
        )
        yield Drawn(partial(_titled, section.title, titles, figures))
    if any(section.score.few for section in sections):
        yield remark(TOO_FEW)
    if report.count("not_reached"):
        yield remark("Questions not reached count as not right here; home leaves them out.")
    if any(over):
        yield remark("! more than its share of the time allowed")


def _titled(title: str, titles: Apart, figures: Content, width: int) -> Content:
    """A title and its figures in one line, or in two where the title would be too narrow."""
    room = width - figures.cell_length
    if room >= _NARROWEST_TITLE:
        return Content.assemble(titles.padded(title, min(room, titles.widest)), figures)
    return Content.assemble(titles.cut(title, width), "\n", figures) if title else figures


def _minutes(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"


def remark(text: str) -> Static:
    """A line that stands beside the point."""
    return Sentences(Content.styled(text, "$text-muted"))
