"""The review of the answers after an exam: one question a page, and what every option really is."""

from typing import Any

from textual.app import App

from exam.core.attempt import Attempt


async def review(app: App[Any], attempt: Attempt, *, only: str = "all", start: int | None = None) -> None:
    """Shows the answers of a closed attempt until the sitter is done. To be awaited in a worker.

    `only` is a filter: "all", "missed", "flagged", "changed", "unsure", or a section's id. Where it leaves nothing,
    all questions are shown and a note says so. `start` is the place to begin at, from 1.
    """
    from exam.tui.review.screen import ReviewScreen

    await app.push_screen_wait(ReviewScreen(attempt, only=only, start=start))
