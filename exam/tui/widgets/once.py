"""What every screen shares: it is left once only, is laid out once for the size that the terminal has, knows whether
that is too small for it, and copies what is selected on it with the mouse.

A double click, or Enter typed twice before the first was heard, asks a screen to go that has already gone. Textual
would then take away whatever is on top: the exam itself. And what a screen has begun beside itself ends with it: its
widgets go one after another, and work that comes to its end meanwhile would look for some that are gone already.
"""

from contextlib import suppress
from typing import Any, ClassVar

from textual import events, on
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType
from textual.worker import NoActiveWorker, get_current_worker

from exam.core.wording import counted
from exam.tui.widgets.keybar import KeyBar

NARROWEST, LOWEST = 60, 20
"""Columns and rows of the smallest terminal in which everything can be used."""


class Once(Screen[ScreenResultType]):
    """A screen that is dismissed while it is on top, and never after that."""

    BACK: ClassVar[str] = "back"
    """The action that leads back to the page before."""
    _made_for: Size | None = None
    """The terminal's size that the first layout is for, until that is done."""

    @property
    def cramped(self) -> bool:
        """Whether something would be cut off, so that a card stands before the page and nothing is taken unseen."""
        return self.app.size.width < NARROWEST or self.app.size.height < LOWEST

    def take_size(self) -> None:
        """To be called before the first widget is made: sets the classes of the terminal's size.

        Textual sets them after the first layout, and gives all widgets their styles anew for that.
        """
        self._made_for = size = self.app.size
        for at, steps in ((size.width, self.HORIZONTAL_BREAKPOINTS), (size.height, self.VERTICAL_BREAKPOINTS)):
            if steps:
                names = [name for start, name in sorted(steps, reverse=True) if at >= start]
                self.update_classes({name: name == names[0] for _, name in steps}, update=False)

    @on(events.Resize)
    def _laid_out(self, event: events.Resize) -> None:
        """The first layout tells the screen its own size, for which Textual would lay it out and draw it once more."""
        made_for, self._made_for = self._made_for, None
        if event.size == made_for == self.size:
            event.prevent_default()

    def on_text_selected(self) -> None:
        """Hands what was selected with the mouse to the terminal's clipboard, once the button is let go."""
        text = self.get_selected_text()
        if text and text.strip():
            note = take_along(self.app, text)
            for bar in self.query(KeyBar):
                bar.say(note)
                return
            self.notify(note, markup=False)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if not self.is_active:
            return AwaitComplete.nothing()  # type: ignore[no-any-return, no-untyped-call]
        going = super().dismiss(result)
        asking = None
        with suppress(NoActiveWorker):
            asking = get_current_worker()
        for worker in list(self.workers):
            if worker is not asking and self in worker.node.ancestors_with_self:
                worker.cancel()
        return going


def take_along(app: App[Any], text: str) -> str:
    """Hands a text to the terminal's clipboard (OSC 52). Gives the words that say so."""
    app.copy_to_clipboard(text)
    return f"Copied {counted(len(text), 'character')}, if this terminal lets programs copy."
