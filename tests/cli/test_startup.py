"""What a command loads, seen in an interpreter of its own: start-up is a feature."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from exam.cli.exits import BROKEN, BROKEN_PIPE, DONE, LEFT, REFUSED, USAGE
from exam.cli.group import exam
from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, bank_toml, sample_bank, sample_form
from tests.support.process import environment

HEAVY = {"textual", "rich", "pydantic", "asyncio", "tomli", "sqlite3"}

PROBE = """
import json, sys
words, heavy = sys.argv[1:]
sys.argv = ["exam", *json.loads(words)]
from exam.cli import main
try:
    main()
except SystemExit as left:
    code = left.code
names = {name.partition(".")[0] for name in sys.modules} & set(json.loads(heavy))
print(json.dumps([code, sorted(names)]), file=sys.stderr)
"""


def loaded(tmp_path: Path, *words: str) -> set[str]:
    """Which of the heavy packages one command line loads."""
    run = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(words), json.dumps(sorted(HEAVY))],
        env=environment(tmp_path / "data"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    code, names = json.loads(run.stderr.splitlines()[-1])
    assert code == 0, run.stderr
    return set(names)


@pytest.mark.slow
@pytest.mark.parametrize("words", [["--version"], ["--help"], ["take", "--help"]])
def test_asking_what_it_is_loads_nothing_heavy(tmp_path: Path, words: list[str]) -> None:
    assert loaded(tmp_path, *words) == set()


@pytest.mark.slow
def test_the_history_loads_the_database_alone(tmp_path: Path) -> None:
    assert loaded(tmp_path, "history") == {"sqlite3"}
    with Store.open(tmp_path / "data") as store:
        Session.start("abcd1234", sample_form(), store, FakeClock(), mode="exam").leave()
    assert loaded(tmp_path, "history") == {"sqlite3"}, "neither does a list that is not empty"
    assert loaded(tmp_path, "history", "--json") == {"sqlite3"}
    assert loaded(tmp_path, "--color", "always", "history") == {"sqlite3"}, "laid out for a terminal, too"


@pytest.mark.slow
def test_no_command_but_the_app_loads_textual(tmp_path: Path) -> None:
    bank = tmp_path / "sample.toml"
    bank.write_text(bank_toml(sample_bank()), encoding="utf-8")
    for words in (["form", str(bank), "--json"], ["check", str(bank)], ["banks"]):
        assert loaded(tmp_path, *words).isdisjoint({"textual", "rich", "asyncio"})


@pytest.mark.parametrize("words", [[], ["take"], ["resume"], ["form"], ["history"], ["report"], ["check"], ["banks"]])
def test_every_help_states_the_exit_codes(words: list[str]) -> None:
    told = CliRunner().invoke(exam, [*words, "--help"]).stdout
    for code in (DONE, REFUSED, USAGE, LEFT, BROKEN, BROKEN_PIPE):
        assert f"\n    {code} " in told
    assert max(map(len, told.splitlines())) <= 80


def test_the_list_of_commands_says_of_each_what_its_own_help_says() -> None:
    """The list does not load them, and every one stands in it, in whole lines."""
    told = CliRunner().invoke(exam, ["--help"], terminal_width=60).stdout
    for name in exam.list_commands(click.Context(exam)):
        command = exam.get_command(click.Context(exam), name)
        assert command is not None
        assert f"\n  {name:<10}  {command.get_short_help_str(100)}\n" in told


def test_every_help_fits_a_narrow_terminal() -> None:
    for name in ("", *exam.list_commands(click.Context(exam))):
        words = [*filter(None, ["--data-dir", "/a", name]), "--help"]
        told = CliRunner().invoke(exam, words, terminal_width=60).stdout
        assert max(map(len, told.splitlines())) <= 60
        assert "<=x" not in told
        assert "x>=" not in told


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["tak"], "There is no command 'tak'. Did you mean 'exam take'?"),
        (["banks", "us"], "There is no command 'us'. Did you mean 'exam banks use'?"),
        (["report", "--jsn"], "There is no option '--jsn'. Did you mean '--json'?"),
        (["zzz"], "There is no command 'zzz'."),
        (
            ["history", "--mode", "practise"],
            "The option --mode has no choice 'practise'. Did you mean 'practice'? It has: exam, practice.",
        ),
    ],
)
def test_a_slip_is_told_first_with_what_was_meant(tmp_path: Path, words: list[str], meant: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "exam", *words],
        env=environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert run.returncode == USAGE
    assert run.stderr.splitlines()[0] == f"Error: {meant}"
    assert run.stderr.splitlines()[-1].startswith("See 'exam")


def test_help_says_where_the_data_directory_is(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    assert f"\n  {mine}\n" in CliRunner().invoke(exam, ["--data-dir", str(mine), "--help"]).stdout
    told = CliRunner().invoke(exam, ["--help"], env={"EXAM_DATA_DIR": str(tmp_path / "named")}).stdout
    assert f"\n  {tmp_path / 'named'}\n" in told
