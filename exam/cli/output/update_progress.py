"""Owns saying that an older database is brought up to date, before the app has the terminal. Refuses to do it.

An app that starts must not load SQLite to find that nothing is to be done, so the version is read from the file.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exam.store import Store

SCHEMA = 4
"""The newest version of the database."""
_MANY = 200
"""Attempts from which on it takes long enough to be told."""


def bring_up_to_date(data_dir: Path, open_store: Callable[[], Store]) -> None:
    """Opens the database where it is older than this program, so that the app finds it as it should be.

    What is wrong with it the app says in its own place.
    """
    try:
        with (data_dir / "exam.db").open("rb") as file:
            version = int.from_bytes(file.read(64)[60:])
    except OSError:
        return
    if 0 < version < SCHEMA:
        from exam.store import StoreError

        with suppress(StoreError):
            open_store().close()


def told(done: int, of: int) -> None:
    """Says how far it is: in one line that counts up on a terminal, once elsewhere."""
    if of < _MANY or not (sys.stderr.isatty() or done == 0):
        return
    said = f"Bringing {of:,} attempts up to date; this is done once …"
    if sys.stderr.isatty():
        click.echo(f"\r{said} {done:,}", nl=done == of, err=True)
    else:
        click.echo(said, err=True)
