"""Owns what each progress page shows of a past, and which views are one key away. Refuses to draw and to hear keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.results import Result
from exam.tui.progress import confused, habits, questions, ready, sections, trends
from exam.tui.progress.past import Past
from exam.tui.progress.tabs import Page

_MODES: dict[str | None, str | None] = {None: "exam", "exam": "practice", "practice": None}
"""The mode that comes after each; None: both."""
_READ: dict[Page, Callable[[Past], Any]] = {
    "trend": trends.read,
    "sections": sections.read,
    "habits": habits.read,
    "confused": confused.read,
}
"""What a page shows of a past, where nothing else decides it."""
_WIDGETS: dict[Page, Callable[[Any], list[Widget]]] = {
    "ready": ready.widgets,
    "trend": trends.widgets,
    "sections": sections.widgets,
    "habits": habits.widgets,
    "confused": confused.widgets,
    "questions": questions.widgets,
}


@dataclass(frozen=True)
class View:
    """What is looked at; kept while other pages lie over this one."""

    page: Page = "ready"
    bank: str | None = None
    """None: the one sat last."""
    mode: str | None = None
    blueprint: str | None = None
    everybodys: bool = False
    place: int = 0
    """Which line of the page was taken."""


class Views:
    """What the pages show of one past, each computed once. `read_everybodys` may take a while, and raise StoreError."""

    def __init__(self, past: Past, read_everybodys: Callable[[], Sequence[Result]]) -> None:
        self.past = past
        self._read_everybodys = read_everybodys
        self._everybodys: Sequence[Result] | None = None
        self._narrowed: dict[tuple[str | None, str | None], Past] = {}
        self._found: dict[View, Any] = {}

    def known(self, view: View) -> bool:
        return self._key(view) in self._found

    def of(self, view: View) -> Any:
        """What a page shows, computed now if it was not; None: no attempt is left by its filter."""
        key = self._key(view)
        if key not in self._found:
            self._found[key] = self._computed(key)
        return self._found[key]

    def papers(self, view: View) -> dict[str, str]:
        """Titles of the blueprints that a page can be about: one may be ready for a paper never sat."""
        return dict(self.past.papers if view.page == "ready" else self.past.blueprints)

    def next_mode(self, view: View) -> View:
        return replace(view, mode=_MODES[view.mode])

    def next_paper(self, view: View) -> View:
        names: list[str | None] = [None, *self.papers(view)]
        here = names.index(view.blueprint) if view.blueprint in names else 0
        return replace(view, blueprint=names[(here + 1) % len(names)])

    def _computed(self, view: View) -> object:
        past = self.past
        # Readiness is for a paper and from all answers; the others look at the attempts that are left.
        if view.page == "ready":
            return ready.read(past, view.blueprint)
        narrowed = self._narrowed.setdefault((view.mode, view.blueprint), past.only(view.mode, view.blueprint))
        if not narrowed.sittings:
            return None
        if view.page != "questions":
            return _READ[view.page](narrowed)
        if view.everybodys and self._everybodys is None:
            self._everybodys = self._read_everybodys()
        return questions.read(narrowed, self._everybodys if view.everybodys else None)

    @staticmethod
    def _key(view: View) -> View:
        """A view without what changes nothing of a page."""
        return replace(
            view, place=0, mode=None if view.page == "ready" else view.mode,
            everybodys=view.everybodys and view.page == "questions",
        )  # fmt: skip


def drawn(page: Page, found: Any) -> list[Widget]:
    """The widgets of a page, for what `Views.of` gave."""
    if found is None:
        return [Static(Content("No attempt like that. The keys below change which count."), classes="said alone")]
    return _WIDGETS[page](found)
