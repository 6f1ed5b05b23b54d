"""The user's own banks, in the folder `banks` of the data directory: put there, begun, renamed, removed and put back.

No file outside that folder is changed, and each step happens as a whole or not at all. What is removed goes into a bin
in the data directory, from which it can be put back for a month.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from exam.core.text import one_line
from exam.files.pictures import read_picture
from exam.files.source import MAX_BYTES, read_text
from exam.files.writing import write_together, write_whole
from exam.formats.imports.naming import slug
from exam.formats.positions import positions_in, text_at
from exam.formats.toml import parse_toml
from exam.library.importing import free_id, renamed
from exam.library.starting import starter_bank

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.formats.imports.imported import Imported

KEPT = timedelta(days=30)
"""How long a bank that was removed can be put back."""
MOST_TITLE = 200
"""Characters of a title that is given to a bank."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_BINNED = re.compile(r"(\d{8}-\d{6})-(.+)")
_STAMP = "%Y%m%d-%H%M%S"


class CannotChange(Exception):
    """Nothing was changed. The message is a whole sentence, and says what to do."""


@dataclass(frozen=True, slots=True)
class BinnedBank:
    """A bank's file that was removed and can be put back."""

    path: Path
    """Where it lies now."""
    name: str
    """The name of its file among the banks."""
    removed_at: datetime
    """In UTC."""

    @property
    def until(self) -> datetime:
        """When it is deleted, or soon after."""
        return self.removed_at + KEPT


def own_folder(data_dir: Path) -> Path:
    """Where the user's own banks lie; perhaps not there yet."""
    return data_dir / "banks"


def is_own(path: Path, data_dir: Path) -> bool:
    """Whether a file is one of the user's own banks, which may be renamed and removed."""
    folder = own_folder(data_dir).absolute()
    return path.absolute().parent == folder and path.is_file() and not path.is_symlink()


def place_of_own(
    made: Imported, data_dir: Path, banks: Collection[Path], *, overwrite: bool = False
) -> tuple[Imported, Path]:
    """An imported bank as it can stand beside `banks`, all those that are there, and the file to write it to.

    Its id is another where one of them has it, unless that is a bank of the user's that may be overwritten.
    """
    folder = _made(own_folder(data_dir))
    own = folder / f"{made.bank.id}.toml"
    free = free_id(made.bank.id, {path.stem for path in banks if not (overwrite and path == own)})
    return (made if free == made.bank.id else renamed(made, free)), folder / f"{free}.toml"


def take_in(path: Path, bank: Bank, data_dir: Path, banks: Collection[Path], max_bytes: int = MAX_BYTES) -> Path:
    """Copies a bank in TOML with its pictures beside the user's own; gives the copy, the original stays as it is.

    Its id is another where one of `banks` has it. Raises CannotChange, BankRefused, PictureRefused and OSError.
    """
    folder = _made(own_folder(data_dir))
    text = read_text(path, max_bytes)
    free = free_id(bank.id, {other.stem for other in banks})
    if free != bank.id:
        text = _with(text, str(path), {"id": free}, max_bytes)
    files = {folder / f"{free}.toml": text.encode()}
    for name in {exhibit.picture: None for exhibit in bank.exhibits if exhibit.picture}:
        file, data = folder / name, read_picture(path.parent, name).data
        if not (file.is_file() and file.read_bytes() == data):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            files[file] = data
    try:
        write_together(files, overwrite=False)
    except FileExistsError as error:
        raise CannotChange(f"{one_line(str(error.filename))} is there already, and is another file.") from None
    return folder / f"{free}.toml"


def begin_bank(title: str, data_dir: Path, banks: Collection[Path]) -> Path:
    """A new bank of the user's with one question of each kind; gives its file. Raises CannotChange, OSError."""
    title = _title(title)
    folder = _made(own_folder(data_dir))
    path = folder / f"{free_id(slug(title, 'bank'), {path.stem for path in banks})}.toml"
    text = _with(starter_bank(path), str(path), {"title": title}, MAX_BYTES)
    write_whole(path, [text], overwrite=False)
    return path


def rename_bank(
    path: Path,
    data_dir: Path,
    *,
    title: str | None = None,
    id_: str | None = None,
    ids: Collection[str] = (),
    max_bytes: int = MAX_BYTES,
) -> Path:
    """Gives an own bank another title or id, and leaves the rest of its file as it is; gives the file.

    A file that is called by the bank's id is called by the new one then. `ids` are those of the banks there are.
    Raises CannotChange, BankRefused for a file that is no TOML, and OSError.
    """
    _refuse_foreign(path, data_dir)
    text = read_text(path, max_bytes)
    data = parse_toml(str(path), text, max_bytes)
    wanted = {}
    if title is not None and _title(title) != data.get("title"):
        wanted["title"] = _title(title)
    if id_ is not None and id_ != data.get("id"):
        if not _ID.fullmatch(id_):
            raise CannotChange("An id has small letters, digits, hyphens, dots and underscores, 64 at most.")
        if id_ in ids:
            raise CannotChange(f"There is another bank with the id {id_}. Give this one an id of its own.")
        wanted["id"] = id_
    if not wanted:
        return path
    changed = _with(text, str(path), wanted, max_bytes)
    if "id" not in wanted or path.stem != data.get("id"):
        write_whole(path, [changed], overwrite=True)
        return path
    new = path.with_name(f"{wanted['id']}.toml")
    try:
        write_whole(new, [changed], overwrite=False)
    except FileExistsError:
        raise CannotChange(f"There is a file {new.name} among your banks already. Choose another id.") from None
    try:
        path.unlink()
    except OSError:
        new.unlink()
        raise
    return new


def remove_bank(path: Path, data_dir: Path, now: datetime) -> BinnedBank:
    """Puts an own bank's file into the bin. What was binned over a month ago is deleted.

    Raises CannotChange, and OSError where the file cannot be moved; then it is where it was.
    """
    _refuse_foreign(path, data_dir)
    folder = _made(_bin(data_dir))
    empty_bin(data_dir, now)
    at = now.astimezone(UTC).replace(microsecond=0)
    while True:
        there = folder / f"{at.strftime(_STAMP)}-{path.name}"
        try:
            _move(path, there)
        except FileExistsError:
            at += timedelta(seconds=1)
            continue
        return BinnedBank(there, path.name, at)


def binned_banks(data_dir: Path) -> list[BinnedBank]:
    """What was removed and can be put back, the last first."""
    return sorted(_in_bin(data_dir), key=lambda one: one.removed_at, reverse=True)


def restore_bank(binned: BinnedBank, data_dir: Path) -> Path:
    """Puts a bank that was removed back among the others; gives its file. Raises CannotChange, OSError."""
    path = _made(own_folder(data_dir)) / binned.name
    try:
        _move(binned.path, path)
    except FileExistsError:
        raise CannotChange(
            f"There is a file {one_line(binned.name)} among your banks again. Remove or rename that one first."
        ) from None
    except FileNotFoundError:
        raise CannotChange(f"{one_line(binned.name)} is in the bin no more.") from None
    return path


def empty_bin(data_dir: Path, now: datetime) -> None:
    """Deletes what was removed over a month ago, as far as it can be deleted."""
    for one in _in_bin(data_dir):
        if one.until < now:
            with suppress(OSError):
                one.path.unlink()


def _bin(data_dir: Path) -> Path:
    return data_dir / "bin"


def _in_bin(data_dir: Path) -> Iterator[BinnedBank]:
    """The files in the bin; what else lies there is none of ours."""
    try:
        found = list(_bin(data_dir).iterdir())
    except OSError:
        return
    for path in found:
        if (named := _BINNED.fullmatch(path.name)) and path.is_file() and not path.is_symlink():
            with suppress(ValueError):
                yield BinnedBank(path, named[2], datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC))


def _refuse_foreign(path: Path, data_dir: Path) -> None:
    """Raises CannotChange where a file is none of the user's own banks."""
    if is_own(path, data_dir):
        return
    if path.is_symlink():
        raise CannotChange(f"{one_line(path.name)} is a link. Change the file that it leads to.")
    place = one_line(str(own_folder(data_dir)))
    raise CannotChange(f"{one_line(str(path))} is none of your own banks in {place}, and stays as it is.")


def _title(title: str) -> str:
    cleaned = one_line(title)
    if not cleaned:
        raise CannotChange("A bank needs a title.")
    if len(cleaned) > MOST_TITLE:
        raise CannotChange(f"A title has {MOST_TITLE} characters at most.")
    return cleaned


def _with(text: str, file: str, wanted: dict[str, str], max_bytes: int) -> str:
    """A bank's text with other values of some fields that stand at its top, and everything else as it is.

    Raises CannotChange where that cannot be seen to have come out as it should.
    """
    spots = {}
    for path, place in positions_in(text):
        if len(path) == 1 and path[0] in wanted:
            spots[str(path[0])] = place.value
        if len(spots) == len(wanted):
            break
    changed = text
    for name, at in sorted(spots.items(), key=lambda spot: -spot[1]):
        value = json.dumps(wanted[name], ensure_ascii=False)
        changed = changed[:at] + value + changed[at + len(text_at(text, at)) :]
    if parse_toml(file, changed, max_bytes) != parse_toml(file, text, max_bytes) | wanted:
        raise CannotChange(f"{one_line(file)} is written in a way that cannot be changed here. Change it in an editor.")
    return changed


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _move(path: Path, to: Path) -> None:
    """Moves a file to another name on the same disk, where there may be none. Raises FileExistsError, OSError."""
    try:
        os.link(path, to)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK):
            raise
        # Not every file system has links. A file that comes between looking and renaming could be lost there.
        if os.path.lexists(to):
            raise FileExistsError(errno.EEXIST, "there is such a file already", str(to)) from None
        path.rename(to)
        return
    try:
        path.unlink()
    except OSError:
        to.unlink()
        raise
