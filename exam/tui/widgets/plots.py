"""Charts drawn in cells: bars, spans with their intervals, points over time, shades of a table.

No colour is the only sign of anything: a theme of sixteen colours, or none, shows the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from exam.core.text import bar_strokes

_Point = TypeVar("_Point")

_HEIGHTS = "▁▂▃▄▅▆▇█"
_RAIL = "$foreground 25%"
_BAND = "dim $primary 60%"
"""An interval, pale beside the score in it."""
_WIDEST_DOT = 3
"""Cells of a score over time, at most."""
_AXIS = 5
"""Cells before a plot, for its scale."""
_WIDEST_STEP = 6
"""Cells from one point to the next, at most."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One point over time, with the range it may be in, and the line it is held against."""

    day: str
    at: float
    low: float
    high: float
    line: float | None = None


def bar(share: float, width: int, style: str, mark: float | None = None) -> Content:
    """`share` 0 to 1 as a thick line of `width` cells over a thin one, in halves of a cell, and a stroke at `mark`."""
    done, rest = bar_strokes(share, width)
    line = Content.assemble((done, style), (rest, _RAIL))
    if mark is None or width < 2:
        return line
    at = min(width - 1, round(mark * width))
    return Content.assemble(line[:at], ("│", "$text-muted"), line[at + 1 :])


def sparkline(percents: Sequence[float]) -> str:
    """One column a value 0 to 100, as high as it is; apart, or they would be read as one shape."""
    return " ".join(_HEIGHTS[min(7, int(max(0.0, value) * 8 / 100))] for value in percents)


def span(at: float, low: float, high: float, width: int, mark: float | None = None) -> Content:
    """A share 0 to 100 as a loud point on a rail of `width` cells, over its interval, a pale band, with a stroke at
    `mark`.
    """
    last = max(0, width - 1)

    def place(value: float) -> int:
        return min(last, max(0, round(value / 100 * last)))

    first, end, here = place(low), place(high), place(at)
    cells: list[tuple[str, str]] = [("─", _RAIL)] * width
    for n in range(first, end + 1):
        cells[n] = ("░", _BAND)
    if mark is not None:
        cells[place(mark)] = ("│", "$text-muted")
    cells[here] = ("●", "bold $primary")
    return _joined(cells)


def no_span(width: int) -> Content:
    """The rail without anything on it."""
    return Content.styled("─" * width, _RAIL)


def fitting(points: Sequence[_Point], width: int) -> Sequence[_Point]:
    """As many of the latest points as a chart over time of this width can show."""
    return points[max(0, len(points) - (width - _AXIS)) :]


def over_time(dots: Sequence[Dot], width: int, height: int, top: float, unit: str, *, of: int = 0) -> Content:
    """Dots, oldest left, over a scale from 0 to `top`, in `height` lines and one that says when they were.

    A score is loud, on a pale band for its interval, and the line that it is held against goes through both.
    They must fit. Half a line is the finest step. Where there are more points than dots, `of` says how many.
    """
    room = width - _AXIS
    step = max(1, min(_WIDEST_STEP, room // max(1, len(dots))))
    grid: list[list[tuple[str, str]]] = [[(" ", "")] * room for _ in range(height)]

    def level(value: float) -> int:
        return min(2 * height - 1, max(0, round(value / top * (2 * height - 1))))

    for n, dot in enumerate(dots):
        low, high, here = level(dot.low), level(dot.high), level(dot.at)
        wide = min(_WIDEST_DOT, step)
        first = n * step + (step - wide) // 2
        for row in range(height):
            lower = 2 * (height - 1 - row)
            if low < high and low <= lower + 1 and lower <= high:
                grid[row][n * step : (n + 1) * step] = [("░", _BAND)] * step
            if dot.line is not None and row == height - 1 - level(dot.line) // 2:
                # In turn with the band, which so goes on behind the line.
                grid[row][n * step : (n + 1) * step] = [
                    ("┄", "$foreground") if before[0] == " " or cell % 2 == 0 else before
                    for cell, before in enumerate(grid[row][n * step : (n + 1) * step], n * step)
                ]
            if here in (lower, lower + 1):
                grid[row][first : first + wide] = [("▄" if here == lower else "▀", "bold $primary")] * wide
    scale = {height - 1: "0", 0: f"{top:.0f}", height - 1 - level(top / 2) // 2: f"{top / 2:.0f}"}
    scale[0] += unit if len(scale[0] + unit) < _AXIS else ""
    lines = [
        Content.assemble((f"{scale.get(row, ''):>{_AXIS - 1}} ", "$text-muted"), _joined(cells))
        for row, cells in enumerate(grid)
    ]
    return Content("\n").join([*lines, _days(dots, of, step).truncate(width)])


def _days(dots: Sequence[Dot], of: int, step: int) -> Content:
    """The first day and the last, below their dots where there is room; and how many dots there are, if not all."""
    first, last = dots[0].day, dots[-1].day
    used = len(dots) * step
    if len(dots) < 2:
        text = last
    elif used < len(first) + len(last) + 2:
        text = f"{first} – {last}"
    else:
        text = first + last.rjust(used - len(first))
    latest = f"  the latest {len(dots)}" if len(dots) < of else ""
    return Content.styled(" " * _AXIS + text + latest, "$text-muted")


def shade(percent: float, cut: float, tints: bool) -> str:
    """The style of a cell of a table of shades, by how far it is from the line it is held against.

    Without tints it is the figure that has the colour: a ground of one of sixteen colours makes figures unreadable.
    """
    meaning = "$correct" if percent >= cut else "$incorrect"
    if not tints:
        return meaning
    far = abs(percent - cut) / (100 - cut if percent >= cut and cut < 100 else max(1.0, cut))
    return f"on {meaning} {12 + round(30 * min(1.0, far))}%"


def _joined(cells: Sequence[tuple[str, str]]) -> Content:
    """Cells with the same style drawn together."""
    runs: list[tuple[str, str]] = []
    for sign, style in cells:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + sign, style)
        else:
            runs.append((sign, style))
    return Content.assemble(*((text, style) if style else text for text, style in runs))
