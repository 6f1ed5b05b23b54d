"""All progress pages, which of them is looked at, and what they show of one past."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from textual.content import Content
from textual.widget import Widget

from exam.core.results import Result
from exam.learning.past import Past
from exam.store import StoreError
from exam.tui.progress.confused import CONFUSED_PAGE
from exam.tui.progress.habits import HABITS_PAGE
from exam.tui.progress.page import ProgressPage, Selection, sentence
from exam.tui.progress.questions import QUESTIONS_PAGE
from exam.tui.progress.ready import READY_PAGE
from exam.tui.progress.sections import SECTIONS_PAGE
from exam.tui.progress.trend import TREND_PAGE

PAGES: dict[str, ProgressPage[Any]] = {
    page.name: page for page in (READY_PAGE, TREND_PAGE, SECTIONS_PAGE, HABITS_PAGE, CONFUSED_PAGE, QUESTIONS_PAGE)
}
"""By name, in the order of their tabs and of the digits that open them."""
_NEXT_MODE: dict[str | None, str | None] = {None: "exam", "exam": "practice", "practice": None}
"""The mode that comes after each; None: both."""


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

    def with_next_mode(self) -> "View":
        return replace(self, mode=_NEXT_MODE[self.mode], line=0)


class PastReader:
    """Reads what the pages show of one past, each view once. `read_everybodys` may raise StoreError."""

    def __init__(self, past: Past, read_everybodys: Callable[[], Sequence[Result]]) -> None:
        self.past = past
        self._everybodys = cache(read_everybodys)
        self._only = cache(past.only)
        self._drawer = cache(self._compute)

    def read(self, view: View) -> Callable[[], list[Widget]]:
        """Computes the figures of a page, and gives what draws them. May take a while; raises StoreError."""
        mode = view.mode if view.page.filtered else None
        return self._drawer(view.name, mode, view.blueprint, view.everybodys and "everybodys" in view.page.actions)

    def read_ahead(self) -> None:
        """Reads what most pages need and the first does not. What goes wrong is said by the page that asks again."""
        with suppress(StoreError):
            _ = self.past.results

    def papers(self, view: View) -> dict[str, str]:
        """Titles of the blueprints that a page can be about: one may be ready for a paper never sat."""
        return dict(self.past.blueprints if view.page.filtered else self.past.papers)

    def with_next_paper(self, view: View) -> View:
        names = [None, *self.papers(view)]
        at = names.index(view.blueprint) if view.blueprint in names else 0
        return replace(view, blueprint=names[(at + 1) % len(names)], line=0)

    def _compute(
        self, name: str, mode: str | None, blueprint: str | None, everybodys: bool
    ) -> Callable[[], list[Widget]]:
        page = PAGES[name]
        past = self._only(mode, blueprint) if page.filtered else self.past
        if not past.sittings:
            return lambda: [sentence(Content("No attempt like that. The keys below change which count."), "alone")]
        selection = Selection(past, self.past, blueprint, self._everybodys() if everybodys else None)
        return partial(page.draw, selection, page.read(selection))
