"""Making a paper beside the screen, with a page that shows how far it is and a key that calls it off.

A bank of a thousand questions takes a second or two. In the app's own thread no key and no signal would be heard then.
"""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.assembly import Impossible
from exam.core.form import Form
from exam.store import StoreError
from exam.tui.background import in_background
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.page import Body, FullPage, Notice
from exam.tui.widgets.plots import bar

Report = Callable[[int, int], None]
"""Told by whoever makes a paper: the steps done, and how many there are. What it raises ends the making."""
_SOON = 0.15
"""Seconds in which most papers are made; a page for so short a time would only flicker."""
_WIDEST = 60
"""Cells of the bar, at most."""


class CalledOff(Exception):
    """Nobody waits for the paper any more."""


class Progress:
    """How far a paper is. Written by the thread that makes it and read by the page that shows it."""

    share = 0.0
    called_off = False

    def report(self, done: int, total: int) -> None:
        """Keeps the share that is done, 0 to 1. Raises CalledOff once the page was left."""
        if self.called_off:
            raise CalledOff
        self.share = done / max(1, total)


async def make_form(app: App[Any], make: Callable[[Report], Form]) -> Form | None:
    """The form that `make` gives, or None where the user did not wait for it. Raises what `make` raises.

    `make` runs in a thread. To be awaited in a worker.
    """
    progress = Progress()
    making = in_background(lambda: make(progress.report))
    try:
        with app.batch_update():
            await asyncio.wait([making], timeout=_SOON)
        if making.done() or await app.push_screen_wait(MakingScreen(making, progress)):
            return await making
        making.cancel()
        return None
    finally:
        progress.called_off = True


async def make_or_say(app: App[Any], make: Callable[[Report], Form]) -> Form | None:
    """The same, but what goes wrong is said, and then there is no form either."""
    try:
        return await make_form(app, make)
    except (Impossible, StoreError, OSError) as error:
        await app.push_screen_wait(Notice("This paper cannot be made.", str(error)))
        return None


class MakingScreen(FullPage[bool]):
    """Shows how far a paper is. Dismisses True when it is made, or cannot be; None where the user leaves first."""

    DEFAULT_CSS = """
    MakingScreen #text { padding: 2 4; }
    MakingScreen #text Static { height: auto; max-width: 90; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", "back", key_display="esc", id="making.back")]

    def __init__(self, making: asyncio.Future[Form], progress: Progress) -> None:
        super().__init__()
        self.making = making
        self.progress = progress

    def body(self) -> Iterator[Widget]:
        with Body(id="text"):
            yield Static(Content.styled("Making the paper …", "bold"))
            yield Drawn(self._bar, height=lambda width: 1)

    def on_mount(self) -> None:
        self.set_interval(0.1, self.query_one(Drawn).refresh)
        self._wait()

    @work
    async def _wait(self) -> None:
        await asyncio.wait([self.making])
        self.dismiss(True)

    def _bar(self, width: int) -> Content:
        percent = f" {100 * self.progress.share:3.0f} %"
        return Content.assemble(bar(self.progress.share, min(_WIDEST, width - len(percent)), "$primary"), percent)
