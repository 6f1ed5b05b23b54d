"""Set-up: what was chosen gives exactly that paper, and what cannot be is said in place and cannot be started."""

from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from exam.assembly import CodeRefused, Impossible, assemble, read_code, tailor
from exam.tui.app import ExamApp
from exam.tui.setup.planned import PaperChoices, plan
from tests.support import FakeClock, sample_bank
from tests.support.confusing import knows, sit
from tests.support.desk import PRESETS, AppDesk
from tests.support.screens import see, text_of, until
from tests.support.slow import slow_assemble

BANK = sample_bank(12, 3, blueprint=PRESETS)


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    return AppDesk(tmp_path, clock, BANK)


async def open_set_up(pilot: Pilot[Any]) -> None:
    await see(pilot, "Standard")
    await pilot.press("s")
    await see(pilot, "set up a paper", "6 of 12 questions")


def test_a_preset_alone_is_that_preset() -> None:
    planned = plan(BANK, PaperChoices("standard"))
    assert (planned.items, planned.minutes, planned.blueprint.id) == (6, 10, "standard")


def test_chosen_sections_with_fewer_questions_make_a_shorter_paper_at_the_same_pace() -> None:
    planned = plan(BANK, PaperChoices("standard", sections=("section-2",)))
    assert planned.items == 4
    assert planned.minutes == 7
    assert planned.blueprint.sections == ("section-2",)


@pytest.mark.parametrize(
    ("choices", "word"),
    [
        (PaperChoices("standard", items="13"), "at most 12"),
        (PaperChoices("standard", items="0"), "at least 1"),
        (PaperChoices("standard", items="5", sections=("section-1",)), "at most 4"),
        (PaperChoices("standard", minutes="0"), "1 to 1440"),
        (PaperChoices("standard", items="many"), "not a whole number"),
        (PaperChoices("standard", code="NOT A CODE"), "code"),
    ],
)
def test_what_cannot_be_is_said(choices: PaperChoices, word: str) -> None:
    with pytest.raises((CodeRefused, Impossible), match=word):
        plan(BANK, choices)


def test_a_code_is_the_very_same_paper_whatever_else_was_chosen() -> None:
    form = assemble(BANK, tailor(BANK, "standard", items=4, difficulty="near"), 99)
    planned = plan(BANK, PaperChoices("full", sections=("section-3",), items="2", code=f" {form.code.lower()} "))
    assert planned.seed == 99
    assert assemble(BANK, planned.blueprint, 99) == form


def test_the_code_of_another_bank_is_refused() -> None:
    other = sample_bank(9, 3, blueprint=PRESETS)
    code = assemble(other, tailor(other, "standard"), 1).code
    with pytest.raises(CodeRefused, match="edition"):
        plan(BANK, PaperChoices("standard", code=code))


@pytest.mark.slow
async def test_by_keys_a_paper_is_made_to_measure(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test(size=(80, 30)) as pilot:
        await open_set_up(pilot)
        await pilot.press("down", "right")  # mode: practice
        await pilot.press("down", "right", "right")  # extra time: ×1.5
        await see(pilot, "15 minutes", "answers shown as you go")
        await pilot.press("down", "down", "down", *"4")  # questions
        await see(pilot, "4 of 12 questions")
        await pilot.press("enter")
        await see(pilot, "Standard, practice", "Questions  4", "10.5 minutes", "7 × 1.5")


@pytest.mark.slow
async def test_another_preset_brings_its_own_numbers_back(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test(size=(80, 30)) as pilot:
        await open_set_up(pilot)
        await pilot.press("down", "right", *["down"] * 4, *"5", "down", *"50")
        await see(pilot, "5 of 12 questions, 50 minutes", "answers shown as you go")
        await pilot.press(*["up"] * 6, "right")
        await see(pilot, "4 of 12 questions, 5 minutes", "answers shown as you go")


@pytest.mark.slow
async def test_on_wish_the_past_decides_what_comes_first(desk: AppDesk) -> None:
    form = assemble(BANK, tailor(BANK, "standard"), 1)
    with desk.open_store() as store:
        sit(store, desk.clock, "before", form, knows)
    async with ExamApp(desk.context).run_test(size=(80, 30)) as pilot:
        await open_set_up(pilot)
        await pilot.press("down", "down", "down", "down", "right")
        await see(pilot, "● chosen for you", "made to measure")
        await pilot.press("enter")
        await see(pilot, "Begin")
        code = next(word for word in text_of(pilot.app).split() if word.count("-") > 1)
        with pytest.raises(CodeRefused, match="made to measure for one learner"):
            read_code(code).resolve(BANK)


@pytest.mark.slow
async def test_sections_are_ticked_by_space_or_click(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test(size=(140, 45)) as pilot:
        await open_set_up(pilot)
        lines = text_of(pilot.app).splitlines()
        y = next(n for n, line in enumerate(lines) if "Section 2" in line)
        await pilot.click(offset=(lines[y].index("Section 2"), y))
        await see(pilot, "■ Section 2", "1 chosen", "4 of 4 questions")
        await pilot.press("space")
        await see(pilot, "□ Section 2", "6 of 12 questions")


@pytest.mark.slow
async def test_the_impossible_cannot_be_started(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test() as pilot:
        await open_set_up(pilot)
        await pilot.press("down", "down", "down", "down", "down", *"99")
        await see(pilot, "✗", "choose at most 12")
        assert pilot.app.screen.query_one("#begin").disabled
        await pilot.press("enter")
        await see(pilot, "✗", "set up a paper")
        await pilot.press("backspace", "backspace", *"3")
        await see(pilot, "3 of 12 questions")
        assert not pilot.app.screen.query_one("#begin").disabled


@pytest.mark.slow
async def test_a_pasted_code_is_that_paper_and_a_mistyped_one_is_named(desk: AppDesk) -> None:
    form = assemble(BANK, tailor(BANK, "full"), 5)
    async with ExamApp(desk.context).run_test() as pilot:
        await open_set_up(pilot)
        field = pilot.app.screen.query_one("#code", Input)
        field.focus()
        await pilot.pause()
        field.post_message(Paste(form.code[:-1] + ("0" if form.code[-1] != "0" else "1")))
        await see(pilot, "✗ That is not quite the code")
        field.value = ""
        field.post_message(Paste(form.code.lower()))
        await see(pilot, "12 of 12 questions", "the very paper of this code")
        await pilot.press("enter")
        await see(pilot, "Begin", form.code)


@pytest.mark.slow
async def test_a_paper_that_takes_long_is_called_off_and_the_fields_are_as_they_were(
    desk: AppDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exam.tui.setup.screen.assemble_form", slow_assemble)
    async with ExamApp(desk.context).run_test(size=(80, 30)) as pilot:
        await open_set_up(pilot)
        await pilot.press("down", "down", "down", "down", "down", *"4", "enter")
        await see(pilot, "Making the paper …", "esc back")
        await pilot.press("escape")
        await see(pilot, "set up a paper", "4 of 12 questions")
        monkeypatch.setattr("exam.tui.setup.screen.assemble_form", assemble)
        await pilot.press("enter")
        await see(pilot, "Begin", "Questions  4")


@pytest.mark.slow
async def test_escape_goes_home(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test() as pilot:
        await open_set_up(pilot)
        await pilot.press("escape")
        await see(pilot, "Welcome.")
        await until(pilot, lambda: "set up a paper" not in text_of(pilot.app))
