"""On every page of the app: whatever a key does there is in its palette and on its help page, and letters get about.

It goes through the whole app, and so takes some ten seconds.
"""

from collections import Counter
from pathlib import Path

import pytest
from textual.pilot import Pilot

from exam.tui.app import ExamApp
from exam.tui.banks.choose_file import ChooseFileScreen
from exam.tui.banks.found import FoundScreen
from exam.tui.banks.names import NamesScreen, RemoveScreen
from exam.tui.banks.screen import BanksScreen
from exam.tui.begin.screen import BeginScreen
from exam.tui.browse.question import LookScreen
from exam.tui.browse.screen import BrowseScreen
from exam.tui.drill.screen import DrillScreen
from exam.tui.export.screen import ExportScreen
from exam.tui.history.screen import HistoryScreen
from exam.tui.home.screen import HomeScreen
from exam.tui.keymap import does
from exam.tui.palette import HelpScreen, Palette, entries, help_lines
from exam.tui.progress.screen import ProgressScreen
from exam.tui.result.notes import NotesScreen
from exam.tui.result.pages import ScorePage, StudyPage
from exam.tui.review.screen import ReviewScreen
from exam.tui.setup.screen import SetUpScreen
from exam.tui.sitting.dialogs import Ask
from exam.tui.sitting.keys import Help
from exam.tui.sitting.question import QuestionScreen
from exam.tui.sitting.sheet import Sheet
from exam.tui.widgets.fields import Pick
from exam.tui.widgets.lines import Choice, Lines
from exam.tui.widgets.page import Body
from exam.tui.words.screen import WordsScreen
from tests.support import FakeClock
from tests.support.desk import AppDesk
from tests.support.screens import see, until
from tests.support.sheets import foreign_rules

WAYS_OUT = {"ctrl+q", "ctrl+z"}
FINDING = "find an action by its name"
"""What the palette need not offer: it is open."""


def unnamed(app: ExamApp) -> set[str]:
    """What some key does on the page on top, as the framework resolves it, and its palette or help page leaves out."""
    working = {
        does(active.binding)
        for key, active in app.screen.active_bindings.items()
        if active.enabled and active.binding.action and (active.binding.id or key in WAYS_OUT)
    } - {FINDING}
    assert working
    sitting = any(isinstance(screen, QuestionScreen) for screen in app.screen_stack)
    offered = {entry.does for entry in entries(app.screen, sitting=sitting)}
    # The exam room's own help page is held to its keys by another test.
    told = offered if isinstance(app.screen, QuestionScreen) else {what for _, what in help_lines(app.screen)}
    return (working - offered) | (working - told)


def told_twice(app: ExamApp) -> list[str]:
    """The keys that the help page of the page on top gives to two things, of which they can do but one."""
    keys = Counter(key for told, _ in help_lines(app.screen) for key in told.split("  "))
    return [key for key, times in keys.items() if times > 1]


@pytest.mark.slow
async def test_every_page_names_all_that_its_keys_do(tmp_path: Path, clock: FakeClock) -> None:
    app = ExamApp(AppDesk(tmp_path, clock).context)

    async def goes(key: str, page: type, text: str = "") -> None:
        app.simulate_key(key)
        await until(pilot, lambda: isinstance(app.screen, page), f"{page.__name__} after {key}")
        await see(pilot, text)
        assert not foreign_rules(app), f"on {page.__name__}"
        if not isinstance(app.screen, Ask):
            assert not unnamed(app), f"on {page.__name__}"
            assert not told_twice(app), f"on {page.__name__}"

    async with app.run_test(size=(100, 34)) as pilot:
        await see(pilot, "Sample bank", "Standard")
        assert not unnamed(app)
        await goes("question_mark", HelpScreen, "Keys")
        await goes("escape", HomeScreen)
        await goes("s", SetUpScreen, "Extra time")
        await goes("escape", HomeScreen, "Standard")
        await goes("enter", BeginScreen, "the clock starts now")
        await goes("enter", QuestionScreen, "1 of 6")
        app.simulate_key("b")
        await goes("s", Sheet, "Review")
        await goes("e", Ask)
        app.simulate_key("y")
        await see(pilot, "End all the same")
        await goes("y", ScorePage, "study page")
        await goes("enter", StudyPage, "score page")
        await goes("a", ReviewScreen, "question 1 of 6")
        await goes("escape", StudyPage)
        await goes("e", ExportScreen, "File")
        await goes("escape", StudyPage)
        await goes("o", NotesScreen)
        await goes("escape", StudyPage)
        await goes("h", HomeScreen, "Sample bank")
        await goes("h", HistoryScreen, "1 attempt")
        await goes("escape", HomeScreen)
        await goes("p", ProgressScreen, "Ready")
        for number, word in enumerate(("Trend", "Sections", "Habits", "Confused", "Questions"), 2):
            await goes(str(number), ProgressScreen, word)
        await goes("escape", HomeScreen)
        await goes("b", BanksScreen, "Sample bank")
        for key, page, word in (
            ("i", ChooseFileScreen, "Markdown"),
            ("c", FoundScreen, "line "),
            ("e", ExportScreen, "File"),
            ("r", NamesScreen, "Title"),
            ("n", NamesScreen, "Title"),
            ("d", RemoveScreen, "Keep it"),
        ):
            await goes(key, page, word)
            await goes("escape", BanksScreen, "Sample bank")
        await goes("escape", HomeScreen)
        await goes("n", WordsScreen, "Nothing yet")
        await goes("escape", HomeScreen)
        await goes("slash", BrowseScreen, "What does")
        await goes("enter", LookScreen, "what is right")
        await goes("escape", BrowseScreen, "What does")
        await goes("escape", HomeScreen)
        await goes("d", DrillScreen, "build a drill")


@pytest.mark.slow
async def test_letters_get_about_where_there_are_no_arrows(tmp_path: Path, clock: FakeClock) -> None:
    app = ExamApp(AppDesk(tmp_path, clock).context)
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Sample bank", "Standard")
        first = app.focused
        assert isinstance(first, Choice)
        await pilot.press("j")
        assert app.focused is not first
        await pilot.press("k")
        assert app.focused is first
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.focused, Pick))
        await pilot.press("j")
        mode = app.focused
        assert isinstance(mode, Pick)
        assert mode.id == "mode"
        await pilot.press("l")
        assert mode.value == "practice"
        await pilot.press("h", "k")
        assert mode.value == "exam"
        assert app.focused is not None
        assert app.focused.id == "preset"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BeginScreen))
        await pilot.press("j", "k", "enter")
        await see(pilot, "1 of ")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, Sheet))
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("l", "space")
        await see(pilot, "End all the same")
        await pilot.press("tab", "enter")
        await see(pilot, "study page")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, StudyPage) and isinstance(app.focused, Body))
        await pilot.resize_terminal(80, 20)
        app.simulate_key("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and isinstance(app.focused, Body))
        await scrolls(app, pilot)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, StudyPage))
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and isinstance(app.focused, Choice))
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.focused, Lines) and app.focused.count == 1)
        await pilot.press("j", "k", "space")
        await until(pilot, lambda: isinstance(app.screen, ScorePage))


async def scrolls(app: ExamApp, pilot: Pilot[str]) -> None:
    """`j` goes down to the end of what is read and `k` back to its top."""
    body = app.screen.query_one(Body)
    await until(pilot, lambda: body.max_scroll_y > 0)
    for _ in range(int(body.max_scroll_y)):
        await pilot.press("j")
    assert round(body.scroll_y) == body.max_scroll_y
    for _ in range(int(body.max_scroll_y)):
        await pilot.press("k")
    assert body.scroll_y == 0


@pytest.mark.slow
async def test_the_palette_is_gone_through_without_arrows(tmp_path: Path, clock: FakeClock) -> None:
    app = ExamApp(AppDesk(tmp_path, clock).context)
    async with app.run_test(size=(80, 30)) as pilot:
        await see(pilot, "Sample bank")
        app.simulate_key("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press(*"history", "tab", "shift+tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))


@pytest.mark.slow
async def test_help_of_the_room_is_found_by_name_too(tmp_path: Path, clock: FakeClock) -> None:
    app = ExamApp(AppDesk(tmp_path, clock).context)
    async with app.run_test(size=(80, 34)) as pilot:
        await see(pilot, "Sample bank", "Standard")
        await pilot.press("enter")
        await see(pilot, "the clock starts now")
        await pilot.press("enter")
        await see(pilot, "1 of 6")
        app.simulate_key("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press(*"every key", "enter")
        await until(pilot, lambda: isinstance(app.screen, Help))
