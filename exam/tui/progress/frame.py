"""Owns where the widgets of a page stand, and what of the page before is kept. Refuses to know what they show."""

from textual.containers import Vertical
from textual.widget import Widget

from exam.tui.widgets.lines import Lines
from exam.tui.widgets.page import Body


class Frame(Vertical):
    """One page at a time: a long list with what stands around it, or else widgets that scroll together.

    What scrolls stays from one page to the next where it can, and with it its bar and the focus: to make these anew
    takes layouts of their own.
    """

    async def put(self, widgets: list[Widget]) -> None:
        """Shows these in place of what was there."""
        lists = [(place, widget) for place, widget in enumerate(widgets) if isinstance(widget, Lines)]
        if not lists:
            await self._put_together(widgets)
            return
        place, wanted = lists[0]
        kept = next(iter(self.query(Lines)), None)
        if kept is None:
            await self.remove_children()
            await self.mount(*widgets)
            return
        await self.remove_children([child for child in self.children if child is not kept])
        kept.draw = wanted.draw
        kept.show(wanted.count)
        await self.mount(*widgets[:place], before=kept)
        await self.mount(*widgets[place + 1 :], after=kept)

    async def _put_together(self, widgets: list[Widget]) -> None:
        kept = next(iter(self.query(Body)), None)
        if kept is None:
            await self.remove_children()
            await self.mount(Body(*widgets, id="body"))
            return
        if self.screen.focused is not kept:
            # Else the focus would go from a line that is taken away to the part around it, all of which that restyles.
            self.screen.set_focus(None)
        await kept.remove_children()
        kept.scroll_home(animate=False, force=True, immediate=True)
        await kept.mount(*widgets)
