"""A small app that sits one attempt, or reviews one, for the tests of an exam on the screen; its session is real."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from exam.core.attempt import Attempt
from exam.core.events import Mode
from exam.core.form import Form
from exam.sitting.session import Session
from exam.store import Store
from exam.tui.sitting.page import QuestionPage
from exam.tui.sitting.question import QuestionScreen, leave_sitting, sit_on_screen
from tests.support import FakeClock
from tests.support.screens import text_of

COLOURS = {
    "correct": "#8fcf8b",
    "incorrect": "#f29188",
    "marked": "#e6bd6a",
    "struck": "#8e98a8",
    "time-low": "#f2a766",
    "chosen": "#82b4e8",
}

NAMES = {
    "/": "slash", "!": "exclamation_mark", "?": "question_mark", "[": "left_square_bracket",
    "]": "right_square_bracket",
}  # fmt: skip
"""What the framework calls these keys."""


class Desk(App[None]):
    """Awaits one path from page to page and says when it is over."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, path: Callable[[App[None]], Awaitable[None]]) -> None:
        super().__init__()
        self.path = path
        self.over = False
        self.session: Session | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return COLOURS

    def on_mount(self) -> None:
        self.run_worker(self._walk())

    async def _walk(self) -> None:
        await self.path(self)
        self.over = True

    async def action_quit(self) -> None:
        if not leave_sitting(self):
            self.exit()

    @property
    def attempt(self) -> Attempt:
        assert self.session is not None
        return self.session.attempt

    @property
    def text(self) -> str:
        """All that is on screen, without trailing spaces."""
        return text_of(self)


@asynccontextmanager
async def sitting(
    form: Form,
    tmp_path: Path,
    clock: FakeClock,
    *,
    mode: Mode = "exam",
    extra_time: float | None = 1.0,
    size: tuple[int, int] = (80, 24),
    pictures: Path | None = None,
) -> AsyncIterator[tuple[Desk, Pilot[None]]]:
    """An attempt of a form, just begun, on screen."""
    with Store.open(tmp_path / "data") as store:
        session = Session.start("sitting-1", form, store, clock, mode=mode, extra_time=extra_time)
        app = Desk(lambda desk: sit_on_screen(desk, session, pictures))
        app.session = session
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await until(
                pilot, lambda: isinstance(app.screen, QuestionScreen) and app.screen.query_one(QuestionPage).laid_out
            )
            yield app, pilot


async def until(pilot: Pilot[Any], true: Callable[[], object], tries: int = 4_000) -> None:
    """Lets the app work until something is so and the screen on top is whole; fails where it never comes."""
    for _ in range(tries):
        if true() and pilot.app.screen.is_mounted:
            return
        await pilot.pause(0)
    raise AssertionError(f"never came; on screen was:\n{pilot.app.text}")  # type: ignore[attr-defined]


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Presses keys one after the other, each handled before the next."""
    for key in keys:
        pilot.app.simulate_key(NAMES.get(key, key))
        await pilot.pause(0)
        await pilot.pause(0)


async def shows(pilot: Pilot[Any], *texts: str) -> None:
    """Waits until all these texts are on screen."""
    app = pilot.app
    assert isinstance(app, Desk)
    await until(pilot, lambda: all(text in app.text for text in texts))


def tick(app: Desk) -> None:
    """The look at the clock that comes four times a second."""
    for screen in app.screen_stack:
        if isinstance(screen, QuestionScreen):
            screen.tick()
