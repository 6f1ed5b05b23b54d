"""Dialogs that are closed and do not go: the keys are heard all the same."""

import asyncio

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from exam.tui.stage import Stage
from exam.tui.widgets.once import Once
from tests.support.screens import until


class Lasting(Static):
    """Takes as long to go as the event allows."""

    def __init__(self, allowed: asyncio.Event) -> None:
        super().__init__(Content("still here"))
        self.allowed = allowed

    async def on_unmount(self) -> None:
        await self.allowed.wait()


class Card(Once[None]):
    BINDINGS = [Binding("escape", "leave", "back")]  # noqa: RUF012

    def __init__(self, allowed: asyncio.Event) -> None:
        super().__init__()
        self.allowed = allowed

    def compose(self) -> ComposeResult:
        yield Lasting(self.allowed)

    def action_leave(self) -> None:
        self.dismiss(None)


class Counting(Stage):
    """Counts how often a key was heard."""

    BINDINGS = [Binding("c", "count", "count")]  # noqa: RUF012
    heard = 0

    def action_count(self) -> None:
        self.heard += 1


async def test_keys_are_heard_while_a_closed_dialog_is_still_going() -> None:
    app, allowed = Counting(), asyncio.Event()
    async with app.run_test() as pilot:
        app.push_screen(Card(allowed))
        await until(pilot, lambda: app.screen.is_mounted and isinstance(app.screen, Card))
        app.simulate_key("escape")
        await until(pilot, lambda: not isinstance(app.screen, Card))
        app.simulate_key("c")
        await until(pilot, lambda: app.heard == 1)
        allowed.set()
