"""What is found by name in the palette: by other words too, and from any page what can be reached from home."""

from pathlib import Path

import pytest
from textual.dom import DOMNode

from exam.tui.app import ExamApp
from exam.tui.export.screen import ExportScreen
from exam.tui.finding import ROUTES, WORDS
from exam.tui.history.screen import HistoryScreen
from exam.tui.keymap import actions
from exam.tui.palette import Entry, Palette
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see, until

ASKED = {
    "print": "set-up.export",
    "versions": "set-up.export",
    "pass mark": "#pass_mark",
    "confused": "progress.confused",
    "mixed up": "progress.confused",
    "would I pass": "progress.ready",
    "discard": "#attempts",
    "settings": "home.set-up",
    "edit": "banks.edit",
    "import": "banks.import",
    "export": "banks.export",
    "code": "#code",
    "exam day": "home.exam-day",
}


@pytest.mark.slow
def test_every_way_goes_by_actions_that_there_are() -> None:
    known = {action.id for action in actions()}
    steps = {step for route in ROUTES for step in route.steps} | {*WORDS}
    assert {step for step in steps if not step.startswith("#")} <= known
    assert {route.steps[0] for route in ROUTES} <= {name for name in known if name.startswith("home.")}


@pytest.mark.parametrize("asked", ASKED)
def test_what_people_ask_for_is_found(asked: str) -> None:
    found = [
        route.steps[-1]
        for route in ROUTES
        if Entry(route.does, "", "", DOMNode(), words=route.words).has(asked.casefold().split())
    ]
    assert ASKED[asked] in found


@pytest.mark.slow
async def test_a_paper_is_printed_from_the_history_and_nothing_found_is_said(tmp_path: Path, clock: FakeClock) -> None:
    app = ExamApp(AppDesk(tmp_path, clock).context)
    async with app.run_test(size=(100, 34)) as pilot:
        await see(pilot, "Sample bank", "Standard")
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await pilot.press("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press(*"zebra")
        await see(pilot, "Nothing was found. Try another word")
        await pilot.press(*("backspace",) * 5, *"print", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await see(pilot, "The paper that is set up here")
