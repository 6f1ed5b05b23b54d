"""Every kind of question on the screen: for two answers, reversed, matched in a block, and with many options."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from exam.assembly import assemble, tailor
from exam.core.bank import Bank
from exam.core.form import Form, Kind
from exam.sitting.session import Session
from exam.store import Store
from exam.tui.review.screen import ReviewScreen
from tests.support import FakeClock, sample_bank
from tests.tui.room_desk import Desk, press, shows, sitting, until

PRESET = {"id": "varied", "title": "Varied", "items": 20, "choose_two": 4, "reversed": 3, "matching": 1}


@pytest.fixture(scope="module")
def form() -> Form:
    written = sample_bank(items=40, sections=8, blueprint=[PRESET]).model_dump(mode="json", by_alias=True)
    for section in written["section"]:
        section["family"] = "all"
        for item in section["item"]:
            item["distinct"] = True
    bank = Bank.model_validate(written)
    return assemble(bank, tailor(bank, "varied"), 5)


def first(form: Form, kind: Kind) -> int:
    return next(slot.n for slot in form.slots if slot.kind == kind)


async def go(pilot: Pilot[None], n: int) -> None:
    await press(pilot, "/")
    await shows(pilot, "Go to question")
    await pilot.press(*str(n), "enter")
    await shows(pilot, f"{n} of 20")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_block_says_who_shares_its_answers_and_all_seven_can_be_reached(
    form: Form, size: tuple[int, int], tmp_path: Path, clock: FakeClock
) -> None:
    n = first(form, "matching")
    async with sitting(form, tmp_path, clock, size=size) as (app, pilot):
        await go(pilot, n)
        await shows(pilot, f"Questions {n} to {n + 4} share these answers.")
        seen = app.text
        await press(pilot, "end" if "▾" not in seen else "pagedown", *([] if "▾" not in seen else ["pagedown"]))
        await until(pilot, lambda: "▾" not in app.text)
        both = seen + app.text
        for letter in ("A", "B", "C", "D", "E", "F·6", "G·7"):
            assert re.search(rf"○ {letter} ", both), f"{letter} is nowhere"
        await go(pilot, n)
        await press(pilot, "7")
        await until(pilot, lambda: app.attempt.of(n).response == (form.slot(n).options[6].id,))
        await press(pilot, "x", "6")
        await until(pilot, lambda: app.attempt.of(n).struck == {form.slot(n).options[5].id})


@pytest.mark.slow
async def test_choose_two_counts_and_says_so(form: Form, tmp_path: Path, clock: FakeClock) -> None:
    n = first(form, "choose_two")
    async with sitting(form, tmp_path, clock, size=(60, 20)) as (app, pilot):
        await go(pilot, n)
        await shows(pilot, "Choose 2 · 0 chosen", "□ A")
        await press(pilot, "a", "b", "e")
        await shows(pilot, "Choose 2 · 3 chosen", "■ A")
        await press(pilot, "n")
        if f"{n + 1} of 20" not in app.text:
            await press(pilot, "n")
        await shows(pilot, f"Question {n} takes 2 answers; 3 chosen.")


@pytest.mark.slow
async def test_what_an_option_really_is_depends_on_how_it_was_asked(
    form: Form, tmp_path: Path, clock: FakeClock
) -> None:
    turned, matched = first(form, "reversed"), first(form, "matching")
    async with sitting(form, tmp_path, clock, size=(130, 60), mode="practice") as (app, pilot):
        await go(pilot, turned)
        wrong = next(option for option in form.slot(turned).options if option.id not in form.slot(turned).key)
        await press(pilot, "abcd"[form.slot(turned).options.index(wrong)], "space")
        home = form.homes[str(wrong.home)]
        await shows(pilot, "Your answer. Its answer would be:", f"{home.answer} ({home.section})")
        assert app.text.count("Its answer would be") == 3
        assert f"The answer to: {home.stem}" not in app.text
        await go(pilot, matched)
        await press(pilot, "a", "space")
        await shows(pilot, f"The answer to question {matched + 1}: ", "The answer to: ")


@pytest.mark.slow
async def test_the_review_tells_the_same(form: Form, tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "data") as store:
        session = Session.start("kinds", form, store, clock, mode="exam")
        session.end()
    n = first(form, "reversed")
    app = Desk(lambda desk: desk.push_screen_wait(ReviewScreen(session.attempt, start=n)))
    async with app.run_test(size=(100, 50)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await shows(pilot, "Its answer would be: ")
        block = first(form, "matching")
        await press(pilot, "/")
        await shows(pilot, "Go to question")
        await pilot.press(*str(block), "enter")
        await shows(pilot, f"Questions {block} to {block + 4} share these answers.")
