"""Owns the names of the progress pages and the line of them. Refuses to turn a page; it says which was clicked."""

from collections.abc import Iterator
from typing import Literal, get_args

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

Page = Literal["ready", "trend", "sections", "habits", "confused", "questions"]
PAGES: tuple[Page, ...] = get_args(Page)
TITLES: dict[Page, str] = {
    "ready": "Ready",
    "trend": "Trend",
    "sections": "Sections",
    "habits": "Habits",
    "confused": "Confused",
    "questions": "Questions",
}


class Tabs(Static):
    """The names of the pages in one line; a click goes to one."""

    class Picked(Message):
        """A page's name was clicked."""

        def __init__(self, page: Page) -> None:
            self.page = page
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self.page: Page = "ready"

    def show(self, page: Page) -> None:
        self.page = page
        self.refresh()

    def render(self) -> RenderResult:
        pieces = []
        for page, text, _ in self._places():
            here = page == self.page
            pieces.append(Content.styled(text, "bold underline $primary" if here else "$text-muted"))
        return Content(" " * self._gap()).join(pieces)

    def on_click(self, event: Click) -> None:
        for page, text, start in self._places():
            if start <= event.x - self.gutter.left < start + len(text):
                self.post_message(self.Picked(page))

    def _gap(self) -> int:
        return 3 if self.content_size.width >= 76 else 2

    def _places(self) -> Iterator[tuple[Page, str, int]]:
        """Each page, its name with its key where there is room, and where it begins."""
        start = 0
        for n, page in enumerate(PAGES, 1):
            text = f"{n} {TITLES[page]}" if self.content_size.width >= 76 else TITLES[page]
            yield page, text, start
            start += len(text) + self._gap()
