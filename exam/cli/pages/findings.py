"""`exam check` on a terminal: the verdict first, then each kind of finding with what to do, then measured papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from exam.audit.told import (
    MOST_BOTS,
    common_remedy,
    grouped_findings,
    heading_of,
    interval_of,
    own_options_told,
    telling_bots,
    ways_of_asking_told,
)
from exam.cli.output.findings_text import FEW, closing_line, first_few
from exam.cli.output.layout import Bar, Cell, Column, Line, Part, line, table, wrapped_words
from exam.cli.pages.common import EMPTY, heading

if TYPE_CHECKING:
    from exam.audit.bank_check import BankCheck, PlacedFinding
    from exam.audit.figure import Figure
    from exam.audit.paper_report import Proved

_SIGNS = {"fault": ("✗", "bad"), "warning": ("!", "warn"), "advice": ("·", "accent")}
_VERDICTS = {
    "met": ("✓ met", "good"),
    "missed": ("✗ missed", "bad"),
    "open": ("? open", "warn"),
    "none": ("–", "muted"),
}
_FIGURES = (
    Column("figure", least=20),
    Column("measured", right=True),
    Column("bar", right=True, weight=1),
    Column("aim", right=True, weight=2),
    Column("verdict"),
)
_LEAKS = (Column("question"), Column("found", right=True), Column("showings", right=True), Column("by", least=12))
_BOTS = (Column("guesser", least=16), Column("right", right=True), Column(weight=1), Column("likely range", right=True))


def findings_page(checked: BankCheck, width: int, *, show_all: bool = False) -> list[Line]:
    """What is wrong with one bank, and what would better it."""
    faults = checked.bank is None or checked.count("fault") > 0
    sign, role = ("✗", "bad") if faults else ("✓", "good")
    verdict = closing_line(checked)
    return [
        *wrapped_words(line(Part(f"{sign} ", f"bold {role}"), Part(verdict, "bold")), width, hang=2, whole=True),
        *_told(checked, width),
        *(row for group in grouped_findings(checked.findings) for row in _group(group, width, show_all=show_all)),
        *(row for proved in checked.proved or () for row in _proved(proved, width)),
    ]


def _told(checked: BankCheck, width: int) -> Iterator[Line]:
    for words in (*ways_of_asking_told(checked), *own_options_told(checked)):
        yield from wrapped_words(words, width)
    if rows := telling_bots(checked):
        yield from table((_BOTS[0], _BOTS[1], _BOTS[3]), rows, width)


def _group(group: list[PlacedFinding], width: int, *, show_all: bool) -> Iterator[Line]:
    sign, role = _SIGNS[group[0].severity]
    yield EMPTY
    yield line(Part(f"{sign} {heading_of(group)}", f"bold {role}"))
    if remedy := common_remedy(group):
        yield from wrapped_words(remedy, width, indent=2)
    shown = group if show_all or len(group) <= FEW + 1 else first_few(group)
    for one in shown:
        fault = one.fault
        place = ":".join(str(part) for part in (_shown(fault.file), fault.line, fault.column) if part)
        yield line("  ", Part(place, "accent"))
        where = f"{fault.where}: " if fault.where else ""
        own = f" {fault.remedy}" if fault.remedy and fault.remedy != remedy else ""
        yield from wrapped_words(line(Part(where, "muted"), f"{fault.message}.{own}"), width, indent=4)
    if len(shown) < len(group):
        yield from wrapped_words(
            Part(f"and {len(group) - len(shown):,} more: --all shows them", "muted"), width, indent=2
        )


def _shown(file: str) -> str:
    """A path as it is shortest: from here where it is below, so that it can be opened from here."""
    try:
        below = Path(file).absolute().relative_to(Path.cwd())
    except (ValueError, OSError):
        return file
    return str(below)


def _proved(proved: Proved, width: int) -> Iterator[Line]:
    yield from heading(f"{proved.papers:,} papers of {proved.items} questions", width, proved.title)
    yield from table(_FIGURES, [_figure(figure) for figure in proved.figures], width)
    for figure in proved.figures:
        if figure.verdict == "missed":
            words = line(Part("✗ ", "bad"), f"{figure.name}: {figure.remedy}")
            yield from wrapped_words(words, width, indent=2, hang=4)
        elif figure.verdict == "open":
            yield from wrapped_words(
                line(Part("? ", "warn"), f"{figure.name}: more papers would tell."), width, indent=2, hang=4
            )
    for pair in proved.broken[:5]:
        yield from wrapped_words(
            f"Paper {pair.seed}: {pair.other} stands under {pair.item}, but {pair.rule}.", width, indent=2, hang=4
        )
    best = sorted(proved.bots, key=lambda bot: -bot.percent)[:MOST_BOTS]
    yield from heading(f"The {len(best)} best of {len(proved.bots)} guessers", width, "--json has all; │ is chance")
    rows: list[list[Cell]] = [
        [bot.name, f"{bot.percent:.1f} %", Bar(bot.percent / 100, mark=bot.chance / 100, longest=24), interval_of(bot)]
        for bot in best
    ]
    yield from table(_BOTS, rows, width)
    if proved.leaks:
        yield from heading("Questions whose right answers a guesser finds most often", width)
        yield from wrapped_words("Reword the key or the stem, or name other lures.", width, indent=2)
        leaks = [[leak.item, f"{leak.percent:.0f} %", f"{leak.showings}", leak.cue] for leak in proved.leaks]
        columns = (
            Column("question"),
            Column("found", right=True),
            Column("showings", right=True),
            Column("by", least=12),
        )
        yield from table(columns, leaks, width)


def _figure(figure: Figure) -> list[Cell]:
    words, role = _VERDICTS[figure.verdict]
    return [figure.name, figure.said, figure.bar, figure.aim, Part(words, role)]
