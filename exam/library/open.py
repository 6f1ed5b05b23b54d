"""Owns the way from a bank's file to a bank, large or small, and the index files in the cache.

Refuses to trust an index: one that is missing, damaged, of another program or of another content is made again. All of
the cache may be deleted at any time, by anybody, also while a bank is in use.
"""

import errno
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from exam.core.bank import MOST_DIRECT, Bank
from exam.formats import BankRefused, Fault, read_bank
from exam.library.building import build
from exam.library.indexed_bank import Shelf, ShelvedBank, shelved
from exam.library.layout import Damaged
from exam.library.reading import reading

Told = Callable[[int, int], None]
"""Hears how many of how many items are indexed; first of none, before the work begins."""

_SMALLEST = 64_000
"""Bytes below which no file holds more than `MOST_DIRECT` items."""
_SUFFIX = ".index"
_UNFINISHED = ".unfinished"
_FORGOTTEN = 24 * 3600
"""Seconds after which a file that a killed program left unfinished is removed."""
_TRIES = 3


def open_bank(path: Path, cache: Path, *, max_bytes: int = 20_000_000, told: Told | None = None) -> Bank:
    """The bank of a file: whole, or of more than `MOST_DIRECT` items, with its items left in an index in `cache`.

    Raises BankRefused, and OSError where the index cannot be written.
    """
    digest = _digest(path, max_bytes)
    if digest is None:
        return read_bank(path, max_bytes=max_bytes).bank
    if (known := _known(path, cache, digest, max_bytes)) is not None:
        return known
    bank, digest = _read(path, max_bytes)
    if len(bank.items) <= MOST_DIRECT:
        return bank
    _index(bank, path, cache, digest, told)
    del bank
    if (known := _known(path, cache, digest, max_bytes)) is None:
        raise OSError(errno.EIO, "the index that was just written cannot be read back", str(_file(cache, digest)))
    return known


def _known(path: Path, cache: Path, digest: str, max_bytes: int) -> ShelvedBank | None:
    """The bank as its index has it, where there is a sound one."""
    file = _file(cache, digest)
    if not file.is_file():
        return None
    try:
        with reading(file) as reader:
            return shelved(Shelf(file, lambda: _again(path, cache, digest, max_bytes)), reader.header())
    except Damaged:
        return None


def _again(path: Path, cache: Path, digest: str, max_bytes: int) -> Path:
    """Makes an index again that was deleted or damaged while its bank was in use."""
    bank, found = _read(path, max_bytes)
    if found != digest:
        message = "has changed since it was opened"
        raise BankRefused((Fault(str(path), 0, 0, "", message, "Open it again to use it as it is now."),))
    _index(bank, path, cache, digest, None)
    return _file(cache, digest)


def _read(path: Path, max_bytes: int) -> tuple[Bank, str]:
    """A bank and the digest of the very bytes that it was read from."""
    for _ in range(_TRIES):
        before = _digest(path, max_bytes)
        bank = read_bank(path, max_bytes=max_bytes).bank
        if before is not None and before == _digest(path, max_bytes):
            return bank, before
    message = "changes all the time while it is read"
    raise BankRefused((Fault(str(path), 0, 0, "", message, "Wait until it is written, and try again."),))


def _digest(path: Path, max_bytes: int) -> str | None:
    """The SHA-256 of a regular file large enough for an index; None where all is up to `read_bank`."""
    try:
        status = os.stat(path)  # noqa: PTH116 a bad path must raise, not be "no file"
        if not stat.S_ISREG(status.st_mode) or not _SMALLEST <= status.st_size <= max_bytes:
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _file(cache: Path, digest: str) -> Path:
    return cache / f"{digest}{_SUFFIX}"


def _index(bank: Bank, path: Path, cache: Path, digest: str, told: Told | None) -> None:
    """Writes the index of a bank under another name, then puts it in its place: nobody ever sees half of one."""
    import sqlite3

    if told is not None:
        told(0, len(bank.items))
    cache.mkdir(parents=True, exist_ok=True)
    file = _file(cache, digest)
    unfinished = cache / f"{digest[:16]}-{secrets.token_hex(6)}{_UNFINISHED}"
    source = str(path.absolute())
    try:
        build(bank, source, str(unfinished), told)
        _replace(unfinished, file)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"no index could be written: {error}", str(cache)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    _tidy(cache, file, source)


def _replace(unfinished: Path, file: Path) -> None:
    try:
        unfinished.replace(file)
    except PermissionError:
        # Some systems replace no file that is open. If another program has just written the same index, it will do.
        try:
            with reading(file) as reader:
                reader.header()
        except Damaged:
            raise PermissionError(errno.EACCES, "no index could be put in its place", str(file)) from None


def _tidy(cache: Path, own: Path, source: str) -> None:
    """Removes what is of no more use: older indexes of the same file, those of files that are gone, and leavings."""
    for other in cache.glob(f"*{_SUFFIX}"):
        if other != own and not _is_of_use(other, source):
            with suppress(OSError):
                other.unlink()
    for left in cache.glob(f"*{_UNFINISHED}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _FORGOTTEN:
                left.unlink()


def _is_of_use(other: Path, source: str) -> bool:
    try:
        with reading(other) as reader:
            theirs = str(reader.header()["source"])
    except Damaged:
        return False
    return theirs != source and Path(theirs).is_file()
