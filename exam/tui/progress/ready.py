"""The page on readiness: would one pass, and how well is that known. There is no verdict on thin data."""

from functools import partial

from textual.content import Content
from textual.widget import Widget

from exam.core.wording import counted, exam_in
from exam.learning.past import Past, ready_for
from exam.learning.readiness import HALF_LIFE, Level, Readiness
from exam.learning.records import Coverage
from exam.tui.progress.page import ProgressPage, Selection, long_day, muted, sentence
from exam.tui.widgets.drawn import Drawn, Heading
from exam.tui.widgets.plots import bar, no_span, span

_TITLE, _RAIL, _LONGEST = 40, 10, 40
"""Most cells of a section's title; the fewest of a rail, and the most."""
_NARROW = 66
"""Cells below which a title has no room beside the figures."""
_FIGURES = 35
"""Cells of the figures beside them."""


def _read(selection: Selection) -> tuple[Readiness, str, Coverage | None]:
    """Readiness from all answers there are, the id of the blueprint that it is for, and how many questions were met."""
    return *ready_for(selection.whole, selection.blueprint), selection.whole.coverage


def _draw(selection: Selection, read: tuple[Readiness, str, Coverage | None]) -> list[Widget]:
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
        Drawn(partial(_table, readiness, past.section_titles)),
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


def _table(readiness: Readiness, titles: dict[str, str], width: int) -> Content:
    """Sections by the upper end of their interval, those without answers last, under all of them together."""
    title, rail = _columns(width)
    head = " " * (title + rail + (2 if title else 0)) + f"{'level':>8}{'95 %':>10}{'answers':>9}{'wanted':>8}"
    sections = [(titles.get(section, section), level) for section, level in readiness.weakest_first]
    rows = [("All sections", readiness.overall), *sections]
    lines = [_row(name, level, readiness.cut, width) for name, level in rows]
    return Content("\n").join([Content.styled(head, "$text-muted"), *lines])


def _row(title: str, standing: Level, cut: int, width: int) -> Content:
    """A title, its span and its figures. What is not settled has a tilde, and how many more answers are wanted."""
    room, rail = _columns(width)
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


def _columns(width: int) -> tuple[int, int]:
    """Cells of a title and of a rail; no title: it stands in a line of its own."""
    if width < _NARROW:
        return 0, max(_RAIL, width - _FIGURES)
    free = width - _FIGURES - 2
    title = min(_TITLE, free - max(_RAIL, free // 2 - 4))
    return title, min(_LONGEST, free - title)


READY_PAGE = ProgressPage("ready", "Ready", _read, _draw, frozenset({"plan"}))
