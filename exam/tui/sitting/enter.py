"""Owns the way into the room and the way out. Refuses to know what is done with an attempt afterwards."""

from typing import Any

from textual.app import App

from exam.core.attempt import State
from exam.sitting.session import Session
from exam.tui.sitting import paths
from exam.tui.sitting.counts import count
from exam.tui.sitting.question import QuestionScreen
from exam.tui.sitting.time_up import TimeUp


async def sit(app: App[Any], session: Session) -> None:
    """Sits an attempt to its end, or until it is left. To be awaited in a worker.

    Afterwards `session.attempt` is closed, by the sitter or by time, or suspended and released for a later resume.
    """
    if session.attempt.state is State.CLOSED:
        if session.attempt.ended_reason == "time_up":
            await app.push_screen_wait(TimeUp(count(session.attempt)))
        return
    palette, app.use_command_palette = app.use_command_palette, False
    app.clear_notifications()  # what other pages had to say must not lie over a question whose time runs
    try:
        await app.push_screen_wait(QuestionScreen(session))
    finally:
        app.use_command_palette = palette


def leave(app: App[Any]) -> bool:
    """Leaves a sitting that is going on, whatever lies over its question. False where there is none."""
    for screen in app.screen_stack:
        if isinstance(screen, QuestionScreen):
            paths.leave(screen)
            return True
    return False
