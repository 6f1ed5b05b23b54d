"""Owns what of the user's `config.toml` concerns learning: the day of the exam. Refuses to touch the rest of it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomli

from exam.formats.writing import write_whole

NAME = "config.toml"


class SettingsRefused(Exception):
    """A file that cannot be understood. The text says what to do."""


def read_exam_date(data_dir: Path) -> date | None:
    """The day of the exam, or None where none is set. Raises SettingsRefused."""
    found = _read(data_dir).get("exam_date")
    if isinstance(found, datetime):
        return found.date()
    if found is None or isinstance(found, date):
        return found
    raise SettingsRefused(f"{data_dir / NAME}: exam_date is no date. Write it as in exam_date = 2026-05-01.")


def write_exam_date(data_dir: Path, day: date | None) -> None:
    """Sets the day of the exam, or takes it away. Raises SettingsRefused and OSError."""
    import tomli_w

    known = {name: value for name, value in _read(data_dir).items() if name != "exam_date"}
    data_dir.mkdir(parents=True, exist_ok=True)
    if day is not None:
        known["exam_date"] = day
    # A key after a table would belong to it, so plain values go first.
    plain = {name: value for name, value in known.items() if not isinstance(value, dict)}
    write_whole(data_dir / NAME, [tomli_w.dumps(plain | known)], overwrite=True)


def _read(data_dir: Path) -> dict[str, Any]:
    path = data_dir / NAME
    try:
        return tomli.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise SettingsRefused(f"{path}: it is not TOML ({error}). Mend it, or move it away.") from None
