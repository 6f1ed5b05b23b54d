"""What was missed comes again with new options each time, or as the very paper that it was."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exam.cli.group import exam
from exam.core.form import Form
from exam.store import Store
from tests.support.forms import bank_toml
from tests.support.lived import banks, opened


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    opened(tmp_path, 6)
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "sample.toml").write_text(bank_toml(banks()[0]), "utf-8")
    return tmp_path


def take(data_dir: Path, *words: str) -> Result:
    return CliRunner().invoke(exam, ("--data-dir", str(data_dir), "take", *words, "--plain"), input="flag\nquit\n")


def paper(data_dir: Path, *words: str) -> Form:
    """The paper that a command line begins."""
    result = take(data_dir, *words)
    assert result.exit_code == 3, result.stderr
    with Store.open(data_dir) as store:
        return store.load(store.find("last")).attempt.form


def offered(form: Form) -> list[set[str]]:
    return [{option.text for option in slot.options} for slot in sorted(form.slots, key=lambda slot: slot.item)]


@pytest.mark.slow
def test_what_one_attempt_missed_comes_with_new_options_each_time(data_dir: Path) -> None:
    first, second = (paper(data_dir, "sample", "--missed", "--of", "mine-21") for _ in range(2))
    assert {slot.item for slot in first.slots} == {slot.item for slot in second.slots}
    assert offered(first) != offered(second)


@pytest.mark.slow
def test_an_attempts_very_paper_is_taken_again_made_to_measure_or_not(data_dir: Path) -> None:
    drill = paper(data_dir, "sample", "--missed", "--items", "6")
    assert "take --again" in take(data_dir, "sample", "--code", drill.code).stderr
    assert paper(data_dir, "--again", "last") == drill
    with Store.open(data_dir) as store:
        exam_ = store.load("mine-21").attempt.form
    assert paper(data_dir, "--again", "mine-21") == exam_
    assert paper(data_dir, "sample", "--code", exam_.code) == exam_, "a plain paper has a code of its own"


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--missed",), ("--items", "5"), ("sample",), ("--code", "1234"), ("--due",)])
def test_again_says_already_which_paper_it_is(data_dir: Path, words: tuple[str, ...]) -> None:
    result = take(data_dir, "--again", "mine-21", *words)
    assert (result.exit_code, "leave out" in result.stderr) == (2, True)


@pytest.mark.slow
def test_an_attempt_that_is_not_there_is_a_clear_word(data_dir: Path) -> None:
    assert "No attempt begins with 'nobody'" in take(data_dir, "--again", "nobody").stderr
