"""Owns the page of item statistics: how hard, how telling, which distractors work. Refuses small numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.results import Result
from exam.core.wording import counted, signed
from exam.learning.statistics import (
    FEWEST_FOR_DISCRIMINATION,
    FEWEST_SHOWINGS,
    Distractor,
    ItemStatistics,
    item_statistics,
)
from exam.tui.progress.past import Past
from exam.tui.progress.words import muted, rate, said
from exam.tui.widgets.bars import bar
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.heading import Heading
from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import Body, FullPage

_NARROW = 62
"""Cells below which the times have no room."""


@dataclass(frozen=True)
class Question:
    """An item with what answers say about it."""

    found: ItemStatistics
    stem: str
    section: str
    """The title of its section; empty where the bank is not here."""
    asks: Callable[[Distractor], str]
    """What a distractor really asks."""

    @cached_property
    def stems(self) -> dict[str, str]:
        """What each of its distractors really asks, by home."""
        return {other.home: self.asks(other) for other in self.found.distractors}


@dataclass(frozen=True)
class Questions:
    """Items with what answers say about them."""

    told: int
    """How many were seen often enough to judge by."""
    attempts: int
    everybodys: bool
    others: int
    rows: tuple[Question, ...]
    """Hardest first; those seen too seldom last, by how often."""


def read(past: Past, everybodys: Sequence[Result] | None) -> Questions:
    """Of one's own answers, or of everybody's where these are given."""
    results = past.results if everybodys is None else everybodys
    found = item_statistics(results)
    ordered = sorted(
        found,
        key=lambda one: (one.facility is None, one.facility if one.facility is not None else -one.right.of, one.item),
    )
    rows = tuple(
        Question(
            one,
            past.stem(one.item),
            _section(past, one.item),
            partial(_what, past),
        )
        for one in ordered
    )
    return Questions(
        sum(one.facility is not None for one in found),
        len({result.attempt for result in results}),
        everybodys is not None,
        past.others,
        rows,
    )


def widgets(questions: Questions) -> list[Widget]:
    """What the page shows."""
    whose = "everybody's" if questions.everybodys else "your own"
    rows = questions.rows
    return [
        Heading("Questions", f"{whose} answers, {counted(questions.attempts, 'attempt')}"),
        said(words(questions)),
        Drawn(_head if questions.told else _bare_head),
        Lines(lambda place, width: [_line(rows[place], width)], len(rows), id="questions"),
        *([_note(questions)] if questions.others else []),
    ]


def words(questions: Questions) -> str:
    """What the list shows, as a sentence."""
    rows = questions.rows
    look = sum(bool(one.found.remarks) and one.found.facility is not None for one in rows)
    if not questions.told:
        return (
            f"{counted(len(rows), 'question')} seen, none {FEWEST_SHOWINGS} times yet: too few to say how hard one is."
        )
    telling = (
        ""
        if any(one.found.discrimination is not None for one in rows)
        else (f" How telling one is needs {FEWEST_FOR_DISCRIMINATION} answers.")
    )
    return f"{questions.told} of {len(rows)} seen often enough to judge by; {look} worth a look.{telling}"


class QuestionScreen(FullPage[None]):
    """One item: how it did, and how each wrong option did."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "back", "back", key_display="esc", id="item.back"),
        Binding("t", "app.next_theme", "next theme", show=False, id="page.theme"),
    ]
    DEFAULT_CSS = """
    QuestionScreen #body { height: 1fr; padding: 0 1 0 2; margin-top: 1; scrollbar-size-vertical: 1; }
    QuestionScreen #body > Static { width: 100%; height: auto; padding: 0 2; }
    QuestionScreen .other { margin-top: 1; }
    """

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def body(self) -> Iterator[Widget]:
        found = self.question.found
        with Body(id="body"):
            yield Static(Content.styled(self.question.stem, "bold"))
            where = " · ".join(filter(None, (self.question.section, found.item)))
            yield Static(Content.styled(where, "$text-muted"))
            yield Heading("How it did")
            for text in figures(found):
                yield Static(Content(text))
            for remark in found.remarks:
                yield Static(Content.styled(f"! {self._named(remark)}", "$marked"))
            yield Heading("Wrong options", "times chosen of times on offer; and by those who passed")
            for other in found.distractors:
                yield Drawn(lambda width, other=other: self._other(other, width), classes="other")  # type: ignore[misc]
            if not found.distractors:
                yield Static(Content("It was never asked with wrong options of its kind."))

    def action_back(self) -> None:
        self.dismiss(None)

    def _other(self, other: Distractor, width: int) -> Content:
        rail = 20 if width >= 70 else 10
        percent = f"{other.rate.percent:3.0f} %" if other.rate.percent is not None else "  –"
        lines = Content(self.question.stems[other.home]).wrap(width)
        return Content("\n").join(
            [
                *lines,
                Content.assemble(
                    bar((other.rate.percent or 0) / 100, rail, "$primary"),
                    f" {percent}  ",
                    (rate(other.rate), "$text-muted"),
                    (f"   passing: {other.passing.count} of {other.passing.of}", "$text-muted"),
                ).truncate(width),
            ]
        )

    def _named(self, remark: str) -> str:
        """A remark with the question that a distractor answers in place of its id."""
        for home, stem in self.question.stems.items():
            if remark.startswith(f"{home} "):
                return f"“{stem}” {remark.removeprefix(f'{home} ')}"
        return remark


def figures(found: ItemStatistics) -> Iterator[str]:
    """What can be said of an item, each with its number; little where the number is small."""
    yield f"Right {rate(found.right)}."
    yield f"Half of the answers took {found.seconds:.0f} s or less."
    if found.discrimination is not None and found.discrimination_interval is not None:
        low, high = found.discrimination_interval
        between = f"{signed(low, 2)} to {signed(high, 2)}"
        yield f"Discrimination {signed(found.discrimination, 2)} ({between}): how far it goes with the rest."
    elif found.facility is not None:
        yield f"How telling it is needs {FEWEST_FOR_DISCRIMINATION} answers that differ."


def _section(past: Past, item: str) -> str:
    found = past.bank.section_of.get(item) if past.bank else None
    return found.title if found else ""


def _what(past: Past, other: Distractor) -> str:
    return "an option that its author wrote" if other.authored else past.stem(other.home)


def _head(width: int) -> Content:
    # As the rows, behind the sign of where one is.
    title, figures = "  question, hardest first", _columns("right", "95 %", "telling", "time", width)
    return Content.styled(title.ljust(max(0, width - len(figures) - 1)) + figures, "$text-muted").truncate(width)


def _bare_head(width: int) -> Content:
    """Over rows of which nothing is told but how often they were seen."""
    return Content.styled("  question, seen most often first", "$text-muted").truncate(width)


def _line(question: Question, width: int) -> Content:
    found = question.found
    if found.facility is None:
        seen = f"seen {counted(found.right.of, 'time')}: too few to judge"
        room = width - len(seen) - 1
        stem = Content(question.stem).truncate(max(8, room - 2), ellipsis=True)
        return Content.assemble((stem.plain.ljust(room), "$text-muted"), (seen, "$text-muted"))
    low, high = found.right.interval or (0.0, 100.0)
    telling = "–" if found.discrimination is None else signed(found.discrimination, 2)
    figures = _columns(
        f"{found.right.percent:.0f} % of {found.right.of}",
        f"{low:.0f}–{high:.0f}",
        telling,
        f"{found.seconds:.0f} s",
        width,
    )
    look = "! " if found.remarks else ""
    stem = Content(question.stem).truncate(max(8, width - len(figures) - 1 - len(look)), ellipsis=True, pad=True)
    return Content.assemble((look, "bold $marked"), stem, (figures, "$text-muted"))


def _columns(right: str, interval: str, telling: str, time: str, width: int) -> str:
    return f"{right:>12}{interval:>8}{telling:>8}" + (f"{time:>7}" if width >= _NARROW else "")


def _note(questions: Questions) -> Widget:
    """What the key for everybody's answers is for, where there are any."""
    return muted(f"{counted(questions.others, 'attempt')} of other people are here, and can be counted too.")
