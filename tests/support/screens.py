"""Owns how tests look at a screen: its text as a reader sees it, and waiting for what is to come."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

_MOST_PAUSES = 4_000
"""Far more than any screen needs, so that only a fault fails and never a busy machine."""


def text_of(app: App[Any]) -> str:
    """What the screen on top shows, line by line, without spaces at the ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def until(pilot: Pilot[Any], come: Callable[[], object], what: str = "") -> None:
    """Lets the app work until something holds. Fails, showing the screen, where it never does.

    The screen on top is waited for too: an app that ends while one is being built misses half its widgets.
    """
    for _ in range(_MOST_PAUSES):
        if come() and pilot.app.screen.is_mounted:
            return
        await pilot.pause(0.005)
    raise AssertionError(f"{what or 'What was waited for'} never came. The screen:\n{text_of(pilot.app)}")


async def see(pilot: Pilot[Any], *texts: str) -> str:
    """Waits until all these texts are on the screen, and gives the screen.

    How lines are broken makes no difference, and a word may be broken too: where that happens hangs on the length of
    what stands before it, such as the path of a temporary folder.
    """
    await until(
        pilot, lambda: all(_unbroken(text) in _unbroken(text_of(pilot.app)) for text in texts), " and ".join(texts)
    )
    return text_of(pilot.app)


async def looks_like(pilot: Pilot[Any], picture: Path) -> None:
    """Waits until the screen is the picture in text that was accepted; fails, showing the difference, if it never is.

    ``EXAM_ACCEPT=1`` writes the pictures anew; then read the difference before committing it.
    """
    if os.environ.get("EXAM_ACCEPT"):
        await pilot.pause(0.5)
        picture.parent.mkdir(exist_ok=True)
        picture.write_text(text_of(pilot.app) + "\n", "utf-8")
    accepted = picture.read_text("utf-8").removesuffix("\n")
    for _ in range(_MOST_PAUSES // 10):
        if text_of(pilot.app) == accepted:
            return
        await pilot.pause(0.005)
    assert text_of(pilot.app) == accepted


def _unbroken(text: str) -> str:
    return "".join(text.split())
