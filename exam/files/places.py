"""Where banks, themes, indexes and the database are.

Paths are found by listing directories and never made of a name that a file or a user gave. What ships with the program
lies beside the package in a checkout or an editable install, and inside it (``_data``) once a wheel was installed.
"""

import errno
import os
from pathlib import Path

VARIABLE = "EXAM_DATA_DIR"
"""The environment variable that names another data directory."""

_HERE = Path(__file__).resolve().parents[1]


def data_dir(override: Path | None = None) -> Path:
    """Where a user's attempts and own banks are kept: `override`, else EXAM_DATA_DIR, else the system's place.

    Absolute, and perhaps not there yet. Raises OSError where nothing says which user's place it would be.
    """
    named = override or os.environ.get(VARIABLE)
    if named:
        try:
            return Path(named).expanduser().absolute()
        except RuntimeError:
            raise FileNotFoundError(errno.ENOENT, "nobody of this name has a home directory here", str(named)) from None
    # Not at the top: it is loaded only where nobody named a place.
    from platformdirs import user_data_path

    path = user_data_path("exam", appauthor=False)
    if not path.is_absolute():
        reason = f"no home directory is known here; name a place with --data-dir or {VARIABLE}"
        raise FileNotFoundError(errno.ENOENT, reason, str(path))
    return path


def cache_dir(override: Path | None = None) -> Path:
    """Where indexes of large banks are kept: ``cache`` in a data directory that was named, else the system's place.

    Absolute, and perhaps not there yet; all in it may be deleted at any time. Raises OSError like `data_dir`.
    """
    if override or os.environ.get(VARIABLE):
        return data_dir(override) / "cache"
    from platformdirs import user_cache_path

    path = user_cache_path("exam", appauthor=False)
    return path if path.is_absolute() else data_dir() / "cache"


def pictures_dir(data_dir: Path) -> Path:
    """Where copies of the pictures of papers are kept, by the digests of their content; perhaps not there yet."""
    return data_dir / "pictures"


def shipped(name: str) -> Path:
    """The directory of what ships with the program: ``banks`` or ``themes``. Raises FileNotFoundError without it."""
    for place in (_HERE / "_data" / name, _HERE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(errno.ENOENT, "this installation is incomplete; install exam again", f"{name}/")


def find_banks(data_dir: Path) -> list[Path]:
    """The bank files that are there: those that ship first, then the user's own, each by name."""
    return _toml_files(shipped("banks")) + _toml_files(data_dir / "banks")


def find_themes(data_dir: Path) -> list[Path]:
    """The theme files that are there: those that ship first, then the user's own, each by name."""
    return _toml_files(shipped("themes")) + _toml_files(data_dir / "themes")


def _toml_files(directory: Path) -> list[Path]:
    """The regular, visible ``*.toml`` files of a directory; none where it is missing or may not be read."""
    try:
        found = [path for path in directory.iterdir() if path.suffix == ".toml" and not path.name.startswith(".")]
        return sorted((path for path in found if path.is_file()), key=lambda path: path.name)
    except OSError:
        return []
