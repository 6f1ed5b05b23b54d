"""What is said of a data directory in a folder that is copied elsewhere: where a sitting starts, and by the doctor."""

from pathlib import Path

import pytest

from exam.cli.wiring import Root
from tests.cli.conftest import Run

SAID = "Your attempts are in a folder that Dropbox copies to other machines"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "Dropbox" / "exam"


def test_a_sitting_and_the_doctor_say_it_once_and_go_on(run: Run, bank: str) -> None:
    left = run("take", bank, "--plain", "--items", "2", input="a\n")
    assert (left.exit_code, left.stderr.count(SAID)) == (3, 1)
    ended = run("resume", "--plain", input="end\nyes\nyes\n")
    assert (ended.exit_code, ended.stderr.count(SAID)) == (0, 1)
    looked = run("doctor")
    assert (looked.exit_code, looked.stderr.count(SAID)) == (0, 1)
    assert SAID not in run("history").stderr
    assert SAID not in run("take", bank, "--plain", "--items", "2", "--ephemeral", input="a\n").stderr


def test_home_says_it_among_its_remarks(data_dir: Path) -> None:
    root = Root(override=data_dir, app_runs=True)
    for _ in range(2):
        root.open_store().close()
    assert [SAID in remark for remark in root.remarks] == [True]
