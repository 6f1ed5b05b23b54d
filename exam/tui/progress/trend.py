"""The page on trends: scores over time, all sections together and each by itself.

Drills are left out: their questions were picked for being hard, so they would pull every trend down.
"""

from collections.abc import Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget

from exam.core.wording import counted
from exam.learning.progress import Trend, TrendPoint, trends
from exam.tui.progress.page import ProgressPage, Selection, muted, sentence, short_day
from exam.tui.widgets.drawn import Drawn, Heading
from exam.tui.widgets.plots import Dot, fitting, over_time

_TALL, _SMALL = 11, 5
"""Lines of the plot of all sections, and of a section's."""
_Trends = dict[str | None, Trend]
"""By section; None: all sections together."""


def _read(selection: Selection) -> _Trends:
    return trends(selection.past.sittings, (None, *selection.past.section_titles))


def _draw(selection: Selection, by_section: _Trends) -> list[Widget]:
    whole = by_section[None]
    drills = sum(sitting.drill for sitting in selection.past.sittings)
    left_out = f" {counted(drills, 'drill')} left out: picked for being hard." if drills else ""
    return [
        Heading("All sections", counted(len(whole.points), "attempt")),
        sentence(whole.words),
        Drawn(partial(_plot, whole.points, _TALL), height=lambda _: _TALL + 1 if whole.points else 1, classes="figure"),
        muted(f"■ the score, on a line for its 95 % interval; ┄ the pass mark.{left_out}"),
        *(
            Drawn(partial(_section, title, by_section[section]), height=partial(_section_height, by_section[section]))
            for section, title in selection.past.section_titles.items()
            if by_section[section].points
        ),
    ]


def _section(title: str, trend: Trend, width: int) -> Content:
    """All of one section in one piece: fourteen sections are fourteen widgets, and not sixty."""
    items = sum(point.items for point in trend.points)
    asked = f"{counted(items, 'question')} in {counted(len(trend.points), 'attempt')}"
    head = Content.assemble((title, "bold"), (f"   {asked}", "$text-muted")).truncate(width, ellipsis=True)
    return Content("\n").join(
        [Content(""), head, *Content(trend.words).wrap(width), _plot(trend.points, _SMALL, width)]
    )


def _section_height(trend: Trend, width: int) -> int:
    """A blank line, the title, the sentence, the plot and its dates."""
    return len(Content(trend.words).wrap(width)) + _SMALL + 3


def _plot(points: Sequence[TrendPoint], height: int, width: int) -> Content:
    if not points:
        return Content.styled("Nothing to draw yet.", "$text-muted")
    latest = fitting(points, width)
    dots = [Dot(short_day(point.at), point.percent, *point.interval, point.cut) for point in latest]
    return over_time(dots, width, height, 100, " %", of=len(points))


TREND_PAGE = ProgressPage("trend", "Trend", _read, _draw)
