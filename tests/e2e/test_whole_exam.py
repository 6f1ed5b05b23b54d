"""Whole exams in a real pseudo-terminal, by keys alone, beside the same exams line by line.

Each app is a process that imports Textual and draws, so these few stories take some seconds.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.process import EXAM, environment, run_exam
from tests.support.terminal import Terminal

pytestmark = pytest.mark.slow

ITEMS = 50
PAPER = ("take", "--preset", "standard", "--seed", "20260302")
"""A standard exam of the first bank."""


def answer_to(n: int) -> str:
    """The sitter's answer to question n; every ninth stays open."""
    return "" if n % 9 == 0 else "abcd"[n * n * 7 % 11 % 4]


def open_app(data_dir: Path, *words: str | Path) -> Terminal:
    return Terminal.start([*EXAM, *words], env=environment(data_dir))


def end_exam(app: Terminal) -> None:
    """From any question by the review sheet and both confirmations to the result, and out."""
    app.press("s")
    app.wait_for("end exam")
    app.press("e")
    app.wait_for("End the exam?")
    app.press("y")
    app.wait_for("End all the same")
    app.press("y")
    app.wait_for("study page")
    app.press("ctrl+q")
    assert app.wait_for_end() == 0


def report(data_dir: Path) -> dict[str, Any]:
    """The last report, without what differs between two sittings: id and times."""
    told = json.loads(run_exam(data_dir, "report", "last", "--json").stdout)
    for part in (told, *told["sections"], *told["responses"]):
        for name in ("attempt", "started_at", "ended_at", "seconds"):
            part.pop(name, None)
    return dict(told)


def test_by_keys_and_by_lines_the_same_answers_are_the_same_report(tmp_path: Path) -> None:
    by_keys, by_lines = tmp_path / "keys", tmp_path / "lines"
    with open_app(by_keys, *PAPER) as app:
        app.wait_for("Begin")
        app.press("enter")
        for n in range(1, ITEMS + 1):
            app.wait_for(f"{n} of {ITEMS}")
            if answer_to(n):
                app.press(answer_to(n))
            if n < ITEMS:
                app.press("enter")
        end_exam(app)
    lines = "".join(f"{answer_to(n)}\n\n" if answer_to(n) else "\n" for n in range(1, ITEMS + 1))
    plain = run_exam(by_lines, *PAPER, "--plain", lines=f"{lines}end\nyes\nyes\n")
    assert plain.returncode == 0, plain.stderr
    told = report(by_lines)
    assert report(by_keys) == told
    assert len(told["responses"]) == ITEMS
    assert sum(response["status"] == "complete" for response in told["responses"]) == ITEMS - ITEMS // 9
    assert 0 < told["score"]["points"] < ITEMS


def test_killed_half_way_every_answer_is_there_on_resume(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_app(data, *PAPER) as app:
        app.wait_for("Begin")
        app.press("enter")
        for n in range(1, 26):
            app.wait_for(f"{n} of {ITEMS}")
            app.press("c", "enter")
        app.wait_for(f"26 of {ITEMS}")
        app.kill()
    with open_app(data, "resume") as app:
        app.wait_for(f"26 of {ITEMS}")
        end_exam(app)
    statuses = [response["status"] for response in report(data)["responses"]]
    assert statuses == ["complete"] * 25 + ["incomplete"] + ["unseen"] * 24


def test_an_exam_begun_on_the_screen_goes_on_line_by_line(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_app(data, *PAPER) as app:
        app.wait_for("Begin")
        app.press("enter")
        app.wait_for(f"1 of {ITEMS}")
        app.press("b", "f", "enter")
        app.wait_for(f"2 of {ITEMS}")
        app.press("ctrl+q")
        app.wait_for_end()
        assert "exam resume" in app.raw.decode()
    told = run_exam(data, "resume", "--plain", lines="1\nsheet\nquit\n")
    assert "Flagged." in told.stdout
    assert "Your answer: B." in told.stdout


def test_keys_typed_ahead_of_the_screens_break_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_app(data, *PAPER) as app:
        app.wait_for("Begin")
        app.press("enter")
        app.wait_for(f"1 of {ITEMS}")
        app.press("b", *("s", "e", "n", "g", "escape", "s", "s") * 5)
        app.press("ctrl+q")
        assert app.wait_for_end() == 0
    (row,) = json.loads(run_exam(data, "history", "--json").stdout)
    assert (row["state"], row["answered"]) == ("suspended", 1)


def test_closing_the_window_keeps_the_attempt(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_app(data, *PAPER) as app:
        app.wait_for("Begin")
        app.press("enter")
        app.wait_for(f"1 of {ITEMS}")
        app.press("b", "enter")
        app.wait_for(f"2 of {ITEMS}")
        app.hang_up()
        app.wait_for_end(patience=5)
    (row,) = json.loads(run_exam(data, "history", "--json").stdout)
    assert (row["state"], row["answered"]) == ("suspended", 1)


def test_without_a_word_the_app_opens_and_closes(tmp_path: Path) -> None:
    with open_app(tmp_path / "data") as app:
        app.wait_for(lambda shown: bool(shown.strip()))
        app.press("ctrl+q")
        assert app.wait_for_end() == 0
        assert b"\x1b[?1049l" in app.raw
