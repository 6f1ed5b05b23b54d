"""The page on habits: time against what is allowed, sure or not, changed answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from textual.content import Content
from textual.widget import Widget

from exam.core.interval import Rate
from exam.core.results import Change
from exam.core.sums import ChangedSlot
from exam.core.wording import counted
from exam.learning.past import LATEST_CHANGES
from exam.learning.progress import Calibration, Changes, Pace, calibration, ledger_of_changes, paces
from exam.tui.progress.page import ProgressPage, Selection, muted, paragraph, rate_words, short_day
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.drawn import Drawn, Heading
from exam.tui.widgets.lines import Choices
from exam.tui.widgets.plots import Dot, fitting, no_span, over_time, span

_TALL = 7
_WIDE = 100
"""Cells from which on a changed answer's number has room."""
_CHANGES: dict[Change, tuple[str, str, str]] = {
    "wrong_to_right": ("✓", "wrong → right", "$correct"),
    "right_to_wrong": ("✗", "right → wrong", "$incorrect"),
    "wrong_to_wrong": ("=", "wrong → wrong", "$foreground 50%"),
}
"""The sign, the words and the style of each kind of change."""


@dataclass(frozen=True)
class Habits:
    """How one answers: pace, sureness, changes."""

    paces: Sequence[Pace]
    calibration: Calibration
    changes: Changes
    latest: Sequence[ChangedSlot]
    """The latest changed answers, newest first. Opened, each leads to its review."""


def _read(selection: Selection) -> Habits:
    past = selection.past
    sums = past.habit_sums
    return Habits(paces(past.sittings), calibration(sums), ledger_of_changes(sums), sums.latest[:LATEST_CHANGES])


def _draw(selection: Selection, habits: Habits) -> list[Widget]:
    sure, changed = habits.calibration, habits.changes.changed
    stems = Apart(selection.past.stem(answer.item) for answer in habits.latest)
    lines = [partial(_changed_line, answer, selection.past.stem(answer.item), stems) for answer in habits.latest]
    which = f"The latest {LATEST_CHANGES} of {changed}" if changed > LATEST_CHANGES else "All of them"
    return [
        Heading("Time", "seconds a question: ▀ used, ┄ allowed"),
        paragraph(_pace_words(habits.paces)),
        *([Drawn(partial(_pace_plot, habits.paces), classes="figure")] if habits.paces else []),
        Heading("Sure or not", "right answers of those you did and did not mark as unsure"),
        paragraph(sure.words),
        Drawn(partial(_share, "sure", sure.sure)),
        Drawn(partial(_share, "unsure", sure.unsure)),
        muted(
            f"{sure.sure_and_wrong} sure and wrong: what you did not know you did not know. {sure.unsure_and_right} "
            "unsure and right."
        ),
        Heading("Changed answers", f"{changed} of {counted(habits.changes.answers, 'answer')}"),
        paragraph(_change_words(habits.changes)),
        Drawn(partial(_change_bars, habits.changes), classes="figure"),
        *([muted(f"{which}, newest first; opened, each shows the answer.")] if habits.latest else []),
        *([Choices(lines, habits.latest)] if lines else []),
    ]


def _pace_words(paces: Sequence[Pace]) -> str:
    if not paces:
        return "No attempt with a time limit yet."
    last = paces[-1]
    over = sum(one.a_question > one.budget for one in paces)
    words = f"{last.a_question:.0f} s a question in the latest attempt, of {last.budget:.0f} s allowed"
    return f"{words}." if len(paces) == 1 else f"{words}; over the allowance in {over} of {len(paces)}."


def _change_words(ledger: Changes) -> str:
    """What changing answers came to; where these are few, it says so."""
    if not ledger.changed:
        return "No answer was changed yet."
    few = f" {counted(ledger.changed, 'change')} are few to judge by." if ledger.changed < 10 else ""
    if ledger.changed == 1:
        few = " One change is too little to judge by."
    if not ledger.net:
        return f"Changing answers has neither won nor lost points.{few}"
    verb = "won" if ledger.net > 0 else "lost"
    return f"Changing answers has {verb} {counted(abs(ledger.net), 'right answer')} on balance.{few}"


def _pace_plot(paces: Sequence[Pace], width: int) -> Content:
    latest = fitting(paces, width)
    dots = [Dot(short_day(one.at), one.a_question, one.a_question, one.a_question, one.budget) for one in latest]
    most = max(max(one.a_question, one.budget) for one in latest)
    return over_time(dots, width, _TALL, max(20.0, 20.0 * -(-most * 1.1 // 20)), " s")


def _share(name: str, rate: Rate, width: int) -> Content:
    rail = max(12, min(50, width - 40))
    if rate.percent is None or rate.interval is None:
        return Content.assemble(name.ljust(8), no_span(rail), "  ", ("no answer yet", "$text-muted"))
    drawn = span(rate.percent, *rate.interval, rail)
    return Content.assemble(name.ljust(8), drawn, f" {rate.percent:4.0f} %  ", (rate_words(rate), "$text-muted"))


def _change_bars(ledger: Changes, width: int) -> Content:
    most = max((*ledger.counts.values(), 1))
    rail = max(10, min(40, width - 24))
    lines = []
    for change, number in ledger.counts.items():
        _, words, style = _CHANGES[change]
        lines.append(Content.assemble(words.ljust(15), f"{number:>4} ", ("■" * -(-number * rail // most), style)))
    return Content("\n").join(lines)


def _changed_line(answer: ChangedSlot, stem: str, stems: Apart, width: int) -> Content:
    sign, words, _ = _CHANGES[answer.change]
    change = f"{sign} {words}  "
    at = f"  {short_day(answer.at):>11}" + (f", question {answer.n:<3}" if width >= _WIDE else "")
    told = stems.padded(stem, max(1, width - len(change) - len(at)))
    return Content.assemble(change, told, (at, "$text-muted"))


HABITS_PAGE = ProgressPage("habits", "Habits", _read, _draw, frozenset({"mode", "open"}))
