"""Owns the page on habits: time against budget, sure or not, changed answers. Refuses to preach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from textual.content import Content
from textual.widget import Widget

from exam.core.interval import Rate
from exam.core.results import Change, oldest_first
from exam.core.wording import counted
from exam.learning.progress import Calibration, Changes, Pace, calibration, changes, pace
from exam.tui.progress.past import Past
from exam.tui.progress.words import day, muted, rate, said
from exam.tui.widgets.choice import Choice
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.heading import Heading
from exam.tui.widgets.plots import Dot, dates, fitting, no_span, plot, span

_TALL = 7
_WIDE = 100
"""Cells from which on a changed answer's number has room."""
_MOST = 15
"""Changed answers listed, the latest ones."""
_NAMES: dict[Change, str] = {
    "wrong_to_right": "wrong → right",
    "right_to_wrong": "right → wrong",
    "wrong_to_wrong": "wrong → wrong",
}


@dataclass(frozen=True)
class Changed:
    """A changed answer: go to it in the review of its attempt."""

    attempt: str
    n: int
    stem: str
    change: Change
    at: datetime


@dataclass(frozen=True)
class Habits:
    """How one answers: pace, sureness, changes."""

    paces: tuple[Pace, ...]
    calibration: Calibration
    changes: Changes
    ledger: tuple[Changed, ...]
    """The latest changed answers, newest first."""


def read(past: Past) -> Habits:
    """Habits over the past, the newest changes first."""
    latest = oldest_first(result for result in past.results if result.change is not None)[-_MOST:]
    changed = [
        Changed(result.attempt, result.n, past.stem(result.item), result.change, result.at)
        for result in latest
        if result.change is not None
    ]
    return Habits(
        pace(past.sittings),
        calibration(past.results),
        changes(past.results),
        tuple(reversed(changed)),
    )


def widgets(habits: Habits) -> list[Widget]:
    """What the page shows."""
    sure = habits.calibration
    return [
        Heading("Time", "seconds a question: ■ used, ┄ allowed"),
        said(pace_words(habits.paces)),
        *([Drawn(lambda width: _paces(habits.paces, width), classes="figure")] if habits.paces else []),
        Heading("Sure or not", "right answers of those you did and did not mark as unsure"),
        said(sure.words),
        Drawn(lambda width: _rate("sure", sure.sure, width)),
        Drawn(lambda width: _rate("unsure", sure.unsure, width)),
        muted(
            f"{sure.sure_and_wrong} sure and wrong: what you did not know you did not know. {sure.unsure_and_right} "
            "unsure and right."
        ),
        Heading("Changed answers", f"{habits.changes.changed} of {counted(habits.changes.answers, 'answer')}"),
        said(change_words(habits.changes)),
        Drawn(lambda width: _counts(habits.changes, width), classes="figure"),
        *([muted(_listed(habits))] if habits.ledger else []),
        *(Choice(partial(_line, one), one) for one in habits.ledger),
    ]


def pace_words(paces: Sequence[Pace]) -> str:
    """What the plot of times shows, as a sentence."""
    if not paces:
        return "No attempt with a time limit yet."
    last = paces[-1]
    over = sum(one.a_question > one.budget for one in paces)
    told = f"{last.a_question:.0f} s a question in the latest attempt, of {last.budget:.0f} s allowed"
    if len(paces) == 1:
        return f"{told}."
    return f"{told}; over the allowance in {over} of {len(paces)}."


def change_words(found: Changes) -> str:
    """What changing answers came to, as a sentence."""
    if not found.changed:
        return "No answer was changed yet."
    net = found.net
    small = f" {counted(found.changed, 'change')} are few to judge by." if 1 < found.changed < 10 else ""
    if found.changed == 1:
        small = " One change is too little to judge by."
    if not net:
        return f"Changing answers has neither won nor lost points.{small}"
    return f"Changing answers has {'won' if net > 0 else 'lost'} {counted(abs(net), 'right answer')} on balance.{small}"


def _listed(habits: Habits) -> str:
    """What of the ledger follows."""
    changed, shown = habits.changes.changed, len(habits.ledger)
    which = f"The latest {shown} of {changed}" if changed > shown else "All of them"
    return f"{which}, newest first; opened, each shows the answer."


def _paces(paces: tuple[Pace, ...], width: int) -> Content:
    shown = paces[len(paces) - fitting(len(paces), width) :]
    most = max(max(one.a_question, one.budget) for one in shown)
    top = max(20.0, 20.0 * -(-most * 1.1 // 20))
    dots = [Dot(one.a_question, one.a_question, one.a_question, one.budget) for one in shown]
    under = dates(day(shown[0].at), day(shown[-1].at), len(shown), width)
    return Content("\n").join([*plot(dots, width, _TALL, top, " s"), under])


def _rate(name: str, found: Rate, width: int) -> Content:
    told = rate(found) if found.of else "no answer yet"
    rail = max(12, min(50, width - 40))
    if found.percent is None or found.interval is None:
        return Content.assemble(name.ljust(8), no_span(rail), "  ", (told, "$text-muted"))
    return Content.assemble(
        name.ljust(8), span(found.percent, *found.interval, rail), f" {found.percent:4.0f} %  ", (told, "$text-muted")
    )


def _counts(found: Changes, width: int) -> Content:
    most = max((*found.counts.values(), 1))
    rail = max(10, min(40, width - 24))
    signs: dict[Change, Literal["$correct", "$incorrect", "$foreground 50%"]] = {
        "wrong_to_right": "$correct",
        "right_to_wrong": "$incorrect",
        "wrong_to_wrong": "$foreground 50%",
    }
    return Content("\n").join(
        [
            Content.assemble(
                _NAMES[change].ljust(15), f"{number:>4} ", ("■" * -(-number * rail // most), signs[change])
            )
            for change, number in found.counts.items()
        ]
    )


def _line(one: Changed, width: int) -> Content:
    signs = {"wrong_to_right": "✓", "right_to_wrong": "✗", "wrong_to_wrong": "="}
    change = f"{signs[one.change]} {_NAMES[one.change]}  "
    at = f"  {day(one.at):>11}" + (f", question {one.n:<3}" if width >= _WIDE else "")
    stem = Content(one.stem).truncate(max(1, width - len(change) - len(at)), ellipsis=True, pad=True)
    return Content.assemble(change, stem, (at, "$text-muted"))
