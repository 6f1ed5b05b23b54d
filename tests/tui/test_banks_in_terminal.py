"""In a real terminal: a quiz is imported by keys and sat, and an editor gets the terminal and gives it back."""

from pathlib import Path

import pytest

from exam.core.attempt import State
from exam.formats import read_bank
from exam.library.own_banks import begin_bank
from exam.store import Store
from tests.support.process import EXAM, environment
from tests.support.terminal import Terminal

pytestmark = pytest.mark.slow

QUIZ = """::Tides:: What makes the tides? {=The moon ~The wind ~The salt}

::Waves:: What makes the waves? {=The wind ~The moon ~The fish}
"""


def test_a_gift_file_is_imported_by_keys_and_sat_to_its_end(tmp_path: Path) -> None:
    quiz = tmp_path / "seas.gift"
    quiz.write_text(QUIZ, "utf-8")
    with Terminal.start([*EXAM], cols=100, rows=30, env=environment(tmp_path / "data")) as app:
        app.wait_for("q quit")
        app.press("b")
        app.wait_for("ships with exam")
        app.press("i")
        app.wait_for("Import a file")
        app.press(*f"{tmp_path}/se", "tab")
        app.wait_for("GIFT, a format of Moodle")
        app.press("enter")
        app.wait_for("2 questions taken; 0 left out.")
        app.press("a")
        app.wait_for("› Seas")
        app.press("enter")
        app.wait_for("2 of 2 questions")
        app.press("enter")
        app.wait_for("the clock starts now")
        app.press("enter")
        for n in (1, 2):
            app.wait_for(f"{n} of 2")
            app.press("a", "enter")
        app.wait_for("Review")
        app.press("e")
        app.wait_for("End the exam?")
        app.press("y")
        app.wait_for("the pass mark of")
        app.press("h")
        app.wait_for("› Seas")
        app.press("escape")
        app.wait_for("Last scores")
        app.press("q")
        app.wait_for_end()
    bank = read_bank(tmp_path / "data" / "banks" / "seas.toml").bank
    with Store.open(tmp_path / "data") as store:
        (row,) = store.history()
    assert (row.state, row.bank, row.items) == (State.CLOSED, bank.id, 2)


def test_an_editor_is_opened_at_the_line_and_the_app_is_there_again_afterwards(tmp_path: Path) -> None:
    data, told = tmp_path / "data", tmp_path / "told.txt"
    path = begin_bank("Seas", data, [])
    path.write_text(path.read_text("utf-8").replace('title = "Seas"', 'title = "Seas'), "utf-8")
    line = next(n for n, text in enumerate(path.read_text("utf-8").split("\n"), 1) if text.startswith("title"))
    editor = tmp_path / "vi"
    # It mends the file, as whoever edits it would; Ctrl+C is its own, and the app must not end by it. It is ready for
    # Ctrl+C before it says that it is there.
    editor.write_text(
        f'#!/bin/sh\necho "$@" > "{told}"\ntrap "echo HEARD" INT\necho EDITING\n'
        f'read -r word\nread -r word\nsed -i \'s/^title = "Seas$/title = "Mended"/\' "$2"\n',
        "utf-8",
    )
    editor.chmod(0o700)
    env = environment(data) | {"EDITOR": str(editor)}
    env.pop("VISUAL", None)
    with Terminal.start([*EXAM], cols=100, rows=30, env=env) as app:
        app.wait_for("Banks that cannot be used")
        app.press("b")
        app.wait_for("✗ 1 fault")
        app.press("down", "enter")
        app.wait_for("cannot be used")
        app.press("enter")
        app.wait_for("EDITING")
        app.press("ctrl+c")
        app.wait_for("HEARD")
        app.press("d", "\r", "y", "\r")
        app.wait_for("Mended")
        app.press("escape")
        app.wait_for("Banks   2 banks")
        app.press("escape")
        app.wait_for("Mended   13 questions")
        app.press("q")
        assert app.wait_for_end() == 0
    assert told.read_text("utf-8").split() == [f"+{line}", str(path)]
