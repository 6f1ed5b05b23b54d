"""Questions in other formats made a bank of: one that a person can go on with, in a file of its own.

What is taken and what is not is told of every question. The files themselves are only read.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from exam.core.text import one_line
from exam.files.source import MAX_BYTES
from exam.files.writing import draft_of
from exam.formats.bank_text import bank_text
from exam.formats.imports.imported import Imported
from exam.formats.imports.reading import import_files
from exam.formats.imports.taking import Told

__all__ = ["Imported", "free_id", "imported", "renamed", "write_bank"]


def imported(
    path: Path | Sequence[Path],
    *,
    format_: str | None = None,
    columns: str = "",
    max_bytes: int = MAX_BYTES,
    id_: str = "",
    told: Told | None = None,
) -> Imported:
    """The bank of one file, or of several together, in formats that the program can read.

    `format_` names one of them where the content is not to tell, `columns` says which column of a table is what, and
    `id_` is the bank's id where it is not to be that of its first file. `told` is called with the questions looked at
    and how many there are. Raises BankRefused, and whatever `told` raises.
    """
    paths = [path] if isinstance(path, Path) else list(path)
    return import_files(paths, format_=format_, columns=columns, max_bytes=max_bytes, id_=id_, told=told)


def write_bank(made: Imported, path: Path, *, overwrite: bool = False) -> list[Path]:
    """Writes a bank as a file in TOML, and its pictures below the file's folder; all of it or nothing.

    Gives what was written, the bank first. Raises FileExistsError where something is there that may not be overwritten,
    OSError, and PictureRefused where a picture has changed since it was looked at.
    """
    folder = path.parent
    written = [path]
    made_folders: list[Path] = []
    done = False
    try:
        with ExitStack() as drafts:
            # The last to take its place is the bank, so that it never stands without its pictures.
            own = drafts.enter_context(draft_of(path, overwrite=overwrite))
            for name, found in made.pictures.items():
                file = folder / name
                data = found.read().data
                if _holds(file, data):
                    continue
                if not file.parent.is_dir():
                    file.parent.mkdir()
                    made_folders.append(file.parent)
                draft = drafts.enter_context(draft_of(file, overwrite=overwrite))
                _write(draft, data)
                written.append(file)
            _write(own, bank_text(made.bank, _head(made)).encode())
        done = True
    finally:
        if not done:
            for made_folder in made_folders:
                with suppress(OSError):
                    made_folder.rmdir()
    return written


def free_id(wanted: str, others: Collection[str]) -> str:
    """An id that no other bank has: `wanted`, or else with a number added."""
    free, n = wanted, 2
    while free in others:
        free, n = f"{wanted[:60]}-{n}", n + 1
    return free


def renamed(made: Imported, bank_id: str) -> Imported:
    """The same bank under another id."""
    bank = made.bank.model_copy(update={"id": bank_id})
    bank.__dict__.pop("edition", None)  # it may have been computed, and is another now
    return replace(made, bank=bank)


def _head(made: Imported) -> Iterator[str]:
    """What the file says of itself in its first lines."""
    for file, format_ in zip(made.files, made.formats, strict=True):
        yield f"Made of {one_line(Path(file).name)} ({format_}) by 'exam import'."
    yield f"{made.summary} banks/README.md of exam says how such a file is written."


def _holds(file: Path, data: bytes) -> bool:
    """Whether a file is there already with this content."""
    try:
        return not file.is_symlink() and file.is_file() and file.read_bytes() == data
    except OSError:
        return False


def _write(draft: Path, data: bytes) -> None:
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
