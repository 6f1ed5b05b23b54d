"""The pages of scores: would one pass, how scores went over time, and sections against attempts.

There is no verdict on thin data. Drills make no trend: their questions were picked for being hard.
"""

from collections.abc import Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget

from exam.core.ended import PartScore
from exam.core.wording import counted, exam_in
from exam.learning.candidates import candidates_like
from exam.learning.evidence import HALF_LIFE
from exam.learning.foretold import told_against_come
from exam.learning.levels import Level
from exam.learning.matter import Matter
from exam.learning.past import Past, matter_of, ready_for
from exam.learning.progress import SectionTable, Trend, TrendPoint, left_out, section_table, trends
from exam.learning.readiness import Readiness, in_100
from exam.learning.reconciled import reconciled
from exam.learning.weakest import weakest_first, weakest_words
from exam.tui.progress.page import ProgressPage, Selection, long_day, muted, paragraph, short_day
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.drawn import Drawn, Heading, Tinted, titled
from exam.tui.widgets.plots import Dot, bar, fitting, no_span, over_time, shade, span

_TITLE, _RAIL, _LONGEST = 40, 10, 40
"""Most cells of a section's title; the fewest of a rail, and the most."""
_NARROW = 66
"""Cells below which a title has no room beside the figures."""
_FIGURES = 27
"""Cells of the figures beside them."""
_TALL, _SMALL = 11, 5
"""Lines of the plot of all sections, and of a section's."""
_Trends = dict[str | None, Trend]
"""By section; None: all sections together."""
_CELL = 5
_POOLED, _SHORT = 22, 14
"""Cells of what a section comes to, all attempts together; without its interval."""
_WIDEST_NAME = 44


def _draw_ready(selection: Selection, read: tuple[Readiness, str, Matter | None]) -> list[Widget]:
    readiness, blueprint, known = read
    past, passing = selection.whole, readiness.passing
    paper = dict(past.papers).get(blueprint, blueprint)
    exam, both = _exam_words(past), reconciled(past, readiness)
    unsettled = any(not level.settled for level in readiness.sections.values())
    return [
        Heading(
            f"Would you pass the next {paper}?", f"{counted(readiness.items, 'question')}, pass mark {readiness.cut} %"
        ),
        paragraph(Content.styled(readiness.words, "bold $marked" if passing is None else "bold")),
        *([paragraph(exam)] if exam else []),
        *([] if passing is None else [Drawn(partial(_chance, passing))]),
        Heading("Expected right in it", "weakest section of the last ten exams first; ░ 95 %, │ the pass mark"),
        Drawn(partial(_level_table, readiness, past)),
        *([muted("~ not known well enough yet to judge by.")] if unsettled else []),
        *([paragraph(both)] if both else []),
        paragraph(weakest_words(past.recent, past.section_titles)),
        *([Heading("How much of this bank do you know?"), paragraph(known.words)] if known else []),
        Heading("Told against happened", "what was told before each mock, and what came of it"),
        paragraph(told_against_come(past.forecasts).words),
        Heading("How this is known"),
        muted(
            "Would you pass: from every question seen in the latest 100 attempts. An answer counts half after "
            f"{HALF_LIFE.days} days, and so does having met a question. What comes again has a chance of its own, by "
            "how it went the last time and how often that came right with you. Sections borrow from each other as a "
            "beta-binomial model has it (Gelman et al. 2013, 5.3). The matter: from questions met for the first time "
            f"alone. {candidates_like(past.fellows).words}"
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
    chance = in_100(passing)
    return Content.assemble(
        bar(chance / 100, max(_RAIL, min(50, width - 30)), "$primary"), (f"  {chance} in 100", "bold")
    )


def _level_table(readiness: Readiness, past: Past, width: int) -> Content:
    """Sections, the weakest first, under all of them together."""
    title, rail = _level_columns(width)
    head = " " * (title + rail + (2 if title else 0)) + f"{'right':>8}{'95 %':>10}{'answers':>9}"
    titles, ordered = past.section_titles, weakest_first(readiness.sections.items(), past.recent)
    sections = [(titles.get(section, section), level) for section, level in ordered]
    rows = [("All sections", readiness.overall), *sections]
    names = Apart(name for name, _ in rows)
    lines = [_level_row(name, names, level, readiness.cut, width) for name, level in rows]
    return Content("\n").join([Content.styled(head, "$text-muted"), *lines])


def _level_row(title: str, titles: Apart, standing: Level, cut: int, width: int) -> Content:
    """A title, its span and its figures. What is not settled has a tilde."""
    room, rail = _level_columns(width)
    name = titles.padded(title, room) + "  " if room else Content(f"{titles.cut(title, width)}\n")
    drawn, level, interval = no_span(rail), "–", "–"
    if standing.percent is not None and standing.interval is not None:
        low, high = standing.interval
        drawn = span(standing.percent, low, high, rail, cut)
        level, interval = f"{'' if standing.settled else '~'}{standing.percent:.0f} %", f"{low:.0f}–{high:.0f}"
    figures = (f"{interval:>10}{standing.answers:>9,}", "$text-muted")
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
    # The verdict, the id of the blueprint that it is for, and how much of the matter is known.
    lambda selection: (*ready_for(selection.whole, selection.blueprint), matter_of(selection.whole)),
    _draw_ready,
    frozenset({"exam day"}),
)


def _draw_trend(selection: Selection, by_section: _Trends) -> list[Widget]:
    whole = by_section[None]
    without = left_out(selection.past.sittings)
    titles = Apart(selection.past.section_titles.values())
    return [
        Heading("All sections", counted(len(whole.points), "attempt")),
        paragraph(whole.words),
        Drawn(partial(_plot, whole.points, _TALL), height=lambda _: _TALL + 1 if whole.points else 1, classes="figure"),
        muted(f"▀ the score, on a band ░ for its 95 % interval; ┄ the pass mark. {without}".rstrip()),
        *(
            Drawn(
                partial(_section_trend, title, titles, by_section[section]),
                height=partial(_trend_height, by_section[section]),
            )
            for section, title in selection.past.section_titles.items()
            if by_section[section].points
        ),
    ]


def _section_trend(title: str, titles: Apart, trend: Trend, width: int) -> Content:
    """All of one section in one piece: fourteen sections are fourteen widgets, and not sixty."""
    items = sum(point.items for point in trend.points)
    asked = f"{counted(items, 'question')} in {counted(len(trend.points), 'attempt')}"
    head = titled(title, asked)
    if head.cell_length > width:
        head = titled(titles.cut(title, width))
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


def _draw_sections(selection: Selection, table: SectionTable) -> list[Widget]:
    return [
        Heading("Sections over attempts", "percent right, the latest attempt on the right"),
        paragraph(weakest_words(selection.whole.recent, selection.whole.section_titles)),
        Tinted(partial(_shades, table), classes="figure"),
        muted(
            "Tinted by how far above or below the attempt's pass mark. ~ under 10 questions, which is too few "
            "to judge by; · not asked. "
            "On the right: all of them together, with the 95 % interval where it fits."
        ),
    ]


def _shades(table: SectionTable, width: int, tints: bool) -> Content:
    """The table for a width: as many of the latest attempts as fit between the titles and the pooled figures."""
    titles = Apart(name for _, name in table.sections)
    pooled_width = _POOLED if width >= _NARROW else _SHORT
    least = 6 if width >= _NARROW else 3
    title = max(12, min(_WIDEST_NAME, titles.widest, width - pooled_width - min(len(table.attempts), least) * _CELL))
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
                titles.padded(name, title),
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
