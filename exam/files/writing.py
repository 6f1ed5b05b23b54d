"""The one way in which a file of the user's is written: whole or not at all, and for its owner's eyes only."""

import errno
import glob
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

_LEFT_AFTER = 3600.0
"""Seconds after which nobody is writing to a draft any more that has not changed meanwhile."""


def write_whole(path: Path, parts: Iterable[str], *, overwrite: bool) -> None:
    """Writes a text file that appears under its name only when it is complete and on the disk. Mode 0600.

    Raises FileExistsError where there is one and it may not be overwritten, and OSError where it cannot be written.
    """
    with draft_of(path, overwrite=overwrite) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def write_together(files: Mapping[Path, bytes], *, overwrite: bool) -> None:
    """Writes files that appear under their names only when all are complete and on the disk, the first one last.

    Mode 0600. A folder beside the first file is made where it is missing. Raises FileExistsError where there is one of
    them and it may not be overwritten, and OSError where one cannot be written; then no file was changed.
    """
    with ExitStack() as drafts:
        for path, data in files.items():
            if path.parent != next(iter(files)).parent and not path.parent.exists():
                path.parent.mkdir()
                drafts.callback(_remove_empty, path.parent)
            draft = drafts.enter_context(draft_of(path, overwrite=overwrite))
            with draft.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


@contextmanager
def draft_of(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """An empty file beside `path`, which takes its place when the block ends well and is gone when it does not.

    Raises FileExistsError before and after the block where there is one at `path` that may not be overwritten, and
    OSError.
    """
    if not overwrite:
        _refuse_existing(path)
    elif (path.exists() and not path.is_file()) or _is_of_the_system(path):
        raise OSError(errno.EINVAL, "is no regular file, so nothing can take its place", str(path))
    _sweep(path)
    draft = path.with_name(f".{path.name}.{threading.get_native_id()}")  # two threads may begin at once
    try:
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None  # nobody knows the draft by its name
    try:
        yield draft
        _put_in_place(draft, path, overwrite)
    finally:
        with suppress(OSError):
            draft.unlink()


def _is_of_the_system(path: Path) -> bool:
    """Whether a path names what the system made, as /dev/stdout, though that may lead to a regular file just now."""
    if not path.is_symlink():
        return False
    folder = Path(os.path.realpath(path.parent))
    # /dev/shm is a folder for files, in memory.
    return folder.parts[:2] in (("/", "dev"), ("/", "proc")) and folder.parts[:3] != ("/", "dev", "shm")


def _sweep(path: Path) -> None:
    """Takes away what programs left that were killed while they wrote this file."""
    with suppress(OSError):
        for left in path.parent.glob(f".{glob.escape(path.name)}.*"):
            number = left.name.rpartition(".")[2]
            if number.isdecimal() and left.is_file() and time.time() - left.stat().st_mtime > _LEFT_AFTER:
                left.unlink()


def _put_in_place(draft: Path, path: Path, overwrite: bool) -> None:
    if not overwrite:
        try:
            # Unlike a rename, a link never takes the place of a file that came meanwhile.
            os.link(draft, path)
            return
        except FileExistsError:
            raise
        except OSError:
            # Not every file system has links. A file that comes between looking and renaming could be lost there.
            _refuse_existing(path)
    draft.replace(path)


def _refuse_existing(path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "there is such a file already", str(path))
