"""Owns one line of the heading: what stands left, and what stands right. Refuses to take a second line."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from exam.tui.widgets.still import Still
from exam.tui.widgets.wrapping import cut

_APART = 2


class Heading(Still, can_focus=False):
    """Two texts at the ends of one line. The right one is kept whole; the left one is cut where they meet.

    Its size stays the same whatever it says, so that a change repaints this line and lays out nothing.
    """

    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__()
        self.set_reactive(Heading.left, left)
        self.set_reactive(Heading.right, right)

    def render(self) -> Content:
        width = self.content_size.width
        right = cut(self.right, width)
        room = width - cell_len(right) - (_APART if right else 0)
        left = cut(self.left, room) if room > 0 else ""
        gap = " " * (width - cell_len(left) - cell_len(right))
        return Content.assemble((left, "bold"), gap, right)
