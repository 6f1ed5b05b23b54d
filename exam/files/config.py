"""``config.toml`` in the data directory: all that a user can set, read and written in this one place.

The file is the user's: comments, the order of keys and keys that this program does not know stay as they are written.
"""

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_type_hints

import tomli

from exam.core.days import FEWEST_MINUTES, MOST_MINUTES
from exam.files.faults import Fault
from exam.files.own_toml import FileRefused, OwnFile, read_own
from exam.files.writing import write_whole

CONFIG = "config.toml"
MINUTES_A_DAY = 20
"""The minutes of a day where nobody says how many."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When to review, as the learner wants it."""

    exam_date: date | None = None
    """The day of the exam: it bounds the intervals."""
    drills: bool = False
    """Whether drills count also for what was not due."""
    minutes: int = MINUTES_A_DAY
    """How many minutes a day the learner wants to give."""


@dataclass(frozen=True)
class Config:
    """The file, key by key. A key that is missing or wrong has its default, and what is wrong stands in `faults`."""

    theme: str | None = None
    exam_date: date | None = None
    count_drills: bool = False
    minutes_a_day: int = MINUTES_A_DAY
    pass_mark: int | None = None
    """The learner's own pass mark in percent, for every paper; None: that of each paper."""
    answers_at_once: bool = False
    """Whether in practice the key is shown as soon as a question has a full answer."""
    keys: dict[str, Any] = field(default_factory=dict)
    """Keys by action, as they are written: `exam.tui.keymap` knows which actions and keys there are."""
    file: OwnFile | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.exam_date, self.count_drills, self.minutes_a_day)


_WRONG = {
    "theme": ("is no text", 'Write it as in theme = "dark".'),
    "exam_date": ("is no date", "Write it as in exam_date = 2030-05-01."),
    "count_drills": ("is neither true nor false", "Write one of the two."),
    "minutes_a_day": (f"is no number from {FEWEST_MINUTES} to {MOST_MINUTES}", "Write it as in minutes_a_day = 20."),
    "answers_at_once": ("is neither true nor false", "Write one of the two."),
    "exam": ("has to be a table", "Write [exam]."),
    "keys": ("has to be a table", "Write [keys]."),
}
"""The keys of the file, and what is said of a value that is not of the key's type in `Config`."""


def read_config(data_dir: Path) -> Config:
    """What the user has set. Raises nothing: what is wrong, down to a file that cannot be read, is in `faults`."""
    if not os.path.lexists(data_dir / CONFIG):
        return Config()
    try:
        file = read_own(data_dir / CONFIG)
    except FileRefused as refused:
        return Config(faults=refused.faults)
    # Not at the top: it takes 75 to 100 ms, and the first paint needs this module for the name of the theme.
    from pydantic import TypeAdapter

    types, values, faults = get_type_hints(Config), dict[str, Any](), list[Fault]()
    written = file.values.keys() & _WRONG
    for name in written - {"exam"}:
        value = file.values[name]
        try:
            # TOML also has instants, of which the day counts.
            value = value.date() if isinstance(value, datetime) else value
            values[name] = TypeAdapter(types[name]).validate_python(value, strict=True)
            if name == "minutes_a_day" and values[name] not in range(FEWEST_MINUTES, MOST_MINUTES + 1):
                raise ValueError
        except ValueError:  # pydantic's own is one
            values.pop(name, None)
            faults.append(file.fault(name, *_WRONG[name]))
    if "exam" in written:
        values["pass_mark"] = _pass_mark(file, faults)
    return Config(**values, file=file, faults=tuple(sorted(faults, key=lambda fault: fault.line)))


def _pass_mark(file: OwnFile, faults: list[Fault]) -> int | None:
    """``pass_mark`` of the table ``[exam]``, where there is one that can be."""
    table = file.values["exam"]
    if not isinstance(table, dict):
        faults.append(file.fault("exam", *_WRONG["exam"]))
        return None
    mark = table.get("pass_mark")
    if mark is None or (type(mark) is int and 0 <= mark <= 100):
        return mark
    faults.append(file.fault("exam.pass_mark", "is no whole number from 0 to 100", "Write it as in pass_mark = 80."))
    return None


def read_pass_mark(data_dir: Path) -> int | None:
    """The learner's own pass mark in percent; None: that of each paper. Raises FileRefused as `read_schedule` does."""
    config = read_config(data_dir)
    if wrong := [fault for fault in config.faults if fault.where in ("", "exam", "exam.pass_mark")]:
        raise FileRefused(wrong)
    return config.pass_mark


def read_theme_name(data_dir: Path) -> str | None:
    """The name of the theme chosen last, for the first paint, which must not wait for pydantic.

    A damaged file is no reason not to start: `read_config` says what is wrong with it.
    """
    try:
        name = tomli.loads((data_dir / CONFIG).read_text("utf-8-sig")).get("theme")
    except (OSError, ValueError):
        return None
    return name if isinstance(name, str) else None


def read_schedule(data_dir: Path) -> Schedule:
    """When to review. Raises FileRefused where the file, or a key of the schedule, cannot be understood."""
    config = read_config(data_dir)
    if wrong := [fault for fault in config.faults if fault.where in ("", "exam_date", "count_drills", "minutes_a_day")]:
        raise FileRefused(wrong)
    return config.schedule


def write_schedule(data_dir: Path, schedule: Schedule) -> None:
    """Keeps when to review; a default is taken out of the file. Raises FileRefused and OSError."""
    minutes = None if schedule.minutes == MINUTES_A_DAY else schedule.minutes
    wanted = {"exam_date": schedule.exam_date, "count_drills": schedule.drills or None, "minutes_a_day": minutes}
    _write(data_dir / CONFIG, wanted)


def write_at_once(data_dir: Path, on: bool) -> None:
    """Keeps whether practice shows each key at once; a default is taken out. Raises FileRefused and OSError."""
    _write(data_dir / CONFIG, {"answers_at_once": on or None})


def write_pass_mark(data_dir: Path, mark: int | None) -> None:
    """Keeps the learner's own pass mark for every paper, in percent; None: that of each paper again.

    Raises FileRefused and OSError.
    """
    _write(data_dir / CONFIG, {"exam.pass_mark": mark})


def write_theme(data_dir: Path, name: str) -> None:
    """Keeps the name of the theme. Raises OSError.

    A key is pressed for it and no question asked, so a file that is no TOML is put aside as ``config.toml.old``.
    """
    try:
        _write(data_dir / CONFIG, {"theme": name})
    except FileRefused:
        path = data_dir / CONFIG
        path.replace(path.with_name(f"{CONFIG}.old"))
        _write(path, {"theme": name})


def _write(path: Path, changes: Mapping[str, object]) -> None:
    """Sets some keys, or takes them out where the value is None, and touches nothing else in the file.

    "exam.pass_mark" is a key of the table exam.
    """
    import tomlkit  # written seldom, and it takes longer to import than to read the file
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        document = tomlkit.document()
    except (ValueError, TOMLKitError) as error:
        fault = Fault(str(path), 0, 0, "", f"is not TOML in UTF-8: {error}", "Mend it, or move it away.")
        raise FileRefused([fault]) from None
    for name, value in changes.items():
        table, _, key = name.rpartition(".")
        if value is None and table and table not in document:
            continue
        place = document.setdefault(table, tomlkit.table()) if table else document
        if not isinstance(place, MutableMapping):
            raise FileRefused([Fault(str(path), 0, 0, table, *_WRONG[table])])
        if value is None:
            place.pop(key, None)
        else:
            place[key] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, [tomlkit.dumps(document)], overwrite=True)
