"""Owns what of the user's `config.toml` concerns learning: when to review. Refuses to touch the rest of it.

Somebody may have written comments between their keys, so a key is set in its own line, and no other line changes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomli

from exam.files.writing import write_whole

NAME = "config.toml"


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a learner has said about when to review."""

    exam_date: date | None = None
    """The day of the exam: it bounds the intervals."""
    drills: bool = False
    """Whether drills count also for what was not due."""


class SettingsRefused(Exception):
    """A file that cannot be understood. The text says what to do."""


def read_schedule(data_dir: Path) -> Schedule:
    """What the learner has said about when to review. Raises SettingsRefused, and OSError."""
    found = _read(data_dir / NAME)[1]
    day, drills = found.get("exam_date"), found.get("count_drills", False)
    if isinstance(day, datetime):
        day = day.date()
    if not (day is None or isinstance(day, date)):
        raise SettingsRefused(f"{data_dir / NAME}: exam_date is no date. Write it as in exam_date = 2030-05-01.")
    if not isinstance(drills, bool):
        raise SettingsRefused(f"{data_dir / NAME}: count_drills is neither true nor false. Write one of the two.")
    return Schedule(day, drills)


def write_schedule(data_dir: Path, schedule: Schedule) -> None:
    """Keeps it. What is as if nobody had said anything is taken out. Raises SettingsRefused and OSError."""
    text, _ = _read(data_dir / NAME)
    data_dir.mkdir(parents=True, exist_ok=True)
    changes = {"exam_date": schedule.exam_date, "count_drills": schedule.drills or None}
    write_whole(data_dir / NAME, [with_keys(text, changes)], overwrite=True)


def write_exam_date(data_dir: Path, day: date | None) -> None:
    """Sets the day of the exam, or takes it away. Raises SettingsRefused and OSError."""
    write_schedule(data_dir, replace(read_schedule(data_dir), exam_date=day))


def with_keys(text: str, changes: Mapping[str, object]) -> str:
    """A TOML file with these top-level keys set; None: taken out. `text` is valid TOML."""
    import tomli_w

    wanted = {name: value for name, value in (tomli.loads(text) | dict(changes)).items() if value is not None}
    edited = text
    for name, value in changes.items():
        line = "" if value is None else tomli_w.dumps({name: value})
        edited, found = re.subn(rf"(?m)^{name}[ \t]*=.*\n?", lambda _, line=line: line, edited, count=1)  # type: ignore[misc]
        # A key after a table would belong to it, so a new one goes first.
        edited = edited if found else line + edited
    if _says(edited, wanted):
        return edited
    plain = {name: value for name, value in wanted.items() if not isinstance(value, dict)}
    return tomli_w.dumps(plain | wanted)


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomli.loads(text) == wanted
    except ValueError:
        return False


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text("utf-8")
        return text, tomli.loads(text)
    except FileNotFoundError:
        return "", {}
    except ValueError as error:
        raise SettingsRefused(f"{path}: it is not TOML ({error}). Mend it, or move it away.") from None
