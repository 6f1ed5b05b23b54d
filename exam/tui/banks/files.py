"""Names of files, completed while a path is typed, and what a file that is named seems to be."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from exam.core.text import one_line, visible
from exam.files.faults import BankRefused
from exam.files.source import MAX_BYTES, read_bytes
from exam.formats.imports import READERS, has_its_suffix, recognised

_MOST = 5_000
"""Entries of a folder that are looked at."""


@dataclass(frozen=True, slots=True)
class PathCompletion:
    """A file or folder whose name goes on as the typed one begins."""

    name: str
    is_folder: bool
    fits: bool
    """Whether its name ends as those of files that can be imported."""

    @property
    def is_safe(self) -> bool:
        """Whether the name can stand in a field as it is: with nothing in it that could steer a terminal."""
        return is_safe(self.name)


def is_safe(path: str) -> bool:
    """Whether a path shows as what it is, and can be typed."""
    return visible(path) == path and path.isprintable()


@dataclass(frozen=True, slots=True)
class Matches:
    """What a path that is being typed may become."""

    folder: str
    """As it was typed, with its last slash; empty where only a name was typed."""
    entries: Sequence[PathCompletion] = ()
    """Folders first, then files that can be imported, then others, each by name."""
    trouble: str = ""

    def path_of(self, entry: PathCompletion) -> str:
        """The path that stands in the field once the entry is taken."""
        return f"{self.folder}{entry.name}{'/' if entry.is_folder else ''}"

    @property
    def common(self) -> str:
        """How the paths of all that can be imported, and of folders, begin alike."""
        safe = [entry for entry in self.entries if entry.is_safe]
        useful = [entry for entry in safe if entry.is_folder or entry.fits] or safe
        if len(useful) == 1:
            return self.path_of(useful[0])
        names = [entry.name for entry in useful]
        alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
        return self.folder + "".join(letters[0] for letters in alike)


def absolute(typed: str) -> Path:
    """The path that is meant; ``~`` is the home directory."""
    path = Path(typed)
    try:
        return path.expanduser().absolute()
    except RuntimeError:  # there is no such user
        return path.absolute()


def matches(typed: str) -> Matches:
    """What a path that is being typed may become. Looks into one folder; to be called in a thread."""
    folder, _, begin = typed.rpartition("/")
    folder = f"{folder}/" if "/" in typed else ""
    if typed == "~":
        return Matches("", [PathCompletion("~", is_folder=True, fits=False)])
    found: list[PathCompletion] = []
    try:
        with os.scandir(absolute(folder or ".")) as entries:
            for n, entry in enumerate(entries):
                if n == _MOST:
                    break
                name = entry.name
                if not name.casefold().startswith(begin.casefold()) or name.startswith(".") != begin.startswith("."):
                    continue
                is_folder = entry.is_dir()
                if is_folder or entry.is_file():
                    found.append(PathCompletion(name, is_folder, not is_folder and has_known_ending(name)))
    except (OSError, ValueError) as error:
        return Matches(folder, trouble=getattr(error, "strerror", None) or "no such folder")
    found.sort(key=lambda entry: (not entry.is_folder, not entry.fits, entry.name.casefold()))
    return Matches(folder, found)


def has_known_ending(name: str) -> bool:
    """Whether a name ends as those of files that can be imported, or of banks."""
    return has_its_suffix(name) or name.lower().endswith(".toml")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file seems to be."""

    path: Path
    says: str
    """Its size and format, or what is wrong with it."""
    can_be_read: bool
    known: str | None = None
    """The format that its content is recognised as, one of `READERS`."""
    is_read: bool = False
    """Whether its content could be looked at, so that somebody may say which format it is in."""
    is_bank: bool = False
    """Whether it is a bank in TOML."""


def look_at(path: Path) -> Seen:
    """What a file seems to be, by its content. To be called in a thread."""
    try:
        data = read_bytes(path, MAX_BYTES)
    except BankRefused as refused:
        fault = refused.faults[0]
        return Seen(path, f"✗ {fault.message[:1].upper()}{fault.message[1:]}. {fault.remedy}", can_be_read=False)
    size = f"{len(data) / 1_000_000:,.1f} MB" if len(data) >= 100_000 else f"{len(data):,} bytes"
    if path.suffix == ".toml":
        return Seen(path, f"✓ A bank in TOML, {size}", can_be_read=True, is_bank=True)
    known = recognised(path.name, data)
    if known is None:
        told = "is in none of the formats that can be read, as far as its content tells. Tab: say which it is in."
        return Seen(path, f"✗ {one_line(path.name)} {told}", can_be_read=False, is_read=True)
    title = READERS[known].title
    return Seen(path, f"✓ {title[:1].upper()}{title[1:]}, {size}", can_be_read=True, known=known, is_read=True)
