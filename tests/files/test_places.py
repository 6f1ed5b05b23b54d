"""Where things are found: what ships, what a user adds, and where the database goes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exam.files.places import data_dir, find_banks, find_themes, shipped

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EXAM_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)


def test_the_named_place_comes_before_the_environments_and_that_before_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    own = data_dir()
    assert own.name == "exam"
    assert own.is_absolute()
    monkeypatch.setenv("EXAM_DATA_DIR", str(tmp_path / "environment"))
    assert data_dir() == tmp_path / "environment"
    assert data_dir(tmp_path / "named") == tmp_path / "named"
    assert list(tmp_path.iterdir()) == [], "asking makes nothing"


def test_a_place_is_absolute_whatever_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert data_dir(Path("here")) == tmp_path / "here"
    assert data_dir(Path("~/exams")) == tmp_path / "home" / "exams"
    monkeypatch.setenv("EXAM_DATA_DIR", "")
    assert tmp_path in data_dir().parents


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="XDG")
def test_an_odd_environment_never_leads_into_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in (("XDG_DATA_HOME", "relative/place"), ("XDG_DATA_HOME", ""), ("HOME", "")):
        monkeypatch.setenv(name, value)
        assert tmp_path not in data_dir().parents


def test_where_no_home_is_known_the_message_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: Path("~/.local/share/exam"))
    with pytest.raises(OSError, match="--data-dir or EXAM_DATA_DIR"):
        data_dir()


def test_what_ships_comes_first_and_then_what_the_user_added(tmp_path: Path) -> None:
    banks = tmp_path / "banks"
    banks.mkdir()
    for name in ("zebra.toml", "ape.toml", "notes.txt", ".hidden.toml"):
        (banks / name).write_text("schema = 1\n")
    (banks / "directory.toml").mkdir()
    (banks / "loop.toml").symlink_to("loop.toml")
    if hasattr(os, "mkfifo"):
        os.mkfifo(banks / "pipe.toml")
    found = find_banks(tmp_path)
    own = [path.name for path in found if path.parent == banks]
    assert own == ["ape.toml", "zebra.toml"]
    assert found[-2:] == [banks / "ape.toml", banks / "zebra.toml"]
    assert all(path.parent == shipped("banks") for path in found[:-2])


def test_no_directory_of_ones_own_is_fine(tmp_path: Path) -> None:
    assert all(path.parent == shipped("themes") for path in find_themes(tmp_path / "nothing" / "here"))


def test_a_checkout_has_its_banks_and_themes_at_the_top() -> None:
    assert shipped("banks") == ROOT / "banks"
    assert shipped("themes") == ROOT / "themes"
    with pytest.raises(FileNotFoundError, match="install exam again"):
        shipped("nothing")


def test_an_installed_package_has_them_inside(tmp_path: Path) -> None:
    """The package copied as a wheel lays it out; the wheel itself is tried where it is built."""
    (tmp_path / "exam" / "_data" / "banks").mkdir(parents=True)
    (tmp_path / "exam" / "_data" / "banks" / "first.toml").write_text("schema = 1\n")
    (tmp_path / "banks").mkdir()
    (tmp_path / "exam" / "files").mkdir()
    for name in ("__init__.py", "files/__init__.py", "files/places.py"):
        shutil.copy(ROOT / "exam" / name, tmp_path / "exam" / name)
    script = "from exam.files.places import find_banks; from pathlib import Path; print(*find_banks(Path('nowhere')))"
    said = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(tmp_path / "exam" / "_data" / "banks" / "first.toml")
