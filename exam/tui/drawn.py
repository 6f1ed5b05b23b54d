"""Owns the drawn figure: text that depends on the width it has. Refuses to compute what it draws."""

from collections.abc import Callable

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static


class Drawn(Static):
    """As many lines as `draw` gives for a width in cells; each must fit into it."""

    def __init__(self, draw: Callable[[int], Content], *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id, classes=classes)
        self.draw = draw

    def render(self) -> RenderResult:
        return self.draw(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.draw(width).split("\n"))
