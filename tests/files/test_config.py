"""The user's config.toml: one reader and one writer, which leave alone whatever else is written there."""

from datetime import date
from pathlib import Path

import pytest
import tomli

from exam.files.config import (
    Config,
    Schedule,
    read_config,
    read_schedule,
    read_theme_name,
    write_schedule,
    write_theme,
)
from exam.files.own_toml import FileRefused

DAY = date(2026, 5, 1)


def written(tmp_path: Path, text: str) -> Path:
    config = tmp_path / "config.toml"
    config.write_text(text, "utf-8")
    return config


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert read_config(tmp_path / "nowhere") == Config()


def test_every_key_is_read(tmp_path: Path) -> None:
    written(
        tmp_path, 'theme = "light"\nexam_date = 2026-05-01\ncount_drills = true\nmine = 1\n[keys.room]\nnext = "j"\n'
    )
    config = read_config(tmp_path)
    assert (config.theme, config.schedule, config.keys) == ("light", Schedule(DAY, True), {"room": {"next": "j"}})
    assert config.faults == ()


def test_what_is_wrong_is_named_by_file_line_key_and_remedy_and_the_rest_holds(tmp_path: Path) -> None:
    path = written(tmp_path, 'theme = 3\nexam_date = "soon"\n\ncount_drills = 1\nkeys = ["j"]\n')
    config = read_config(tmp_path)
    assert [str(fault).removeprefix(f"{path}:") for fault in config.faults] == [
        '1: theme: is no text. Write it as in theme = "dark".',
        "2: exam_date: is no date. Write it as in exam_date = 2030-05-01.",
        "4: count_drills: is neither true nor false. Write one of the two.",
        "5: keys: has to be a table. Write [keys].",
    ]
    assert (config.theme, config.schedule, config.keys) == (None, Schedule(), {})
    path.write_text('theme = 3\nexam_date = 2026-05-01\n[keys]\nx = "y"\n', "utf-8")
    config = read_config(tmp_path)
    assert (config.exam_date, config.keys) == (DAY, {"x": "y"})
    assert read_schedule(tmp_path) == Schedule(DAY), "a theme that is wrong keeps nobody from reviewing"


def test_a_day_is_kept_and_forgotten_and_nothing_else_is_touched(tmp_path: Path) -> None:
    config = written(tmp_path, 'theme = "dark"\n\n[keys]\nnext = "n"\n')
    assert read_schedule(tmp_path) == Schedule()
    write_schedule(tmp_path, Schedule(DAY))
    assert read_schedule(tmp_path).exam_date == DAY
    assert tomli.loads(config.read_text()) == {"theme": "dark", "keys": {"next": "n"}, "exam_date": DAY}
    write_schedule(tmp_path, Schedule())
    assert tomli.loads(config.read_text()) == {"theme": "dark", "keys": {"next": "n"}}


def test_a_fresh_directory_is_made(tmp_path: Path) -> None:
    write_schedule(tmp_path / "new", Schedule(DAY))
    assert read_schedule(tmp_path / "new").exam_date == DAY


@pytest.mark.parametrize(
    "text",
    [
        'exam_date = "soon"',
        "exam_date = 7",
        "exam_date = ",
        "count_drills = 1",
        "minutes_a_day = 4",
        "minutes_a_day = true",
    ],
)
def test_a_file_that_makes_no_sense_is_left_alone(tmp_path: Path, text: str) -> None:
    config = written(tmp_path, text)
    with pytest.raises(FileRefused, match=r"config\.toml:1: "):
        read_schedule(tmp_path)
    assert config.read_text() == text


def test_a_schedule_never_takes_the_place_of_what_is_no_toml(tmp_path: Path) -> None:
    config = written(tmp_path, "exam_date = ")
    with pytest.raises(FileRefused, match=r"config\.toml: is not TOML"):
        write_schedule(tmp_path, Schedule(DAY))
    assert config.read_text() == "exam_date = "


def test_an_instant_is_a_day_too(tmp_path: Path) -> None:
    written(tmp_path, "exam_date = 2026-05-01T09:00:00")
    assert read_schedule(tmp_path).exam_date == DAY


def test_comments_stay_where_they_are_even_behind_a_value_that_changes(tmp_path: Path) -> None:
    text = '# mine\ntheme = "dark"  # at night\n\n[keys]\n# vi\n"room.next" = "j"\n'
    config = written(tmp_path, text)
    write_schedule(tmp_path, Schedule(DAY, drills=True))
    assert read_schedule(tmp_path) == Schedule(DAY, drills=True)
    write_schedule(tmp_path, Schedule(date(2026, 6, 2), drills=True))
    assert read_schedule(tmp_path) == Schedule(date(2026, 6, 2), drills=True)
    write_schedule(tmp_path, Schedule())
    assert config.read_text() == text
    write_theme(tmp_path, "light")
    assert config.read_text() == text.replace("dark", "light")


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_bytes(b'theme = "dark"\r\n# mine\r\n[keys]\r\n')
    write_theme(tmp_path, "light")
    assert config.read_bytes() == b'theme = "light"\r\n# mine\r\n[keys]\r\n'


def test_the_theme_is_kept_beside_whatever_else_is_set(tmp_path: Path) -> None:
    assert read_theme_name(tmp_path) is None
    config = written(tmp_path, '[keys]\n"room.next" = "j"\n')
    write_theme(tmp_path, "dark")
    assert read_theme_name(tmp_path) == read_config(tmp_path).theme == "dark"
    assert config.read_text("utf-8") == 'theme = "dark"\n\n[keys]\n"room.next" = "j"\n'


@pytest.mark.parametrize("text", ["theme = ", "theme = 3", "\x00", ""])
def test_a_damaged_file_keeps_no_theme_from_being_chosen(tmp_path: Path, text: str) -> None:
    written(tmp_path, text)
    assert read_theme_name(tmp_path) is None
    write_theme(tmp_path, "light")
    assert read_theme_name(tmp_path) == "light"


def test_what_is_not_right_yet_is_put_aside_and_not_lost(tmp_path: Path) -> None:
    text = '[keys]\n"room.next" = "j\n'
    written(tmp_path, text)
    write_theme(tmp_path, "dark")
    assert (tmp_path / "config.toml.old").read_text("utf-8") == text
