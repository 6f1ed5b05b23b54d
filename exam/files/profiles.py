"""Profiles: several people on one machine, each with data of their own in the data directory.

A name never becomes a path: the folder of a profile is called by a digest of its name, which is kept in a file in it.
Whoever names no profile has the data directory itself, as always.
"""

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from exam.core.text import one_line
from exam.files.writing import write_whole

VARIABLE = "EXAM_PROFILE"
"""The environment variable that names a profile."""
LONGEST = 40
"""Letters of a name."""
_FOLDER, _NAME = "profiles", "name.txt"


class BadName(ValueError):
    """A text that is no name of a profile. The message says why."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's data."""

    name: str
    folder: Path


def profile_named(data_dir: Path, name: str) -> Profile:
    """The profile of a name, which may not be there yet. Case makes no difference. Raises BadName."""
    tidy = unicodedata.normalize("NFC", name)
    if not tidy.strip() or len(tidy) > LONGEST or one_line(tidy) != tidy:
        raise BadName(f"A profile's name is one line of 1 to {LONGEST} letters, without blanks at its ends.")
    digest = hashlib.sha256(tidy.casefold().encode("utf-8", "surrogatepass")).hexdigest()
    folder = data_dir / _FOLDER / digest[:24]
    return Profile(_written(folder) or tidy, folder)


def asked_profile() -> str | None:
    """The name in EXAM_PROFILE; None where it is not set or empty."""
    return os.environ.get(VARIABLE) or None


def begin_profile(profile: Profile) -> bool:
    """Makes the folder of a profile, with its name, where it is not there yet; whether it was not. Raises OSError."""
    if _written(profile.folder) is not None:
        return False
    profile.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(profile.folder / _NAME, [f"{profile.name}\n"], overwrite=True)
    return True


def profiles(data_dir: Path) -> list[Profile]:
    """The profiles that are there, by name. A folder that is not called by its name's digest is none of them."""
    try:
        folders = list((data_dir / _FOLDER).iterdir())
    except OSError:
        return []
    found = []
    for folder in folders:
        try:
            profile = profile_named(data_dir, _written(folder) or "")
        except BadName:
            continue
        if profile.folder == folder:
            found.append(profile)
    return sorted(found, key=lambda profile: profile.name.casefold())


def _written(folder: Path) -> str | None:
    """The name that a folder has for its profile; None where there is none to be read."""
    try:
        with (folder / _NAME).open(encoding="utf-8") as file:
            return file.read(10 * LONGEST).strip() or None
    except (OSError, ValueError):
        return None
