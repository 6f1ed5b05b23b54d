"""The way into an exam on the screen, and the way out of it from anywhere."""

from typing import Any

from textual.app import App

from exam.core.attempt import State
from exam.sitting.session import Session
from exam.sitting.walk import count
from exam.tui.sitting import paths
from exam.tui.sitting.interruptions import TimeUp
from exam.tui.sitting.question import QuestionScreen


async def sit_on_screen(app: App[Any], session: Session) -> None:
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


def leave_sitting(app: App[Any]) -> bool:
    """Leaves the exam that is being sat, whatever lies over its question. False where there is none."""
    for screen in app.screen_stack:
        if isinstance(screen, QuestionScreen):
            paths.leave(screen)
            return True
    return False
