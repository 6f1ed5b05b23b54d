"""What the program remembers from one start to the next without being told: the bank in hand, and opened bank files.

It lies in ``remembered.json`` in the data directory, apart from the settings, which are the user's own. A file that
cannot be read is as none: what is lost is chosen again with one key.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from exam.files.places import find_banks
from exam.files.writing import write_whole

_NAME = "remembered.json"
_MOST_BYTES = 200_000
_MOST_OPENED = 40
"""Bank files that are remembered; the one opened longest ago goes first."""


@dataclass(frozen=True)
class Remembered:
    """What holds from one start to the next."""

    bank: str | None = None
    """The id of the bank in hand; None: none was chosen yet."""
    opened: tuple[Path, ...] = ()
    """Bank files outside the data directory that were sat, the newest last. They may be gone."""


def read_remembered(data_dir: Path) -> Remembered:
    """What was kept last; nothing where there is no such file or it is not what this program writes."""
    try:
        with (data_dir / _NAME).open("rb") as file:
            body = file.read(_MOST_BYTES + 1)
        found = json.loads(body) if len(body) <= _MOST_BYTES else {}
    except (OSError, ValueError, RecursionError):
        return Remembered()
    if not isinstance(found, dict):
        return Remembered()
    bank, opened = found.get("bank"), found.get("opened")
    paths = (
        [Path(one) for one in opened if isinstance(one, str) and "\0" not in one] if isinstance(opened, list) else []
    )
    absolute = tuple(path for path in paths if path.is_absolute())
    return Remembered(bank if isinstance(bank, str) else None, absolute[-_MOST_OPENED:])


def take_in_hand(data_dir: Path, bank: str) -> None:
    """Makes a bank the one in hand, by its id. Raises OSError."""
    _write(data_dir, replace(read_remembered(data_dir), bank=bank))


def remember_opened(data_dir: Path, path: Path | None) -> None:
    """Keeps a bank's file among those that are known, where there is one. Raises OSError."""
    if path is None or path.resolve() in {one.resolve() for one in find_banks(data_dir)}:
        return
    before = read_remembered(data_dir)
    opened = (*(one for one in before.opened if one != path), path)[-_MOST_OPENED:]
    _write(data_dir, replace(before, opened=opened))


def bank_files(data_dir: Path, named: Path | None = None) -> list[Path]:
    """Every bank file: those that ship, the user's own, those that were opened and are still there, and one named."""
    found = {path.resolve(): path for path in find_banks(data_dir)}
    for path in read_remembered(data_dir).opened:
        with suppress(OSError):
            if path.is_file():
                found.setdefault(path.resolve(), path)
    if named is not None:
        found.setdefault(named.resolve(), named)
    return list(found.values())


def _write(data_dir: Path, new: Remembered) -> None:
    if new == read_remembered(data_dir):
        return
    data_dir.mkdir(parents=True, exist_ok=True)
    written = {"bank": new.bank, "opened": [str(path) for path in new.opened]}
    write_whole(data_dir / _NAME, [json.dumps(written, indent=2), "\n"], overwrite=True)
