"""From a bank's file to a bank: a small one is read whole, a large one goes by its index in the cache.

An index that is missing, damaged, or of another version of the program or of the bank is made again without a word.
All of the cache may be deleted at any time, by anybody, also while a bank is in use.
"""

import atexit
import errno
import hashlib
import os
import secrets
import shutil
import sqlite3
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exam.core.bank import MOST_DIRECT, Bank
from exam.formats import MAX_BYTES, BankRefused, Fault, read_bank
from exam.formats.imports.imported import Imported
from exam.formats.imports.reading import foreign_format, import_files
from exam.library.index import Index, TellIndexing, UnsoundIndex, ask, file_checksum, read_header, write_index
from exam.library.indexed_bank import IndexedBank, bank_in_index
from exam.library.pictures import look_at_pictures, show_imported_pictures

TellImported = Callable[[Imported], None]
"""Is called with what was taken of a file in another format, when it is read."""

TellSkipped = Callable[[tuple[Fault, ...]], None]
"""Is called with the faults of the items that were left out."""


@dataclass(frozen=True, slots=True)
class _How:
    """How a file is to be read."""

    max_bytes: int
    skip_faulty: bool
    skipped: TellSkipped | None


_SMALLEST = 64_000
"""Bytes below which no bank in TOML holds more than `MOST_DIRECT` items."""
_SUFFIX = ".index"
_UNFINISHED = ".unfinished"
_FORGOTTEN = 24 * 3600
"""Seconds after which a file that a killed program left unfinished is removed."""
_TRIES = 3


def open_bank(
    path: Path,
    cache: Path,
    *,
    max_bytes: int = MAX_BYTES,
    told: TellIndexing | None = None,
    kept: Path | None = None,
    imported: TellImported | None = None,
    skip_faulty: bool = False,
    skipped: TellSkipped | None = None,
) -> Bank:
    """The bank of a file: whole, or of more than `MOST_DIRECT` items, with its items left in an index in `cache`.

    A file of questions in another format is taken as the bank that 'exam import' would make of it, and `imported` is
    called with that. To `skip_faulty` is to leave out items of a bank in TOML that have faults; `skipped` is called
    with these where there are any. Where the cache cannot be written, the index is a temporary file of this process.
    Pictures that a paper needs are copied to the directory `kept`. Raises BankRefused, and OSError where no temporary
    file can be written either.
    """
    bank, made = _opened(path, cache, _How(max_bytes, skip_faulty, skipped), told)
    if made is not None and imported is not None:
        imported(made)
    if kept is not None and any(one.picture for one in bank.exhibits):
        if made is not None or foreign_format(path, max_bytes) is not None:
            show_imported_pictures(bank, lambda: (made or import_files([path], max_bytes=max_bytes)).pictures, kept)
        else:
            look_at_pictures(bank, path.parent, kept)
    return bank


def _opened(path: Path, cache: Path, how: _How, told: TellIndexing | None) -> tuple[Bank, Imported | None]:
    digest = _digest(path, how)
    if digest is None:
        return _content(path, how)
    if (known := _known(path, cache, digest, how)) is not None:
        return known, None
    bank, made, digest = _read(path, how)
    if len(bank.items) <= MOST_DIRECT:
        return bank, made
    _write(bank, path, cache, digest, told)
    del bank
    if (known := _known(path, cache, digest, how)) is None:
        raise OSError(errno.EIO, "the index that was just written cannot be read back", str(cache))
    return known, made


def _content(path: Path, how: _How) -> tuple[Bank, Imported | None]:
    """The bank in a file, whatever its format; if it is not TOML, with the account of how it was made."""
    if path.suffix == ".toml" or foreign_format(path, how.max_bytes) is None:
        loaded = read_bank(path, max_bytes=how.max_bytes, skip_faulty=how.skip_faulty)
        if loaded.skipped and how.skipped is not None:
            how.skipped(loaded.skipped)
        return loaded.bank, None
    made = import_files([path], max_bytes=how.max_bytes)
    return made.bank, made


def _known(path: Path, cache: Path, digest: str, how: _How) -> IndexedBank | None:
    """The bank as its index has it, where there is a sound one."""

    def again() -> Path:
        """Makes the index again, which was deleted or damaged while the bank was in use."""
        bank, _, found = _read(path, how)
        if found != digest:
            message, remedy = "has changed since it was opened", "Open it again to use it as it is now."
            raise BankRefused((Fault(str(path), 0, 0, "", message, remedy),))
        return _write(bank, path, cache, digest, None)

    for file in _indexes(cache, digest):
        with suppress(UnsoundIndex):
            return bank_in_index(Index(file, again), ask(file, read_header))
    return None


def _indexes(cache: Path, digest: str) -> Iterator[Path]:
    """The index files of a bank's content, in the cache and in this process's own."""
    for directory in (cache, *_temporary):
        yield from sorted(directory.glob(f"{digest}-*{_SUFFIX}"))


def _read(path: Path, how: _How) -> tuple[Bank, Imported | None, str]:
    """A bank, how it was made if it is in another format, and the digest of the very bytes that it was read from."""
    for _ in range(_TRIES):
        before = _digest(path, how)
        bank, made = _content(path, how)
        if before is not None and before == _digest(path, how):
            return bank, made, before
    message = "changes all the time while it is read"
    raise BankRefused((Fault(str(path), 0, 0, "", message, "Wait until it is written, and try again."),))


def _digest(path: Path, how: _How) -> str | None:
    """The SHA-256 of a regular file large enough for an index; None where all is up to whoever reads it.

    That of a file in another format is of its name too, because the bank's id is made of it.
    """
    is_toml = path.suffix == ".toml"
    try:
        status = os.stat(path)  # noqa: PTH116 a bad path must raise, not be "no file"
        if not stat.S_ISREG(status.st_mode) or not (_SMALLEST if is_toml else 1) <= status.st_size <= how.max_bytes:
            return None
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
        if not is_toml:
            digest.update(path.name.encode("utf-8", "surrogateescape"))
        if how.skip_faulty:  # another bank than without, if any item is left out
            digest.update(b"without faulty items")
        return digest.hexdigest()
    except (OSError, ValueError):
        return None


def _write(bank: Bank, path: Path, cache: Path, digest: str, told: TellIndexing | None) -> Path:
    """Writes the index of a bank into the cache, or else into a temporary directory. Raises OSError."""
    if told is not None:
        told(0, len(bank.items))
    try:
        return _write_into(cache, bank, path, digest, told)
    except OSError:
        return _write_into(_own_cache(), bank, path, digest, told)


def _write_into(cache: Path, bank: Bank, path: Path, digest: str, told: TellIndexing | None) -> Path:
    """Writes the index under another name, then gives it its own: nobody ever sees half of one. Raises OSError."""
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = cache / f"{secrets.token_hex(6)}{_UNFINISHED}"
    try:
        write_index(bank, path, unfinished, told)
        file = cache / f"{digest}-{file_checksum(unfinished)}{_SUFFIX}"
        with suppress(PermissionError):  # some systems replace no file that is open: this one is the same
            unfinished.replace(file)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"no index could be written: {error}", str(cache)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    _tidy(cache, digest, path)
    return file


_temporary: list[Path] = []
"""The directory for indexes of this process alone, once there had to be one; it is removed at the end."""


def _own_cache() -> Path:
    if not _temporary:
        _temporary.append(Path(tempfile.mkdtemp(prefix="exam-")))
        atexit.register(shutil.rmtree, _temporary[0], ignore_errors=True)
    return _temporary[0]


def _tidy(cache: Path, digest: str, path: Path) -> None:
    """Removes what is of no more use: indexes of this file's older content and of files that are gone, and leavings."""
    for other in cache.glob(f"*{_SUFFIX}"):
        if not _is_of_use(other, digest, path):
            with suppress(OSError):
                other.unlink()
    for left in cache.glob(f"*{_UNFINISHED}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _FORGOTTEN:
                left.unlink()


def _is_of_use(index: Path, digest: str, path: Path) -> bool:
    try:
        source = Path(ask(index, read_header)["source"])
    except UnsoundIndex:
        return False
    return index.stem.startswith(digest) or (source != path.absolute() and source.is_file())
