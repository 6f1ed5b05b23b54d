"""The page of item statistics: how hard each question is and how telling.

Few answers give no figures.
"""

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from exam.core.wording import counted, signed
from exam.learning.answers_named import wrong_option
from exam.learning.past import Past
from exam.learning.reliability import GroupOnPreset
from exam.learning.statistics import (
    FEWEST_FOR_DISCRIMINATION,
    FEWEST_SHOWINGS,
    ItemStatistics,
    statistics_in,
)
from exam.tui.progress.page import ProgressPage, Selection, muted, paragraph, rate_words
from exam.tui.widgets.apart import Apart
from exam.tui.widgets.drawn import Drawn, Heading
from exam.tui.widgets.lines import Choice, Lines

_NARROW = 62
"""Cells below which the times have no room."""
_MOST_TAKEN = 3
"""Wrong options in the preview."""
_MORE = Content.styled("Enter: its answers, why, and when again.", "$text-muted")


@dataclass(frozen=True)
class ItemRow:
    """An item with what answers say about it. What its bank says is looked up only when it is drawn."""

    statistics: ItemStatistics
    past: Past

    @property
    def stem(self) -> str:
        return self.past.stem(self.statistics.item)

    @property
    def section(self) -> str:
        """The title of its section; empty where the bank is not here."""
        section = self.past.bank.section_of.get(self.statistics.item) if self.past.bank else None
        return section.title if section else ""


class _Seen(NamedTuple):
    rows: list[ItemRow]
    """Hardest first; those seen too seldom last, by how often."""
    attempts: int
    group: GroupOnPreset | None
    """What the first exams of all people say of scores, where everybody's answers are looked at."""


def _read(selection: Selection) -> _Seen:
    """Of one's own answers, or of everybody's where these are given."""
    sums = selection.past.answer_sums if selection.everybodys is None else selection.everybodys
    rows = [ItemRow(statistics, selection.past) for statistics in statistics_in(sums)]
    group = None if selection.everybodys is None else selection.whole.read_group(selection.blueprint)
    return _Seen(sorted(rows, key=_hardest_first), sums.attempts, group)


def _hardest_first(row: ItemRow) -> tuple[bool, float, str]:
    facility = row.statistics.facility
    return facility is None, -row.statistics.right.of if facility is None else facility, row.statistics.item


def _draw(selection: Selection, seen: _Seen) -> list[Widget]:
    whose = "your own" if selection.everybodys is None else "everybody's"
    others = selection.whole.others
    note = f"{counted(others, 'attempt')} of other people are here, and can be counted too."
    judged = [row.statistics for row in seen.rows if row.statistics.facility is not None]
    return [
        Heading("Questions", f"{whose} answers, {counted(seen.attempts, 'attempt')}"),
        paragraph(_words(judged, len(seen.rows))),
        *([paragraph(f"{seen.group.title}: {words}") for words in seen.group.words] if seen.group else []),
        Drawn(partial(_head, bool(judged))),
        ItemLines(seen.rows),
        *([muted(note)] if others else []),
    ]


def _words(judged: list[ItemStatistics], rows: int) -> str:
    if not judged:
        return f"{counted(rows, 'question')} seen, none {FEWEST_SHOWINGS} times yet: too few to say how hard one is."
    look = sum(statistics.remarkable for statistics in judged)
    words = f"{len(judged)} of {rows} seen often enough to judge by; {look} worth a look."
    if all(statistics.discrimination is None for statistics in judged):
        words += f" Discrimination is told from {FEWEST_FOR_DISCRIMINATION} answers on."
    return words


class ItemLines(Lines):
    """The items in a long list; taking one sends `Choice.Taken` with its row, as the lines of other pages do."""

    def __init__(self, items: list[ItemRow]) -> None:
        stems = Apart(row.stem for row in items)
        super().__init__(lambda place, width: [_line(items[place], stems, width)], len(items), id="questions")
        self.items = items

    def action_take(self) -> None:
        if self.items and not getattr(self.screen, "cramped", False):
            self.post_message(Choice.Taken(self.items[self.cursor]))


def _head(judged: bool, width: int) -> Content:
    """As the rows, behind the sign of where one is; the figures have no names where none is told."""
    if not judged:
        return Content.styled("  question, seen most often first", "$text-muted").truncate(width)
    figures = _columns("right", "95 %", "telling", "time", width)
    title = "  question, hardest first".ljust(max(0, width - len(figures) - 1))
    return Content.styled(title + figures, "$text-muted").truncate(width)


def _line(row: ItemRow, stems: Apart, width: int) -> Content:
    statistics = row.statistics
    if statistics.facility is None:
        seen = f"seen {counted(statistics.right.of, 'time')}: too few to judge"
        room = width - len(seen) - 1
        stem = stems.padded(row.stem, max(8, room - 2))
        return Content.styled(f"{stem.plain}  {seen}", "$text-muted")
    low, high = statistics.right.interval or (0.0, 100.0)
    telling = "–" if statistics.discrimination is None else signed(statistics.discrimination, 2)
    right = f"{statistics.right.percent:.0f} % of {statistics.right.of}"
    figures = _columns(right, f"{low:.0f}–{high:.0f}", telling, f"{statistics.seconds:.0f} s", width)
    look = "! " if statistics.remarkable else ""
    stem = stems.padded(row.stem, max(8, width - len(figures) - 1 - len(look)))
    return Content.assemble((look, "bold $marked"), stem, (figures, "$text-muted"))


def _columns(right: str, interval: str, telling: str, time: str, width: int) -> str:
    return f"{right:>12}{interval:>8}{telling:>8}" + (f"{time:>7}" if width >= _NARROW else "")


def preview_of_question(_: Past, row: object, width: int) -> Content:
    """The question in full, how it went, and what was taken for its answer most."""
    if not isinstance(row, ItemRow):
        return Content("")
    statistics = row.statistics
    lines = [
        *Content.styled(row.stem, "bold").wrap(width),
        Content.styled(row.section, "$text-muted").truncate(width, ellipsis=True),
        Content(""),
        Content(f"Right {rate_words(statistics.right)}."),
    ]
    taken = [one for one in statistics.distractors if one.rate.count][:_MOST_TAKEN]
    if taken:
        own = all(one.authored for one in taken)
        lines += [Content(""), Content.styled("What you chose" if own else "Taken for", "bold")]
    for one in taken:
        lines += [
            *Content(wrong_option(row.past, statistics.item, one.home)).wrap(width),
            Content.styled(f"{rate_words(one.rate)}", "$text-muted"),
            Content(""),
        ]
    return Content("\n").join([*lines, *([] if taken else [Content("")]), _MORE])


QUESTIONS_PAGE = ProgressPage(
    "questions", "Questions", _read, _draw, frozenset({"mode", "open", "everybodys"}), preview=preview_of_question
)
