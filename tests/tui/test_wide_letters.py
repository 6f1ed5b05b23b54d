"""Letters whose width terminals disagree about: nothing of a text is lost, and nothing of it stays behind."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.tui.widgets.wrapping import is_disputed, most_cells, wrapped
from tests.support.app_process import WIDE
from tests.support.terminal import Terminal

ROOT = Path(__file__).parents[2]
PARTS = ["a", "word", " ", "  ", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "❤️", "क्षत्रियों", "தமிழ்", "각", "日本", "e\u0301", "ก็"]
WIDEST = 8
"""Cells of the widest of these that cannot be broken: a family of four."""


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join), st.integers(WIDEST, 40))
def test_no_line_is_wider_than_any_terminal_has_room_for(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(most_cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split()), "nothing is lost"


def test_what_is_disputed() -> None:
    assert is_disputed(WIDE)
    assert not is_disputed("Plain words, müde Wörter, 日本語 and 각")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 24), (100, 40)])
def test_in_a_terminal_that_draws_them_wide_all_is_there_and_nothing_stays(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    cols, rows = size
    argv = [sys.executable, "-m", "tests.support.app_process", tmp_path, "wide"]
    with Terminal.start(argv, cols=cols, rows=rows, env={"PYTHONPATH": str(ROOT)}) as app:
        app.wait_for("the clock starts now")
        app.press("enter")
        shown = app.wait_for("1 of 6")
        seen = shown
        for _ in range(4):
            app.press("pagedown")
            seen += app.wait_for("1 of 6")
        assert seen.count("end-of-") >= 4
        app.press("/", "2", "enter")
        shown = app.wait_for("2 of 6")
        app.press("\x0c")
        app.wait_for(lambda _: app.raw.count(b"\x1b[2J") >= 2)
        assert "end-of" not in shown
        assert not any(letter in shown for letter in "👩👨❤क्षத")
        app.press("ctrl+q")
        assert app.wait_for_end() == 0


@pytest.mark.slow
def test_ctrl_l_draws_every_cell_anew(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "tests.support.app_process", tmp_path, "form"]
    with Terminal.start(argv, cols=80, rows=24, env={"PYTHONPATH": str(ROOT)}) as app:
        app.wait_for("the clock starts now")
        app.press("enter")
        drawn = app.wait_for("1 of 6")
        app.scribble("somebody wrote into this terminal")
        assert app.screen() != drawn
        app.press("\x0c")
        app.wait_for(lambda shown: "somebody" not in shown and "1 of 6" in shown)
        app.press("ctrl+q")
        assert app.wait_for_end() == 0
