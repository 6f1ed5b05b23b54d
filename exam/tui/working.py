"""What takes long, done beside the screen: a page says what is done and how far it is, and a key calls it off.

The paper of a bank of a thousand questions takes a second or two. In the app's own thread no key and no signal would be
heard then.
"""

import asyncio
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any, ClassVar, TypeVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from exam.core.text import visible
from exam.tui.background import in_background
from exam.tui.widgets.drawn import Drawn
from exam.tui.widgets.page import Body, FullPage
from exam.tui.widgets.plots import bar

Report = Callable[[int, int], None]
"""Told by whoever does something long: the steps done, and how many there are. What it raises ends the doing."""
MAKING_A_PAPER = "Making the paper …"
_Outcome = TypeVar("_Outcome")
_SOON = 0.15
"""Seconds in which most things are done; a page for so short a time would only flicker."""
_WIDEST = 60
"""Cells of the bar, at most."""


class CalledOff(Exception):
    """Nobody waits for it any more."""


class Progress:
    """How far something is. Written by the thread that does it and read by the page that shows it."""

    share = 0.0
    called_off = False

    def report(self, done: int, total: int) -> None:
        """Keeps the share that is done, 0 to 1. Raises CalledOff once the page was left."""
        if self.called_off:
            raise CalledOff
        self.share = done / max(1, total)


async def wait_for(app: App[Any], words: str, do: Callable[[Report], _Outcome]) -> tuple[_Outcome] | None:
    """What `do` gives, or None where the user did not wait for it. Raises what `do` raises.

    `do` runs in a thread and is given what to tell its progress to. To be awaited in a worker.
    """
    progress = Progress()
    doing = in_background(lambda: do(progress.report))
    try:
        with app.batch_update():
            await asyncio.wait([doing], timeout=_SOON)
        if doing.done() or await app.push_screen_wait(WorkingScreen(doing, progress, words)):
            return (await doing,)
        doing.cancel()
        return None
    finally:
        progress.called_off = True


class WorkingScreen(FullPage[bool]):
    """Shows what is being done. Dismisses True when it is, or cannot be; None where the user leaves first."""

    DEFAULT_CSS = """
    WorkingScreen #text { padding: 2 4; }
    WorkingScreen #text Static { height: auto; max-width: 90; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", "back", key_display="esc", id="making.back")]

    def __init__(self, doing: asyncio.Future[Any], progress: Progress, words: str) -> None:
        super().__init__()
        self.doing = doing
        self.progress = progress
        self.words = visible(words)
        self.since = monotonic()

    def body(self) -> Iterator[Widget]:
        yield Body(Static(Content.styled(self.words, "bold")), Drawn(self._bar, height=lambda width: 1), id="text")

    def on_mount(self) -> None:
        self.set_interval(0.1, self.query_one(Drawn).refresh)
        self._wait()

    def _bar(self, width: int) -> Content:
        """How much is done where that is known, and how long it has taken so far."""
        seconds = f"{monotonic() - self.since:3.0f} s"
        if not self.progress.share:
            return Content.styled(seconds, "$text-muted")
        percent = f" {100 * self.progress.share:3.0f} %  "
        rail = bar(self.progress.share, min(_WIDEST, width - len(percent) - len(seconds)), "$primary")
        return Content.assemble(rail, percent, (seconds, "$text-muted"))

    @work
    async def _wait(self) -> None:
        await asyncio.wait([self.doing])
        self.dismiss(True)
