"""The line of page names over the progress pages."""

from collections.abc import Iterable, Iterator
from typing import Any

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widgets import Static

from exam.tui.progress.page import ProgressPage

_ROOMY = 76
"""Cells from which on the names stand further apart, each behind its key."""


class Tabs(Static):
    """The names of the pages in one line; a click runs the screen's action `page` with the name of one.

    The framework's own tabs take two lines and the focus.
    """

    name_here: reactive[str] = reactive("")

    def __init__(self, pages: Iterable[ProgressPage[Any]]) -> None:
        super().__init__()
        self.pages = tuple(pages)

    def render(self) -> RenderResult:
        here, other = "bold underline $primary", "$text-muted"
        return Content(" " * self._gap).join(
            Content.styled(text, here if page.name == self.name_here else other) for page, text, _ in self._tabs()
        )

    async def on_click(self, event: Click) -> None:
        for page, text, start in self._tabs():
            if start <= event.x - self.gutter.left < start + len(text):
                await self.run_action(f"screen.page({page.name!r})")

    @property
    def _gap(self) -> int:
        return 3 if self.content_size.width >= _ROOMY else 2

    def _tabs(self) -> Iterator[tuple[ProgressPage[Any], str, int]]:
        """Each page, its text, and the cell in which that begins."""
        start = 0
        for n, page in enumerate(self.pages, 1):
            text = f"{n} {page.title}" if self.content_size.width >= _ROOMY else page.title
            yield page, text, start
            start += len(text) + self._gap
