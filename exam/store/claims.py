"""Owns who sits an attempt: at most one process. Refuses to trust what a dead process left behind.

A claim is a lock of the operating system on a file of its own, which the kernel drops when the process ends,
however it ends. A row with a process id would outlive ``kill -9``, and ids are used again.
"""

import errno
import hashlib
import json
import os
import socket
import sys
from pathlib import Path

from exam.store.errors import ELSEWHERE, StoreError, store_error

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_CANNOT_LOCK = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}
"""File systems without locks. There the database still refuses the second writer's first event."""

_WORD = 4096
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
        """A name that no identifier can lead astray, whatever it is made of."""
        return self._directory / f"{hashlib.sha256(identifier.encode()).hexdigest()[:24]}.lock"


def _lock(path: Path) -> int | None:
    """The open, locked file that says who holds it; None: somebody else has it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            _acquire(handle)
            # Whoever held it last may have removed the file between our opening and our locking it.
            if os.path.samestat(os.fstat(handle), path.stat()):
                _sign(handle)
                return handle
        except BlockingIOError:
            os.close(handle)
            return None
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _unlock(path: Path, handle: int) -> None:
    try:
        if sys.platform != "win32":
            path.unlink(missing_ok=True)
    except OSError:
        pass
    finally:
        os.close(handle)


def _acquire(handle: int) -> None:
    """Raises BlockingIOError where another process has the lock."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, _WORD, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except PermissionError as error:
                raise BlockingIOError from error
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError as error:
        if error.errno not in _CANNOT_LOCK:
            raise


def _sign(handle: int) -> None:
    """Who holds it is a courtesy to the one who is refused, so a full disk is no reason to fail."""
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps({"process": os.getpid(), "machine": socket.gethostname()}).encode())
    except OSError:
        pass


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_bytes()[:1000])
        process, machine = int(said["process"]), str(said["machine"])
    except (OSError, ValueError, KeyError, TypeError):
        return "another program"
    where = "" if machine == socket.gethostname() else f" on {machine}"
    return f"another program (process {process}{where})"
