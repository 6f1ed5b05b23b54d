"""Owns the page on readiness: would one pass, and how well is that known. Refuses a verdict on thin data."""

from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from exam.core.wording import counted, exam_in
from exam.learning.past import ready_for
from exam.learning.readiness import HALF_LIFE, Readiness, Standing
from exam.tui.progress.past import Past
from exam.tui.progress.words import long_day, muted, said
from exam.tui.widgets.bars import bar
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.heading import Heading
from exam.tui.widgets.plots import no_span, span

_TITLE, _RAIL, _LONGEST = 40, 10, 40
"""Most cells of a section's title; the fewest of a rail, and the most."""
_NARROW = 66
"""Cells below which a title has no room beside the figures."""
_FIGURES = 35
"""Cells of the figures beside them."""


@dataclass(frozen=True)
class Ready:
    """How ready one is for a paper."""

    readiness: Readiness
    paper: str
    """The blueprint's title."""
    sections: tuple[tuple[str, Standing], ...]
    """Title and standing, weakest first, those without answers last."""
    exam: str
    """When the exam is, as a sentence; empty: nobody said."""


def read(past: Past, blueprint: str | None) -> Ready:
    """For the paper of a blueprint; None: of the latest attempt that was no drill. From all answers there are."""
    found, name = ready_for(past, blueprint)
    ordered = sorted(
        found.sections.items(), key=lambda one: (one[1].percent is None, one[1].interval[1] if one[1].interval else 0.0)
    )
    titles = past.section_titles
    return Ready(
        found,
        dict(past.papers).get(name, name),
        tuple((titles.get(name, name), one) for name, one in ordered),
        exam_words(past),
    )


def widgets(ready: Ready) -> list[Widget]:
    """What the page shows."""
    found = ready.readiness
    verdict = "bold" if found.passing is not None else "bold $marked"
    passing = () if found.passing is None else (Drawn(lambda width: _chance(found.passing or 0.0, width)),)
    return [
        Heading(f"Would you pass {ready.paper}?", f"{counted(found.items, 'question')}, pass mark {found.cut} %"),
        said(Content.styled(found.words, verdict)),
        *([said(ready.exam)] if ready.exam else []),
        *passing,
        Heading("Your level", "weakest section first; ━ the 95 % interval, │ the pass mark"),
        Drawn(lambda width: _table(ready, width)),
        *(
            [muted("~ not known well enough yet; wanted: about so many more answers would settle it.")]
            if any(not standing.settled for _, standing in ready.sections)
            else []
        ),
        Heading("How this is known"),
        muted(
            f"From every answer on this bank that was no drill. An answer counts half after {HALF_LIFE.days} days, and "
            "a question met before counts a tenth, because it tells of that question more than of others. Sections "
            "borrow from each other as a beta-binomial model has it (Gelman et al. 2013, 5.3)."
        ),
    ]


def exam_words(past: Past) -> str:
    """When the exam is, as a sentence; empty where nobody said."""
    day, today = past.exam_date, past.now.date()
    if day is None:
        return ""
    return (
        f"The exam was on {long_day(day)}." if day < today else f"The exam is {exam_in(day, today)}, {long_day(day)}."
    )


def _chance(passing: float, width: int) -> Content:
    chance = min(99, max(1, round(100 * passing)))
    rail = max(_RAIL, min(50, width - 30))
    return Content.assemble(bar(chance / 100, rail, "$primary"), (f"  {chance} in 100", "bold"))


def _table(ready: Ready, width: int) -> Content:
    cut = ready.readiness.cut
    rows = [("All sections", ready.readiness.overall), *ready.sections]
    return Content("\n").join([_head(width), *(_standing(title, standing, cut, width) for title, standing in rows)])


def _head(width: int) -> Content:
    title, rail = _columns(width)
    return Content.styled(
        " " * (title + rail + (2 if title else 0)) + f"{'level':>8}{'95 %':>10}{'answers':>9}{'wanted':>8}",
        "$text-muted",
    )


def _standing(title: str, standing: Standing, cut: int, width: int) -> Content:
    """A title, its span and its figures. What is not settled has a tilde, and how many more answers are wanted."""
    room, rail = _columns(width)
    name = (
        Content(title).truncate(room, ellipsis=True, pad=True) + Content("  ")
        if room
        else Content(title).truncate(width, ellipsis=True) + Content("\n")
    )
    level, interval = "–", "–"
    if standing.percent is not None and standing.interval is not None:
        low, high = standing.interval
        level, interval = f"{'' if standing.settled else '~'}{standing.percent:.0f} %", f"{low:.0f}–{high:.0f}"
    more = f"+{standing.more}" if standing.more else ""
    return Content.assemble(
        name,
        _span(standing, cut, rail),
        f"{level:>8}",
        (f"{interval:>10}{standing.answers:>9,}{more:>8}", "$text-muted"),
    )


def _columns(width: int) -> tuple[int, int]:
    """Cells of a title and of a rail; no title: it stands in a line of its own."""
    if width < _NARROW:
        return 0, max(_RAIL, width - _FIGURES)
    free = width - _FIGURES - 2
    title = min(_TITLE, free - max(_RAIL, free // 2 - 4))
    return title, min(_LONGEST, free - title)


def _span(standing: Standing, cut: int, width: int) -> Content:
    if standing.percent is None or standing.interval is None:
        return no_span(width)
    return span(standing.percent, *standing.interval, width, cut)
