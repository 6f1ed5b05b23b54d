"""A pass mark of one's own: for one paper, for all of them, said as one's own, and no part of the exam code."""

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from exam.assembly import assemble, read_code, tailor
from exam.core.scoring import score
from exam.files.config import read_config, read_pass_mark, write_pass_mark
from exam.files.own_toml import FileRefused
from exam.sitting.session import Session
from exam.store import Store
from exam.tui.app import ExamApp
from tests.cli.conftest import Run
from tests.stories.test_both_faces import Faces, faces, misses, whole  # noqa: F401 (faces is a fixture)
from tests.support import FakeClock, right, sample_bank, wrong
from tests.support.desk import PRESETS, AppDesk
from tests.support.screens import see, until

BANK = sample_bank(12, 3, blueprint=PRESETS)
FORM = assemble(BANK, tailor(BANK, "standard"), 7)


def sat_with(data_dir: Path, clock: FakeClock, own: int | None, correct: int) -> None:
    """The paper of six questions, `correct` of them answered right."""
    form = FORM.with_own_cut(own)
    with Store.open(data_dir) as store:
        session = Session.start("k7f3", form, store, clock, mode="exam")
        for slot in form.slots:
            session.visit(slot.n)
            session.respond(slot.n, right(form, slot.n) if slot.n <= correct else wrong(form, slot.n))
        session.end()
        session.leave()


@pytest.mark.parametrize(("own", "passed"), [(None, True), (83, True), (84, False), (0, True), (100, False)])
def test_it_alone_decides_who_passes(tmp_path: Path, clock: FakeClock, own: int | None, passed: bool) -> None:
    sat_with(tmp_path, clock, own, 5)
    with Store.open(tmp_path) as store:
        stored = store.load("k7f3").attempt
        assert score(stored).passed is passed
        assert [row.passed for row in store.history()] == [passed]
        assert [one.cut for one in store.ended_attempts()] == [70 if own is None else own]


def test_the_code_is_the_same_and_rebuilds_the_same_questions() -> None:
    marked = FORM.with_own_cut(90)
    again = assemble(BANK, *read_code(marked.code).resolve(BANK))
    assert again == FORM
    assert again.with_own_cut(90) == marked
    assert "own_cut" not in FORM.model_dump()


def test_reports_say_that_it_is_your_own(run: Run, data_dir: Path, clock: FakeClock) -> None:
    sat_with(data_dir, clock, 90, 5)
    text = run("report", "k7f3").stdout
    assert "The pass mark is 90 %, your own pass mark; that of the paper is 70 %." in " ".join(text.split())
    assert json.loads(run("report", "k7f3", "--json").stdout)["pass_mark"] == {"percent": 90, "own": True}


@pytest.mark.slow
def test_an_option_comes_before_the_settings_and_these_before_the_paper(run: Run, bank: str, data_dir: Path) -> None:
    def mark(*words: str) -> str:
        return run("form", bank, "--seed", "1", "--items", "6", *words).stdout.partition("pass mark ")[2][:4]

    assert mark() == "70 %"
    data_dir.mkdir()
    (data_dir / "config.toml").write_text("[exam]\npass_mark = 85\n", "utf-8")
    assert mark() == "85 %"
    assert mark("--pass-mark", "60") == "60 %"
    assert run("form", bank, "--pass-mark", "101").exit_code == 2
    begun = run("take", bank, "--plain", "--items", "6", input="")
    assert "The pass mark is 85 %, your own; that of the paper is 70 %." in begun.stdout


@pytest.mark.parametrize("written", ["pass_mark = 101", "pass_mark = -1", 'pass_mark = "85"', "pass_mark = true"])
def test_a_mark_that_cannot_be_is_refused_with_its_line(tmp_path: Path, written: str) -> None:
    (tmp_path / "config.toml").write_text(f'theme = "dark"\n[exam]\n{written}\n', "utf-8")
    with pytest.raises(FileRefused, match=r"config\.toml:3: exam\.pass_mark"):
        read_pass_mark(tmp_path)
    assert read_config(tmp_path).theme == "dark"


def test_a_table_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("exam = 85\n", "utf-8")
    with pytest.raises(FileRefused, match="Write \\[exam\\]"):
        read_pass_mark(tmp_path)


@pytest.mark.slow
async def test_set_up_takes_it_for_one_paper(tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path, clock, BANK)
    async with ExamApp(desk.context).run_test(size=(80, 30)) as pilot:
        await see(pilot, "Standard")
        await pilot.press("s")
        await see(pilot, "6 of 12 questions", "pass mark 70 %")
        pilot.app.screen.query_one("#pass_mark", Input).focus()
        await pilot.press("1", "2", "0")
        await see(pilot, "choose 0 to 100")
        await pilot.press("backspace")
        await see(pilot, "your own pass mark 12 %")
        await pilot.press("enter")
        await see(pilot, "Pass mark  12 %", "your own pass mark; that of the paper is 70 %")
        await pilot.press("enter")
        await until(pilot, lambda: desk.open_store().unfinished())
        with desk.open_store() as store:
            assert store.load(store.unfinished()[0].id).attempt.form.own_cut == 12


@pytest.mark.slow
async def test_the_settings_hold_in_the_app_too(tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path, clock, BANK)
    (tmp_path / "config.toml").write_text("[exam]\npass_mark = 95\n", "utf-8")
    async with ExamApp(desk.context).run_test(size=(80, 30)) as pilot:
        await see(pilot, "Standard")
        await pilot.press("s")
        await see(pilot, "your own pass mark 95 %")
        await pilot.press("escape")
        await see(pilot, "Standard")
        await pilot.press("enter")
        await see(pilot, "Pass mark  95 %", "your own pass mark; that of the paper is 70 %")


@pytest.mark.slow
async def test_readiness_is_judged_by_it_on_both_faces(faces: Faces) -> None:  # noqa: F811
    faces.sit("first", whole(faces), misses("item-1"))
    assert faces.shape("progress")["readiness"]["cut"] == 70
    (faces.desk.data_dir / "config.toml").write_text("[exam]\npass_mark = 95\n", "utf-8")
    assert faces.paper("--preset", "full").cut == 95
    assert faces.shape("progress")["readiness"]["cut"] == 95
    assert faces.shape("progress", "--preset", "standard")["readiness"]["cut"] == 95
    async with faces.app() as pilot:
        await pilot.press("p")
        await see(pilot, "Would you pass the next", "pass mark 95 %")


@pytest.mark.slow
async def test_set_up_keeps_it_for_every_paper_where_that_is_wanted(tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path, clock, BANK)
    (tmp_path / "config.toml").write_text('theme = "dark"\n', "utf-8")
    async with ExamApp(desk.context).run_test(size=(100, 30)) as pilot:
        await see(pilot, "Standard")
        await pilot.press("s")
        await see(pilot, "pass mark 70 %")
        pilot.app.screen.query_one("#pass_mark", Input).focus()
        await pilot.press("8", "0")
        await see(pilot, "your own pass mark 80 %, for this paper only", "It holds for")
        await pilot.press("down", "right")
        await see(pilot, "your own pass mark 80 %, kept for every paper")
        await pilot.press("enter")
        await see(pilot, "Pass mark  80 %")
    assert read_pass_mark(tmp_path) == 80
    assert read_config(tmp_path).theme == "dark"


def test_one_that_is_kept_is_forgotten_again_and_nothing_else_with_it(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[keys]\n"room.flag" = "F2"\n', "utf-8")
    write_pass_mark(tmp_path, 85)
    assert read_pass_mark(tmp_path) == 85
    write_pass_mark(tmp_path, None)
    assert read_pass_mark(tmp_path) is None
    assert read_config(tmp_path).keys == {"room.flag": "F2"}
