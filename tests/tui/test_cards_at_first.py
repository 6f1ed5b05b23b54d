"""Each card, opened first thing in an app that has just begun: it brings its style sheet, and looks as ever."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from textual.color import Color
from textual.screen import Screen

from exam.core.fold import begin
from exam.sitting.walk import count
from exam.tui.history.bin import BinScreen
from exam.tui.home.picker import BankPicker
from exam.tui.palette import HelpScreen, Palette
from exam.tui.result.notes import NotesScreen
from exam.tui.review.faulty import FaultyQuestion
from exam.tui.review.screen import ReviewScreen
from exam.tui.review.sections import Sections
from exam.tui.sitting.dialogs import Ask, GoTo, Paused, TimeUp, WriteLine
from exam.tui.sitting.grid import Navigator
from exam.tui.sitting.keys import Help
from exam.tui.theme_picker import ThemePicker
from exam.tui.widgets.page import Notice
from tests.support import sample_form
from tests.support.fresh import Fresh
from tests.support.screens import until
from tests.support.sheets import foreign_rules

CARDS: dict[str, Callable[[], Screen[Any]]] = {
    "ask": lambda: Ask("Discard this attempt?", "It counts nowhere then.", yes="Discard it", no="Keep it"),
    "line": lambda: WriteLine("Note", "For yourself."),
    "number": lambda: GoTo(5),
    "section": lambda: Sections({"one": "One", "two": "Two"}),
    "faulty": lambda: FaultyQuestion(begin(sample_form()), 1, undoable=False),
    "navigator": lambda: Navigator(begin(sample_form())),
    "keys": Help,
    "bank": lambda: BankPicker([("one", "One", 3)], "one"),
    "theme": lambda: ThemePicker(["textual-dark"]),
    "palette": lambda: Palette([]),
}
PAGES: dict[str, Callable[[], Screen[Any]]] = {
    "paused": lambda: Paused("4:05 left"),
    "time up": lambda: TimeUp(count(begin(sample_form()))),
    "review": lambda: ReviewScreen(begin(sample_form())),
    "notes": lambda: NotesScreen(begin(sample_form()), 0, lambda *_: begin(sample_form())),
    "bin": lambda: BinScreen([], datetime(2030, 5, 1, tzinfo=UTC)),
    "help": lambda: HelpScreen([("q", "back")]),
    "notice": lambda: Notice("This cannot be.", "Why it cannot."),
}


@asynccontextmanager
async def opened(make: Callable[[], Screen[Any]]) -> AsyncIterator[Fresh]:
    """An app in which this is the first screen that is opened."""
    app = Fresh()
    async with app.run_test(size=(100, 30)) as pilot:
        ground = app.screen
        app.push_screen(make())
        await until(pilot, lambda: app.screen is not ground)
        await pilot.pause()
        yield app


@pytest.mark.parametrize("name", CARDS)
async def test_a_card_opened_first_thing_stands_over_the_page_on_its_own_ground(name: str) -> None:
    async with opened(CARDS[name]) as app:
        assert not foreign_rules(app)
        assert app.screen.styles.background.a < 1, "the page below is to be seen"
        card = app.screen.children[0]
        assert card.styles.background == Color.parse(app.get_css_variables()["surface"])
        assert card.styles.border_left[0] == "outer"
        assert card.region.x > 0
        assert card.region.right <= 100


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_opened_first_thing_needs_no_other_pages_style_sheet(name: str) -> None:
    async with opened(PAGES[name]) as app:
        assert not foreign_rules(app)
