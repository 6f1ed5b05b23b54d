"""A whole exam by mouse alone: whatever a key does, a click does too."""

import re
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from exam.core.attempt import State
from exam.tui.sitting.dialogs import Ask, GoTo, Paused
from exam.tui.sitting.grid import Navigator
from exam.tui.sitting.keys import Help
from exam.tui.sitting.pad import Pad
from exam.tui.sitting.question import QuestionScreen
from exam.tui.sitting.sheet import Sheet
from tests.support import FakeClock, sample_form
from tests.support.screens import text_of
from tests.tui.room_desk import Desk, shows, sitting, until

_MOST_LOOKS = 1_000
_AT_REST = 5
"""Looks at which a text has to stand at the same place."""


async def click(app: App[Any], pilot: Pilot[Any], text: str, *, button: int = 1, last: bool = True) -> None:
    """Clicks in the middle of a text on screen: its last occurrence, where key lines and cards are.

    Waits, as a hand does, until it has come to rest: a card moves to its place as it is laid out.
    """
    place: tuple[int, int] | None = None
    at_rest = 0
    for _ in range(_MOST_LOOKS):
        found = [
            (y, match.start())
            for y, row in enumerate(text_of(app).split("\n"))
            for match in re.finditer(re.escape(text), row)
        ]
        before, place = place, (found[-1] if last else found[0]) if found else None
        at_rest = at_rest + 1 if place is not None and place == before else 0
        if place is not None and at_rest == _AT_REST:
            y, x = place
            await pilot.click(offset=(x + len(text) // 2, y), button=button)
            return
        await pilot.pause(0.005)
    raise AssertionError(f"{text!r} is not on screen:\n{text_of(app)}")


async def by_help(app: Desk, pilot: Pilot[None], line: str) -> None:
    """Opens the help page by its hint, and clicks one of its lines."""
    await click(app, pilot, "? keys")
    await until(pilot, lambda: isinstance(app.screen, Help))
    await shows(pilot, line)
    await click(app, pilot, line)


@pytest.mark.slow
async def test_everything_can_be_done_by_mouse(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=(90, 40), mode="practice") as (app, pilot):
        await shows(pilot, "What is question 1?")
        await click(app, pilot, "Option 1b")
        await shows(pilot, "● B")
        await click(app, pilot, "Option 1d", button=3)
        await shows(pilot, "× D")
        await click(app, pilot, "x strike")
        await shows(pilot, "Strike which option?")
        await click(app, pilot, "Option 1c")
        await shows(pilot, "× C")
        await click(app, pilot, "f flag")
        await shows(pilot, "⚑ flagged")
        for line, then in (
            ("unsure, or sure again", "? unsure"),
            ("clear the answer", "● 0 answered"),
            ("pace: ahead or behind", "an even pace"),
        ):
            await by_help(app, pilot, line)
            await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
            await shows(pilot, then)
        await click(app, pilot, "an even pace")
        await by_help(app, pilot, "write a note")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press("x", "escape")
        await shows(pilot, "✎ note")
        await by_help(app, pilot, "report the question")
        await until(pilot, lambda: app.screen.query_one(Pad).writing)
        await pilot.press("y", "escape")
        await shows(pilot, "! reported", "Reported.")
        await click(app, pilot, "Reported. ")
        await click(app, pilot, "◷ 10:00")
        await shows(pilot, "◷ hidden")
        await click(app, pilot, "◷ hidden")
        await shows(pilot, "◷ 10:00")
        await click(app, pilot, "↵ next")
        await shows(pilot, "What is question 2?")
        await click(app, pilot, "← back")
        await shows(pilot, "What is question 1?")
        await click(app, pilot, "g navigator")
        await until(pilot, lambda: isinstance(app.screen, Navigator))
        await click(app, pilot, "· 4")
        await shows(pilot, "What is question 4?")
        await by_help(app, pilot, "go to a number")
        await until(pilot, lambda: isinstance(app.screen, GoTo))
        await pilot.press("2", "enter")
        await shows(pilot, "What is question 2?")
        await by_help(app, pilot, "pause, in practice mode")
        await until(pilot, lambda: isinstance(app.screen, Paused))
        await pilot.click()
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await click(app, pilot, "Option 2a")
        await click(app, pilot, "space show")
        await shows(pilot, "✗ Incorrect")
        await click(app, pilot, "s sheet")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await click(app, pilot, "f flagged")
        await shows(pilot, "What is question 1?", "flagged 1 of 1")
        await click(app, pilot, "s sheet")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await click(app, pilot, "esc back")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        await click(app, pilot, "s sheet")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await click(app, pilot, "e end exam")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await shows(pilot, "End the exam")
        await click(app, pilot, "End the exam")
        await shows(pilot, "End all the same")
        await click(app, pilot, "End all the same")
        await until(pilot, lambda: app.attempt.state is State.CLOSED)
        first = app.attempt.of(1)
        assert (first.response, first.struck, first.marked, first.doubted) == ((), {"1c", "1d"}, True, True)
        assert (first.note, first.report, app.attempt.of(2).revealed) == ("x", "y", True)


@pytest.mark.slow
async def test_leaving_by_mouse_keeps_the_attempt(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(), tmp_path, clock, size=(90, 45)) as (app, pilot):
        await by_help(app, pilot, "leave; the attempt is kept")
        await until(pilot, lambda: app.over)
        assert app.attempt.state is State.SUSPENDED


@pytest.mark.slow
async def test_fifty_questions_need_two_keys_each(tmp_path: Path, clock: FakeClock) -> None:
    async with sitting(sample_form(50, 5), tmp_path, clock) as (app, pilot):
        for _ in range(50):
            for key in ("c", "enter"):
                app.simulate_key(key)
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        assert all(app.attempt.of(n).response == (f"{n}c",) for n in range(1, 51))
