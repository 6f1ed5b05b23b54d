"""The way from any page to any other that can be reached from home: back page by page, and on by actions."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable
from time import monotonic

from textual.actions import parse
from textual.binding import Binding

from exam.tui.home.screen import HomeScreen
from exam.tui.stage import Stage
from exam.tui.widgets.once import Once

_LOOK = 0.02
_PATIENCE = 5.0
"""Seconds that a page is waited for, which may have much to read; without it the way ends where it is."""


async def travel(app: Stage, steps: tuple[str, ...]) -> None:
    """Goes home, and from there by `steps`: ids of actions, of the page that each has come to, or fields of it.

    What cannot be done there, as nothing is known yet, is left undone: that page says what is missing. To be awaited in
    a worker of the app.
    """
    while not isinstance(page := app.screen, HomeScreen):
        if not isinstance(page, Once):
            return
        await app.run_action(page.BACK, default_namespace=page)
        if not await _comes(lambda before=page: app.screen is not before and isinstance(app.screen, Once)):  # type: ignore[misc]
            return
    if not await _comes(lambda: app.screen.query("#columns")):
        return
    for step in steps:
        # A page takes the focus once it is built; one that has nothing to be on is given a second for it.
        await _comes(lambda: app.screen.focused is not None, 1.0)
        page = app.screen
        if step.startswith("#"):
            if await _comes(lambda field=step: app.screen.query(field)):  # type: ignore[misc]
                app.screen.query_one(step).focus()
            return
        if not await _comes(lambda name=step: action_of(app, name)):  # type: ignore[misc]
            return
        action = action_of(app, step)
        await app.run_action(action, default_namespace=page)
        if step is not steps[-1]:
            await _comes(lambda before=page: app.screen is not before and isinstance(app.screen, Once))  # type: ignore[misc]


def action_of(app: Stage, name: str) -> str:
    """The action with an id on the page on top, as it can be done now; empty where it cannot."""
    screen = app.screen
    for owner in type(screen).__mro__:
        for binding in owner.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id == name and binding.action:
                _, action, parameters = parse(binding.action)
                return binding.action if screen.check_action(action, parameters) else ""
    return ""


async def _comes(come: Callable[[], object], seconds: float = _PATIENCE) -> bool:
    """Waits for something to be so; False where it is not in time."""
    until = monotonic() + seconds
    while not come():
        if monotonic() > until:
            return False
        await sleep(_LOOK)
    return True
