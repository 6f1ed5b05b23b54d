"""What is there is kept in a backup before much changes at once: before an import of attempts, a repair, a rebuild."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from exam.files.attempts import write_attempts
from exam.store import Store
from exam.store.backups import back_up
from exam.store.database import open_copy
from exam.store.merging import backups_of, damaged_in, fault_of
from tests.cli.conftest import Run, Sit
from tests.support import FakeClock, cohort, sample_form
from tests.support.room import no_room_beyond


@pytest.fixture
def pool(tmp_path: Path) -> str:
    """The path of a file with attempts of other people."""
    file = tmp_path / "pool.jsonl"
    file.write_text("".join(write_attempts(cohort.cohort(["ABCDABCD"]))), "utf-8")
    return str(file)


def attempts_in(path: Path) -> list[str]:
    with closing(open_copy(path)) as copy:
        return [name for (name,) in copy.execute("SELECT id FROM attempt ORDER BY id")]


def test_an_import_is_preceded_by_a_backup_of_what_is_there(run: Run, sit: Sit, pool: str, data_dir: Path) -> None:
    sit("aa11", sample_form(), correct=3)
    taken = run("attempts", "import", pool)
    (backup,) = backups_of(data_dir)
    assert taken.stderr.splitlines()[-1] == f"As it was before, it is kept in {backup}."
    assert (fault_of(backup), attempts_in(backup)) == ("", ["aa11"])


def test_there_is_one_only_where_something_has_changed_since_the_last(run: Run, pool: str, data_dir: Path) -> None:
    assert "kept in" not in run("attempts", "import", pool).stderr, "there was nothing to keep"
    assert "kept in" in run("attempts", "import", pool).stderr
    assert "kept in" not in run("attempts", "import", pool).stderr
    assert "kept in" not in run("doctor", "--rebuild").stderr
    assert len(backups_of(data_dir)) == 1
    backups_of(data_dir)[0].write_bytes(b"no backup any more")
    assert "kept in" in run("doctor", "--rebuild").stderr


@pytest.mark.skipif(os.name != "posix", reason="only there the size of files can be limited")
def test_without_room_for_a_backup_nothing_is_rebuilt_or_taken_in(
    run: Run, sit: Sit, pool: str, data_dir: Path
) -> None:
    sit("aa11", sample_form(), correct=3)
    with Store.open(data_dir) as store:
        store._database.execute("DELETE FROM response")
    before = (data_dir / "exam.db").read_bytes()
    with no_room_beyond(len(before) - 1):
        refused = [run("doctor", "--rebuild"), run("attempts", "import", pool), run("doctor", "--repair")]
    assert [result.exit_code for result in refused] == [1, 1, 1]
    assert all(" full" in result.stderr or "too large" in result.stderr for result in refused)
    assert (data_dir / "exam.db").read_bytes() == before
    assert [*data_dir.glob("backups/*"), *data_dir.glob("backups/.*"), *data_dir.glob("before-repair-*")] == []
    assert "1 attempt rebuilt" in run("doctor", "--rebuild").stderr


def test_of_a_damaged_database_its_files_are_copied_before_a_rebuild(run: Run, sit: Sit, data_dir: Path) -> None:
    sit("aa11", sample_form(), correct=3)
    sit("bb22", sample_form(), correct=2)
    with Store.open(data_dir) as store:
        store._database.execute("DELETE FROM form WHERE attempt = 'aa11'")
    done = run("doctor", "--rebuild")
    (copy,) = data_dir.glob("before-repair-*")
    assert f"As it was before, it is kept in {copy}." in done.stderr
    assert "attempts in it are not whole" in done.stderr
    assert backups_of(data_dir) == []
    assert attempts_in(copy / "exam.db") == ["aa11", "bb22"]


def test_a_backup_with_a_damaged_attempt_takes_the_place_of_nothing(
    sit: Sit, run: Run, data_dir: Path, clock: FakeClock
) -> None:
    sit("aa11", sample_form(), correct=3)
    with Store.open(data_dir) as store:
        first = back_up(store, clock.now())
        store._database.execute("UPDATE event SET body = replace(body, '1a', '1b') WHERE attempt = 'aa11'")
    sit("bb22", sample_form(), correct=2)
    witnessed = (data_dir / "exam.witness").read_bytes()
    with Store.open(data_dir) as store:
        clock.advance(60 * 86_400)
        second = back_up(store, clock.now())
    assert (damaged_in(first), damaged_in(second)) == ([], ["aa11"])
    assert backups_of(data_dir) == [second, first]
    assert (data_dir / "exam.witness").read_bytes() == witnessed
    assert "were put back" in run("doctor", "--repair").stderr
    assert run("doctor").exit_code == 0
