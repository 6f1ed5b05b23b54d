"""Text that depends on the width it has, as charts and tables do."""

from collections.abc import Callable

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static


class Drawn(Static):
    """As many lines as `draw` gives for a width in cells; each must fit into it.

    `height` says how many these are where that can be told without drawing: then only what is on screen is drawn.
    """

    def __init__(
        self,
        draw: Callable[[int], Content],
        *,
        height: Callable[[int], int] | None = None,
        id: str | None = None,  # noqa: A002 (Textual's name)
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.draw = draw
        self.lines_for = height

    def render(self) -> RenderResult:
        return self.draw(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.lines_for(width) if self.lines_for else len(self.draw(width).split("\n"))


class Tinted(Drawn):
    """A figure with tinted cells; `draw` is also told whether this theme has tints, or only sixteen colours."""

    def __init__(self, draw: Callable[[int, bool], Content], *, classes: str | None = None) -> None:
        super().__init__(lambda width: draw(width, not self.app.current_theme.ansi), classes=classes)
