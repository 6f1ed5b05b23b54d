"""What commands say on a terminal, as text in ``looks/``. ``EXAM_ACCEPT=1`` writes them anew: then read the diff."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from exam.cli import wiring
from exam.core.text import cells
from tests.cli.conftest import Run, Sit
from tests.support import FakeClock, sample_form

LOOKS = Path(__file__).parent / "looks"
WIDTHS = (60, 80, 120)
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
COMMAND = re.compile(r"\s+exam [a-z]")


@pytest.fixture(autouse=True)
def past(sit: Sit, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, kathmandu: None) -> None:
    """Three exams of ten questions, a day apart, and one that is not finished."""
    monkeypatch.setattr(wiring, "new_clock", lambda: clock)
    for name, correct in (("aa11", 6), ("bb22", 7), ("cc33", 9)):
        sit(name, sample_form(10, 2, minutes=12), correct=correct, incorrect=10 - correct)
        clock.advance(timedelta(days=1).total_seconds())
    sit("dd44", sample_form(10, 2, minutes=12), correct=4, end=False)


def seen(run: Run, width: int, *words: str) -> str:
    """What stands on a terminal of this width, without its colours."""
    result = run("--color", "always", *words, env={"COLUMNS": str(width)}, color=True)
    assert result.exit_code == 0, result.stderr
    return ESCAPES.sub("", result.stdout)


@pytest.mark.parametrize("words", [("history",), ("report",)], ids=" ".join)
def test_what_stands_on_a_terminal(run: Run, words: tuple[str, ...]) -> None:
    for width in WIDTHS:
        shown = seen(run, width, *words)
        assert "\x1b" not in shown
        too_wide = [line for line in shown.splitlines() if cells(line) > width and not COMMAND.match(line)]
        assert not too_wide
        look = LOOKS / f"{'-'.join(words)}-{width}.txt"
        if os.environ.get("EXAM_ACCEPT"):
            look.write_text(shown, "utf-8")
        assert shown == look.read_text("utf-8")


@pytest.mark.parametrize("words", [("history",), ("report",)], ids=" ".join)
def test_a_pipe_gets_lines_without_colours_that_no_width_changes(run: Run, words: tuple[str, ...]) -> None:
    piped = run(*words, env={"COLUMNS": "60"}).stdout
    assert "\x1b" not in piped
    assert piped == run(*words, env={"COLUMNS": "200"}).stdout == run("--color", "never", *words).stdout


def test_colours_are_there_as_they_are_wanted(run: Run) -> None:
    """NO_COLOR is what a machine says; what is said for one run goes before it."""
    always = run("history", "--color", "always", env={"NO_COLOR": "1", "TERM": "xterm-256color"}, color=True).stdout
    assert "\x1b[38;5;28m✓ passed\x1b[0m" in always
    sixteen = run("history", "--color", "always", env={"TERM": "xterm", "COLORTERM": ""}, color=True).stdout
    assert "\x1b[32m✓ passed\x1b[0m" in sixteen
