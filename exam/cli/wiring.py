"""The wiring: the one place that names the real clock, paths and sources of chance, and that opens the database.

A command imports what it needs inside its function: `exam --version` pays for neither pydantic nor SQLite, and only
the app pays for Textual.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exam.cli.exits import BROKEN, DONE, NoTerminal
from exam.cli.output.update_progress import bring_up_to_date, say_update
from exam.core.base32 import encode
from exam.files.places import cache_dir, data_dir, find_banks, find_themes

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.sitting.session import Clock
    from exam.store import Store
    from exam.tui.context import AppContext, Opening

DEFAULT_BANK = "orchestration-mlops-scheduling"

CommandFunction = Callable[..., Any]
"""What an option of click decorates."""


@dataclass
class Root:
    """What one run of the command line works on."""

    override: Path | None = None
    """The data directory that the user named, before the environment and the system's own place."""
    named: Path | None = None
    """The bank file that the user named; in this run it stands beside those that are always there."""
    app_runs: bool = False
    """Whether the terminal is the app's, so that nobody else may write to it."""

    @property
    def data_dir(self) -> Path:
        return data_dir(self.override)

    @property
    def data_dir_if_known(self) -> Path | None:
        """Where attempts are kept, as far as that can still be told after anything went wrong."""
        with suppress(Exception):
            return self.data_dir
        return None

    def open_store(self) -> Store:
        from exam.store import Store

        return Store.open(self.data_dir, None if self.app_runs else say_update)

    def bank_files(self) -> list[Path]:
        found = find_banks(self.data_dir)
        if self.named is not None and self.named.resolve() not in {path.resolve() for path in found}:
            found.append(self.named)
        return found

    def open_bank(self, path: Path, max_bytes: int | None = None) -> Bank:
        """A bank of any size. Raises BankRefused, and OSError where a large one's index cannot be written."""
        from exam.formats import MAX_BYTES
        from exam.library import open_bank

        return open_bank(path, cache_dir(self.override), max_bytes=max_bytes or MAX_BYTES, told=self._say_indexing)

    def find_bank(self, word: str | None, max_bytes: int | None = None) -> Bank:
        """The bank of an id or a path; None: the default bank. Raises BankRefused, NoSuchBank, OSError."""
        from pathlib import Path

        from exam.library.find import find_bank, is_path

        if word is not None and is_path(word):
            bank = self.open_bank(Path(word), max_bytes)
            self.named = Path(word).absolute()
            return bank
        files = self.bank_files()
        return find_bank(files, lambda path: self.open_bank(path, max_bytes), word or DEFAULT_BANK).usable()

    def theme_files(self) -> list[Path]:
        return find_themes(self.data_dir)

    def app_context(self) -> AppContext:
        """What the screens get."""
        from exam.tui.context import AppContext

        return AppContext(
            data_dir=self.data_dir,
            open_store=self.open_store,
            new_clock=new_clock,
            bank_files=self.bank_files,
            open_bank=self.open_bank,
            theme_files=self.theme_files,
            new_identifier=new_identifier,
            new_seed=new_seed,
            default_bank=DEFAULT_BANK,
        )

    def _say_indexing(self, done: int, items: int) -> None:
        """Says on a terminal why it takes so long, once for each bank."""
        if done == 0 and not self.app_runs and sys.stderr.isatty():
            click.echo(f"Indexing {items:,} questions; this is done once for each large bank …", err=True)


def new_clock() -> Clock:
    """The real clock."""
    from exam.sitting.clock import RunningClock

    return RunningClock()


def new_identifier() -> str:
    """A name for an attempt: eight letters, 40 random bits, easy to type."""
    return encode(secrets.randbits(40), 8).lower()


def new_seed() -> int:
    """A seed by chance."""
    from exam.assembly import SEEDS

    return secrets.randbelow(SEEDS)


def find_root() -> Root:
    """The wiring of the command that runs now."""
    return click.get_current_context().ensure_object(Root)


def data_dir_option(command: CommandFunction) -> CommandFunction:
    """``--data-dir``, which works before and after the name of a command."""
    return click.option(
        "--data-dir",
        type=click.Path(),
        metavar="DIR",
        expose_value=False,
        callback=_keep_data_dir,
        is_eager=True,  # before --help, which names the place
        help="Keep attempts in DIR, and look there for banks. EXAM_DATA_DIR does the same.",
    )(command)


def run_app(opening: Opening | None = None) -> int:
    """Opens the app, and gives its exit code once it is closed."""
    require_terminal()
    root = find_root()
    bring_up_to_date(root.data_dir, root.open_store)
    from exam.tui.app import ExamApp

    root.app_runs = True
    app = ExamApp(root.app_context(), opening)
    if (parting := app.run()) is not None:
        click.echo(parting, err=True)
    # Textual's own code for an app that broke down; the app says where the answers are.
    return BROKEN if app.return_code == 1 else app.return_code or DONE


def require_terminal() -> None:
    """Raises NoTerminal where the app could not draw or would never hear a key."""
    if "TEXTUAL_DRIVER" in os.environ:
        return  # the app draws somewhere else, such as in a browser
    streams = (sys.__stdin__, sys.__stderr__)
    if os.environ.get("TERM") == "dumb" or not all(stream is not None and stream.isatty() for stream in streams):
        raise NoTerminal(
            "There is no terminal here to draw on. Add --plain to 'exam take' or 'exam resume' for the same exam "
            "line by line, or start exam in a terminal window."
        )


def _keep_data_dir(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        ctx.ensure_object(Root).override = Path(value)
