"""A database of an older exam: it is said that it is brought up to date, and the app finds it so."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from exam.cli.wiring import NEWEST_DATABASE, Root, say_update
from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.store.database import DATABASE_VERSION
from tests.support import FakeClock, sample_form


class CountingRoot(Root):
    """A wiring that counts how often the store is opened."""

    opened = 0

    def open_store(self) -> Store:
        self.opened += 1
        return super().open_store()


def test_the_app_knows_the_newest_version_without_loading_the_store() -> None:
    assert NEWEST_DATABASE == DATABASE_VERSION


def test_only_an_older_database_is_opened(tmp_path: Path) -> None:
    root = CountingRoot(tmp_path)
    root.bring_up_to_date()
    assert not root.opened, "there is none"
    with Store.open(tmp_path) as store:
        session = Session.start("abcd1234", sample_form(), store, FakeClock(), mode="exam")
        session.end()
        session.leave()
    root.bring_up_to_date()
    assert not root.opened, "it is new enough"
    with closing(sqlite3.connect(tmp_path / "exam.db")) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        for table in ("response", "meeting", "discarded", "witness"):
            database.execute(f"DROP TABLE {table}")
        for column in ("cut", "drill", "allowed", "pace", "learner", "suspended_for"):
            database.execute(f"ALTER TABLE attempt DROP COLUMN {column}")
        database.execute("PRAGMA user_version = 1")
    root.bring_up_to_date()
    assert root.opened == 1
    root.bring_up_to_date()
    assert root.opened == 1, "it was brought up to date"


def test_what_is_broken_is_left_to_the_app(tmp_path: Path) -> None:
    """Something that is no database is not opened, and an older one without its tables is opened in vain."""
    file, root = tmp_path / "exam.db", CountingRoot(tmp_path)
    for broken, times in ((b"SQLite format 3\0" + bytes(47) + b"\1" + bytes(100), 0), (_empty(tmp_path), 1)):
        file.write_bytes(broken)
        root.bring_up_to_date()
        assert root.opened == times
        assert file.read_bytes() == broken, "it is left as it is"
        with pytest.raises(StoreError):
            Store.open(tmp_path)


def _empty(directory: Path) -> bytes:
    """A database of version 1 without any table."""
    with closing(sqlite3.connect(directory / "empty.db")) as database:
        database.execute("PRAGMA user_version = 1")
    return (directory / "empty.db").read_bytes()


def test_a_terminal_counts_up_a_file_is_told_once_and_a_short_update_not_at_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for done in (0, 5_000, 10_000):
        say_update(done, 10_000)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Bringing 10,000 attempts up to date; this is done once …\n")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    for done in (0, 5_000, 10_000):
        say_update(done, 10_000)
    said = capsys.readouterr()
    assert said.err.split("\r")[1:] == [
        f"Bringing 10,000 attempts up to date; this is done once … {count}" for count in ("0", "5,000", "10,000\n")
    ]
    say_update(7, 7)
    assert capsys.readouterr().err == ""
