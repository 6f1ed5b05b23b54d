"""`exam history` on a terminal: a row an attempt, with a bar for its score."""

from __future__ import annotations

from collections.abc import Sequence

from exam.cli.output.layout import Bar, Cell, Column, Line, Part, line, table, wrapped
from exam.cli.pages.common import EMPTY, command, title
from exam.core.wording import counted, minutes, paper
from exam.store import AttemptRow

_COLUMNS = (
    Column("attempt"),
    Column("began"),
    Column("score", right=True),
    Column(weight=2),
    Column("result"),
    Column("answered", right=True, weight=1),
    Column("time", right=True, weight=1),
    Column("paper", least=12),
    Column("bank", least=12),
)
_LONGEST = 20
_NARROW = 70
"""Cells below which a day is said without its hour."""


def history_page(rows: Sequence[AttemptRow], width: int, *, cut: bool) -> list[Line]:
    """The attempts, newest first. `cut`: there are more than these."""
    banks = {row.bank: row.bank_title for row in rows}
    running = next((row for row in rows if row.ended_at is None), None)
    heads = "The newest " if cut else ""
    several = len(banks) > 1
    return [
        *title(f"{heads}{counted(len(rows), 'attempt')}", "" if several else next(iter(banks.values())), width),
        *wrapped(_summary(rows), width),
        EMPTY,
        *table(_COLUMNS, [_row(row, several=several, hours=width >= _NARROW) for row in rows], width),
        *([EMPTY, *wrapped("To go on with the one that is not finished:", width)] if running else []),
        *(command(f"exam resume {running.id}", width) if running else []),
    ]


def _summary(rows: Sequence[AttemptRow]) -> Line:
    """How many exams were passed, and how the latest went."""
    exams = [row for row in rows if not row.drill and row.percent is not None]
    if not exams:
        return line("No exam has ended yet.")
    passed = sum(bool(row.passed) for row in exams)
    latest = exams[0]
    return line(
        f"{passed} of {counted(len(exams), 'exam')} passed; the latest {latest.percent:.0f} %, ",
        Part("passed", "bold good") if latest.passed else Part("not passed", "bold bad"),
        ".",
    )


def _row(row: AttemptRow, *, several: bool, hours: bool) -> Sequence[Cell]:
    percent = row.percent
    role = "accent" if row.drill else "good" if row.passed else "bad"
    return (
        Part(row.id, "accent"),
        row.started_at.astimezone().strftime("%Y-%m-%d %H:%M" if hours else "%Y-%m-%d"),
        "" if percent is None else f"{percent:.0f} %",
        "" if percent is None else Bar(percent / 100, role, longest=_LONGEST),
        _result(row),
        f"{row.answered} of {row.items}",
        minutes(row.seconds_used),
        paper(row.blueprint_title, row.mode, drill=row.drill),
        row.bank_title if several else "",
    )


def _result(row: AttemptRow) -> Part:
    if row.ended_at is None or row.points is None:
        return Part("… unfinished", "warn")
    if not row.possible:
        return Part("no score", "muted")
    if row.drill:
        return Part("drill", "muted")
    return Part("✓ passed", "good") if row.passed else Part("✗ not passed", "bad")
