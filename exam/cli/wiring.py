"""The wiring: the one place that names the real clock, paths and sources of chance, and that opens the database.

A command imports what it needs inside its function: `exam --version` pays for neither pydantic nor SQLite, and only
the app pays for Textual.
"""

from __future__ import annotations

import os
import secrets
import shlex
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

import click

from exam.cli.exits import BROKEN, DONE, Declined, NoTerminal
from exam.cli.whose import Whose
from exam.core.base32 import encode
from exam.core.text import visible
from exam.files.places import cache_dir, find_banks, find_themes, pictures_dir
from exam.files.profiles import begin_profile
from exam.files.remembered import bank_files, read_remembered, remember_opened
from exam.library.find import find_bank, is_path

if TYPE_CHECKING:
    from exam.core.bank import Bank
    from exam.files.config import Schedule
    from exam.files.faults import Fault
    from exam.formats.imports.imported import Imported
    from exam.sitting.clock import Clock
    from exam.store import Store
    from exam.tui.context import AppContext, Opening

DEFAULT_BANK = "orchestration-mlops-scheduling"
MEGABYTE = 1_000_000
DEFAULT_BANK_SIZE = 20
"""The largest bank that is read unasked, in MB."""
NEWEST_DATABASE = 7
"""The version of the database that the store makes. The store knows it too, and takes 48 ms to load."""
_MANY = 200
"""Attempts from which on it takes long enough to bring them up to date to be told."""

Wish = Literal["auto", "always", "never"]
"""What --color says."""

_FEW = 10
"""Faults of items left out that are told."""


@dataclass
class Root(Whose):
    """What one run of the command line works on."""

    named: Path | None = None
    """The bank file that the user named; in this run it stands beside those that are always there."""
    skip_faulty: bool = False
    """Whether items of a bank that have faults are to be left out, and the others used."""
    forgotten: Path | None = None
    """Where attempts of this run are kept that its end takes away; None: with all the others."""
    colour: Wish = "auto"
    """Whether output has colours, as --color says."""
    app_runs: bool = False
    """Whether the terminal is the app's, so that nobody else may write to it."""
    remarks: list[str] = field(default_factory=list)
    """What the app is to say of openings of the database: what was lost and put back, and where it is in danger."""
    warned: bool = False
    """Whether this run has already looked at whether the place of the database endangers it."""

    def open_store(self) -> Store:
        from exam.store import Store

        if (profile := self.profile) is not None and begin_profile(profile) and not self.app_runs:
            click.echo(f"Profile {profile.name!r} is new; its attempts begin here.", err=True)
        store = Store.open(self.forgotten or self.data_dir, None if self.app_runs else say_update)
        if self.app_runs:
            self.warn_of_place()
        if store.remark and self.app_runs:
            self.remarks.append(store.remark)
        elif store.remark:
            click.echo(visible(store.remark), err=True)
        return store

    def warn_of_place(self) -> None:
        """Says, once a run, where the database lies in a network drive or in a folder that is copied elsewhere."""
        if self.warned or self.forgotten is not None:
            return
        from exam.files.shared_folders import danger_of

        self.warned = True
        if said := danger_of(self.data_dir):
            if self.app_runs:
                self.remarks.append(said)
            else:
                click.echo(visible(said), err=True)

    def back_up(self, store: Store) -> None:
        """The backup of today, where one is due and attempts of this run are kept."""
        if self.forgotten is None:
            from exam.store.backups import back_up_if_due

            back_up_if_due(store, new_clock().now())

    def bring_up_to_date(self) -> None:
        """Opens the database where it is older than this program, so that the app finds it as it should be.

        It is said how far that is, which the app could not. What is wrong with the database the app says in its place.
        """
        import sqlite3  # costs the first paint 7 ms

        try:
            with closing(sqlite3.connect(f"{(self.data_dir / 'exam.db').as_uri()}?mode=ro", uri=True)) as database:
                (version,) = database.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error:
            return
        if 0 < version < NEWEST_DATABASE:
            from exam.store import StoreError

            with suppress(StoreError):
                self.open_store().close()

    def bank_files(self) -> list[Path]:
        """The banks that ship, one's own, and those that are there for every profile."""
        own = bank_files(self.data_dir, self.named)
        shared = find_banks(self.base_dir) if self.profile else []
        return [*own, *(path for path in shared if path not in own)]

    @property
    def in_hand(self) -> str | None:
        """The id of the bank in hand; None: none was chosen yet."""
        return read_remembered(self.data_dir).bank

    def remember_named(self) -> None:
        """Keeps the bank file that the user named among those that are known, as it is being sat."""
        with suppress(OSError):
            remember_opened(self.data_dir, self.named)

    @property
    def schedule(self) -> Schedule:
        """When to review, as the learner wants it. Raises Declined for a file that cannot be understood."""
        from exam.files.config import read_schedule
        from exam.files.own_toml import FileRefused

        try:
            return read_schedule(self.data_dir)
        except FileRefused as refused:
            raise Declined(str(refused)) from None

    def open_bank(self, path: Path, max_bytes: int = DEFAULT_BANK_SIZE * MEGABYTE) -> Bank:
        """A bank of any size. Raises BankRefused, and OSError where a large one's index cannot be written."""
        from exam.library.open import open_bank

        return open_bank(
            path,
            cache_dir(self.override),
            max_bytes=max_bytes,
            told=self._say_indexing,
            kept=pictures_dir(self.data_dir),
            imported=self._say_imported,
            skip_faulty=self.skip_faulty,
            skipped=self._say_skipped,
        )

    def find_bank(self, word: str | None, max_bytes: int = DEFAULT_BANK_SIZE * MEGABYTE) -> Bank:
        """The bank of an id or path; None: that in hand, or the default. Raises BankRefused, NoSuchBank, OSError."""
        if word is not None and is_path(word):
            bank = self.open_bank(Path(word), max_bytes)
            self.named = Path(word).absolute()
            return bank
        files = self.bank_files()
        return find_bank(
            files, lambda path: self.open_bank(path, max_bytes), word or self.in_hand or DEFAULT_BANK
        ).usable()

    def app_context(self) -> AppContext:
        """What the screens get."""
        from exam.sitting.clock import SystemZone
        from exam.tui.context import AppContext

        return AppContext(
            data_dir=self.data_dir,
            open_store=self.open_store,
            new_clock=new_clock,
            bank_files=self.bank_files,
            open_bank=self.open_bank,
            theme_files=lambda: find_themes(self.data_dir),
            new_identifier=new_identifier,
            new_seed=new_seed,
            default_bank=DEFAULT_BANK,
            zone=SystemZone(),
            remarks=self.remarks,
            profile=self.profile.name if self.profile else "",
        )

    def _say_imported(self, made: Imported) -> None:
        """Says what was taken of a file in another format."""
        if not self.app_runs:
            file = shlex.quote(made.files[0])
            more = f" 'exam check {file}' says why." if made.left_out else ""
            click.echo(visible(f"{file}: {made.summary}{more}"), err=True)

    def _say_skipped(self, faults: tuple[Fault, ...]) -> None:
        """Says which items of a bank were left out because of their faults."""
        if not self.app_runs:
            for fault in faults[:_FEW]:
                click.echo(str(fault), err=True)
            more = f"{len(faults) - _FEW:,} more faults. " if len(faults) > _FEW else ""
            click.echo(f"{more}The items with faults are left out, as you asked.", err=True)

    def _say_indexing(self, done: int, items: int) -> None:
        """Says on a terminal why it takes so long, once for each bank."""
        if done == 0 and not self.app_runs and sys.stderr.isatty():
            click.echo(f"Indexing {items:,} questions; this is done once for each large bank …", err=True)


def say_update(done: int, of: int) -> None:
    """Says how far an older database is brought up to date: a line that counts up on a terminal, once elsewhere."""
    is_terminal = sys.stderr.isatty()
    if of >= _MANY and (is_terminal or done == 0):
        message = f"Bringing {of:,} attempts up to date; this is done once …"
        click.echo(f"\r{message} {done:,}" if is_terminal else message, nl=not is_terminal or done == of, err=True)


def new_clock() -> Clock:
    """The real clock."""
    from exam.sitting.clock import RunningClock

    return RunningClock()


def now() -> datetime:
    """The instant, in the time zone of this machine."""
    from exam.sitting.clock import SystemZone

    return new_clock().now().astimezone(SystemZone())


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


def run_app(opening: Opening | None = None) -> int:
    """Opens the app, and gives its exit code once it is closed."""
    require_terminal()
    root = find_root()
    if root.forgotten is None:
        root.bring_up_to_date()
    from exam.tui.app import ExamApp

    root.app_runs = True
    app = ExamApp(root.app_context(), opening)
    if (parting := app.run()) is not None and root.forgotten is None:
        with suppress(OSError):  # the terminal may be gone
            click.echo(parting, err=True)
    # Textual's own code for an app that broke down; the app says where the answers are.
    return BROKEN if app.return_code == 1 else app.return_code or DONE


@contextmanager
def nothing_kept(root: Root) -> Iterator[None]:
    """Within it attempts are kept in a directory of their own, which is gone afterwards. Raises OSError."""
    with TemporaryDirectory(prefix="exam-", ignore_cleanup_errors=True) as directory:
        root.forgotten = Path(directory)
        try:
            yield
        finally:
            root.forgotten = None
            click.echo("Nothing of this is kept, as you asked with --ephemeral.", err=True)


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
