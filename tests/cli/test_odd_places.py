"""Places that are no regular file and names that lead nowhere: a word, at once, and nothing is touched."""

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Sit
from tests.support import sample_form

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


@pytest.mark.parametrize("what", ["pipe", "folder", "/dev/zero", "link", "nothing"])
def test_what_is_no_regular_file_is_refused_as_an_import_and_not_waited_for(
    run: Run, pipe: Path, tmp_path: Path, what: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(pipe)
    file = tmp_path / what
    for words in (("attempts", "import"), ("check",), ("import",)):
        refused = run(*words, str(file))
        assert refused.exit_code == 1
        assert str(file) in refused.stdout + refused.stderr


def test_an_export_never_replaces_what_is_no_regular_file(run: Run, sit: Sit, pipe: Path, tmp_path: Path) -> None:
    sit("aa11", sample_form(), correct=3)
    (tmp_path / "folder").mkdir()
    for place in (pipe, tmp_path / "folder"):
        before = stat.S_IFMT(place.stat().st_mode)
        for more in ((), ("--force",)):
            refused = run("attempts", "export", str(place), *more)
            assert refused.exit_code == 1
            assert str(place) in refused.stderr
        assert stat.S_IFMT(place.stat().st_mode) == before


@pytest.mark.skipif(os.name == "posix" and os.getuid() == 0, reason="as root a fault here would change the machine")
@pytest.mark.parametrize("place", [os.devnull, "/dev/stdout"])
def test_an_export_never_replaces_a_device(run: Run, sit: Sit, place: str) -> None:
    sit("aa11", sample_form(), correct=3)
    refused = run("attempts", "export", place, "--force")
    assert refused.exit_code == 1
    assert f"{place}: is no regular file" in refused.stderr


def test_a_dash_is_standard_output(run: Run, sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sit("aa11", sample_form(), correct=3)
    monkeypatch.chdir(tmp_path)
    run("attempts", "export", "file")
    written = run("attempts", "export", "-")
    assert (written.exit_code, written.stdout) == (0, Path("file").read_text("utf-8"))
    assert not Path("-").exists()


@pytest.mark.parametrize("name", ["~nobodyofthisname", "~nobodyofthisname/x", ""])
def test_a_name_that_leads_nowhere_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (["check", name], ["attempts", "import", name], ["attempts", "export", f"{name}/x/y"]):
        refused = run(*words)
        assert refused.exit_code == 1, words
        assert "Traceback" not in refused.stderr
    assert list(tmp_path.iterdir()) == [] or [one.name for one in tmp_path.iterdir()] == ["data"]


def test_a_home_that_nobody_has_is_told_as_a_data_directory(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = run("--data-dir", "~nobodyofthisname/x", "history")
    assert refused.exit_code == 1
    assert "~nobodyofthisname/x: nobody of this name has a home directory here" in refused.stderr
    monkeypatch.setenv("EXAM_DATA_DIR", "~nobodyofthisname")
    assert "nobody of this name has a home" in run("history").stderr
