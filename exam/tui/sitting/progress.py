"""Owns the line that shows how far the sitting is. Refuses to count."""

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive

from exam.tui.sitting.counts import Counts
from exam.tui.widgets.still import Still

SIGNS = {"complete": "●", "incomplete": "◐", "unseen": "·", "flagged": "⚑"}
"""The one sign of each status, the same everywhere."""

_SHORTEST_BAR = 8


class Progress(Still, can_focus=False):
    """A bar of what is answered, and every count with its sign and word."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"progress--done", "progress--rest", "progress--flagged"}

    counts: reactive[Counts] = reactive(Counts(0, 0, 0, 0))

    def __init__(self, counts: Counts = Counts(0, 0, 0, 0)) -> None:  # noqa: B008 - a value that never changes
        super().__init__()
        self.set_reactive(Progress.counts, counts)

    def render(self) -> Content:
        legend = self._legend()
        width = self.content_size.width
        bar = width - legend.cell_length - 2
        if bar < _SHORTEST_BAR:
            return legend
        done = bar * self.counts.complete // max(1, self.counts.items)
        return Content.assemble(
            ("━" * done, self.get_visual_style("progress--done", partial=True)),
            # The sign of what is unseen: a line here would double the rule above.
            (SIGNS["unseen"] * (bar - done), self.get_visual_style("progress--rest", partial=True)),
            "  ",
            legend,
        )

    def _legend(self) -> Content:
        counts = self.counts
        flagged = self.get_visual_style("progress--flagged", partial=True) if counts.flagged else ""
        return Content.assemble(
            f"{SIGNS['complete']} {counts.complete} answered  "
            f"{SIGNS['incomplete']} {counts.incomplete} incomplete  "
            f"{SIGNS['unseen']} {counts.unseen} unseen  ",
            (f"{SIGNS['flagged']} {counts.flagged} flagged", flagged),
        )
