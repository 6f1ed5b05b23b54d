"""The page of item statistics, how hard each question is and how telling, and the screen of one of them.

Few answers give no figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.wording import counted, signed
from exam.learning.past import Past
from exam.learning.reliability import Group
from exam.learning.statistics import (
    FEWEST_FOR_DISCRIMINATION,
    FEWEST_SHOWINGS,
    Distractor,
    ItemStatistics,
    statistics_in,
)
from exam.tui.progress.page import ProgressPage, Selection, muted, rate_words, sentence
from exam.tui.widgets.drawn import Drawn, Heading
from exam.tui.widgets.lines import Choice, Lines
from exam.tui.widgets.page import Body, FullPage
from exam.tui.widgets.plots import bar

_NARROW = 62
"""Cells below which the times have no room."""


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
    group: Group | None
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
        sentence(_words(judged, len(seen.rows))),
        *([sentence(f"{seen.group.title}: {words}") for words in seen.group.words] if seen.group else []),
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
        super().__init__(lambda place, width: [_line(items[place], width)], len(items), id="questions")
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


def _line(row: ItemRow, width: int) -> Content:
    statistics = row.statistics
    if statistics.facility is None:
        seen = f"seen {counted(statistics.right.of, 'time')}: too few to judge"
        room = width - len(seen) - 1
        stem = Content(row.stem).truncate(max(8, room - 2), ellipsis=True)
        return Content.styled(f"{stem.plain.ljust(room)}{seen}", "$text-muted")
    low, high = statistics.right.interval or (0.0, 100.0)
    telling = "–" if statistics.discrimination is None else signed(statistics.discrimination, 2)
    right = f"{statistics.right.percent:.0f} % of {statistics.right.of}"
    figures = _columns(right, f"{low:.0f}–{high:.0f}", telling, f"{statistics.seconds:.0f} s", width)
    look = "! " if statistics.remarkable else ""
    stem = Content(row.stem).truncate(max(8, width - len(figures) - 1 - len(look)), ellipsis=True, pad=True)
    return Content.assemble((look, "bold $marked"), stem, (figures, "$text-muted"))


def _columns(right: str, interval: str, telling: str, time: str, width: int) -> str:
    return f"{right:>12}{interval:>8}{telling:>8}" + (f"{time:>7}" if width >= _NARROW else "")


QUESTIONS_PAGE = ProgressPage("questions", "Questions", _read, _draw, frozenset({"mode", "open", "everybodys"}))


class ItemScreen(FullPage[None]):
    """One item of the page of item statistics."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "back", "back", key_display="esc", id="item.back"),
        Binding("t", "app.next_theme", "next theme", show=False, id="page.theme"),
    ]
    DEFAULT_CSS = """
    ItemScreen #body { height: 1fr; padding: 0 1 0 2; margin-top: 1; scrollbar-size-vertical: 1; }
    ItemScreen #body > Static { width: 100%; height: auto; padding: 0 2; }
    ItemScreen .other { margin-top: 1; }
    """

    def __init__(self, row: ItemRow) -> None:
        super().__init__()
        self.row = row
        self.stems = {
            one.home: "an option that its author wrote" if one.authored else row.past.stem(one.home)
            for one in row.statistics.distractors
        }
        """What each distractor really asks, by home."""

    def body(self) -> Iterator[Widget]:
        statistics = self.row.statistics
        with Body(id="body"):
            yield Static(Content.styled(self.row.stem, "bold"))
            where = " · ".join(filter(None, (self.row.section, statistics.item)))
            yield Static(Content.styled(where, "$text-muted"))
            yield Heading("How it did")
            for fact in _facts(statistics):
                yield Static(Content(fact))
            for remark in statistics.remarks:
                yield Static(Content.styled(f"! {self._named(remark)}", "$marked"))
            yield Heading("Wrong options", "times chosen of times on offer; and by those who passed")
            for distractor in statistics.distractors:
                yield Drawn(partial(_distractor, distractor, self.stems[distractor.home]), classes="other")
            if not statistics.distractors:
                yield Static(Content("It was never asked with wrong options of its kind."))

    def _named(self, remark: str) -> str:
        """A remark with the question that a distractor answers in place of its id."""
        home, _, rest = remark.partition(" ")
        return f"“{self.stems[home]}” {rest}" if home in self.stems else remark


def _facts(statistics: ItemStatistics) -> Iterator[str]:
    """What can be said of an item, each with its number; little where the number is small."""
    yield f"Right {rate_words(statistics.right)}."
    yield f"Half of the answers took {statistics.seconds:.0f} s or less."
    if statistics.discrimination is not None and statistics.discrimination_interval is not None:
        low, high = statistics.discrimination_interval
        between = f"{signed(low, 2)} to {signed(high, 2)}"
        yield f"Discrimination {signed(statistics.discrimination, 2)} ({between}): how far it goes with the rest."
    elif statistics.facility is not None:
        yield f"Discrimination is told from {FEWEST_FOR_DISCRIMINATION} answers on, where they differ."


def _distractor(distractor: Distractor, stem: str, width: int) -> Content:
    """What a wrong option really asks, over a bar of how often it was chosen."""
    rate, passing = distractor.rate, distractor.passing
    percent = "  –" if rate.percent is None else f"{rate.percent:3.0f} %"
    figures = Content.assemble(
        bar((rate.percent or 0) / 100, 20 if width >= 70 else 10, "$primary"),
        f" {percent}  ",
        (f"{rate_words(rate)}   passing: {passing.count} of {passing.of}", "$text-muted"),
    )
    return Content("\n").join([*Content(stem).wrap(width), figures.truncate(width)])
