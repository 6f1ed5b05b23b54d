"""The day of the exam in config.toml, beside whatever else is there."""

from datetime import date
from pathlib import Path

import pytest
import tomli

from exam.files.settings import Schedule, SettingsRefused, read_schedule, write_exam_date, write_schedule

DAY = date(2026, 5, 1)


def test_a_day_is_kept_and_forgotten_and_nothing_else_is_touched(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "dark"\n\n[keys]\nnext = "n"\n')
    assert read_schedule(tmp_path) == Schedule()
    write_exam_date(tmp_path, DAY)
    assert read_schedule(tmp_path).exam_date == DAY
    assert tomli.loads(config.read_text()) == {"theme": "dark", "keys": {"next": "n"}, "exam_date": DAY}
    write_exam_date(tmp_path, None)
    assert tomli.loads(config.read_text()) == {"theme": "dark", "keys": {"next": "n"}}


def test_a_fresh_directory_is_made(tmp_path: Path) -> None:
    write_exam_date(tmp_path / "new", DAY)
    assert read_schedule(tmp_path / "new").exam_date == DAY


@pytest.mark.parametrize("text", ['exam_date = "soon"', "exam_date = 7", "exam_date = ", "count_drills = 1"])
def test_a_file_that_makes_no_sense_is_left_alone(tmp_path: Path, text: str) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text)
    with pytest.raises(SettingsRefused, match=r"config\.toml"):
        read_schedule(tmp_path)
    assert config.read_text() == text


def test_an_instant_is_a_day_too(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("exam_date = 2026-05-01T09:00:00")
    assert read_schedule(tmp_path).exam_date == DAY


def test_comments_between_the_keys_stay_where_they_are(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    text = '# mine\ntheme = "dark"  # at night\n\n[keys]\n# vi\n"room.next" = "j"\n'
    config.write_text(text)
    write_schedule(tmp_path, Schedule(DAY, drills=True))
    assert read_schedule(tmp_path) == Schedule(DAY, drills=True)
    assert config.read_text().endswith(text)
    write_exam_date(tmp_path, date(2026, 6, 2))
    assert read_schedule(tmp_path) == Schedule(date(2026, 6, 2), drills=True)
    write_schedule(tmp_path, Schedule())
    assert config.read_text() == text
