"""Practice as with flash cards: a letter answers and shows, Enter goes on; verdict, right answer and why come first."""

from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from textual.pilot import Pilot

from exam.core.form import Form
from exam.files.config import read_config
from exam.tui.app import ExamApp
from exam.tui.context import Opening
from tests.support import FakeClock, right, sample_form, wrong
from tests.support.desk import AppDesk
from tests.support.forms import bank_toml, sample_bank
from tests.support.process import EXAM, environment
from tests.support.screens import see, until
from tests.support.terminal import Terminal

WHY = "Because the one thing that tells the two apart is said in the first words of the question. " * 4


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    return AppDesk(tmp_path, clock)


def explained(form: Form) -> Form:
    return form.model_copy(update={"slots": tuple(s.model_copy(update={"rationale": WHY}) for s in form.slots)})


async def key_of(pilot: Pilot[Any], form: Form, n: int, *, is_right: bool) -> None:
    (option,) = right(form, n) if is_right else wrong(form, n)
    await pilot.press(form.slot(n).letter(option).lower())


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 36)])
async def test_verdict_right_answer_and_why_are_seen_first_and_enter_goes_on(
    desk: AppDesk, size: tuple[int, int]
) -> None:
    form = explained(sample_form(4))
    app = ExamApp(desk.context, Opening(form, "practice"))
    async with app.run_test(size=size, notifications=True) as pilot:
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, form.slot(1).stem)
        await key_of(pilot, form, 1, is_right=False)
        await pilot.press("space")
        key = form.slot(1).option(form.slot(1).key[0]).text
        page = await see(pilot, "✗ Incorrect", "Why", "Because the one thing")
        places = [page.index(word) for word in ("✗ Incorrect", key, "Why", "Because the one thing")]
        assert places == sorted(places), "in this order, over the options"
        await pilot.press("enter")
        await see(pilot, form.slot(2).stem)


@pytest.mark.slow
async def test_a_letter_shows_at_once_where_that_is_wished_and_it_is_remembered(desk: AppDesk) -> None:
    form = explained(sample_form(3))
    app = ExamApp(desk.context, Opening(form, "practice"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, form.slot(1).stem)
        await pilot.press("i")
        await see(pilot, "Each answer is shown at once.")
        session = app.session
        assert session is not None
        for n, is_right in ((1, True), (2, False), (3, True)):
            await until(pilot, lambda n=n: session.attempt.current == n)
            await key_of(pilot, form, n, is_right=is_right)
            await see(pilot, "✓ Correct" if is_right else "✗ Incorrect", "Why")
            assert session.attempt.of(n).revealed
            await pilot.press("enter")
        await see(pilot, "everything is answered")
    assert read_config(desk.data_dir).answers_at_once


@pytest.mark.slow
async def test_in_an_exam_nothing_is_shown_at_once(desk: AppDesk) -> None:
    form = explained(sample_form(2))
    app = ExamApp(desk.context, Opening(form, "exam"))
    (desk.data_dir / "config.toml").write_text("answers_at_once = true\n", "utf-8")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await see(pilot, "Begin")
        await pilot.press("enter")
        await see(pilot, form.slot(1).stem)
        await key_of(pilot, form, 1, is_right=False)
        await until(pilot, lambda: app.session is not None and app.session.attempt.of(1).response)
        await pilot.press("i")
        page = await see(pilot, "Answers are shown after the end")
        assert "Incorrect" not in page


@pytest.mark.slow
def test_what_was_missed_is_drilled_as_cards_in_a_real_terminal(tmp_path: Path) -> None:
    """Missed line by line on the command line, then two keys from home in the app, and two keys for the question."""
    where = environment(tmp_path / "data")
    bank = tmp_path / "bank.toml"
    bank.write_text(bank_toml(sample_bank(6, 2, id="mine", title="My bank")), "utf-8")
    sitting = [*EXAM, "take", str(bank), "--plain", "--items", "1", "--seed", "2"]
    # Left blank, so missed whichever answer is right.
    run(sitting, input="flag\nend\nyes\nyes\n", env=where, text=True, capture_output=True, check=True)
    run([*EXAM, "banks", "use", "mine"], env=where, check=True, capture_output=True)
    with Terminal.start([*EXAM], cols=80, rows=24, env=where) as app:
        app.wait_for("1 missed, 0 due today")
        app.wait_for("My bank")
        app.press("m")
        app.wait_for("Drill: missed, practice")
        app.press("enter")
        app.wait_for("1 of 1")
        app.press("i", "a")
        app.wait_for("Why")
        app.press("enter")
        app.wait_for("everything is answered")
        app.press("ctrl+q")
        app.wait_for("Unfinished")
        app.press("ctrl+q")
        app.wait_for_end()
