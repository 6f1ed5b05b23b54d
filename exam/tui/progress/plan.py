"""The page of the plan: where points are to be won, what is left of today, and the days to the exam."""

from functools import partial

from textual.content import Content
from textual.widget import Widget

from exam.learning.foresight import PlannedDay
from exam.learning.plan import NoPlan, Plan, plan_of
from exam.learning.stakes import Stake
from exam.tui.progress.page import ProgressPage, Selection, muted, paragraph
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.drawn import Drawn, Heading
from exam.tui.widgets.plots import bar

_TITLE, _RAIL, _LONGEST = 44, 8, 24
"""Most cells of a section's title; the fewest of a bar, and the most."""
_FIGURES = 26
"""Cells of the figures behind a bar."""


def _read(selection: Selection) -> Plan | str:
    """The plan, or why there is none."""
    try:
        return plan_of(selection.whole, selection.whole.schedule, selection.blueprint)
    except NoPlan as refused:
        return str(refused)


def _draw(_: Selection, plan: Plan | str) -> list[Widget]:
    if isinstance(plan, str):
        return [paragraph(plan, "alone")]
    stakes = plan.now.stakes
    return [
        Heading("Today"),
        paragraph(Content.styled(f"{plan.now.words[:1].upper()}{plan.now.words[1:]}.", "bold")),
        Heading("Points to win", f"{stakes.paper}, most first: {stakes.lost:.1f} of {stakes.worth:.0f} may be lost"),
        Drawn(partial(_stakes, stakes.sections)),
        muted("Points that a section is expected to cost: what it is worth times the chance of a miss, with 95 %."),
        Heading("The days", f"{plan.minutes} minutes each"),
        *(paragraph(words) for words in plan.words),
        Drawn(partial(_days, plan)),
    ]


def _stakes(stakes: tuple[Stake, ...], width: int) -> Content:
    most = max((one.worth for one in stakes), default=1.0) or 1.0
    titles = Apart(one.title for one in stakes)
    title = max(8, min(_TITLE, titles.widest, width - _FIGURES - _RAIL - 2))
    rail = max(_RAIL, min(_LONGEST, width - title - _FIGURES - 2))
    return Content("\n").join(
        Content.assemble(
            titles.padded(one.title, title),
            "  ",
            bar(one.lost / most, rail, "$primary"),
            f"{one.lost:6.1f} of {one.worth:4.1f}",
            (f"{f'{one.interval[0]:.1f}–{one.interval[1]:.1f}':>11}", "$text-muted"),
        )
        for one in stakes
    )


def _days(plan: Plan, width: int) -> Content:
    lines = [_day(day) for day in plan.days]
    if plan.exam_date is not None:
        lines.append(Content.styled(f"{plan.exam_date:%a %-d %b}".ljust(12) + "exam", "bold $primary"))
    return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)


def _day(day: PlannedDay) -> Content:
    return Content.assemble(
        f"{day.day:%a %-d %b}".ljust(12),
        (f"{day.minutes:3.0f} min  ", "$text-muted"),
        (day.words, "bold" if day.mock else ""),
    )


PLAN_PAGE = ProgressPage("plan", "Plan", _read, _draw, frozenset({"exam day"}))
