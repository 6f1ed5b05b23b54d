"""Owns the page on trends: the scores over time, all together and by section. Refuses drills among whole papers."""

from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from exam.core.wording import counted
from exam.learning.progress import Point, Trend, trends
from exam.tui.progress.past import Past
from exam.tui.progress.words import day, muted, said
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.heading import Heading
from exam.tui.widgets.plots import Dot, dates, fitting, plot

_TALL, _SMALL = 11, 5
"""Lines of the plot of all, and of a section's."""


@dataclass(frozen=True)
class Trends:
    """The trend of all sections and of each."""

    whole: Trend
    sections: tuple[tuple[str, Trend], ...]
    """Title and trend, in the bank's order."""
    drills: int
    """Attempts left out."""


def read(past: Past) -> Trends:
    """Trends over the past, drills left out."""
    titles = past.section_titles
    found = trends(past.sittings, (None, *titles))
    return Trends(
        found[None],
        tuple((title, found[section]) for section, title in titles.items() if found[section].points),
        sum(sitting.drill for sitting in past.sittings),
    )


def widgets(page: Trends) -> list[Widget]:
    """What the page shows."""
    points = page.whole.points
    left_out = f" {counted(page.drills, 'drill')} left out: picked for being hard." if page.drills else ""
    found: list[Widget] = [
        Heading("All sections", counted(len(points), "attempt")),
        said(page.whole.words),
        Drawn(
            lambda width: _drawn(points, width, _TALL), height=lambda _: _TALL + 1 if points else 1, classes="figure"
        ),
        muted(f"■ the score, on a line for its 95 % interval; ┄ the pass mark.{left_out}"),
    ]
    for title, one in page.sections:
        found.append(
            Drawn(
                lambda width, title=title, one=one: _section(title, one, width),  # type: ignore[misc]
                height=lambda width, one=one: len(Content(one.words).wrap(width)) + _SMALL + 3,  # type: ignore[misc]
            )
        )
    return found


def _section(title: str, one: Trend, width: int) -> Content:
    """All of one section in one piece: fourteen sections are fourteen widgets, and not sixty."""
    head = Content.assemble((title, "bold"), (f"   {_questions(one)}", "$text-muted")).truncate(width, ellipsis=True)
    return Content("\n").join([Content(""), head, *Content(one.words).wrap(width), _drawn(one.points, width, _SMALL)])


def _questions(found: Trend) -> str:
    return (
        f"{counted(sum(point.items for point in found.points), 'question')} in {counted(len(found.points), 'attempt')}"
    )


def _drawn(points: tuple[Point, ...], width: int, height: int) -> Content:
    if not points:
        return Content.styled("Nothing to draw yet.", "$text-muted")
    shown = points[len(points) - fitting(len(points), width) :]
    dots = [Dot(point.percent, *point.interval, point.cut) for point in shown]
    under = dates(day(shown[0].at), day(shown[-1].at), len(shown), width)
    if len(shown) < len(points):
        under = Content.assemble(under, (f"  the latest {len(shown)}", "$text-muted")).truncate(width)
    return Content("\n").join([*plot(dots, width, height, 100, " %"), under])
