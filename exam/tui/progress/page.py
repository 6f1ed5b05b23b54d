"""What one progress page is: a name, a reader of figures, and a drawer of widgets; and the texts that all of them use.

`screen.py` names every page; it knows nothing else of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from textual.content import Content
from textual.widget import Widget

from exam.core.interval import Rate
from exam.core.sums import AnswerSums
from exam.learning.past import Past
from exam.tui.widgets.drawn import Sentences

Figures = TypeVar("Figures")


@dataclass(frozen=True)
class Selection:
    """The part of a past that a page is about."""

    past: Past
    """Only the attempts of the mode and the paper that were asked for."""
    whole: Past
    """All of the bank's attempts."""
    blueprint: str | None
    """The paper that was asked for; None: any."""
    everybodys: AnswerSums | None
    """What the answers of all people whose attempts are here come to, where the learner asked for them."""


@dataclass(frozen=True)
class ProgressPage(Generic[Figures]):
    """One page: `read` runs in a thread and may take a while, `draw` makes widgets of what it gave."""

    name: str
    """As in the ids of its keys."""
    title: str
    read: Callable[[Selection], Figures]
    draw: Callable[[Selection, Figures], list[Widget]]
    actions: frozenset[str] = frozenset({"mode"})
    """Which of the screen's actions that not all pages have work here: "mode", "everybodys", "open", "exam day"."""
    starts_on_line: bool = False
    """Whether the first line that can be opened has the focus, and not the page as a whole."""
    preview: Callable[[Past, object, int], Content] | None = None
    """What stands beside a list in a wide terminal: more of the line that the cursor is on, for a width in cells."""

    @property
    def filtered(self) -> bool:
        """Whether it looks only at the attempts of a mode and a paper."""
        return "mode" in self.actions


@dataclass(frozen=True)
class OtherBank:
    """Look at another bank's past."""

    bank: str


def rate_words(rate: Rate) -> str:
    """As in "3 of 5, 23–88 %"; a tilde where the number is small."""
    if rate.interval is None:
        return "never on offer"
    low, high = rate.interval
    return f"{rate.count} of {rate.of}, {'~' if rate.few else ''}{low:.0f}–{high:.0f} %"


def short_day(at: datetime) -> str:
    """As in "4 Dec 2026", in the time zone of this machine."""
    return at.astimezone().strftime("%-d %b %Y")


def long_day(at: date) -> str:
    """As in "Friday 4 December 2026"."""
    return at.strftime("%A %-d %B %Y")


def paragraph(text: Content | str, *classes: str) -> Sentences:
    """A paragraph, most often one that says in words what a chart shows."""
    return Sentences(text, classes=" ".join(("sentence", *classes)))


def muted(text: str) -> Sentences:
    """A paragraph of less weight: how to read a chart, or what was left out."""
    return paragraph(Content.styled(text, "$text-muted"))
