"""The progress pages by name, what of a past is looked at, and how what a page shows of it is computed, each once."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from textual.content import Content
from textual.widget import Widget

from exam.core.bank import MOST_DIRECT
from exam.learning.past import Past
from exam.store import StoreError
from exam.tui.progress.confused import CONFUSED_PAGE
from exam.tui.progress.habits import HABITS_PAGE
from exam.tui.progress.page import ProgressPage, Selection, paragraph
from exam.tui.progress.plan import PLAN_PAGE
from exam.tui.progress.questions import QUESTIONS_PAGE
from exam.tui.progress.scores import READY_PAGE, SECTIONS_PAGE, TREND_PAGE

_Drawer = Callable[[], list[Widget]]
PAGES: dict[str, ProgressPage[Any]] = {
    page.name: page
    for page in (READY_PAGE, TREND_PAGE, SECTIONS_PAGE, HABITS_PAGE, CONFUSED_PAGE, QUESTIONS_PAGE, PLAN_PAGE)
}
"""By name, in the order of their tabs and of the digits that open them."""


@dataclass(frozen=True)
class View:
    """What is looked at; kept while other screens lie over this one."""

    name: str = "ready"
    bank: str | None = None
    """None: the one sat last."""
    mode: str | None = None
    blueprint: str | None = None
    everybodys: bool = False
    line: int = 0
    """Which of the page's lines was opened."""

    @property
    def page(self) -> ProgressPage[Any]:
        return PAGES[self.name]


class PastReader:
    """Reads what the pages show of one past, each view once."""

    def __init__(self, past: Past) -> None:
        self.past = past
        self._only = cache(past.only)
        self._drawer = cache(self._compute)

    def read(self, view: View) -> _Drawer:
        """Computes the figures of a page, and gives what draws them. May take a while; raises StoreError."""
        mode = view.mode if view.page.filtered else None
        return self._drawer(view.name, mode, view.blueprint, view.everybodys and "everybodys" in view.page.actions)

    def read_ahead(self, view: View) -> None:
        """Reads what the other pages need; what goes wrong is said by the page that asks again.

        Everybody's answers can be asked for on one page only, and are read when that is there.
        """
        with suppress(StoreError):
            self.past.read_habits()
            self.past.read_answers()
            if self.past.others and "everybodys" in view.page.actions:
                self.past.read_everybodys()
            if self.past.bank is not None and len(self.past.bank.items) <= MOST_DIRECT:
                _ = self.past.pending  # what the plan begins with

    def papers(self, view: View) -> dict[str, str]:
        """Titles of the blueprints that a page can be about: one may be ready for a paper never sat."""
        return dict(self.past.blueprints if view.page.filtered else self.past.papers)

    def _compute(self, name: str, mode: str | None, blueprint: str | None, everybodys: bool) -> _Drawer:
        page = PAGES[name]
        past = self._only(mode, blueprint) if page.filtered else self.past
        if not past.sittings:
            return lambda: [paragraph(Content("No attempt like that. The keys below change which count."), "alone")]
        selection = Selection(past, self.past, blueprint, self.past.read_everybodys() if everybodys else None)
        return partial(page.draw, selection, page.read(selection))
