"""Whose data a run of the command line works on: where the user said, or where the system keeps them; and which
profile's.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from exam.cli.exits import Declined
from exam.files.places import data_dir
from exam.files.profiles import BadName, Profile, asked_profile, profile_named


@dataclass
class Whose:
    """Whose data are meant."""

    override: Path | None = None
    """The data directory that the user named, before the environment and the system's own place."""
    profile_name: str | None = None
    """The profile that the user named, before the environment."""

    @property
    def base_dir(self) -> Path:
        """The data directory, in which profiles have folders. Raises OSError."""
        return data_dir(self.override)

    @property
    def profile(self) -> Profile | None:
        """The profile in use; None: nobody named one. Raises Declined for a name that no profile can have."""
        name = self.profile_name or asked_profile()
        try:
            return profile_named(self.base_dir, name) if name else None
        except BadName as bad:
            raise Declined(str(bad)) from None

    @property
    def data_dir(self) -> Path:
        """Where attempts, settings and own banks are kept. Raises OSError and Declined."""
        profile = self.profile
        return profile.folder if profile else self.base_dir

    @property
    def data_dir_if_known(self) -> Path | None:
        """Where attempts are kept, as far as that can still be told after anything went wrong."""
        with suppress(Exception):
            return self.data_dir
        return None
