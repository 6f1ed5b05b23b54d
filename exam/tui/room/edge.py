"""Owns the thin line that ends a part of the screen, and says where something lies beyond it."""

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive

from exam.tui.room.still import Still


class Edge(Still, can_focus=False):
    """A rule; with `more`, the sign that the part above goes on below."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"edge--more"}

    more: reactive[bool] = reactive(False)

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)

    def render(self) -> Content:
        width = self.content_size.width
        if not self.more:
            return Content("─" * width)
        said = " ▾ more below "
        return Content.assemble(
            "──", (said, self.get_visual_style("edge--more", partial=True)), "─" * (width - 2 - len(said))
        )
