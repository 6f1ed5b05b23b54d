"""`exam history` on a terminal: a row an attempt, with a bar for its score."""

from __future__ import annotations

from collections.abc import Sequence

from exam.cli.output.layout import Bar, Cell, Column, Line, Part, line, table, wrapped_words
from exam.cli.pages.common import EMPTY, command, title
from exam.core.wording import counted, minutes, paper
from exam.store import AttemptRow

_COLUMNS = (
    Column("attempt"),
    Column("when"),
    Column("score", right=True),
    Column(weight=2),
    Column("result"),
    Column("answered", right=True, weight=1),
    Column("time", right=True, weight=1),
    Column("paper", least=12),
    Column("bank", least=12),
)
_LONGEST = 20
_NARROW, _NARROW_OF_SEVERAL = 70, 90
"""Cells below which a day is said without its hour and a verdict by its sign; the second with a column of banks."""
_NARROW_COLUMNS = (*_COLUMNS[:4], Column("passed"), *_COLUMNS[5:])


def history_page(rows: Sequence[AttemptRow], width: int, *, cut: bool) -> list[Line]:
    """The attempts, newest first. `cut`: there are more than these."""
    banks = {row.bank: row.bank_title for row in rows}
    running = next((row for row in rows if row.ended_at is None), None)
    heads = "The newest " if cut else ""
    several = len(banks) > 1
    narrow = width < (_NARROW_OF_SEVERAL if several else _NARROW)
    columns = _NARROW_COLUMNS if narrow else _COLUMNS
    return [
        *title(f"{heads}{counted(len(rows), 'attempt')}", "" if several else next(iter(banks.values())), width),
        *wrapped_words(_summary(rows), width),
        EMPTY,
        *table(columns, [_row(row, several=several, narrow=narrow) for row in rows], width),
        *([EMPTY, *wrapped_words("To go on with the one that is not finished:", width)] if running else []),
        *(command(f"exam resume {running.id}", width) if running else []),
    ]


def _summary(rows: Sequence[AttemptRow]) -> Line:
    """How many exams were passed, and how the latest went."""
    exams = [row for row in rows if not row.drill and row.percent is not None]
    if not exams:
        return line("No paper but drills has been sat to its end yet.")
    passed = sum(bool(row.passed) for row in exams)
    latest = exams[0]
    return line(
        f"{passed} of {counted(len(exams), 'paper')} passed; the latest {latest.percent:.0f} %, ",
        Part("passed", "bold good") if latest.passed else Part("not passed", "bold bad"),
        ".",
    )


def _row(row: AttemptRow, *, several: bool, narrow: bool) -> Sequence[Cell]:
    percent = row.percent
    role = "accent" if row.drill else "good" if row.passed else "bad"
    return (
        Part(row.id, "accent"),
        (row.ended_at or row.started_at).astimezone().strftime("%Y-%m-%d" if narrow else "%Y-%m-%d %H:%M"),
        "" if percent is None else f"{percent:.0f} %",
        "" if percent is None else Bar(percent / 100, role, longest=_LONGEST),
        _sign(row) if narrow else _result(row),
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


def _sign(row: AttemptRow) -> Part:
    found = _result(row)
    return found._replace(text=found.text[0] if row.ended_at is None or found.role in ("good", "bad") else found.text)
