"""Putting a backup in the place of a database, and into it all that is known beyond it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from exam.store.agreeing import read_witness_row
from exam.store.database import DATABASE_NAME, make_empty
from exam.store.elsewhere import told_of
from exam.store.errors import ELSEWHERE, StoreError, store_error
from exam.store.examining import examine_store
from exam.store.merging import backups_of, fault_of, open_good
from exam.store.pieces import Pieces, checksums_in, loose_pieces, pieces_in, put_together
from exam.store.records import Mended, RecordedAttempt, first_names, gather_attempts, kept_records
from exam.store.repairing import mend
from exam.store.set_aside import witnesses_set_aside
from exam.store.store import Store
from exam.store.trusting import of_another_age
from exam.store.witness import WITNESS_NAME, Witness

_TABLES = (("attempt", "id"), ("form", "attempt"), ("event", "attempt"), ("discarded", "attempt"))


def restore_backup(data_dir: Path, at: datetime, backup: Path | None = None) -> str:
    """Puts a backup, or the newest good one, in the database's place, and all that is known beyond it.

    The database that was there is moved aside first. Gives what was done, in sentences. Raises StoreError.
    """
    path = data_dir.absolute() / DATABASE_NAME
    if backup is not None and (fault := fault_of(backup.absolute())):
        raise store_error(f"This backup cannot be used ({fault})", backup, "Nothing was changed")
    chosen, faulty = backup, []
    for one in backups_of(path.parent) if backup is None else []:
        if not fault_of(one):
            chosen = one
            break
        faulty.append(one)
    databases = set(_names_of_databases(path.parent, [path, *faulty, *([chosen] if chosen else [])]))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.restored")
        draft.unlink(missing_ok=True)
        if chosen is None:
            make_empty(draft)
        else:
            shutil.copyfile(chosen, draft)
            draft.chmod(0o600)
        aside = _move_aside(path, at)
        draft.replace(path)
    except OSError as error:
        raise store_error(f"The database cannot be put back ({error.strerror})", path, ELSEWHERE) from error
    said = [f"Put back from {chosen}." if chosen else "There was no good backup, so all was made anew."]
    with Store.open(data_dir) as store:
        said.append(store.remark)
        said.append(_take_set_aside(store, databases))
        if aside is not None:
            said += [_salvage(store, aside / path.name, "the damaged database")]
        said += [_salvage(store, one, f"{one.name}, which is damaged") for one in faulty]
        if any(one.damaged for one in examine_store(store)):
            said.append(mend(store, at).said)
        if aside is not None:
            said.append(f"What was there is now in {aside}.")
    return " ".join(filter(None, said))


def _names_of_databases(data_dir: Path, files: list[Path]) -> Iterator[str]:
    """The names by which witnesses of this database are known."""
    with suppress(OSError):
        header = Witness(data_dir / WITNESS_NAME).header()
        if header is not None:
            yield header.database
    for path in files:
        with open_good(path) as database, suppress(sqlite3.Error, UnicodeError, ValueError):
            row = read_witness_row(database) if database is not None else None
            if row is not None:
                yield row.database


def _salvage(store: Store, old: Path, where: str) -> str:
    """Takes from a damaged database what can still be read of attempts and is known nowhere else."""
    found, lost = Mended(), []
    thrown = {one.id for one in store.discarded()}
    with store.looking() as here:
        attempts = {name for (name,) in here.execute("SELECT id FROM attempt")}
        known = checksums_in(here)
    try:
        with closing(sqlite3.connect(f"{old.as_uri()}?mode=ro", uri=True, isolation_level=None)) as database:
            database.text_factory = lambda text: text.decode("utf-8", "replace")
            loose = [loose_pieces(database)]
            loose[0].events = [event for event in loose[0].events if event[1][1] not in known]
            for name in _names_in(database):
                told: dict[str, RecordedAttempt] = {}
                with suppress(sqlite3.Error, UnicodeError, TypeError, ValueError):
                    told = _told_by(database, name, loose, known=name in attempts or name in thrown)
                if name not in attempts and name not in thrown:
                    events = pieces_in(database, name, damaged=True).events
                    if known & (_checksums(told) | {checksum for _, (_, checksum) in events}):
                        continue  # a made-up name of one that is here
                    lost += [] if told else [name]
                elif name in thrown and told and told[name].discarded is None:
                    continue
                try:
                    found.add(store.take(told))
                except (StoreError, ValueError):
                    lost += [name] if told and name not in lost else []
    except (sqlite3.Error, UnicodeError, OSError):
        return ""
    said = [f"{found.changes} changes were still found in {where}." if found.changes else ""]
    if lost:
        said.append(f"Of {first_names(lost)} there is something in {where} that cannot be read, and nothing elsewhere.")
    return " ".join(filter(None, said))


def _names_in(database: sqlite3.Connection) -> list[str]:
    """Every name under which a damaged database has something of an attempt, as far as it can be read."""
    names: dict[str, None] = {}
    for table, column in _TABLES:
        with suppress(sqlite3.Error, UnicodeError):
            for (name,) in database.execute(f"SELECT DISTINCT CAST({column} AS BLOB) FROM {table}"):
                with suppress(UnicodeError, AttributeError):  # a damaged record may have no name at all
                    names[name.decode()] = None
    return [*names]


def _told_by(
    database: sqlite3.Connection, name: str, loose: list[Pieces], *, known: bool
) -> dict[str, RecordedAttempt]:
    """What a damaged database has of an attempt, whole; or as it is there, where it is not `known` otherwise."""
    pieces = pieces_in(database, name, damaged=True)
    made = put_together(pieces, loose=loose)
    if made is not None:
        return {name: told_of(made, [pieces])}
    told = {} if known else gather_attempts(kept_records(database, name))
    return {name: one for name, one in told.items() if one.events}


def _checksums(told: dict[str, RecordedAttempt]) -> set[str]:
    return {checksum for one in told.values() for _, checksum in one.events}


def _take_set_aside(store: Store, databases: set[str]) -> str:
    """Takes what witnesses of this database that were set aside have of attempts that are known nowhere else."""
    found = Mended()
    for witness in witnesses_set_aside(store.path.parent):
        with suppress(OSError, ValueError, TypeError, StoreError):
            header = witness.header()
            if header is not None and header.database not in databases:
                continue
            with store.looking() as database:
                told = of_another_age(database, gather_attempts(witness.sound_records()))
                if header is None and not _checksums(told) & checksums_in(database):
                    continue  # whose it is cannot be known
                here = {name for (name,) in database.execute("SELECT id FROM attempt")}
            lacking = {
                name: one
                for name, one in told.items()
                if name not in here and one.form and put_together(Pieces([one.form], [*enumerate(one.events)]))
            }
            found.add(store.take(lacking))
    return f"{found.changes} changes were still found in witnesses that were set aside." if found.changes else ""


def _move_aside(path: Path, at: datetime) -> Path | None:
    """The new folder in which a database and its log are now; None: there was none."""
    files = [path.with_name(path.name + end) for end in ("", "-wal", "-shm")]
    if not any(file.exists() or file.is_symlink() for file in files):
        return None
    n, stamp = 1, f"{at.astimezone(UTC):%Y-%m-%d}"
    while (aside := path.parent / f"damaged-{stamp}.{n}").exists():
        n += 1
    aside.mkdir(mode=0o700)
    for file in files:
        if file.exists() or file.is_symlink():
            file.rename(aside / file.name)
    return aside
