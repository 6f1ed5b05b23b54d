"""The app in a real terminal: however it ends, the terminal is as it was and the attempt is kept.

Each story starts a process that imports Textual, so the file takes some seconds.
"""

import signal
import sys
from pathlib import Path

import pytest

from exam.core.attempt import Attempt, State
from exam.store import Store
from tests.support.terminal import Terminal

ROOT = Path(__file__).parents[2]
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")


def open_app(data_dir: Path, what: str = "", **env: str) -> Terminal:
    argv = [sys.executable, "-m", "tests.support.app_process", data_dir, *([what] if what else [])]
    return Terminal.start(argv, cols=80, rows=24, env={"PYTHONPATH": str(ROOT), **env})


def begin(app: Terminal) -> None:
    app.wait_for("the clock starts now")
    app.press("enter")
    app.wait_for("1 of 6")
    app.press("b")
    app.wait_for("1 answered")


def stored(data_dir: Path) -> Attempt:
    with Store.open(data_dir) as store:
        return store.load("attempt-1").attempt


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was_and_suspends_the_attempt(
    tmp_path: Path, number: signal.Signals
) -> None:
    with open_app(tmp_path, "form") as app:
        begin(app)
        app.kill(number)
        assert app.wait_for_end() == 128 + number
        assert all(code in app.raw for code in RESTORED)
    attempt = stored(tmp_path)
    assert attempt.state is State.SUSPENDED
    assert attempt.of(1).response


@pytest.mark.slow
def test_a_closed_window_ends_the_program_and_keeps_the_attempt(tmp_path: Path) -> None:
    with open_app(tmp_path, "form") as app:
        begin(app)
        app.hang_up()
        app.wait_for_end()
    assert stored(tmp_path).of(1).response


@pytest.mark.slow
def test_a_mistake_in_the_program_shows_no_traceback_and_loses_nothing(tmp_path: Path) -> None:
    with open_app(tmp_path, "form") as app:
        begin(app)
        app.press("\x18")
        assert app.wait_for_end() == 1
        after = app.raw[app.raw.rindex(b"\x1b[?1049l") :].decode()
        assert "Every answer given is saved" in " ".join(after.split())
        assert "Traceback" not in after
    assert "ZeroDivisionError: on purpose" in (tmp_path / "crash.txt").read_text("utf-8")
    attempt = stored(tmp_path)
    assert attempt.state is State.SUSPENDED
    assert attempt.of(1).response


@pytest.mark.slow
def test_leaving_prints_how_to_go_on(tmp_path: Path) -> None:
    with open_app(tmp_path, "form") as app:
        begin(app)
        app.press("a", "ctrl+q")
        assert app.wait_for_end() == 0
        assert b"The attempt is kept. Go on with: exam resume attempt-1" in app.raw


@pytest.mark.slow
def test_without_colour_none_is_sent(tmp_path: Path) -> None:
    with open_app(tmp_path, "form", NO_COLOR="1") as app:
        app.wait_for("the clock starts now")
        app.press("ctrl+q")
        app.wait_for_end()
        for code in (b"38;2;", b"48;2;", b"38;5;", b"48;5;", b"\x1b[31", b"\x1b[36", b"\x1b[96"):
            assert code not in app.raw


@pytest.mark.slow
def test_a_terminal_of_sixteen_colours_gets_its_own(tmp_path: Path) -> None:
    with open_app(tmp_path, "form", TERM="xterm", COLORTERM="") as app:
        app.wait_for("the clock starts now")
        app.press("ctrl+q")
        app.wait_for_end()
        assert b"8;2;" not in app.raw
        assert b"8;5;" not in app.raw


@pytest.mark.slow
def test_a_program_that_was_stopped_and_continued_takes_each_key_once_and_gives_the_terminal_back(
    tmp_path: Path,
) -> None:
    with open_app(tmp_path, "form") as app:
        before = app.modes()
        begin(app)
        for _ in range(3):
            app.stop_and_continue()
        app.press("d", "f")
        app.wait_for("unflag")
        app.kill(signal.SIGTERM)
        assert app.wait_for_end() == 128 + signal.SIGTERM
        assert app.modes() == before
    assert stored(tmp_path).of(1).marked
