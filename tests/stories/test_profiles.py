"""Several people on one machine: data of their own each, names that are no paths, and the old data as they were."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.files.profiles import BadName, begin_profile, profile_named, profiles
from tests.cli.conftest import Run, Sit
from tests.support import sample_form

_HOSTILE = ("../../etc", "..", "/root", "a/b", "con", "nul.txt", "~", "$HOME", "-rf", "%2e%2e", "é" * 40, "a\\b")


@given(st.text())
def test_a_name_is_refused_or_gives_a_folder_of_letters_and_digits(name: str) -> None:
    base = Path("/nowhere/data")
    try:
        profile = profile_named(base, name)
    except BadName:
        return
    assert profile.folder.parent == base / "profiles"
    assert profile.folder.name.isascii()
    assert profile.folder.name.isalnum()


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_names_stay_inside(tmp_path: Path, name: str) -> None:
    profile = profile_named(tmp_path, name)
    assert begin_profile(profile)
    assert not begin_profile(profile)
    assert [one.name for one in profiles(tmp_path)] == [profile.name]
    assert [path.name for path in tmp_path.iterdir()] == ["profiles"]


@pytest.mark.parametrize("name", ["", " ", " Ana", "Ana\n", "\x1b[2J", "a" * 41, "\u202eana"])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadName):
        profile_named(tmp_path, name)


def test_case_and_the_way_a_letter_is_written_make_no_difference(tmp_path: Path) -> None:
    first = profile_named(tmp_path, "Zoë")
    begin_profile(first)
    assert profile_named(tmp_path, "zoe\u0308") == first
    assert profile_named(tmp_path, "Zoe") != first


def test_everybody_has_attempts_of_their_own(run: Run, sit: Sit, data_dir: Path, bank: str) -> None:
    sit("k7f3", sample_form(5, 2), correct=3)
    assert "k7f3" in run("history").stdout
    first = run("--profile", "Ana", "history")
    assert "k7f3" not in first.stdout
    assert "Profile 'Ana' is new" in first.stderr
    assert "is new" not in run("history", "--profile", "ana").stderr
    sat = run("take", bank, "--seed", "1", "--items", "2", "--plain", "--profile", "Ana", input="end\nyes\nyes\n")
    assert sat.exit_code == 0, sat.output
    mine, anas = (json.loads(run("history", "--json", *more).stdout) for more in ((), ("--profile", "Ana")))
    assert [one["attempt"] for one in mine] == ["k7f3"]
    assert len(anas) == 1
    shapes = json.loads(run("profiles", "--json", "--profile", "Ana").stdout)
    assert [(one["profile"], one["attempts"], one["used"]) for one in shapes] == [(None, 1, False), ("Ana", 1, True)]
    assert (data_dir / "exam.db").exists()


def test_the_environment_names_one_too_and_settings_are_apart(
    run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch, bank: str
) -> None:
    monkeypatch.setenv("EXAM_PROFILE", "Ben")
    run("history")
    folder = profile_named(data_dir, "Ben").folder
    (folder / "config.toml").write_text("[exam]\npass_mark = 85\n", "utf-8")
    assert "pass mark 85 %" in run("form", bank, "--items", "6").stdout
    monkeypatch.setenv("EXAM_PROFILE", "")
    assert "pass mark 70 %" in run("form", bank, "--items", "6").stdout
    assert run("history", "--profile", "a\nb").exit_code == 1


def test_a_bank_of_the_data_directory_is_there_for_all(run: Run, data_dir: Path, bank: str) -> None:
    (data_dir / "banks").mkdir(parents=True)
    (data_dir / "banks" / "sample.toml").write_text(Path(bank).read_text("utf-8"), "utf-8")
    ids = [one["id"] for one in json.loads(run("banks", "--json", "--profile", "Ana").stdout)]
    assert ids.count("sample") == 1
