"""What a terminal answers never becomes a keystroke, and what it says of its background decides the colours."""

import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.store import Store
from exam.tui.replies import ASK_FOR_BACKGROUND, LATE, SOON, Replies
from tests.support.terminal import Terminal

ROOT = Path(__file__).parents[2]
LIGHT, DARK = "\x1b]11;rgb:ffff/ffff/eeee\x1b\\", "\x1b]11;rgb:1e1e/1e1e/2e2e\x07"
REPLIES = [
    LIGHT,
    DARK,
    "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "\x1b]52;c;YWJjZGE=\x07",
    "\x1bP>|xterm(390)\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1bP!|7E565445\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[?62;c",
    "\x1b[>41;390;0c",
    "\x1b[?0u",
    "\x1b[?997;1n",
    "\x1b[0n",
    "\x1b[?12;40R",
    "\x1b[8;24;80t",
    "\x1b[4;480;800t",
]
KEYS = [
    "a", "b", "?", "1", "Ж", "é", "\r", "\t", " ", "\x7f", "\x11", "\x1b[A", "\x1b[15~", "\x1bOP", "\x1b[1;5C",
    "\x1b[97;5u", "\x1b[<0;10;20M", "\x1b[<35;1;1m", "\x1b[I", "\x1b[?2026;2$y", "\x1b[48;24;80;480;800t",
    "\x1b[200~pasted\x1b[201~", "\x1b[1;1R", "\x1bx", "\x1b[Z",
]  # fmt: skip


def heard(*chunks: str) -> tuple[str, list[bool]]:
    """What is left of some chunks that come one after the other, and what was heard of the background."""
    said: list[bool] = []
    replies = Replies(said.append)
    left = "".join(map(replies.strained, chunks)) + replies.give_up()
    return left, said


@given(st.data())
def test_replies_are_taken_out_wherever_they_are_cut_and_every_key_is_left(data: st.DataObject) -> None:
    stream = data.draw(st.lists(st.sampled_from(KEYS + REPLIES), max_size=12))
    text = "".join(stream)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    chunks = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    left, said = heard(*chunks)
    assert left == "".join(one for one in stream if one in KEYS)
    assert said == [one == LIGHT for one in stream if one in (LIGHT, DARK)]


@given(st.lists(st.text("\x1b[]P_G0123456789;?>!$\\\x07abcnu", max_size=12), max_size=4))
def test_whatever_comes_nothing_is_made_up_and_nothing_waits_for_ever(chunks: list[str]) -> None:
    text = "".join(chunks)
    left, _ = heard(*chunks)
    rest = iter(text)
    assert all(letter in rest for letter in left), "a part of what came, in its order"


def test_a_key_that_begins_like_a_reply_waits_for_a_moment_and_a_reply_for_its_end() -> None:
    replies = Replies(lambda _: None)
    for key in ("\x1b", "\x1b[", "\x1b]", "\x1bP", "\x1b_"):
        assert replies.strained(key) == ""
        assert replies.patience == SOON
        assert replies.give_up() == key
        assert replies.patience is None
    assert replies.strained("\x1b]11;rgb:ff") == ""
    assert replies.patience == LATE
    assert replies.give_up() == "", "a reply that was cut off is no keystroke either"
    assert replies.strained("\x1b]11;rgb:ff\x1b[Ab") == "\x1b[Ab", "a key breaks it off"
    assert replies.strained("a" * 5_000) == "a" * 5_000


def open_app(data_dir: Path, **env: str) -> Terminal:
    argv = [sys.executable, "-m", "tests.support.app_process", data_dir, "form"]
    return Terminal.start(argv, cols=80, rows=24, env={"PYTHONPATH": str(ROOT), **env})


@pytest.mark.slow
def test_no_reply_answers_a_question(tmp_path: Path) -> None:
    with open_app(tmp_path) as app:
        app.wait_for("the clock starts now")
        app.press("enter")
        app.wait_for("1 of 6")
        for reply in REPLIES:
            middle = max(3, len(reply) // 2)
            app.press(reply[:middle])
            time.sleep(0.15)
            app.press(reply[middle:])
        app.press("c")
        shown = app.wait_for("1 answered")
        assert "1 of 6" in shown
        app.press("ctrl+q")
        assert app.wait_for_end() == 0
    with Store.open(tmp_path) as store:
        form, events, _ = store.read_log("attempt-1")
    kinds = [type(event).__name__ for event in events]
    assert kinds == ["Started", "Visited", "Responded", "Suspended"]
    assert events[2].response == (form.slot(1).options[2].id,)  # type: ignore[union-attr]


@pytest.mark.slow
@pytest.mark.parametrize(("reply", "light"), [(LIGHT, True), ("", False)])
def test_a_terminal_of_sixteen_colours_is_asked_what_they_lie_on(tmp_path: Path, reply: str, light: bool) -> None:
    with open_app(tmp_path, TERM="xterm", COLORTERM="") as app:
        app.wait_for(lambda _: ASK_FOR_BACKGROUND.encode() in app.raw)
        app.press(*([reply] if reply else []))
        app.wait_for("the clock starts now")
        app.press("enter")
        app.wait_for("1 of 6")
        before = len(app.raw)
        app.press("b")
        app.wait_for("1 answered")
        colours = set(re.findall(rb"\x1b\[(?:[0-9;]*;)?(3[0-7]|9[0-7])(?:;[0-9;]*)?m", app.raw[before:]))
        assert (b"34" in colours, b"96" in colours) == (light, not light), colours
        app.press("ctrl+q")
        assert app.wait_for_end() == 0


@pytest.mark.slow
def test_a_terminal_that_has_said_its_background_is_not_asked(tmp_path: Path) -> None:
    with open_app(tmp_path, TERM="xterm", COLORTERM="", COLORFGBG="0;15") as app:
        app.wait_for("the clock starts now")
        app.press("ctrl+q")
        app.wait_for_end()
        assert ASK_FOR_BACKGROUND.encode() not in app.raw
