"""Findings and measured papers in words, for people and for a bank's own page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from exam.audit.told import (
    MOST_BOTS,
    common_remedy,
    grouped_findings,
    heading_of,
    own_options_told,
    telling_bots,
    ways_of_asking_told,
)
from exam.core.text import one_line
from exam.core.wording import counted

if TYPE_CHECKING:
    from exam.audit.bank_check import BankCheck, PlacedFinding
    from exam.audit.bots import BotScore
    from exam.audit.figure import Figure, Verdict
    from exam.audit.paper_report import Proved

BEGIN = "<!-- how good its papers are: begin -->"
END = "<!-- how good its papers are: end -->"

FEW = 3
"""Places of a group that are shown where not all are asked for."""
_MOST_OF_A_FILE = 40
"""Faults of a file that are shown where not all are asked for."""
_QUOTED = re.compile(r"'[^']*'|\d[\d,.]*")
_VERDICTS: dict[Verdict, str] = {"met": "met", "missed": "MISSED", "open": "open", "none": "–"}


def finding_lines(checked: BankCheck, *, show_all: bool = False) -> Iterator[str]:
    """The findings of each kind together: how many, what to do, and the first few places.

    The worst come first: by severity, and then what is found most often; what is wrong with a file, in its order.
    """
    yield from ways_of_asking_told(checked)
    yield from own_options_told(checked)
    if rows := telling_bots(checked):
        yield from _columns(rows)
    for group in grouped_findings(checked.findings):
        yield heading_of(group)
        remedy = common_remedy(group)
        if remedy:
            yield f"  {remedy}"
        shown = group if show_all or len(group) <= FEW + 1 else first_few(group)
        for one in shown:
            yield f"  {_line(one, without=remedy)}"
        if len(shown) < len(group):
            yield f"  and {len(group) - len(shown):,} more: --all shows them."


def first_few(group: Sequence[PlacedFinding]) -> list[PlacedFinding]:
    """The first few of a group; of what the reader of a file found, the first few of each message."""
    if group[0].rule != "format":
        return list(group[:FEW])
    times: Counter[str] = Counter()
    shown: list[PlacedFinding] = []
    for one in group:
        about = _QUOTED.sub("…", f"{one.fault.message} {one.fault.remedy}")
        times[about] += 1
        if times[about] <= FEW and len(shown) < _MOST_OF_A_FILE:
            shown.append(one)
    return shown


def proved_lines(checked: BankCheck) -> Iterator[str]:
    """The measured papers, figure by figure, and the best bots."""
    for proved in checked.proved or ():
        yield from (
            _title(proved),
            *_columns([("figure", "measured", "bar", "aim", ""), *(_row(figure) for figure in proved.figures)]),
            *(line for figure in proved.figures for line in _verdict(figure)),
            *(
                f"  Paper {pair.seed}: {pair.other} stands under {pair.item}, but {pair.rule}."
                for pair in proved.broken[:5]
            ),
            f"  The {MOST_BOTS} best of {len(proved.bots)} bots (--json has all), with 95 % intervals:",
            *_columns(
                [(bot.name, f"{bot.percent:.1f} %", _interval(bot.interval)) for bot in _best_first(proved)[:MOST_BOTS]]
            ),
            *_leaking(proved),
            "",
        )


def proved_section(checked: BankCheck, papers: int, preset: str | None, seed: int) -> Iterator[str]:
    """The measured papers as a section of Markdown between two marks."""
    bank = checked.bank
    if bank is None or not checked.proved:
        return
    chosen = (f" --preset {preset}" if preset else "") + (f" --seed {seed}" if seed else "")
    yield from (
        BEGIN,
        "## How good its papers are",
        "",
        f"Bank `{bank.id}`, edition {bank.edition}. Made by `exam check {bank.id} --papers {papers}{chosen} "
        "--markdown`: run it again after any change and put what it prints in the place of this section.",
        *(line for proved in checked.proved for line in _markdown(proved)),
        "",
        "Who only sorts options by subject guesses among those of the stem's own. Who knows every second item answers "
        "these; elsewhere he strikes out what he knows to answer another question, and guesses among what is left of "
        "the subject. A bot knows nothing and follows one rule of thumb; the trained ones weigh all of them, learn on "
        "four fifths of the items and are tested on the rest. The intervals take questions for independent, which is a "
        "little too kind: the same item comes in many papers. Whether an expert agrees with every key is for people to "
        "judge.",
        END,
    )


def _markdown(proved: Proved) -> list[str]:
    """The papers of one preset: a table of figures, and what every bot came to."""
    singles = ", ".join(f"{bot.name} {bot.percent:.1f}" for bot in _best_first(proved))
    chance, slots = proved.bots[0].chance, proved.bots[0].slots
    leaks = ", ".join(f"{leak.item} {leak.percent:.0f} ({leak.cue})" for leak in proved.leaks)
    return [
        "",
        f"### {_title(proved)}",
        "",
        "| figure | measured | 95 % interval | bar | aim | |",
        "|---|---|---|---|---|---|",
        *(
            f"| {figure.name} | {figure.said} | {_interval(figure.interval)} | {figure.bar} | {figure.aim} "
            f"| {_VERDICTS[figure.verdict]} |"
            for figure in proved.figures
        ),
        "",
        f"Every bot in percent, over {slots:,} questions, where chance is {chance:.0f}: {singles}.",
        *(
            ("", f"Items whose keys a guesser finds most often, in percent of their showings: {leaks}.")
            if leaks
            else ()
        ),
    ]


def _leaking(proved: Proved) -> Iterator[str]:
    if proved.leaks:
        yield "  Items whose keys a guesser finds most often: reword the key or the stem, or name other lures."
    rows = [(leak.item, f"{leak.percent:.0f} % of {leak.showings} showings", leak.cue) for leak in proved.leaks]
    yield from _columns(rows) if rows else ()


def closing_line(checked: BankCheck) -> str:
    """One line that sums it up, and how to learn more."""
    name, faults = one_line(checked.name), checked.count("fault")
    if checked.bank is None:
        return f"{name}: refused, {counted(faults, 'fault')}."
    bank = checked.bank
    items, questions = len(bank.items), bank.count_questions(bank.sections)
    told = counted(questions, "question")
    if questions < items:
        told = f"{counted(items, 'item')} for {told}"
    told += f" in {counted(len(bank.sections), 'section')}"
    verdict = counted(faults, "fault") if faults else "good"
    line = f"{name}: {verdict}, {told}, {counted(checked.count('warning'), 'warning')}"
    if advice := checked.count("advice"):
        line += f", {counted(advice, 'piece')} of advice"
    if checked.proved is None:
        return f"{line}. 'exam check --papers 200' measures what its papers give to a guesser."
    judged = sum(figure.verdict in ("met", "missed") for proved in checked.proved for figure in proved.figures)
    return f"{line}; {judged - checked.missed} of {counted(judged, 'bar')} met."


def _title(proved: Proved) -> str:
    return f"{proved.papers:,} papers of {proved.items} questions ({one_line(proved.title)})"


def _verdict(figure: Figure) -> list[str]:
    """What is to be said of a figure below the table."""
    match figure.verdict:
        case "missed":
            return [f"  Missed: {figure.name}. {figure.remedy}"]
        case "open":
            return [f"  Open: {figure.name}. More papers would tell."]
        case "met" | "none":
            return []


def _line(one: PlacedFinding, without: str) -> str:
    """Place and message, and what to do where that is not said of the whole group."""
    return str(replace(one.fault, remedy="")) if one.fault.remedy == without else str(one.fault)


def _interval(interval: tuple[float, float] | None) -> str:
    return "–" if interval is None else f"{interval[0]:.1f}–{interval[1]:.1f} %"


def _best_first(proved: Proved) -> list[BotScore]:
    """The bots, the one first that is right most often."""
    return sorted(proved.bots, key=lambda bot: -bot.percent)


def _row(figure: Figure) -> tuple[str, ...]:
    return figure.name, figure.said, figure.bar, figure.aim, _VERDICTS[figure.verdict]


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows as columns of text; the first is the widest, so that figures stand under each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield ("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
