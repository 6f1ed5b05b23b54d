"""The page of sections against attempts: a table of percentages, each shaded by how far it is from the pass mark."""

from functools import partial

from textual.content import Content
from textual.widget import Widget

from exam.core.ended import PartScore
from exam.core.wording import counted
from exam.learning.progress import SectionTable, section_table
from exam.tui.progress.page import ProgressPage, Selection, muted, sentence, short_day
from exam.tui.widgets.drawn import Heading, Tinted
from exam.tui.widgets.plots import shade

_CELL = 5
_POOLED, _SHORT = 22, 14
"""Cells of what a section comes to, all attempts together; without its interval."""
_NARROW = 66
_TITLE = 44


def _read(selection: Selection) -> SectionTable:
    return section_table(selection.past.sittings)


def _draw(_: Selection, table: SectionTable) -> list[Widget]:
    return [
        Heading("Sections over attempts", "percent right, the latest attempt on the right"),
        sentence(_weakest(table)),
        Tinted(partial(_shades, table), classes="figure"),
        muted(
            "Tinted by how far above or below the attempt's pass mark. ~ under 10 questions, which is too few "
            "to judge by; · not asked. "
            "On the right: all of them together, with the 95 % interval where it fits."
        ),
    ]


def _weakest(table: SectionTable) -> str:
    """What the table shows, as a sentence."""
    asked = [(title, part) for (_, title), part in zip(table.sections, table.pooled, strict=True) if part.interval]
    if not asked:
        return "Nothing was asked yet."
    judged = [(title, part) for title, part in asked if not part.few]
    if not judged:
        return "No section has had ten questions yet: too few to say which is weakest."
    title, part = min(judged, key=lambda row: (row[1].interval or (0, 0))[1])
    low, high = part.interval or (0.0, 100.0)
    return (
        f"Weakest over {counted(len(table.attempts), 'attempt')}: {title}, {part.percent:.0f} % "
        f"of {counted(part.items, 'question')} ({low:.0f} to {high:.0f} %)."
    )


def _shades(table: SectionTable, width: int, tints: bool) -> Content:
    """The table for a width: as many of the latest attempts as fit between the titles and the pooled figures."""
    longest = max((Content(name).cell_length for _, name in table.sections), default=0)
    pooled_width = _POOLED if width >= _NARROW else _SHORT
    least = 6 if width >= _NARROW else 3
    title = max(12, min(_TITLE, longest, width - pooled_width - min(len(table.attempts), least) * _CELL))
    fitting = max(1, min(len(table.attempts), (width - title - pooled_width) // _CELL))
    attempts = table.attempts[len(table.attempts) - fitting :]
    first, last = short_day(attempts[0].at), short_day(attempts[-1].at)
    head = f"{first} – {last}" if fitting > 1 and fitting * _CELL >= len(first) + len(last) + 4 else last
    lines = [
        Content.assemble(
            " " * title,
            (head.rjust(fitting * _CELL)[-max(fitting * _CELL, len(head)) :], "$text-muted"),
            ("   together".rjust(pooled_width), "$text-muted"),
        ).truncate(width)
    ]
    for (_, name), row, pooled in zip(table.sections, table.cells, table.pooled, strict=True):
        cells = [
            _cell(part, sitting.cut, tints) for part, sitting in zip(row[len(row) - fitting :], attempts, strict=True)
        ]
        lines.append(
            Content.assemble(
                Content(name).truncate(title, ellipsis=True, pad=True),
                *cells,
                _together(pooled, short=pooled_width == _SHORT),
            )
        )
    return Content("\n").join(lines)


def _cell(part: PartScore | None, cut: int, tints: bool) -> Content:
    if part is None or part.percent is None:
        return Content.styled("·".rjust(_CELL), "$text-muted")
    return Content.assemble(
        " ", (f"{'~' if part.few else ''}{part.percent:.0f}".rjust(_CELL - 1), shade(part.percent, cut, tints))
    )


def _together(part: PartScore, *, short: bool) -> Content:
    if part.percent is None or part.interval is None:
        return Content("")
    low, high = part.interval
    between = "" if short else f"{f'{low:.0f}–{high:.0f}':>8}"
    level = f" {'~' if part.few else ' '}{part.percent:3.0f} %"
    return Content.assemble(level, (f"{between} of{part.items:>4}", "$text-muted"))


SECTIONS_PAGE = ProgressPage("sections", "Sections", _read, _draw)
