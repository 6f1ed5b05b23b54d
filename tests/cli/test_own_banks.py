"""`exam banks rename`, `remove` and `restore`."""

from pathlib import Path

import pytest

from exam.formats import read_bank
from exam.library.own_banks import begin_bank
from tests.cli.conftest import Run


@pytest.mark.slow
def test_a_bank_of_ones_own_is_renamed_removed_and_put_back(run: Run, data_dir: Path) -> None:
    begin_bank("Seas", data_dir, [])
    assert run("banks", "rename", "seas", "--title", "High seas", "--id", "high-seas").exit_code == 0
    path = data_dir / "banks" / "high-seas.toml"
    assert read_bank(path).bank.title == "High seas"
    assert "high-seas: High seas" in run("banks").stdout

    removed = run("banks", "remove", "high-seas")
    assert "exam banks restore high-seas.toml" in removed.stdout
    assert not path.exists()
    assert "high-seas" not in run("banks").stdout
    assert run("banks", "restore").stdout.startswith("high-seas.toml  until ")
    assert run("banks", "restore", "high-seas").exit_code == 0
    assert read_bank(path).bank.id == "high-seas"


def test_a_bank_that_cannot_be_read_is_removed_by_the_name_of_its_file(run: Run, data_dir: Path) -> None:
    path = begin_bank("Seas", data_dir, [])
    path.write_text("broken", "utf-8")
    assert run("banks", "remove", "seas").exit_code == 0
    assert not path.exists()


@pytest.mark.slow
def test_a_bank_that_ships_and_one_of_any_folder_are_left_alone(run: Run, bank: str) -> None:
    for name in ("orchestration-mlops-scheduling", bank):
        refused = run("banks", "remove", name)
        assert refused.exit_code == 1
        assert "none of your own banks" in refused.stderr
        assert run("banks", "rename", name, "--title", "Mine").exit_code == 1
    assert Path(bank).exists()


@pytest.mark.slow
def test_what_is_not_there_is_said(run: Run) -> None:
    assert "There is no bank 'nothing'" in run("banks", "remove", "nothing").stderr
    assert "The bin is empty." in run("banks", "restore").stderr
    assert run("banks", "restore", "nothing").exit_code == 1
    assert run("banks", "rename", "nothing").exit_code == 2
