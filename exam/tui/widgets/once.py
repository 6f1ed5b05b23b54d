"""What every screen shares: it is left once only, knows whether the terminal is too small for it, and copies what is
selected on it with the mouse.

A double click, or Enter typed twice before the first was heard, asks a screen to go that has already gone. Textual
would then take away whatever is on top: the exam itself. And what a screen has begun beside itself ends with it: its
widgets go one after another, and work that comes to its end meanwhile would look for some that are gone already.
"""

from contextlib import suppress
from typing import Any

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType
from textual.worker import NoActiveWorker, get_current_worker

from exam.core.wording import counted
from exam.tui.widgets.keybar import KeyBar

NARROWEST, LOWEST = 60, 20
"""Columns and rows of the smallest terminal in which everything can be used."""


class Once(Screen[ScreenResultType]):
    """A screen that is dismissed while it is on top, and never after that."""

    @property
    def cramped(self) -> bool:
        """Whether something would be cut off, so that a card stands before the page and nothing is taken unseen."""
        return self.app.size.width < NARROWEST or self.app.size.height < LOWEST

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
