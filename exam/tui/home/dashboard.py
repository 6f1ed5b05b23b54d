"""What stands on home: which lines there are, and what each says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.assembly import count_of, preset_of
from exam.core.bank import Bank
from exam.core.blueprint import Blueprint, minutes_for
from exam.core.ended import SectionRate
from exam.core.text import visible
from exam.core.wording import clock, paper, points
from exam.library.find import BankFile
from exam.store import AttemptRow
from exam.tui.home.overview import SHOWN, SHOWN_ROOMY, Overview
from exam.tui.home.scores import comparable, pass_mark_of, scores_in_a_row, scores_over_time
from exam.tui.home.wishes import (
    Arrange,
    BuildDrill,
    DrillItems,
    FollowAct,
    HomeWish,
    SitPreset,
)
from exam.tui.widgets.apart import Apart, Pairs
from exam.tui.widgets.drawn import Drawn, Heading
from exam.tui.widgets.lines import Choice
from exam.tui.widgets.plots import bar

if TYPE_CHECKING:
    from exam.learning.drills import Pending
    from exam.learning.next_act import NextAct

_BAR, _SHORTEST_BAR = 30, 8
_SCORE_AND_WORD, _SCORE_AND_SIGN = 21, 10
"""Cells of a score, its verdict in words or as a sign, and what parts them from what was sat."""
_MINUTE, _DAY = 14, 8
"""Cells of when it was, to the minute or to the day, and what parts it from what was sat."""
_PAPER = 34
"""Most cells of the name of a paper."""
_READABLE = 28
"""Cells that a paper and its bank shall have, before the rest of their row gives way to them."""


def dashboard(overview: Overview, *, roomy: bool = False) -> tuple[list[Widget], list[Widget], list[Widget]]:
    """What can be done, how it has gone, and what is broken: the two columns of home and its foot.

    `roomy`: there are rows for more attempts, and for the scores over time.
    """
    left: list[Widget] = []
    if overview.trouble:
        left += [Static(Content(visible(overview.trouble)), classes="trouble")]
    if overview.remark:
        left += [Static(Content(visible(overview.remark)), classes="trouble")]
    if overview.unfinished:
        left += [Heading("Unfinished"), *_unfinished(overview.unfinished)]
    elif overview.is_first_start and overview.banks:
        left += [_welcome()]
    if overview.exam and not overview.closed:
        left += [Heading(f"{overview.exam[0].upper()}{overview.exam[1:]}")]
    titles = Apart(bank.title for bank in overview.banks)
    for bank in overview.banks:
        left += _presets(bank, titles)
    if not overview.banks:
        text = "There is no bank to sit. Put one into the folder banks of the data directory."
        left += [Static(text, classes="trouble")]
    if overview.can_restore:
        left += [Choice(Content("Put back the newest good backup, and all that is known beyond it"), "restore")]
    onward, sections = _onward(overview, roomy=roomy), _sections(overview)
    if roomy:
        sections += scores_over_time(overview)
    # Side by side, both columns shall end at about the same height, so that neither is scrolled for beside a blank.
    if len(left) <= len(sections):
        return left + onward, sections, _broken(overview)
    return left, onward + sections, _broken(overview)


def next_act_line(bank: Bank, act: NextAct | None) -> tuple[Content, HomeWish]:
    """What to do next with its reason, and where that leads; without one, to a paper."""
    if act is None:
        preset = preset_of(bank)
        return Content(f"Sit {preset.title}, a paper of {bank.title}."), SitPreset(bank, preset)
    return Content(act.words), FollowAct(act)


def pending_line(bank: Bank, pending: Pending | None) -> tuple[Content, HomeWish]:
    """What is missed and due, and where Enter leads: to these questions, or to the builder where there are none."""
    if pending is None:
        # Too large for papers of chosen questions.
        return Content.styled("Set up a paper of one section …", "$text-muted"), Arrange(bank)
    if not pending.pressing:
        return Content.styled("Nothing missed, nothing due today. Build a drill …", "$text-muted"), BuildDrill(bank)
    from exam.learning.drills import drill_title

    missed, due, items = len(pending.missed), len(pending.due), pending.pressing
    which = "them" if len(items) == len(pending.all_pressing) else str(len(items))
    return (
        Content.assemble((f"{missed} missed, {due} due today", "bold"), (f": Enter drills {which}", "$text-muted")),
        DrillItems(bank, tuple(items), drill_title(items.values())),
    )


def when(at: datetime | None) -> str:
    """A day as people write it, in the time zone of this machine."""
    return at.astimezone().strftime("%-d %b %H:%M") if at else "–"


def _welcome() -> Widget:
    text = Content.assemble(
        ("Welcome.", "bold"),
        " Press Enter for a first mock exam: you see its rules before the clock starts.\n",
        (
            "Sit it as in a test centre, then see your score by section, and for every wrong option the question "
            "that it is the right answer to.",
            "$text-muted",
        ),
    )
    return Static(text, classes="welcome")


def _unfinished(rows: Sequence[AttemptRow]) -> Iterator[Widget]:
    sat = [(row.bank_title, paper(row.blueprint_title, row.mode, drill=row.drill)) for row in rows]
    names = Pairs(sat)
    for row, name in zip(rows, sat, strict=True):
        yield Choice(partial(_resumed, row, name, names), row)


def _resumed(row: AttemptRow, name: tuple[str, str], names: Pairs, width: int) -> Content:
    """What is being sat, over how far it is."""
    left = "untimed" if row.seconds_left is None else f"{clock(timedelta(seconds=row.seconds_left))} left"
    return Content.assemble(
        names.padded(name, min(names.widest, width)).stylize("bold"),
        "\n",
        (f"{row.answered} of {row.items} answered, {left}: Enter resumes", "$text-muted"),
    )


def _presets(bank: Bank, banks: Apart) -> list[Widget]:
    first = preset_of(bank)
    order = [first, *(blueprint for blueprint in bank.blueprints if blueprint is not first)]
    # One that is another in all but its name, as in a bank smaller than its presets, is offered once.
    papers = [_paper_of(bank, blueprint) for blueprint in order]
    order = [blueprint for n, blueprint in enumerate(order) if papers[n] not in papers[:n]]
    names = Apart(blueprint.title for blueprint in order)
    return [
        Heading(bank.title, f"{bank.count_questions(bank.sections)} questions", names=banks),
        *(Choice(partial(_preset, bank, blueprint, names), SitPreset(bank, blueprint)) for blueprint in order),
        Choice(Content("Set up your own …"), Arrange(bank)),
    ]


def _paper_of(bank: Bank, blueprint: Blueprint) -> Blueprint:
    """What a preset comes to in a bank: itself without its name, and with as many questions as there are."""
    items = count_of(bank, blueprint)
    minutes = blueprint.minutes or minutes_for(items)
    return blueprint.model_copy(update={"id": "", "title": "", "description": None, "items": items, "minutes": minutes})


def _preset(bank: Bank, blueprint: Blueprint, names: Apart, width: int) -> Content:
    """Title and figures in columns; the title is cut where both do not fit."""
    items = count_of(bank, blueprint)
    minutes = blueprint.minutes or minutes_for(items)
    figures = Content.styled(f"   {items:>3} questions   {minutes:>3} min", "$text-muted")
    room = min(names.widest, width - figures.cell_length)
    return Content.assemble(names.padded(blueprint.title, room), figures)


def _broken(overview: Overview) -> list[Widget]:
    if not overview.broken:
        return []
    return [
        Heading("Banks that cannot be used"),
        *(Static(_first_fault(one), classes="broken") for one in overview.broken),
    ]


def _first_fault(file: BankFile) -> Content:
    more = f" And {len(file.faults) - 1} more: exam check lists them." if len(file.faults) > 1 else ""
    return Content(visible(f"{file.faults[0]}{more}"))


def _onward(overview: Overview, *, roomy: bool) -> list[Widget]:
    """What to do next, and the newest scores."""
    if not overview.closed:
        return []
    widgets: list[Widget] = []
    bank = overview.bank_in_hand
    if bank and not overview.unfinished:
        looking = Content.styled("Looking for what helps most …", "$text-muted")
        widgets += [Heading("Next"), Choice(looking, SitPreset(bank, preset_of(bank)), id="next")]
    if bank:
        widgets += [
            Heading("To review", _reviewed(overview, bank)),
            Choice(Content.styled("Counting what is due …", "$text-muted"), BuildDrill(bank), id="pending"),
        ]
    same = comparable(overview)
    shown = overview.closed[: SHOWN_ROOMY if roomy else SHOWN]
    papers = [_paper(row, several=overview.several) for row in shown]
    names = Pairs(papers, most=_PAPER)
    widgets += [Heading("Last scores", partial(scores_in_a_row, same, pass_mark_of(overview, same)))]
    widgets += [Choice(partial(_score, row, sat, names), row) for row, sat in zip(shown, papers, strict=True)]
    widgets += [Choice(Content.styled("All attempts …", "$text-muted"), "history")]
    return widgets


def _reviewed(overview: Overview, bank: Bank) -> str:
    """What there is to review is about, where there are several banks, and when the exam is."""
    several = len(overview.banks) + len(overview.gone) > 1
    return " · ".join(filter(None, (bank.title if several else "", overview.exam)))


def _sections(overview: Overview) -> list[Widget]:
    """How each section has gone."""
    if not overview.standings:
        return []
    exams = len(overview.exams)
    of_each = " of each bank" if overview.several else ", questions seen"
    heading = f"last {exams} exams{of_each}" if exams > 1 else "last exam, questions seen"
    widgets: list[Widget] = [Heading("Sections, weakest first", heading)]
    known = {bank.id: bank for bank in overview.banks}
    titles = {row.bank: row.bank_title for row in overview.exams} if overview.several else {}
    places = [(one.title, titles.get(one.bank, "")) for one in overview.standings]
    names = Pairs(places)
    mark = pass_mark_of(overview, comparable(overview))
    for standing, place in zip(overview.standings, places, strict=True):
        line = partial(_section, standing, place, names, mark)
        bank = known.get(standing.bank)
        widgets += [Choice(line, Arrange(bank, sections=(standing.section,))) if bank else Drawn(line, classes="line")]
    if any(standing.right.few for standing in overview.standings):
        widgets += [Static(Content.styled("~ under 10 questions: too few to judge by", "$text-muted"), classes="line")]
    if any(row.answered < row.items for row in overview.exams):
        left_out = "Questions never reached count in a result, but not here."
        widgets += [Static(Content.styled(left_out, "$text-muted"), classes="line")]
    return widgets


def _score(row: AttemptRow, sat: tuple[str, str], names: Pairs, width: int) -> Content:
    """Score, verdict, what was sat and when, in columns: first the hour gives way to what was sat, then the verdict's
    word, whose sign stays."""
    needed = min(names.widest, _READABLE)
    by_hour = needed <= width - _SCORE_AND_WORD - _MINUTE
    in_words = by_hour or needed <= width - _SCORE_AND_WORD - _DAY
    room = width - (_SCORE_AND_WORD if in_words else _SCORE_AND_SIGN) - (_MINUTE if by_hour else _DAY)
    day = f"  {when(row.ended_at):>12}" if by_hour else f"  {_day(row.ended_at):>6}"
    told = Content.assemble("  ", names.padded(sat, min(names.widest, room)), day).stylize("$text-muted")
    if row.percent is None:
        return Content.assemble("       ", ("no score    ", "$text-muted"), told) if in_words else "     –  " + told
    sign, word, colour = ("✓", " passed    ", "$correct") if row.passed else ("✗", " not passed", "$incorrect")
    if row.drill and row.points is not None:  # its questions were picked: nothing to pass
        sign, word, colour = " ", "", "$text-muted"
        if in_words:
            sign = f"{points(row.points)} of {row.possible}".ljust(12)
    return Content.assemble(f"{row.percent:3.0f} %  ", (f"{sign}{word}" if in_words else sign, colour), told)


def _day(at: datetime | None) -> str:
    return at.astimezone().strftime("%-d %b") if at else "–"


def _paper(row: AttemptRow, *, several: bool) -> tuple[str, str]:
    """What was sat, and of which bank where there are several."""
    return paper(row.blueprint_title, row.mode, drill=row.drill), row.bank_title if several else ""


def _section(standing: SectionRate, place: tuple[str, str], names: Pairs, mark: int | None, width: int) -> Content:
    """Title, bar and figures in columns; the bar gives way first, then the title and its bank are cut."""
    percent = standing.right.percent or 0.0
    small = "~" if standing.right.few else " "
    figures = Content.assemble(
        f" {small}{percent:3.0f} % ",
        (f"{standing.right.count:>3} of {standing.right.of:<3}", "$text-muted"),
    )
    room = width - figures.cell_length - 2
    rail = max(_SHORTEST_BAR, min(_BAR, room - names.widest))
    title = names.padded(place, min(names.widest, room - rail))
    return Content.assemble(
        title, "  ", bar(percent / 100, rail, "$primary", None if mark is None else mark / 100), figures
    )
