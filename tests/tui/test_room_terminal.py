"""The question in a real terminal: readable at every size, unharmed by any resize, gone with its terminal.

Each story starts a process that imports Textual, so the file takes some seconds. Nothing asserts how fast the machine
is: what must come is waited for, with a limit that only a fault reaches.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from exam.core.attempt import Attempt, State
from exam.store import Store
from tests.support.terminal import PATIENCE, Terminal
from tests.tui.test_app_terminal import RESTORED, ROOT

pytestmark = pytest.mark.slow

OPTIONS = ("A   ", "B   ", "C   ", "D   ")


def open_app(data_dir: Path, cols: int = 80, rows: int = 24, what: str = "form") -> Terminal:
    """The first question of six, on screen."""
    argv = [sys.executable, "-m", "tests.support.app_process", data_dir, what]
    app = Terminal.start(argv, cols=cols, rows=rows, env={"PYTHONPATH": str(ROOT)})
    app.wait_for("the clock starts now")
    app.press("enter")
    app.wait_for("1 of 6")
    return app


def stored(data_dir: Path) -> Attempt:
    with Store.open(data_dir) as store:
        return store.load("attempt-1").attempt


def whole(screen: str) -> bool:
    """Whether stem, every option and the clock are on screen."""
    return "What does the" in screen and all(letter in screen for letter in OPTIONS) and "◷ 10:00" in screen


@pytest.mark.parametrize(("cols", "rows"), [(60, 20), (80, 24), (140, 45)])
def test_stem_options_and_clock_are_there_at_each_size(tmp_path: Path, cols: int, rows: int) -> None:
    with open_app(tmp_path, cols, rows) as app:
        app.wait_for(whole)
        app.press("c", "n")
        app.wait_for("2 of 6")
        app.wait_for("1 answered")


def test_no_resize_changes_an_answer_or_hides_anything_for_good(tmp_path: Path) -> None:
    chance = random.Random(20)
    with open_app(tmp_path) as app:
        app.press("b", "x", "d", "f")
        app.wait_for("⚑ flagged")
        for cols, rows in ((20, 5), (1, 1), (500, 200), (59, 20), (60, 19)):
            app.resize(cols, rows)
            app._pump(time.monotonic() + 0.05)
        for _ in range(200):
            app.resize(chance.randint(1, 220), chance.randint(1, 70))
            if chance.random() < 0.1:
                app._pump(time.monotonic() + 0.01)
        for cols, rows in ((60, 20), (80, 24), (140, 45)):
            app.resize(cols, rows)
            screen = app.wait_for(lambda shown: whole(shown) and "● B" in shown and "⚑ flagged" in shown)
            assert "× D" in screen
        app.press("ctrl+q")
        assert app.wait_for_end() == 0
    attempt = stored(tmp_path)
    slot = attempt.form.slot(1)
    assert attempt.of(1).response == (slot.options[1].id,)
    assert attempt.of(1).struck == {slot.options[3].id}


def read_through(app: Terminal) -> str:
    """What is shown of a question from its top to its last option, with the clock in sight all the way."""
    app.press(*["pageup"] * 12)
    seen = app.wait_for(lambda screen: "What does the" in screen and "◷ 10:00" in screen and onward(screen))
    while "× D" not in seen:
        before = app.screen()
        app.press("pagedown")
        seen += app.wait_for(lambda screen: screen != before and "◷ 10:00" in screen and onward(screen))  # noqa: B023
    return seen


def onward(screen: str) -> bool:
    """Whether the last option is there, or the sign that there is more."""
    return "× D" in screen or "▾ more below" in screen


def test_what_is_too_long_for_a_size_is_reached_at_each_also_after_200_resizes(tmp_path: Path) -> None:
    chance = random.Random(5)
    with open_app(tmp_path, 60, 20, "long") as app:
        app.wait_for("▾ more below")
        app.press("b", "x", "d")
        app.wait_for("● 1 answered")
        for again in (False, True):
            if again:
                for _ in range(200):
                    app.resize(chance.randint(1, 220), chance.randint(1, 70))
            for cols, rows in ((60, 20), (80, 24), (140, 45)):
                app.resize(cols, rows)
                app.wait_for("? keys")
                seen = read_through(app)
                assert all(text in seen for text in ("○ A", "● B", "○ C", "× D")), seen
        app.press("ctrl+q")
        assert app.wait_for_end() == 0
    attempt = stored(tmp_path)
    slot = attempt.form.slot(1)
    assert attempt.of(1).response == (slot.options[1].id,)
    assert attempt.of(1).struck == {slot.options[3].id}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_in_the_middle_of_a_question_ends_the_program_and_keeps_the_attempt(
    tmp_path: Path, number: signal.Signals
) -> None:
    with open_app(tmp_path) as app:
        app.press("b")
        app.wait_for("1 answered")
        app.kill(number)
        assert app.wait_for_end() == 128 + number
        assert all(code in app.raw for code in RESTORED)
        assert b"Traceback" not in app.raw
    attempt = stored(tmp_path)
    assert attempt.state is State.SUSPENDED
    assert attempt.of(1).response


@pytest.mark.parametrize("over", ["", "s", "?", "g"])
def test_a_closed_window_ends_the_program_whatever_is_open(tmp_path: Path, over: str) -> None:
    with open_app(tmp_path) as app:
        app.press("b")
        app.wait_for("1 answered")
        app.press(*over)
        app.hang_up()
        app.wait_for_end()
    attempt = stored(tmp_path)
    assert attempt.state is State.SUSPENDED
    assert attempt.of(1).response


def test_a_terminal_that_goes_without_a_word_leaves_no_program_behind(tmp_path: Path) -> None:
    """The program hangs on a terminal whose hang-up somebody keeps from it, as nohup and some sessions do."""
    keeper = (
        "import os, signal, subprocess, sys\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "child = subprocess.Popen(sys.argv[2:])\n"
        "open(sys.argv[1], 'w').write(str(child.pid))\n"
        "child.wait()\n"
    )
    pid_file = tmp_path / "pid"
    words = [sys.executable, "-c", keeper, pid_file, sys.executable, "-m", "tests.support.app_process"]
    with Terminal.start([*words, tmp_path / "data", "form"], cols=80, rows=24, env={"PYTHONPATH": str(ROOT)}) as app:
        app.wait_for("the clock starts now")
        app.press("enter")
        app.wait_for("1 of 6")
        app.press("b")
        app.wait_for("1 answered")
        pid = int(pid_file.read_text())
        app.hang_up()
        ends = time.monotonic() + PATIENCE
        while _alive(pid) and time.monotonic() < ends:
            time.sleep(0.02)
        assert not _alive(pid), "it would take a whole processor for ever"
    with Store.open(tmp_path / "data") as store:
        attempt = store.load("attempt-1").attempt
    assert attempt.state is State.SUSPENDED
    assert attempt.of(1).response


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
