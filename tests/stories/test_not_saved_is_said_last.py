"""However a sitting ends while something of it is saved nowhere, that is said last and plainly."""

import signal
import sys
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there"),
]


def sitting(data_dir: Path) -> Terminal:
    """The app with an exam on which the first question is answered, but saved nowhere."""
    argv = [sys.executable, "-m", "tests.support.app_process", data_dir, "form"]
    app = Terminal.start(argv, cols=100, rows=24, env={"PYTHONPATH": str(ROOT)})
    app.wait_for("the clock starts now")
    app.press("enter")
    app.wait_for("1 of 6")
    for file in data_dir.glob("exam.*"):
        file.unlink()
    app.press("b")
    app.wait_for("Not saved yet. The exam goes on")
    return app


def after(app: Terminal) -> str:
    """What stands in the terminal once the program is gone, as one line."""
    return " ".join(app.raw.rpartition(b"\x1b[?1049l")[2].decode().split())


def test_a_signal_while_something_is_not_saved_is_not_silent(tmp_path: Path) -> None:
    with sitting(tmp_path) as app:
        app.kill(signal.SIGTERM)
        assert app.wait_for_end() == 128 + signal.SIGTERM
        assert "Not saved: your answer to question 1. The database of your attempts was moved" in after(app)
        assert "The attempt is kept, without its last changes." in after(app)


def test_a_crash_does_not_promise_what_is_not_so(tmp_path: Path) -> None:
    with sitting(tmp_path) as app:
        app.press("\x18")
        app.wait_for_end()
        assert "because of a mistake in the program" in after(app)
        assert "Every answer given is saved" not in after(app)
        assert "Not saved: your answer to question 1." in after(app)


def test_who_leaves_is_asked_and_the_exit_code_is_no_success(tmp_path: Path) -> None:
    with sitting(tmp_path) as app:
        app.press("ctrl+q")
        app.wait_for("Not everything is saved")
        assert "Not saved: your answer to question 1." in app.screen()
        app.press("y")
        app.wait_for("Not everything is saved.")
        app.press("enter")
        assert app.wait_for_end() == 1
        assert "Not saved: your answer to question 1." in after(app)
