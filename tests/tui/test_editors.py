"""How common editors are told a file and a line."""

import sys
from pathlib import Path

import pytest

from exam.tui.banks.editor import editor_command

FILE = Path("/banks/my seas.toml")


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        *((name, [name, "+12", str(FILE)]) for name in ("vi", "vim", "nvim", "nano", "emacs", "micro")),
        *((name, [name, "-g", f"{FILE}:12"]) for name in ("code", "codium")),
        *((name, [name, f"{FILE}:12"]) for name in ("subl", "zed", "hx")),
        ("/usr/bin/vim -u NONE", ["/usr/bin/vim", "-u", "NONE", "+12", str(FILE)]),
        ("'/opt/my editor/nano'", ["/opt/my editor/nano", "+12", str(FILE)]),
        ("code --wait", ["code", "--wait", "-g", f"{FILE}:12"]),
        ("something-else", ["something-else", str(FILE)]),
    ],
)
def test_each_gets_the_line_in_its_own_way(editor: str, command: list[str]) -> None:
    assert editor_command({"EDITOR": editor}, FILE, 12) == command


def test_visual_goes_first_and_without_a_line_the_file_stands_alone() -> None:
    assert editor_command({"VISUAL": "nano", "EDITOR": "vi"}, FILE, 0) == ["nano", str(FILE)]
    assert editor_command({"VISUAL": " ", "EDITOR": "vi"}, FILE, 1) == ["vi", "+1", str(FILE)]


def test_a_name_is_never_taken_for_an_option_and_nothing_is_run_by_a_shell() -> None:
    command = editor_command({"EDITOR": "vi"}, Path("-c :!rm.toml"), 1)
    assert command is not None
    assert command[2].startswith("/")
    assert editor_command({"EDITOR": "vi; rm -rf /"}, FILE, 1) == ["vi;", "rm", "-rf", "/", str(FILE)]


@pytest.mark.parametrize("environ", [{}, {"EDITOR": ""}, {"EDITOR": "'open"}])
def test_where_none_is_known_there_is_none(environ: dict[str, str]) -> None:
    assert editor_command(environ, FILE, 1, which=lambda name: None) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there it is notepad")
def test_what_is_here_is_taken_where_nobody_names_one() -> None:
    here = {"vi", "nano"}
    assert editor_command({}, FILE, 12, which=lambda name: name if name in here else None) == ["nano", "+12", str(FILE)]
