"""`exam plan` on a terminal: today's portion first, then the days, then where points are to be won."""

from __future__ import annotations

from collections.abc import Iterator

from exam.cli.output.layout import Bar, Cell, Column, Line, Part, line, table, wrapped_words
from exam.cli.pages.common import EMPTY, command, heading, title
from exam.core.wording import duration
from exam.learning.plan import Plan
from exam.learning.stakes import Stakes

_DAYS = (Column("day"), Column("time", right=True), Column(weight=1), Column("what", least=20))
_STAKES = (
    Column("section", least=20),
    Column("to win", right=True),
    Column("of", right=True),
    Column(weight=1),
    Column("likely range", right=True, weight=2),
    Column("answers", right=True, weight=3),
)


def plan_page(plan: Plan, width: int) -> list[Line]:
    """The whole page."""
    now = plan.now
    nothing = not now.mock and not now.portion.items
    return [
        *title(plan.title, plan.today.isoformat(), width),
        EMPTY,
        *wrapped_words(line(Part("Today", "bold"), f"  {now.words}."), width, hang=7),
        *([] if nothing else command(f"exam take {plan.bank} --planned", width, indent=7)),
        EMPTY,
        *(row for words in plan.words for row in wrapped_words(words, width)),
        EMPTY,
        *table(_DAYS, [*_days(plan)], width),
        *stakes_rows(now.stakes, width),
    ]


def _days(plan: Plan) -> Iterator[list[Cell]]:
    most = max((day.minutes for day in plan.days), default=0.0) or 1.0
    for day in plan.days:
        role = "accent" if day.mock else "muted"
        drawn: Cell = Bar(day.minutes / most, role, longest=12) if day.minutes else ""
        time = duration(60 * max(1, round(day.minutes))) if day.minutes else ""
        yield [f"{day.day:%a %Y-%m-%d}", time, drawn, day.words]
    if plan.exam_date:
        yield [Part(f"{plan.exam_date:%a %Y-%m-%d}", "bold"), "", "", Part("exam", "bold")]


def stakes_rows(stakes: Stakes, width: int) -> list[Line]:
    """Expected points lost by section, most first."""
    if not stakes.sections:
        return []
    most = max(one.lost for one in stakes.sections) or 1.0
    rows: list[list[Cell]] = [
        [
            one.title,
            f"{one.lost:.1f}",
            f"{one.worth:.1f}",
            Bar(one.lost / most, longest=20),
            f"{one.interval[0]:.1f}–{one.interval[1]:.1f}",
            f"{one.answers}",
        ]
        for one in stakes.sections
    ]
    lost = f"{stakes.lost:.1f} of {stakes.worth:.0f} are expected to be lost"
    return [*heading(f"Points to win in {stakes.paper}, most first", width, lost), *table(_STAKES, rows, width)]
