"""Owns the thin line that ends a part of the screen, and says where something lies beyond it."""

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style

from exam.tui.widgets.still import Still


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
        # Without colours the rule is dim; its sign must not be.
        style = self.get_visual_style("edge--more", partial=True) + Style(dim=False)
        return Content.assemble("──", (said, style), "─" * (width - 2 - len(said)))
