"""Says that an older database is brought up to date, before the app has the terminal to itself."""

from __future__ import annotations

import sys
from contextlib import closing, suppress
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
    # Loading SQLite costs the first paint 7 ms, and loading the store, which knows the version, 48 ms.
    import sqlite3

    try:
        with closing(sqlite3.connect(f"{(data_dir / 'exam.db').as_uri()}?mode=ro", uri=True)) as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error:
        return
    if 0 < version < SCHEMA:
        from exam.store import StoreError

        with suppress(StoreError):
            open_store().close()


def say_update(done: int, of: int) -> None:
    """Says how far it is: in one line that counts up on a terminal, once elsewhere."""
    if of < _MANY or not (sys.stderr.isatty() or done == 0):
        return
    message = f"Bringing {of:,} attempts up to date; this is done once …"
    if sys.stderr.isatty():
        click.echo(f"\r{message} {done:,}", nl=done == of, err=True)
    else:
        click.echo(message, err=True)
