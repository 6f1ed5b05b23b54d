"""The review of the answers after an exam: one question a page, and what every option really is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.tui.context import Annotate


async def review(
    app: App[Any], attempt: Attempt, *, only: str = "all", start: int | None = None, annotate: Annotate | None = None
) -> Attempt:
    """Shows the answers of a closed attempt until the sitter is done, and gives the attempt with what was written.

    `only` is a filter: "all", "missed", "flagged", "changed", "unsure", "slow", or a section's id. Where it leaves
    nothing, all questions are shown and a note says so. `start` is the place to begin at, from 1. Without `annotate`
    nothing can be written. To be awaited in a worker.
    """
    from exam.tui.review.screen import ReviewScreen

    screen = ReviewScreen(attempt, only=only, start=start, annotate=annotate)
    await app.push_screen_wait(screen)
    return screen.attempt
