"""What to do next: one act, the same from home, the result page and the command line, each time with its reason."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from exam.assembly import assemble, tailor
from exam.cli import wiring
from exam.files.config import Schedule, write_schedule
from exam.learning.next_act import NextAct
from exam.tui.app import ExamApp
from tests.stories.test_both_faces import DAY, SEED, Faces, about_to_be_sat, items, misses, whole
from tests.support import FakeClock, sample_bank
from tests.support.desk import PRESETS, AppDesk
from tests.support.screens import see, text_of, until

BIG = sample_bank(40, 4, blueprint=PRESETS)


@pytest.fixture
def faces(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Faces:
    monkeypatch.setattr(wiring, "new_clock", lambda: clock)
    monkeypatch.setattr("exam.cli.commands.take.new_clock", lambda: clock)
    monkeypatch.setattr("exam.cli.papers.new_seed", lambda: SEED)
    return Faces(AppDesk(tmp_path, clock, BIG))


def act_of(faces: Faces) -> NextAct:
    act = faces.desk.context.next_act(faces.desk.bank)
    assert act is not None
    return act


def sit_today(faces: Faces, name: str, *missed: str) -> None:
    """A whole paper of which these were missed, and no day after it."""
    faces.sit(name, whole(faces), misses(*missed))
    faces.desk.clock.advance(-DAY)


def command_of(act: NextAct) -> list[str]:
    return act.command.removeprefix("exam take ").split()


@pytest.mark.slow
async def test_what_todays_exam_missed_comes_first_on_every_face(faces: Faces) -> None:
    sit_today(faces, "first", "item-1", "item-12", "item-30")
    act = act_of(faces)
    assert act.words == "Drill the 3 questions that your last exam missed: the quickest points to win."
    assert faces.said("progress").stdout.rstrip().endswith(f"Next: {act.words}\n  {act.command}")
    assert f"Next: {act.words}\n  {act.command}" in faces.said("report", "last").stdout
    async with faces.app() as pilot:
        await see(pilot, act.words)
        await pilot.press("g")
        drilled = await about_to_be_sat(pilot)
    assert set(items(drilled)) == {"item-1", "item-12", "item-30"}
    assert set(items(faces.paper(*command_of(act)))) == set(items(drilled))


@pytest.mark.slow
async def test_before_an_exam_the_days_portion_is_two_keys_from_home(faces: Faces) -> None:
    faces.sit("first", whole(faces), misses("item-1", "item-12"))
    faces.desk.clock.advance(3 * DAY)
    day = (faces.desk.clock.now() + timedelta(days=6)).date()
    write_schedule(faces.desk.data_dir, Schedule(day))
    act = act_of(faces)
    assert re.fullmatch(r"Begin today's portion: .*; the exam is in 6 days\.", act.words)
    planned = [one["item"] for one in faces.shape("plan")["portion"]["items"]]
    async with faces.app() as pilot:
        await see(pilot, act.words)
        await pilot.press("g")
        drilled = await about_to_be_sat(pilot)
        await see(pilot, "today's portion")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.session is not None, "the sitting")
        assert pilot.app.session.attempt.mode == "practice"
    assert set(items(drilled)) == set(planned)
    assert set(items(faces.paper("--planned"))) == set(planned)


@pytest.mark.slow
async def test_without_an_exam_to_come_it_is_where_most_points_are_to_be_won(faces: Faces) -> None:
    faces.sit("first", whole(faces), misses(*(f"item-{n}" for n in range(21, 28))))
    faces.desk.clock.advance(DAY)
    act = act_of(faces)
    lost = faces.shape("progress")["stakes"]["sections"][0]
    assert lost["id"] == "section-3"
    assert act.words == f"Drill Section 3: most points to win, about {lost['lost']:.1f} of its 10.0."
    async with faces.app() as pilot:
        await see(pilot, act.words)
        await pilot.press("g")
        drilled = await about_to_be_sat(pilot)
    assert {slot.section for slot in drilled.slots} == {"section-3"}
    assert set(items(faces.paper(*command_of(act)))) == set(items(drilled))


@pytest.mark.slow
async def test_on_thin_evidence_it_is_another_paper(faces: Faces) -> None:
    faces.sit("first", assemble(BIG, tailor(BIG, "standard"), 1), misses())
    faces.desk.clock.advance(DAY)
    act = act_of(faces)
    assert act.words == "Sit Standard: there are too few answers yet to tell which section costs most."
    assert not faces.paper(*command_of(act)).is_drill


@pytest.mark.slow
async def test_the_result_page_ends_in_the_same_act(faces: Faces) -> None:
    sit_today(faces, "first", "item-1", "item-12", "item-30")
    act = act_of(faces)
    async with ExamApp(faces.desk.context).run_test(size=(100, 40)) as pilot:
        await see(pilot, "To review")
        await pilot.press("h")
        await see(pilot, "History", "passed")
        await pilot.press("enter")
        page = await see(pilot, act.words)
        assert "Passed" in page
        await pilot.press("g")
        drilled = await about_to_be_sat(pilot)
    assert set(items(drilled)) == {"item-1", "item-12", "item-30"}


@pytest.mark.slow
async def test_a_bank_that_is_gone_has_no_next_act_and_the_result_is_shown_all_the_same(faces: Faces) -> None:
    sit_today(faces, "first", "item-1")
    (faces.desk.banks / "sample.toml").unlink()
    assert "Next:" not in faces.said("report", "last").stdout
    async with ExamApp(faces.desk.context).run_test(size=(100, 40)) as pilot:
        await see(pilot, "Last scores")
        await pilot.press("h")
        await see(pilot, "History", "passed")
        await pilot.press("enter")
        await see(pilot, "of the points")
        assert "Next" not in text_of(pilot.app)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_the_plan_has_a_page_with_the_figures_of_the_command_line(faces: Faces, size: tuple[int, int]) -> None:
    faces.sit("first", whole(faces), misses("item-1", "item-12"))
    faces.desk.clock.advance(2 * DAY)
    write_schedule(faces.desk.data_dir, Schedule((faces.desk.clock.now() + timedelta(days=12)).date(), minutes=15))
    told = faces.shape("plan")
    assert told["minutes_a_day"] == 15
    first = told["stakes"]["sections"][0]
    async with ExamApp(faces.desk.context).run_test(size=size) as pilot:
        await see(pilot, "Last scores")
        await pilot.press("p")
        await see(pilot, "Ready", "Plan")
        await pilot.press("7")
        await see(pilot, "Points to win", first["title"], f"{first['lost']:.1f} of {first['points']:.1f}")
        await pilot.press("end")
        await see(pilot, told["words"][-1][-30:], "exam")
