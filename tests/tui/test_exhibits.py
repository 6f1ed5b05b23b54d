"""Texts as they are meant and what stands beside a question, in the exam room and in the review."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from exam.core.form import Form
from exam.files.pictures import Picture
from exam.sitting.session import Session
from exam.store import Store
from exam.tui.review.screen import ReviewScreen
from exam.tui.sitting.question_rows import rows_of
from exam.tui.sitting.question_text import QuestionText
from exam.tui.widgets.code import coloured
from exam.tui.widgets.pictures import Size, view, way_of
from exam.tui.widgets.text import drawn
from tests.support import FakeClock
from tests.support.exhibits import SOUND, form_beside
from tests.support.pictures import png
from tests.tui.room_desk import Desk, press, shows, sitting, until


def place(form: Form, item: str) -> int:
    return next(slot.n for slot in form.slots if slot.item == item)


async def go_to(pilot: Pilot[None], form: Form, item: str) -> None:
    await press(pilot, "escape", "/", str(place(form, item)), "enter")
    await shows(pilot, f"{place(form, item)} of {len(form.slots)}")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_a_passage_stands_under_the_stem_and_is_folded_for_all_its_questions(
    tmp_path: Path, clock: FakeClock, size: tuple[int, int]
) -> None:
    form = form_beside(tmp_path)
    async with sitting(form, tmp_path, clock, size=size) as (app, pilot):
        await go_to(pilot, form, "first")
        first, second = place(form, "first"), place(form, "second")
        await shows(pilot, "Where does the controller run?", f"▾ The case, for questions {first} and {second}")
        await shows(pilot, "│ A cluster has two nodes.", "│ • n1 runs the controller", "○ A   on n1")
        await press(pilot, "v")
        await shows(pilot, "▸ The case", "v shows it", "○ B   on n2")
        assert "two nodes" not in app.text
        await press(pilot, "n")
        await shows(pilot, "Where do jobs run?", "▸ The case", "▾ Table", "node │ GPUs")
        await press(pilot, "v")
        await shows(pilot, "▸ The case", "▸ Table")
        await press(pilot, "v")
        await shows(pilot, "▾ The case", "two nodes")


@pytest.mark.slow
async def test_a_click_on_its_title_folds_an_exhibit(tmp_path: Path, clock: FakeClock) -> None:
    form = form_beside(tmp_path)
    async with sitting(form, tmp_path, clock, size=(100, 40)) as (app, pilot):
        await go_to(pilot, form, "second")
        await shows(pilot, "▾ Table", "n2   │ 16")
        row = next(y for y, line in enumerate(app.text.split("\n")) if "▾ Table" in line)
        await pilot.click(offset=(10, row))
        await shows(pilot, "▸ Table")
        assert "▾ The case" in app.text
        assert "16" not in app.text


LONG = SOUND.replace(
    '[["node", "GPUs"], ["n1", "8"], ["n2", "16"]]', str([[f"n{n}", "8"] for n in range(30)]).replace("'", '"')
)


@pytest.mark.slow
async def test_a_long_exhibit_stands_beside_the_question_where_there_is_room(tmp_path: Path, clock: FakeClock) -> None:
    form = form_beside(tmp_path, LONG)
    n = place(form, "second")
    async with sitting(form, tmp_path, clock, size=(120, 36)) as (app, pilot):
        await go_to(pilot, form, "second")
        await until(pilot, lambda: any("○ B   on n2" in line and "n" in line[60:] for line in app.text.split("\n")))
        lines = app.text.split("\n")
        option = next(y for y, line in enumerate(lines) if "○ B   on n2" in line)
        title = next(y for y, line in enumerate(lines) if "▾ Table" in line)
        await pilot.click(offset=(lines[title].index("▾ Table") + 3, option))
        assert app.attempt.of(n).response == ()
        await pilot.click(offset=(12, option))
        await until(pilot, lambda: app.attempt.of(n).response == form.slot(n).key)
        await pilot.click(offset=(lines[title].index("▾ Table") + 3, title))
        await shows(pilot, "▸ Table", "▾ The case")
        # What is left of it fits under the stem again.
        assert not any("on n1" in line and "│" in line for line in app.text.split("\n"))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(100, 36), (120, 60)])
async def test_it_stands_under_the_stem_where_that_has_no_room_or_needs_none(
    tmp_path: Path, clock: FakeClock, size: tuple[int, int]
) -> None:
    form = form_beside(tmp_path, LONG)
    async with sitting(form, tmp_path, clock, size=size) as (app, pilot):
        await go_to(pilot, form, "second")
        await shows(pilot, "▾ Table")
        lines = app.text.split("\n")
        assert next(line for line in lines if "▾ Table" in line).strip() == "▾ Table"


async def test_a_field_keeps_its_letters_and_f2_folds(tmp_path: Path, clock: FakeClock) -> None:
    form = form_beside(tmp_path)
    async with sitting(form, tmp_path, clock, size=(80, 24)) as (app, pilot):
        await go_to(pilot, form, "third")
        await shows(pilot, "deployment.yaml  f2 folds it", "↪ ")
        await press(pilot, "3", "f2")
        await shows(pilot, "▸ deployment.yaml  f2 shows it")
        await press(pilot, "enter")
        await until(pilot, lambda: app.attempt.of(place(form, "third")).response == ("3",))


async def test_the_review_shows_it_with_the_reasons_as_they_are_meant(tmp_path: Path, clock: FakeClock) -> None:
    form = form_beside(tmp_path)
    with Store.open(tmp_path / "data") as store:
        session = Session.start("abc", form, store, clock, mode="exam")
        session.end()
    n = place(form, "first")
    app = Desk(lambda desk: desk.push_screen_wait(ReviewScreen(session.attempt, start=n)))
    async with app.run_test(size=(90, 40)) as pilot:
        await shows(pilot, "▾ The case", "• n2 runs jobs", "The case says so.")
        await press(pilot, "v")
        await shows(pilot, "▸ The case")


async def test_a_picture_that_cannot_be_shown_here_is_framed(tmp_path: Path, clock: FakeClock) -> None:
    form = form_beside(tmp_path)
    async with sitting(form, tmp_path, clock, size=(60, 20), pictures=tmp_path / "data" / "pictures") as (_, pilot):
        await go_to(pilot, form, "fourth")
        await shows(pilot, "╭─ picture ─", "│ Two leaf switches under one spine switch │", "opens it ─")


async def test_a_picture_without_a_copy_leaves_its_words_alone(tmp_path: Path, clock: FakeClock) -> None:
    form = form_beside(tmp_path)
    async with sitting(form, tmp_path, clock) as (app, pilot):
        await go_to(pilot, form, "fourth")
        await shows(pilot, "│ Two leaf switches under one spine switch │")
        assert "opens it" not in app.text


def test_plain_text_keeps_its_lines_indents_and_tabs() -> None:
    text = "Which loop?\n\n  for x in y:\n\tprint(x)   # *no* [b]markup[/b]"
    lines = ["".join(part for part, _ in line) for line in drawn(text, "plain", 60)]
    assert lines == ["Which loop?", "", "  for x in y:", "    print(x)   # *no* [b]markup[/b]"]


def test_a_rationale_of_plain_text_keeps_its_lines_and_of_flowing_text_does_not() -> None:
    assert len(drawn("one\ntwo", "plain", 60, prose=True)) == 2
    assert len(drawn("one\ntwo", "flowing", 60, prose=True)) == 1


@pytest.mark.parametrize("language", ["python", "yaml", "bash", "java", "c++", "no-such-language", ""])
def test_colours_change_no_letter_of_code(language: str) -> None:
    code = "def f(x):\n    # note\n    return 'a' + \"b\"  \n\n\tkey: value\n$ echo 1 | wc -l\n"
    assert "\n".join("".join(part for part, _ in line) for line in coloured(code, language)) == code


def test_code_that_is_too_long_for_colours_is_shown_all_the_same() -> None:
    code = "x = 1\n" * 3_000
    assert {marks for line in coloured(code, "python") for _, marks in line} == {("block",)}


def test_no_row_is_wider_than_the_page(tmp_path: Path) -> None:
    form = form_beside(tmp_path, SOUND.replace("two** nodes", "two** nodes " + "x" * 300))
    for slot in form.slots:
        for width in (20, 56, 92):
            question = QuestionText(slot.n, slot.stem, (), texts=form.text)
            assert all(sum(len(piece.text) for piece in row.pieces) <= width for row in rows_of(question, width, 20))


@pytest.mark.parametrize(
    ("environment", "way"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "sixel"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "sixel"),
        ({"TERM": "foot-extra"}, "sixel"),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"}, None),
        ({"TERM": "xterm-256color"}, None),
        ({"TERM": "xterm-kitty", "EXAM_PICTURES": "none"}, None),
        ({"TERM": "xterm-256color", "EXAM_PICTURES": "sixel"}, "sixel"),
        ({}, None),
    ],
)
def test_the_environment_says_how_pictures_are_shown(environment: dict[str, str], way: str | None) -> None:
    assert way_of(environment) == way


@pytest.mark.parametrize(
    ("size", "cells"), [((400, 200), (40, 10)), ((4000, 2000), (60, 15)), ((10, 4000), (1, 20)), ((1, 1), (1, 1))]
)
def test_a_picture_is_shrunk_to_what_there_is(size: tuple[int, int], cells: tuple[int, int]) -> None:
    assert Size(*size).cells(60) == cells


@pytest.mark.parametrize(
    "picture", [Picture(png(says=(4_000, 4_000)), "image/png", 4_000, 4_000), Picture(b"", "image/png", 8, 8)]
)
def test_a_picture_that_is_too_large_to_decode_at_once_or_damaged_has_no_view(picture: Picture) -> None:
    pytest.importorskip("textual_image")
    assert view(picture, "kitty") is None
    assert view(Picture(png(), "image/png", 8, 8), "kitty") is not None
