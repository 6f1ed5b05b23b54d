"""A faulty question is marked anew from the review: what it changes is shown, done when confirmed, and taken back."""

import json
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from exam.core.attempt import Attempt, Refused
from exam.core.form import Form
from exam.core.scoring import score
from exam.files.report_page import report_html
from exam.learning.faulty import Ruling, consequences
from exam.sitting.session import Session
from exam.store import Store
from exam.tui.app import ExamApp
from exam.tui.review.faulty import FaultyQuestion, Regrading, accepted_too
from tests.cli.conftest import Run
from tests.support import FakeClock, sample_bank, sample_form, wrong
from tests.support.desk import PRESETS, AppDesk
from tests.support.kinds import every_kind
from tests.support.screens import see, text_of, until

FORM = sample_form(5, 2)
"""Of the bank "sample". Whoever sat it below answered 4 and 5 wrong."""


def sit(desk: AppDesk, name: str, form: Form = FORM, correct: int = 3) -> None:
    with desk.open_store() as store:
        session = Session.start(name, form, store, desk.clock, mode="exam")
        for slot in form.slots:
            session.visit(slot.n)
            session.respond(slot.n, slot.key if slot.n <= correct else wrong(form, slot.n))
        session.end()
        session.leave()
    desk.clock.advance(3600)


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> AppDesk:
    made = AppDesk(tmp_path, clock, sample_bank(12, 3, blueprint=PRESETS))
    for name, correct in (("aaaa", 5), ("bbbb", 3), ("cccc", 3)):
        sit(made, name, correct=correct)
    return made


def loaded(desk: AppDesk, name: str) -> Attempt:
    with desk.open_store() as store:
        return store.load(name).attempt


def percents(desk: AppDesk) -> dict[str, float]:
    return {name: score(loaded(desk, name)).score.percent for name in ("aaaa", "bbbb", "cccc")}


async def review_question(pilot: Pilot[Any], n: int) -> None:
    """From home by its history to a question of the attempt that was sat last."""
    await see(pilot, "Standard")
    await pilot.press("h")
    await see(pilot, "History", "✗ not passed")
    await pilot.press("enter")
    await see(pilot, "Not passed")
    await pilot.press("a")
    await see(pilot, "question 1 of 5")
    await pilot.press("/", str(n), "enter")
    await see(pilot, f"question {n} of 5")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_it_is_shown_done_for_all_and_taken_back(desk: AppDesk, size: tuple[int, int]) -> None:
    pages = {name: report_html(name, loaded(desk, name), desk.data_dir) for name in ("aaaa", "bbbb", "cccc")}
    async with ExamApp(desk.context).run_test(size=size) as pilot:
        await review_question(pilot, 4)
        await pilot.press("=")
        await see(pilot, "Question 4 is faulty", "Right too:", "It counts for nobody")
        await pilot.press("enter")  # the answer that was given is right too
        await see(pilot, "60 %, not passed", "80 %, passed", "2 other attempts", "whether it passed in")
        assert percents(desk) == {"aaaa": 100, "bbbb": 60, "cccc": 60}
        await pilot.press("enter")
        await see(pilot, "3 attempts marked anew", "✓ Correct")
        assert percents(desk) == {"aaaa": 100, "bbbb": 80, "cccc": 80}
        await pilot.press("=")
        await see(pilot, "Take back what was done just now")
        await pilot.press("enter")
        await see(pilot, "As it was before.", "✗ Incorrect")
    assert percents(desk) == {"aaaa": 100, "bbbb": 60, "cccc": 60}
    assert pages == {name: report_html(name, loaded(desk, name), desk.data_dir) for name in pages}


@pytest.mark.slow
async def test_esc_leaves_everything_as_it_was_at_every_step(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test(size=(80, 24)) as pilot:
        await review_question(pilot, 5)
        await pilot.press("=")
        await see(pilot, "Question 5 is faulty")
        await pilot.press("escape")
        await until(pilot, lambda: "is faulty" not in text_of(pilot.app))
        await pilot.press("=")
        await see(pilot, "Question 5 is faulty")
        await pilot.press("end", "enter")
        await see(pilot, "Question 5, marked anew", "counts no more")
        await pilot.press("escape")
        await until(pilot, lambda: "marked anew" not in text_of(pilot.app))
    assert [loaded(desk, name).corrections for name in ("aaaa", "bbbb", "cccc")] == [(), (), ()]


@pytest.mark.slow
async def test_only_this_attempt_where_that_is_wished(desk: AppDesk) -> None:
    async with ExamApp(desk.context).run_test(size=(80, 24)) as pilot:
        await review_question(pilot, 4)
        await pilot.press("=")
        await see(pilot, "It counts for nobody")
        await pilot.press("end", "enter")
        await see(pilot, "Mark all 3 attempts anew", "Only this attempt")
        await pilot.press("down", "enter")
        await see(pilot, "1 attempt marked anew")
    assert percents(desk) == {"aaaa": 100, "bbbb": 60, "cccc": 75}


def test_app_and_command_line_come_to_the_same(desk: AppDesk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXAM_DATA_DIR", str(desk.data_dir))
    told = run("regrade", "--bank", "sample", "--item", "item-4", "--drop", "--json").stdout
    with desk.open_store() as store:
        found = consequences(store, store.load("cccc"), "item-4", Ruling(drop=True), desk.clock.now())
    by_hand = {one.stored.id: round(one.scores[1].score.percent, 1) for one in found.all}
    assert {one["attempt"]: one["after"]["percent"] for one in json.loads(told)["attempts"]} == by_hand


def test_a_second_ruling_keeps_the_first(desk: AppDesk) -> None:
    regrading = Regrading(desk.context, "cccc")
    for expected in (2, 3):
        attempt = loaded(desk, "cccc")
        dialog = FaultyQuestion(attempt, 4, undoable=False)
        ruling = next(said for said in dialog.said if isinstance(said, Ruling) and said.also)
        regrading.carry_out(regrading.foresee("item-4", ruling).all)
        assert len(loaded(desk, "cccc").form.slot(4).key) == expected
        assert loaded(desk, "bbbb").form.slot(4).key == loaded(desk, "cccc").form.slot(4).key
    attempt = regrading.carry_out(regrading.foresee("item-4", Ruling()).all)
    assert attempt.corrections == ()
    assert loaded(desk, "bbbb").form == FORM


def test_what_counts_for_nobody_can_count_again(desk: AppDesk) -> None:
    regrading = Regrading(desk.context, "cccc")
    regrading.carry_out(regrading.foresee("item-4", Ruling(drop=True)).all)
    assert all(loaded(desk, name).form.slot(4).dropped for name in ("aaaa", "bbbb", "cccc"))
    found = regrading.foresee("item-4", Ruling())
    assert len(found.others) == 2
    regrading.carry_out(found.all)
    assert percents(desk) == {"aaaa": 100, "bbbb": 60, "cccc": 60}


def test_a_paper_that_does_not_show_the_option_stays_as_it_was(desk: AppDesk) -> None:
    strange = FORM.slots[3].options[0].model_copy(update={"text": "Something else", "home": None})
    slot = FORM.slots[3].model_copy(update={"options": (strange, *FORM.slots[3].options[1:])})
    other = FORM.model_copy(update={"slots": (*FORM.slots[:3], slot, FORM.slots[4])})
    key = slot.key[0] != strange.id
    sit(desk, "dddd", other)
    with desk.open_store() as store:
        found = consequences(store, store.load("dddd"), "item-4", Ruling(also=("Something else",)), desk.clock.now())
        assert key
        assert (len(found.others), found.untouched) == (0, 3)
        with pytest.raises(Refused, match="has no option"):
            consequences(store, store.load("aaaa"), "item-4", Ruling(also=("Something else",)), desk.clock.now())


def test_typed_answers_add_up(tmp_path: Path, clock: FakeClock) -> None:
    form = every_kind()
    desk = AppDesk(tmp_path, clock)
    n = next(slot.n for slot in form.slots if slot.kind == "typed")
    with Store.open(tmp_path) as store:
        session = Session.start("typed", form, store, clock, mode="exam")
        session.visit(n)
        session.respond(n, ("my own word",))
        session.end()
        session.leave()
    regrading = Regrading(desk.context, "typed")
    item = form.slot(n).item
    for text in ("another", "my own word"):
        attempt = loaded(desk, "typed")
        assert "typed" in FaultyQuestion(attempt, n, undoable=False).said
        regrading.carry_out(regrading.foresee(item, accepted_too(attempt, n, text)).all)
    after = loaded(desk, "typed")
    assert [text for _, text in after.corrections[0].accepted] == ["another", "my own word"]
    assert score(after).marks[n - 1].outcome == "correct"
