"""The exam codes of drills, which are longer than a line: shown by their ends, copied whole, taken by set-up."""

from textual.widgets import Input

from exam.learning.drills import make_drill
from exam.tui.begin.screen import BeginScreen
from exam.tui.setup.planned import PaperChoices, plan
from exam.tui.setup.screen import SetUpScreen
from tests.support import sample_bank
from tests.support.fresh import Fresh
from tests.support.screens import see

BANK = sample_bank(200, 4)
DRILL = make_drill(BANK, {item.id: "missed" for item in BANK.items[::9]}, [], 1, title="Drill").form


async def test_a_long_code_is_shown_by_its_ends_and_copied_whole() -> None:
    code = DRILL.code
    app = Fresh()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(BeginScreen(DRILL, "practice", 1.0))
        page = await see(pilot, f"{code[:11]} … {code[-5:]}", f"{len(code)} signs; y copies it")
        assert code not in page
        await pilot.press("y")
        assert app.clipboard == code


async def test_set_up_takes_it() -> None:
    app = Fresh()
    async with app.run_test(size=(80, 30)) as pilot:
        app.push_screen(SetUpScreen(BANK, lambda: 1, lambda: {}))
        await see(pilot, "Exam code")
        field = app.screen.query_one("#code", Input)
        field.insert_text_at_cursor(DRILL.code)
        assert field.value == DRILL.code
        await see(pilot, "the very paper of this code")
    assert plan(BANK, PaperChoices("standard", code=DRILL.code)).items == len(DRILL.slots)
