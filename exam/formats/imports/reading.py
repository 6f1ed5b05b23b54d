"""From the path of a file in another format to what was taken of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exam.core.text import one_line
from exam.files.faults import BankRefused, Fault
from exam.files.pictures import MOST_BYTES, PictureRefused, check_picture, picture_in
from exam.files.source import MAX_BYTES, read_bytes
from exam.formats.imports import READERS, Reader, recognised
from exam.formats.imports.foreign_bank import ForeignBank
from exam.formats.imports.imported import FoundPicture, Imported
from exam.formats.imports.taking import SourceFile, Told, bank_of_files


def import_files(
    paths: Sequence[Path],
    *,
    format_: str | None = None,
    columns: str = "",
    max_bytes: int = MAX_BYTES,
    id_: str = "",
    told: Told | None = None,
) -> Imported:
    """The bank that some files in other formats make together: regular files of at most `max_bytes` each.

    `format_` is one of `READERS`, where the files are not to be recognised by their content; `columns` says which
    column of a table is what. Raises BankRefused for a file that cannot be read, and where nothing could be taken.
    """
    return bank_of_files([read_source(path, format_, columns, max_bytes) for path in paths], id_, told)


def foreign_format(path: Path, max_bytes: int = MAX_BYTES) -> str | None:
    """The format of a file that is no bank in TOML; None for one that is, or seems to be meant as one.

    Raises BankRefused for a file that cannot be read.
    """
    return None if path.suffix == ".toml" else recognised(path.name, read_bytes(path, max_bytes))


def read_source(path: Path, format_: str | None, columns: str, max_bytes: int) -> SourceFile:
    """What one file holds. Raises BankRefused."""
    data = read_bytes(path, max_bytes)
    known = format_ or recognised(path.name, data)
    if known is None:
        message = "is in none of the formats that can be read"
        remedy = f"Name its format with --format, if it is one of {', '.join(READERS)}."
        raise BankRefused((Fault(str(path), 0, 0, "", message, remedy),))
    reader = READERS[known]
    foreign = _read(reader, path, data, columns)
    pictures, refused = _pictures(foreign, path.parent)
    return SourceFile(str(path), reader.title, foreign, pictures, refused)


def _read(reader: Reader, path: Path, data: bytes, columns: str) -> ForeignBank:
    if columns and not reader.takes_columns:
        message = f"was read as {reader.title}, which has no columns"
        raise BankRefused((Fault(str(path), 0, 0, "", message, "Leave the columns out, or name the format."),))
    try:
        return reader.read(str(path), data, columns)
    except ModuleNotFoundError as error:
        message = f"is {reader.title}, and reading that needs {one_line(error.name or 'more')}, which is not installed"
        remedy = "Install exam with all that it can read: pip install 'exam[formats]'."
        raise BankRefused((Fault(str(path), 0, 0, "", message, remedy),)) from error


def _pictures(foreign: ForeignBank, folder: Path) -> tuple[dict[str, FoundPicture], dict[str, str]]:
    """The pictures that exhibits name, and why others cannot be shown."""
    found: dict[str, FoundPicture] = {}
    refused: dict[str, str] = {}
    for name in {str(raw["picture"]): None for raw in foreign.exhibits if raw.get("picture")}:
        try:
            if (data := foreign.media.get(name)) is not None:
                if len(data) > MOST_BYTES:
                    raise PictureRefused(f"is larger than {MOST_BYTES // 1_000_000} MB")
                picture_in(data)
                found[name] = FoundPicture(data)
            elif (path := foreign.wanted_media.get(name)) is not None:
                check_picture(folder, path)
                found[name] = FoundPicture(folder=folder, path=path)
        except PictureRefused as why:
            refused[name] = str(why)
    return found, refused
