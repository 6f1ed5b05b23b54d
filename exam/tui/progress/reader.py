"""Which page of which past is looked at, and the figures of one past, each computed once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from textual.content import Content
from textual.widget import Widget

from exam.core.results import Result
from exam.learning.past import Past
from exam.tui.progress.page import ProgressPage, Selection
from exam.tui.progress.pages import PAGES
from exam.tui.progress.text import sentence

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


class Read(NamedTuple):
    """A page with its figures."""

    page: ProgressPage[Any]
    selection: Selection
    figures: Any

    def draw(self) -> list[Widget]:
        if not self.selection.past.sittings:
            return [sentence(Content("No attempt like that. The keys below change which count.")).add_class("alone")]
        return self.page.draw(self.selection, self.figures)


class PastReader:
    """Reads what the pages show of one past, and remembers it. `read_everybodys` may raise StoreError."""

    def __init__(self, past: Past, read_everybodys: Callable[[], Sequence[Result]]) -> None:
        self.past = past
        self._everybodys = cache(read_everybodys)
        self._only = cache(past.only)
        self._compute = cache(self._computed)

    def read(self, view: View) -> Read:
        """Computes a page, or takes what it was before. Raises StoreError."""
        mode = view.mode if view.page.filtered else None
        return self._compute(view.name, mode, view.blueprint, view.everybodys and "everybodys" in view.page.actions)

    def papers(self, view: View) -> dict[str, str]:
        """Titles of the blueprints that a page can be about: one may be ready for a paper never sat."""
        return dict(self.past.blueprints if view.page.filtered else self.past.papers)

    def with_next_paper(self, view: View) -> View:
        names = [None, *self.papers(view)]
        at = names.index(view.blueprint) if view.blueprint in names else 0
        return replace(view, blueprint=names[(at + 1) % len(names)], line=0)

    def _computed(self, name: str, mode: str | None, blueprint: str | None, everybodys: bool) -> Read:
        page = PAGES[name]
        past = self._only(mode, blueprint) if page.filtered else self.past
        selection = Selection(past, self.past, blueprint, self._everybodys() if everybodys else None)
        return Read(page, selection, page.read(selection) if past.sittings else None)
