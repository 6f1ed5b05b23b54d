"""Owns how a file of the user's is written: whole or not at all, for its owner's eyes. Refuses to overwrite unasked."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, parts: Iterable[str], *, overwrite: bool) -> None:
    """Writes a text file that appears under its name only when it is complete and on the disk. Mode 0600.

    Raises FileExistsError where there is one and it may not be overwritten, and OSError where it cannot be written.
    """
    if not overwrite and os.path.lexists(path):
        raise FileExistsError(17, "there is such a file already", str(path))
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        draft.unlink()
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        _place(draft, path, overwrite)
    finally:
        with suppress(OSError):
            draft.unlink()


def _place(draft: Path, path: Path, overwrite: bool) -> None:
    if not overwrite:
        try:
            # Unlike a rename, a link never takes the place of a file that came meanwhile.
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:
            pass
        else:
            return
    draft.replace(path)
