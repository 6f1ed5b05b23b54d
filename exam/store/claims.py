"""Who sits an attempt: at most one process.

A claim is a lock of the operating system on a file of its own, which the kernel drops when the process ends, however
it ends. It is made by hand, because a row in the database with a process id would outlive ``kill -9``, and `filelock`
(4.3) leaves a file behind for every attempt, locks on Windows the byte where the holder's name begins, and on a file
system without locks trusts files that a dead process left.
"""

import errno
import hashlib
import json
import os
import socket
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

from exam.store.errors import ELSEWHERE, StoreError, store_error

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_CANNOT_LOCK = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}
"""File systems without locks. There the database still refuses the second writer's first event."""

_LOCKED_BYTE = 4096
"""Far behind the holder's name, so that Windows lets others read that while the byte is locked."""


class Claims:
    """The attempts that this process has claimed, as lock files in one directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._held: dict[str, int] = {}

    def take(self, identifier: str) -> None:
        """Claims an attempt for this process. Raises StoreError that names who has it."""
        if identifier in self._held:
            return
        path = self._path(identifier)
        try:
            self._directory.mkdir(mode=0o700, exist_ok=True)
            handle = _lock(path)
        except OSError as error:
            raise store_error(f"The attempt cannot be claimed ({error.strerror})", path, ELSEWHERE) from error
        if handle is None:
            raise StoreError(f"This attempt is open in {_holder(path)}. Leave it there, then resume it here.")
        self._held[identifier] = handle

    def drop(self, identifier: str) -> None:
        """Gives an attempt up; one that is not held is passed over."""
        handle = self._held.pop(identifier, None)
        if handle is not None:
            _unlock(self._path(identifier), handle)

    def drop_all(self) -> None:
        for identifier in list(self._held):
            self.drop(identifier)

    def _path(self, identifier: str) -> Path:
        """A hash, because an identifier may hold anything and must never become a path."""
        return self._directory / f"{hashlib.sha256(identifier.encode()).hexdigest()[:24]}.lock"


def _lock(path: Path) -> int | None:
    """The open, locked file that says who holds it; None: somebody else has it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with ExitStack() as undo:
            undo.callback(os.close, handle)
            if not _acquire(handle):
                return None
            # Whoever held it last may have removed the file before we had the lock. Then another try makes a new one.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), path.stat()):
                    _sign(handle)
                    undo.pop_all()
                    return handle


def _unlock(path: Path, handle: int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):
            path.unlink(missing_ok=True)
    os.close(handle)


def _acquire(handle: int) -> bool:
    """Whether this process has the lock now. On a file system without locks it always has."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        if error.errno not in _CANNOT_LOCK:
            raise
    return True


def _sign(handle: int) -> None:
    """Who holds it is a courtesy to the one who is refused, so a full disk is no reason to fail."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps({"process": os.getpid(), "machine": socket.gethostname()}).encode())


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_bytes()[:1000])
        process, machine = int(holder["process"]), str(holder["machine"])
    except (OSError, ValueError, KeyError, TypeError):
        return "another program"
    where = "" if machine == socket.gethostname() else f" on {machine}"
    return f"another program (process {process}{where})"
