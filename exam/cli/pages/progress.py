"""`exam progress` on a terminal: would one pass, how much of the matter is known, and each section in one row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from exam.cli.output.layout import Bar, Cell, Column, Line, Part, bar_line, line, table, wrapped_words
from exam.cli.pages.common import LIKELY, heading, likely, named, next_page, title
from exam.core.interval import Rate
from exam.core.results import Change
from exam.core.wording import duration, exam_in, signed
from exam.learning.foretold import told_against_come
from exam.learning.past import Past, matter_of
from exam.learning.progress import Trend, calibration, ledger_of_changes, left_out, paces, section_table, trends
from exam.learning.readiness import Readiness, in_100
from exam.learning.reconciled import reconciled
from exam.learning.weakest import weakest_first

if TYPE_CHECKING:
    from exam.core.ended import PartScore
    from exam.learning.next_act import NextAct
    from exam.learning.stakes import Stakes

_HEIGHTS = "▁▂▃▄▅▆▇█"
_LATEST = 8
_BAR = 40
_SECTIONS = (
    Column("section", least=24),
    Column("right", right=True, weight=2),
    Column("score", right=True),
    Column(weight=1),
    Column("likely range", right=True, weight=4),
    Column(f"latest {_LATEST}", weight=6),
    Column("expected", right=True, weight=3),
    Column("likely range", right=True, weight=5),
    Column("to win", right=True),
)
_NONE = Rate(0, 0)
_CHANGES: tuple[tuple[Change, str], ...] = (
    ("wrong_to_right", "wrong to right"),
    ("right_to_wrong", "right to wrong"),
    ("wrong_to_wrong", "wrong to wrong"),
)


def progress_page(
    past: Past, ready: Readiness, paper: str, stakes: Stakes, act: NextAct | None, width: int
) -> list[Line]:
    """The whole page. `paper` is the id of the preset that readiness is for."""
    known = matter_of(past)
    met = past.coverage.words if past.coverage else ""
    return [
        *title(past.title, ", ".join(filter(None, (past.extent, met))), width),
        *heading(f"Would you pass the next {dict(past.papers).get(paper, paper)}?", width),
        *_ready(past, ready, width),
        *(heading("How much of this bank do you know?", width) if known else []),
        *(wrapped_words(known.words, width, indent=2) if known else []),
        *_trend(past, width),
        *_sections(past, ready, stakes, width),
        *heading("Habits", width),
        *named(_habits(past), width),
        *next_page(act, width),
    ]


def _ready(past: Past, ready: Readiness, width: int) -> Iterator[Line]:
    yield from wrapped_words(ready.words, width, indent=2)
    if ready.passing is not None:
        good = ready.passing >= 0.5
        drawn = bar_line(Bar(ready.passing, "good" if good else "bad"), max(10, min(_BAR, width - 16)))
        yield line("  ", drawn, Part(f"  {in_100(ready.passing)} in 100", "bold"))
    if past.exam_date is not None:
        yield from wrapped_words(
            f"The exam, on {past.exam_date.isoformat()}, is {exam_in(past.exam_date, past.now.date())}.",
            width,
            indent=2,
        )
    if words := reconciled(past, ready):
        yield from wrapped_words(Part(words, "muted"), width, indent=2)


def _trend(past: Past, width: int) -> Iterator[Line]:
    """The scores of all exams, oldest first, and whether they change."""
    found: Trend = trends(past.sittings, (None,))[None]
    if not found.points:
        return
    room = max(5, (min(width, 100) - 9) // 2)
    latest = found.points[-room:]
    which = f"the latest {len(latest)}, " if len(latest) < len(found.points) else ""
    yield from heading("Scores", width, f"{which}oldest first, one column an attempt, ✗ below the pass mark")
    passed = [point.percent >= point.cut for point in latest]
    columns = [
        Part(f"{_height(point.percent)} ", "good" if good else "bad")
        for point, good in zip(latest, passed, strict=True)
    ]
    yield line("  ", *columns, Part(f" {latest[-1].percent:.0f} %", "bold"))
    yield line("  ", *(Part("✓ " if good else "✗ ", "good" if good else "bad") for good in passed))
    yield from wrapped_words(found.words, width, indent=2)
    if words := left_out(past.sittings):
        yield from wrapped_words(Part(words, "muted"), width, indent=2)


def _sections(past: Past, ready: Readiness, stakes: Stakes, width: int) -> Iterator[Line]:
    titles, rates = past.section_titles, past.recent
    cells = section_table(past.sittings, _LATEST)
    latest = {section: row for (section, _), row in zip(cells.sections, cells.cells, strict=True)}
    to_win = {one.section: one for one in stakes.sections}
    rows: list[list[Cell]] = []
    for section, name in weakest_first(titles.items(), rates):
        rate, level, stake = rates.get(section, _NONE), ready.sections.get(section), to_win.get(section)
        percent = rate.percent
        good = percent is not None and percent >= ready.cut
        few = "~" if rate.few and rate.of else ""
        rows.append(
            [
                name,
                f"{rate.count} of {rate.of}" if rate.of else "–",
                "–" if percent is None else Part(f"{few}{percent:.0f} %", "good" if good else "bad"),
                "" if percent is None else Bar(percent / 100, "good" if good else "bad", ready.cut / 100, 20),
                likely(rate.interval),
                "".join(map(_cell, latest.get(section, ()))),
                "–" if level is None or level.percent is None else f"{level.percent:.0f} %",
                likely(level.interval if level else None),
                "" if stake is None else f"{stake.lost:.1f} of {stake.worth:.1f}",
            ]
        )
    yield from heading("Sections, weakest first", width)
    yield from table(_SECTIONS, rows, width)
    words = (
        "Right and score: in the last ten exams, │ the pass mark.",
        f"Expected: in the next {stakes.paper}.",
        f"To win: of its {stakes.worth:.0f} points {stakes.lost:.1f} are expected to be lost, so many in each section.",
        LIKELY,
        "~: fewer than ten questions, too few to judge by." if any(rate.few for rate in rates.values()) else "",
    )
    yield from wrapped_words(Part(" ".join(filter(None, words)), "muted"), width, indent=2)


def _habits(past: Past) -> Iterator[tuple[str, str]]:
    for one in paces(past.sittings)[-1:]:
        yield (
            "Time",
            f"{duration(one.a_question)} a question in the latest attempt, of {duration(one.budget)} allowed.",
        )
    yield "Sure or not", calibration(past.habit_sums).words
    changes = ledger_of_changes(past.habit_sums)
    some = [f"{changes.counts[kind]} {words}" for kind, words in _CHANGES if changes.counts[kind]]
    some += [f"{signed(changes.net)} right by it"] if changes.net else []
    what = f": {', '.join(some)}" if some else ""
    yield "Changed answers", f"{changes.changed} of {changes.answers}{what}."
    said = told_against_come(past.forecasts).words
    yield "Forecasts", said.removeprefix("Told against happened: ")


def _cell(part: PartScore | None) -> str:
    return "·" if part is None or part.percent is None else _height(part.percent)


def _height(percent: float) -> str:
    return _HEIGHTS[min(7, int(max(0.0, percent) * 8 / 100))]
