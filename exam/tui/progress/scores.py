"""The pages of scores: would one pass, how scores went over time, and sections against attempts.

There is no verdict on thin data. Drills make no trend: their questions were picked for being hard.
"""

from collections.abc import Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget

from exam.core.ended import PartScore
from exam.core.wording import counted, exam_in
from exam.learning.past import Past, ready_for
from exam.learning.progress import SectionTable, Trend, TrendPoint, section_table, trends
from exam.learning.readiness import HALF_LIFE, Level, Readiness
from exam.learning.records import Coverage
from exam.tui.progress.page import ProgressPage, Selection, long_day, muted, sentence, short_day
from exam.tui.widgets.drawn import Drawn, Heading, Tinted
from exam.tui.widgets.plots import Dot, bar, fitting, no_span, over_time, shade, span

_TITLE, _RAIL, _LONGEST = 40, 10, 40
"""Most cells of a section's title; the fewest of a rail, and the most."""
_NARROW = 66
"""Cells below which a title has no room beside the figures."""
_FIGURES = 35
"""Cells of the figures beside them."""
_TALL, _SMALL = 11, 5
"""Lines of the plot of all sections, and of a section's."""
_Trends = dict[str | None, Trend]
"""By section; None: all sections together."""
_CELL = 5
_POOLED, _SHORT = 22, 14
"""Cells of what a section comes to, all attempts together; without its interval."""
_WIDEST_NAME = 44


def _draw_ready(selection: Selection, read: tuple[Readiness, str, Coverage | None]) -> list[Widget]:
    readiness, blueprint, covered = read
    past, passing = selection.whole, readiness.passing
    paper = dict(past.papers).get(blueprint, blueprint)
    exam = _exam_words(past)
    unsettled = any(not standing.settled for standing in readiness.sections.values())
    return [
        Heading(f"Would you pass {paper}?", f"{counted(readiness.items, 'question')}, pass mark {readiness.cut} %"),
        sentence(Content.styled(readiness.words, "bold $marked" if passing is None else "bold")),
        *([sentence(exam)] if exam else []),
        *([sentence(f"{covered.words}.")] if covered else []),
        *([] if passing is None else [Drawn(partial(_chance, passing))]),
        Heading("Your level", "weakest section first; ━ the 95 % interval, │ the pass mark"),
        Drawn(partial(_level_table, readiness, past.section_titles)),
        *([muted("~ not known well enough yet; wanted: about so many more answers would settle it.")] * unsettled),
        Heading("How this is known"),
        muted(
            f"From every answer on this bank that was no drill. An answer counts half after {HALF_LIFE.days} days, and "
            "a question met before counts a tenth, because it tells of that question more than of others. Sections "
            "borrow from each other as a beta-binomial model has it (Gelman et al. 2013, 5.3)."
        ),
    ]


def _exam_words(past: Past) -> str:
    """When the exam is, as a sentence; empty where nobody said."""
    day, today = past.exam_date, past.now.date()
    if day is None:
        return ""
    return (
        f"The exam was on {long_day(day)}." if day < today else f"The exam is {exam_in(day, today)}, {long_day(day)}."
    )


def _chance(passing: float, width: int) -> Content:
    # Never 0 or 100: no model knows that.
    chance = min(99, max(1, round(100 * passing)))
    return Content.assemble(
        bar(chance / 100, max(_RAIL, min(50, width - 30)), "$primary"), (f"  {chance} in 100", "bold")
    )


def _level_table(readiness: Readiness, titles: dict[str, str], width: int) -> Content:
    """Sections by the upper end of their interval, those without answers last, under all of them together."""
    title, rail = _level_columns(width)
    head = " " * (title + rail + (2 if title else 0)) + f"{'level':>8}{'95 %':>10}{'answers':>9}{'wanted':>8}"
    sections = [(titles.get(section, section), level) for section, level in readiness.weakest_first]
    rows = [("All sections", readiness.overall), *sections]
    lines = [_level_row(name, level, readiness.cut, width) for name, level in rows]
    return Content("\n").join([Content.styled(head, "$text-muted"), *lines])


def _level_row(title: str, standing: Level, cut: int, width: int) -> Content:
    """A title, its span and its figures. What is not settled has a tilde, and how many more answers are wanted."""
    room, rail = _level_columns(width)
    name = (
        Content(title).truncate(room, ellipsis=True, pad=True) + Content("  ")
        if room
        else Content(title).truncate(width, ellipsis=True) + Content("\n")
    )
    drawn, level, interval = no_span(rail), "–", "–"
    if standing.percent is not None and standing.interval is not None:
        low, high = standing.interval
        drawn = span(standing.percent, low, high, rail, cut)
        level, interval = f"{'' if standing.settled else '~'}{standing.percent:.0f} %", f"{low:.0f}–{high:.0f}"
    more = f"+{standing.more}" if standing.more else ""
    figures = (f"{interval:>10}{standing.answers:>9,}{more:>8}", "$text-muted")
    return Content.assemble(name, drawn, f"{level:>8}", figures)


def _level_columns(width: int) -> tuple[int, int]:
    """Cells of a title and of a rail; no title: it stands in a line of its own."""
    if width < _NARROW:
        return 0, max(_RAIL, width - _FIGURES)
    free = width - _FIGURES - 2
    title = min(_TITLE, free - max(_RAIL, free // 2 - 4))
    return title, min(_LONGEST, free - title)


READY_PAGE = ProgressPage(
    "ready",
    "Ready",
    # From all answers there are; then the id of the blueprint that it is for, and how many questions were met.
    lambda selection: (*ready_for(selection.whole, selection.blueprint), selection.whole.coverage),
    _draw_ready,
    frozenset({"exam day"}),
)


def _draw_trend(selection: Selection, by_section: _Trends) -> list[Widget]:
    whole = by_section[None]
    drills = sum(sitting.drill for sitting in selection.past.sittings)
    left_out = f" {counted(drills, 'drill')} left out: picked for being hard." if drills else ""
    return [
        Heading("All sections", counted(len(whole.points), "attempt")),
        sentence(whole.words),
        Drawn(partial(_plot, whole.points, _TALL), height=lambda _: _TALL + 1 if whole.points else 1, classes="figure"),
        muted(f"■ the score, on a line for its 95 % interval; ┄ the pass mark.{left_out}"),
        *(
            Drawn(
                partial(_section_trend, title, by_section[section]), height=partial(_trend_height, by_section[section])
            )
            for section, title in selection.past.section_titles.items()
            if by_section[section].points
        ),
    ]


def _section_trend(title: str, trend: Trend, width: int) -> Content:
    """All of one section in one piece: fourteen sections are fourteen widgets, and not sixty."""
    items = sum(point.items for point in trend.points)
    asked = f"{counted(items, 'question')} in {counted(len(trend.points), 'attempt')}"
    head = Content.assemble((title, "bold"), (f"   {asked}", "$text-muted")).truncate(width, ellipsis=True)
    return Content("\n").join(
        [Content(""), head, *Content(trend.words).wrap(width), _plot(trend.points, _SMALL, width)]
    )


def _trend_height(trend: Trend, width: int) -> int:
    """A blank line, the title, the sentence, the plot and its dates."""
    return len(Content(trend.words).wrap(width)) + _SMALL + 3


def _plot(points: Sequence[TrendPoint], height: int, width: int) -> Content:
    if not points:
        return Content.styled("Nothing to draw yet.", "$text-muted")
    latest = fitting(points, width)
    dots = [Dot(short_day(point.at), point.percent, *point.interval, point.cut) for point in latest]
    return over_time(dots, width, height, 100, " %", of=len(points))


TREND_PAGE = ProgressPage(
    "trend",
    "Trend",
    lambda selection: trends(selection.past.sittings, (None, *selection.past.section_titles)),
    _draw_trend,
)


def _draw_sections(_: Selection, table: SectionTable) -> list[Widget]:
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
    title = max(12, min(_WIDEST_NAME, longest, width - pooled_width - min(len(table.attempts), least) * _CELL))
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


SECTIONS_PAGE = ProgressPage(
    "sections", "Sections", lambda selection: section_table(selection.past.sittings), _draw_sections
)
