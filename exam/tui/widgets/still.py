"""Owns what spares a widget of the question screen its drawing: lines that are the same as before. Refuses to draw.

Between two frames most of the screen stays as it is, yet the framework asks every widget for its lines and works out
colours, borders and filters each time; that would take longer than to draw what has changed.
"""

from typing import Self

from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static


class Still(Widget):
    """Gives the lines that it gave last, until it is refreshed, restyled or of another size.

    To be named after a base of the framework's: style sheets know a widget by the first of its bases.
    """

    _given: tuple[tuple[Region, Size], list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        place = (crop, self.outer_size)
        if self._given is None or self._given[0] != place:
            self._given = (place, super().render_lines(crop))
        return self._given[1]

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self._given = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        self._given = None
        super().notify_style_update()


class StillRow(Horizontal, Still):
    """Side by side."""


class StillColumn(Vertical, Still):
    """One below the other."""


class StillText(Static, Still):
    """A text that seldom changes."""
