"""What befalls the data of the soak from outside: a disk that is full, a clock that is set, files lost or put back."""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FILES = ("exam.db", "exam.db-wal")
_DISK = 8
"""Megabytes: enough for the database, its log and its backups, and soon filled."""


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """Makes the folder a small disk of its own while it is entered; False where that cannot be done here."""
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}m,mode=0700", "exam-soak", str(place)]
    possible = os.geteuid() == 0 and shutil.which("mount") is not None
    if not possible or subprocess.run(words, check=False, capture_output=True).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path) -> None:
    """Leaves no byte free."""
    with (place / "filler").open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:  # there it is full
            return


def free(place: Path) -> None:
    (place / "filler").unlink()


class SwappedFiles:
    """Takes the log of the database away, or puts an older state of both files in place; the witness stays."""

    def __init__(self, data: Path, older: Path) -> None:
        self.data, self.older = data, older

    def swap(self, dice: random.Random) -> str:
        """Between two runs; says what was done, or nothing."""
        chance = dice.random()
        if chance < 0.2 and (self.data / "exam.db-wal").exists():
            (self.data / "exam.db-wal").unlink()
            return "logs lost"
        if 0.2 <= chance < 0.4 and self.older.exists():
            for name in (*_FILES, "exam.db-shm"):
                (self.data / name).unlink(missing_ok=True)
            for file in self.older.iterdir():
                shutil.copyfile(file, self.data / file.name)
            return "files put back"
        if 0.4 <= chance < 0.7:
            shutil.rmtree(self.older, ignore_errors=True)
            self.older.mkdir()
            for name in _FILES:
                if (self.data / name).exists():
                    shutil.copyfile(self.data / name, self.older / name)
        return ""
