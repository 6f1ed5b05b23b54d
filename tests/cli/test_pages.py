"""What commands say on a terminal, as text in ``looks/``. ``EXAM_ACCEPT=1`` writes them anew: then read the diff."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from exam.cli import wiring
from exam.cli.group import exam
from exam.core.text import cells
from exam.sitting.session import Session
from exam.store import Store
from tests.cli.conftest import Run, sitting_in
from tests.support import FakeClock, bank_toml, lived, sample_bank, sample_form
from tests.support.process import EXAM, environment
from tests.support.terminal import Terminal

LOOKS = Path(__file__).parent / "looks"
WIDTHS = (60, 80, 120)
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
PATH_OR_COMMAND = re.compile(r"^ +(exam [a-z]|/)")


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FakeClock]:
    """Three exams of ten questions, a day apart, and one that is not finished; and the clock after them."""
    data_dir, clock = tmp_path_factory.mktemp("lived"), FakeClock()
    sit = sitting_in(data_dir, clock)
    for name, correct in (("aa11", 6), ("bb22", 7), ("cc33", 9)):
        sit(name, sample_form(10, 2, minutes=12), correct=correct, incorrect=10 - correct)
        clock.advance(timedelta(days=1).total_seconds())
    sit("dd44", sample_form(10, 2, minutes=12), correct=4, end=False)
    with Store.open(data_dir) as store:
        session = Session.resume("dd44", store, clock)
        session.note(2, "Look at the pause container again, since pods share their network and not their files.")
        session.report(4, "The second option is right too.")
        session.leave()
    (data_dir / "sample.toml").write_text(bank_toml(sample_bank(10, 2)), "utf-8")
    return data_dir, clock


@pytest.fixture
def data_dir(lived_in: tuple[Path, FakeClock], monkeypatch: pytest.MonkeyPatch, kathmandu: None) -> Path:
    """Nothing here writes to it. Its bank is the only one that there is."""
    data_dir, clock = lived_in
    monkeypatch.setattr(wiring, "new_clock", lambda: clock)
    monkeypatch.setattr(wiring, "bank_files", lambda *_: [data_dir / "sample.toml"])
    return data_dir


def seen(run: Run, width: int, *words: str) -> str:
    """What stands on a terminal of this width, without its colours."""
    result = run("--color", "always", *words, env={"COLUMNS": str(width)}, color=True)
    assert result.exit_code == 0, result.stderr
    return ESCAPES.sub("", result.stdout)


COMMANDS = [
    ("history",), ("report",), ("progress",), ("review",), ("confusions",), ("items",), ("plan",),
    ("questions", "sample"), ("notes",), ("reports",),
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_stands_on_a_terminal(run: Run, data_dir: Path, words: tuple[str, ...]) -> None:
    for width in WIDTHS:
        shown = seen(run, width, *words)
        assert "\x1b" not in shown
        too_wide = [line for line in shown.splitlines() if cells(line) > width and not PATH_OR_COMMAND.search(line)]
        assert not too_wide
        shown = shown.replace(str(data_dir), "DATA")
        look = LOOKS / f"{'-'.join(words)}-{width}.txt"
        if os.environ.get("EXAM_ACCEPT"):
            look.write_text(shown, "utf-8")
        assert shown == look.read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [("banks",), ("check", "sample"), ("profiles",), ("questions", "sample", "--with-key"), ("items", "--group")],
    ids=" ".join,
)
def test_what_has_paths_fits_too_and_breaks_none_of_them(run: Run, words: tuple[str, ...]) -> None:
    for width in WIDTHS:
        shown = seen(run, width, *words)
        assert not [line for line in shown.splitlines() if cells(line) > width and "/" not in line]
    if words == ("banks",):
        assert f"  {wiring.bank_files()[0]}\n" in shown


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_pipe_gets_lines_without_colours_that_no_width_changes(run: Run, words: tuple[str, ...]) -> None:
    piped = run(*words, env={"COLUMNS": "60"}).stdout
    assert "\x1b" not in piped
    assert piped == run("--color", "never", *words, env={"COLUMNS": "200"}).stdout


def test_help_has_bold_headings_where_colours_are_wanted(run: Run) -> None:
    assert "\x1b[1mLook back:\x1b[0m\n" in run("--color", "always", "--help").stdout
    assert "\x1b" not in run("--help").stdout
    assert "\x1b" not in run("--color", "never", "report", "--help", color=True).stdout


def test_colours_are_there_as_they_are_wanted(run: Run) -> None:
    """NO_COLOR is what a machine says; what is said for one run goes before it."""
    always = run("history", "--color", "always", env={"NO_COLOR": "1", "TERM": "xterm-256color"}, color=True).stdout
    assert "\x1b[38;5;28m✓ passed\x1b[0m" in always
    sixteen = run("history", "--color", "always", env={"TERM": "xterm", "COLORTERM": ""}, color=True).stdout
    assert "\x1b[32m✓ passed\x1b[0m" in sixteen


@pytest.mark.slow
def test_whatever_happened_fits_every_width(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A past of two people in which everything happens that can happen to a question, at two banks."""
    with Store.open(tmp_path) as store:
        clock = FakeClock(lived.live(store, 3))
    files = [tmp_path / f"{bank.id}.toml" for bank in lived.banks()]
    for file, bank in zip(files, lived.banks(), strict=True):
        file.write_text(bank_toml(bank), "utf-8")
    monkeypatch.setattr(wiring, "new_clock", lambda: clock)
    monkeypatch.setattr(wiring, "bank_files", lambda *_: files)
    monkeypatch.setenv("EXAM_DATA_DIR", str(tmp_path))
    commands = ["history --all", "report", "report mine-04", "progress", "confusions", "items", "items --group", "plan"]
    for words in commands:
        for width in (36, 66, 200):
            settings = {"env": {"COLUMNS": str(width)}, "color": True}
            result = CliRunner().invoke(exam, ["--color", "always", *words.split()], **settings)  # type: ignore[arg-type]
            assert result.exit_code == 0, result.output
            lines = ESCAPES.sub("", result.stdout).splitlines()
            assert not [line for line in lines if cells(line) > width and not PATH_OR_COMMAND.search(line)], words


@pytest.mark.slow
def test_in_a_real_terminal_the_width_is_the_terminals_own(data_dir: Path) -> None:
    with Terminal.start([*EXAM, "history"], cols=72, env=environment(data_dir, TERM="xterm-256color")) as terminal:
        assert terminal.wait_for_end() == 0
        assert b"\x1b[38;5;28m" in terminal.raw
        assert "Full" in terminal.screen()
        narrow = terminal.raw
    with Terminal.start([*EXAM, "history"], cols=140, env=environment(data_dir, NO_COLOR="1")) as terminal:
        assert terminal.wait_for_end() == 0
        assert b"\x1b" not in terminal.raw, "not a colour, and nothing bold"
        assert max(map(len, terminal.raw.splitlines())) > max(map(len, ESCAPES.sub("", narrow.decode()).splitlines()))
