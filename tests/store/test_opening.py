"""Opening the database: durable, private, never a fresh one in the place of an old one."""

import os
import sqlite3
import stat
import subprocess
import sys
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.store.database import DATABASE_VERSION
from exam.store.updates import STEPS, UpdateReport
from tests.support import FakeClock, sample_form

ROOT = Path(__file__).resolve().parents[2]


def keep_one(data_dir: Path, clock: FakeClock) -> Path:
    """A database with one attempt in it, closed."""
    with Store.open(data_dir) as store:
        session = Session.start("abcd1234", sample_form(), store, clock, mode="exam")
        session.choose(1, "1a")
        session.leave()
    return data_dir / "exam.db"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_commit_survives_a_power_cut(store: Store) -> None:
    ask = store._database.execute
    assert ask("PRAGMA journal_mode").fetchone() == ("wal",)
    assert ask("PRAGMA synchronous").fetchone() == (2,)
    assert ask("PRAGMA busy_timeout").fetchone() == (2000,)
    assert store._database.isolation_level is None


def test_copies_of_the_files_taken_after_an_answer_have_it(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    """What is in the files when an answer is acknowledged is what a machine finds after its power failed."""
    session = Session.start("abcd1234", sample_form(), store, clock, mode="exam")
    for n in range(1, 6):
        session.choose(n, f"{n}c")
        copy = tmp_path / f"copy-{n}"
        copy.mkdir()
        for name in ("exam.db", "exam.db-wal"):
            (copy / name).write_bytes(store.path.with_name(name).read_bytes())
        with Store.open(copy) as found:
            assert found.load("abcd1234").attempt == session.attempt


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_only_the_user_may_read_it(tmp_path: Path, clock: FakeClock) -> None:
    before = os.umask(0)
    try:
        with Store.open(tmp_path / "a" / "b") as store:
            session = Session.start("abcd1234", sample_form(), store, clock, mode="exam")
            session.choose(1, "1a")
            directory = tmp_path / "a" / "b"
            assert mode(directory) == 0o700
            assert {path.name: mode(path) for path in directory.iterdir()} == {
                "exam.db": 0o600,
                "exam.db-wal": 0o600,
                "exam.db-shm": 0o600,
                "exam.witness": 0o600,
                "open": 0o700,
            }
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\0" * 8192, "it is no database"),
        (b"Once upon a time\n" * 900, "it is no database"),
        (b"SQLite format 3\0" + b"\0" * 20, "it is no database"),
        (b"SQLite format 3\0" + b"\xff" * 8176, "damaged"),
    ],
)
def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "exam.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=said) as refused:
        Store.open(tmp_path)
    assert str(path) in str(refused.value)
    assert "move it away to begin with an empty history" in str(refused.value)
    assert path.read_bytes() == content


def test_a_truncated_database_is_found(tmp_path: Path, clock: FakeClock) -> None:
    path = keep_one(tmp_path, clock)
    whole = path.read_bytes()
    for percent in range(1, 100, 7):
        path.write_bytes(whole[: len(whole) * percent // 100])
        with pytest.raises(StoreError, match="damaged"):
            Store.open(tmp_path)


def test_a_directory_or_a_loop_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one" / "exam.db").mkdir(parents=True)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "exam.db").symlink_to("exam.db")
    for place in ("one", "two"):
        with pytest.raises(StoreError):
            Store.open(tmp_path / place)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "exam.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not one of exam"):
        Store.open(tmp_path)
    assert path.read_bytes() == before


def test_a_database_that_was_deleted_from_under_its_log_is_missed(tmp_path: Path, clock: FakeClock) -> None:
    path = keep_one(tmp_path, clock)
    path.rename(tmp_path / "exam.db-wal")
    with pytest.raises(StoreError, match="is gone, but its last changes are still there"):
        Store.open(tmp_path)
    assert not path.exists()


def test_a_newer_schema_is_refused_and_its_file_untouched(tmp_path: Path, clock: FakeClock) -> None:
    path = keep_one(tmp_path, clock)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=rf"newer exam \(schema 999, not {DATABASE_VERSION}\)"):
        Store.open(tmp_path)
    assert path.read_bytes() == before


def test_an_older_schema_is_copied_and_then_brought_up_to_date(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = keep_one(tmp_path, clock)

    def add_mood(database: sqlite3.Connection, _report: UpdateReport) -> None:
        database.execute("ALTER TABLE attempt ADD COLUMN mood TEXT")

    def lose_power(_database: sqlite3.Connection, _report: UpdateReport) -> None:
        raise KeyboardInterrupt

    old, copied = DATABASE_VERSION, tmp_path / f"exam.db.before-schema-{DATABASE_VERSION + 1}"
    for module in ("database", "opened", "updates"):
        monkeypatch.setattr(f"exam.store.{module}.DATABASE_VERSION", old + 2)
    monkeypatch.setitem(STEPS, old, (old + 1, add_mood))
    monkeypatch.setitem(STEPS, old + 1, (old + 2, lose_power))
    with pytest.raises(KeyboardInterrupt):
        Store.open(tmp_path)
    monkeypatch.setitem(STEPS, old + 1, (old + 2, lambda database, report: None))
    with Store.open(tmp_path) as store:
        assert store._database.execute("PRAGMA user_version").fetchone() == (old + 2,)
        assert store._database.execute("SELECT id, mood FROM attempt").fetchall() == [("abcd1234", None)]
    with closing(sqlite3.connect(copied)) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (old,)
        assert before.execute("SELECT id FROM attempt").fetchall() == [("abcd1234",)]
    if os.name == "posix":
        assert mode(copied) == 0o600
        assert mode(path) == 0o600


def test_programs_that_start_together_agree_on_one_database(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[2])\n"
        "from exam.store import Store\n"
        "with Store.open(pathlib.Path(sys.argv[1])) as store: print(store._file.st_ino)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "data"), str(ROOT)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    said = [program.communicate(timeout=30) for program in started]
    assert {error for _, error in said} == {b""}
    assert len({out for out, _ in said}) == 1
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["exam.db", "exam.witness"]


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_where_nothing_may_be_written_no_exam_begins_and_old_ones_can_be_read(tmp_path: Path, clock: FakeClock) -> None:
    data_dir = tmp_path / "data"
    keep_one(data_dir, clock)
    empty = tmp_path / "empty"
    empty.mkdir()
    for path in (data_dir / "exam.db", data_dir / "open", data_dir, empty):
        path.chmod(0o444 if path.is_file() else 0o555)

    def look() -> None:
        with Store.open(data_dir) as store:
            assert not store.writable
            assert [row.id for row in store.history()] == ["abcd1234"]
            assert store.load("abcd1234").attempt.of(1).response == ("1a",)
            with pytest.raises(StoreError, match="--data-dir"):
                Session.start("efgh5678", sample_form(), store, clock, mode="exam")
            with pytest.raises(StoreError, match="--data-dir"):
                Session.resume("abcd1234", store, clock)
        for nowhere in (empty, empty / "deeper"):
            with pytest.raises(StoreError, match="--data-dir"):
                Store.open(nowhere)

    as_nobody(look, tmp_path)
    for path in (data_dir, empty):
        path.chmod(0o700)
    assert sorted(path.name for path in data_dir.iterdir()) == ["exam.db", "exam.witness", "open"]


def as_nobody(act: Callable[[], None], visible: Path) -> None:
    """Runs it as a user who is not root, in a process of its own where this one is root."""
    if os.geteuid() != 0:
        act()
        return
    for parent in (visible, *visible.parents):
        if parent != Path("/") and parent.owner() == "root" and not mode(parent) & 0o001:
            parent.chmod(mode(parent) | 0o011)
    with warnings.catch_warnings():
        # Another test may have left a thread behind; the child only looks at files.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            act()
            status = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a small file system of its own")
def test_a_first_start_on_a_full_disk_leaves_nothing_that_is_damaged(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    start = f"{sys.executable} -c 'import sys, pathlib; sys.path.insert(0, sys.argv[2])\n" + (
        "from exam.store import Store, StoreError\n"
        "try: Store.open(pathlib.Path(sys.argv[1])).close()\n"
        "except StoreError as error: print(error)' "
    )
    sizes = range(4, 196, 6)
    script = f"mount -t tmpfs -o size=4k none {disk} || exit 77\n" + "".join(
        f"rm -rf {disk}/*; mount -o remount,size={size}k {disk}; {start} {disk} {ROOT}\n"
        f"mount -o remount,size=4m {disk}; {start} {disk} {ROOT} && echo started\n"
        for size in sizes
    )
    run = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, encoding="utf-8", check=False)
    if run.returncode == 77 or "unshare" in run.stderr:
        pytest.skip("nobody may mount a file system here")
    assert run.stdout.count("started") == len(sizes)
    assert "damaged" not in run.stdout
    assert run.stdout.count("is full") >= 3
    assert run.stderr == ""
