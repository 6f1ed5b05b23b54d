"""The plain mode at a terminal, typed by hand."""

import json
import re
from pathlib import Path

import pytest

from tests.support import bank_toml, sample_bank
from tests.support.process import EXAM, environment, run_exam
from tests.support.terminal import Terminal

pytestmark = pytest.mark.slow


@pytest.fixture
def plain(tmp_path: Path) -> Terminal:
    """Plain mode at the first of five questions, in a terminal that can do nothing but text."""
    bank = tmp_path / "sample.toml"
    bank.write_text(bank_toml(sample_bank(12, 3)), encoding="utf-8")
    words = [*EXAM, "take", bank, "--items", "5", "--seed", "1", "--plain"]
    return Terminal.start(words, rows=60, env=environment(tmp_path / "data", TERM="dumb"))


def test_typed_to_its_end_without_one_control_sequence(plain: Terminal) -> None:
    with plain as terminal:
        terminal.wait_for("Question 1 of 5")
        terminal.enter("b")
        terminal.wait_for("Your answer: B.")
        terminal.enter("end", "yes", "yes")
        terminal.wait_for("Score: ")
        terminal.wait_for("Say review to go through the answers")
        terminal.enter("review", "missed", "")
        terminal.wait_for("The key is")
        terminal.enter("quit")
        assert terminal.wait_for_end() == 0
        assert not re.search(rb"[^\r\n\x20-\xff]", terminal.raw)


def test_ctrl_c_keeps_the_attempt(plain: Terminal, tmp_path: Path) -> None:
    with plain as terminal:
        terminal.wait_for("Question 1 of 5")
        terminal.enter("b")
        terminal.wait_for("Your answer: B.")
        terminal.press("ctrl+c")
        assert terminal.wait_for_end(patience=5) == 130
        assert "Traceback" not in terminal.screen()
    (row,) = json.loads(run_exam(tmp_path / "data", "history", "--json").stdout)
    assert (row["state"], row["answered"]) == ("suspended", 1)


def test_ctrl_d_leaves(plain: Terminal) -> None:
    with plain as terminal:
        terminal.wait_for("Question 1 of 5")
        terminal.press("ctrl+d")
        terminal.wait_for("The attempt is kept.")
        assert terminal.wait_for_end(patience=5) == 3


def test_closing_the_window_ends_it(plain: Terminal, tmp_path: Path) -> None:
    with plain as terminal:
        terminal.wait_for("Question 1 of 5")
        terminal.hang_up()
        assert terminal.wait_for_end(patience=5) in (3, 129)
    (row,) = json.loads(run_exam(tmp_path / "data", "history", "--json").stdout)
    assert row["state"] == "suspended"
