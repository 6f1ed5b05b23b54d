"""How scores went, on home: a column for each beside a heading, and in a tall terminal a chart over time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget

from exam.assembly.code import has_own_settings
from exam.core.interval import wilson
from exam.store import AttemptRow
from exam.tui.home.overview import Overview
from exam.tui.widgets.drawn import Drawn, Heading
from exam.tui.widgets.plots import Dot, fitting, over_time, sparkline

_PLOT = 12
"""Lines of the scores over time."""
_FEWEST_DRAWN = 3
"""Scores from which on a chart says more than the list of them."""


def comparable(overview: Overview) -> list[AttemptRow]:
    """The exams whose scores can be held against each other, oldest first: of two banks they are no trend of either."""
    return [
        row
        for row in reversed(overview.exams)
        if row.bank == overview.exams[0].bank and not has_own_settings(row.code) and row.percent is not None
    ]


def scores_over_time(overview: Overview) -> list[Widget]:
    """The scores as a chart with their intervals and the pass mark, where there are some."""
    rows = comparable(overview)
    if len(rows) < _FEWEST_DRAWN:
        return []
    mark = pass_mark_of(overview, rows)
    line = f", ┄ the pass mark {mark} %" if mark is not None else ""
    plot = partial(_plot, rows, mark)
    return [
        Heading("Scores over time", f"░ 95 %{line}"),
        Drawn(plot, height=lambda _: _PLOT + 1, classes="line"),
    ]


def _plot(rows: Sequence[AttemptRow], mark: int | None, width: int) -> Content:
    latest = fitting(rows, width)
    dots = []
    for row in latest:
        percent = row.percent or 0.0
        low, high = wilson(percent / 100, max(1, row.items))
        dots.append(Dot(row.ended_at.astimezone().strftime("%-d %b") if row.ended_at else "", percent, low, high, mark))
    return over_time(dots, width, _PLOT, 100, " %", of=len(rows))


def pass_mark_of(overview: Overview, rows: Sequence[AttemptRow]) -> int | None:
    """The pass mark in percent that these scores were held against; None where it cannot be told from them."""
    presets = {(bank.id, one.id): one for bank in overview.banks for one in bank.blueprints}
    asked = {presets[row.bank, row.blueprint].cut for row in rows if (row.bank, row.blueprint) in presets}
    marks = asked if overview.pass_mark is None else {overview.pass_mark}
    # A pass mark may have been another when a paper was sat.
    fits = [mark for mark in marks if all(row.passed == ((row.percent or 0.0) >= mark) for row in rows)]
    return fits[0] if len(marks) == len(fits) == 1 else None


def scores_in_a_row(rows: Sequence[AttemptRow], mark: int | None, room: int) -> Content:
    """A column for each score in the colour of its verdict, oldest first, its ends and the pass mark, as far as there
    is room: the columns come closer together before the pass mark gives way."""
    if len(rows) < 2:
        return Content("")
    percents = [row.percent or 0.0 for row in rows]
    columns = [
        (column, "$correct" if row.passed else "$incorrect")
        for column, row in zip(sparkline(percents).split(), rows, strict=True)
    ]
    apart, together = Content(" ").join(Content.styled(*one) for one in columns), Content.assemble(*columns)
    ends = f"  {percents[0]:.0f} → {percents[-1]:.0f} %"
    # A column as high as the pass mark is the scale of the others.
    at = sparkline([mark]) if mark is not None else ""
    full, short = (f"{ends}, {at} pass mark {mark} %", f"{ends}, {at} pass {mark} %") if at else (ends, ends)
    ways = ((apart, full), (apart, short), (together, short), (apart, ends), (together, ends))
    drawn = (Content.assemble(columns, (words, "$text-muted")) for columns, words in ways)
    return next((one for one in drawn if one.cell_length <= room), Content(""))
