"""The second record of what was acknowledged: what the database loses is put back and said, and else nothing is."""

import os
import shutil
from pathlib import Path

import pytest

from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.store.backups import back_up, is_due
from exam.store.merging import backups_of, fault_of
from exam.store.restoring import restore_backup
from tests.proofs.losses import main as lose
from tests.support import FakeClock, sample_form

NAME = "abcd1234"


def sit(store: Store, clock: FakeClock, name: str = NAME, answers: int = 4) -> Session:
    session = Session.start(name, sample_form(), store, clock, mode="exam")
    for n in range(1, answers + 1):
        session.choose(n, f"{n}c")
    return session


def killed(data_dir: Path, copy: Path) -> Path:
    """The files as a program leaves them that is killed now."""
    shutil.copytree(data_dir, copy, ignore=shutil.ignore_patterns("*-shm", "open"))
    return copy


@pytest.fixture
def left_behind(tmp_path: Path, clock: FakeClock) -> Path:
    """A directory with four answers, of which a program was killed; all are in the log."""
    with Store.open(tmp_path / "data") as store:
        sit(store, clock)
        return killed(tmp_path / "data", tmp_path / "left")


def answers(data_dir: Path) -> list[tuple[str, ...]]:
    with Store.open(data_dir) as store:
        return [one.response for one in store.load(NAME).attempt.progress]


ALL = [("1c",), ("2c",), ("3c",), ("4c",), ()]


@pytest.mark.slow
def test_whatever_is_lost_is_put_back_or_said_and_nothing_is_said_without_a_loss() -> None:
    assert lose(25, 25, seed=8) == 0


def test_a_lost_log_is_noticed_and_restored(left_behind: Path) -> None:
    (left_behind / "exam.db-wal").unlink()
    with Store.open(left_behind) as store:
        assert "had lost its log" in store.remark
        assert f"of {NAME} were put back" in store.remark
    assert answers(left_behind) == ALL
    with Store.open(left_behind) as store:
        assert store.remark == "", "it is said once"


def test_a_copy_of_the_database_alone_begins_a_witness_and_says_so_once(left_behind: Path) -> None:
    Store.open(left_behind).close()
    (left_behind / "exam.witness").unlink()
    with Store.open(left_behind) as store:
        assert "was gone and is begun anew; no attempt is missing" in store.remark
    with Store.open(left_behind) as store:
        assert store.remark == ""
    assert answers(left_behind) == ALL


def test_the_witness_of_another_database_is_put_aside(left_behind: Path, tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "other") as other:
        sit(other, clock, "stranger").leave()
    shutil.copyfile(tmp_path / "other" / "exam.witness", left_behind / "exam.witness")
    with Store.open(left_behind) as store:
        assert "belongs to another database" in store.remark
        assert [row.id for row in store.history()] == [NAME]
    assert (left_behind / "exam.witness.old").exists()


def test_a_program_killed_before_the_commit_leaves_nothing_to_be_said(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "data") as store:
        session = sit(store, clock, answers=3)
        copy = killed(tmp_path / "data", tmp_path / "left")
        session.choose(4, "4c")
        shutil.copyfile(tmp_path / "data" / "exam.witness", copy / "exam.witness")
    with Store.open(copy) as store:
        assert store.remark == ""
    assert answers(copy) == ALL, "what was pressed is there, though nobody was told yet"


def test_half_a_line_at_the_end_is_taken_off(left_behind: Path) -> None:
    with (left_behind / "exam.witness").open("ab") as file:
        file.write(b'{"attempt":"abcd1234","sequ')
    with Store.open(left_behind) as store:
        assert store.remark == ""
    assert (left_behind / "exam.witness").read_bytes().endswith(b"\n")
    assert answers(left_behind) == ALL


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be removed")
def test_a_log_that_is_removed_in_mid_exam_costs_nothing(tmp_path: Path, clock: FakeClock) -> None:
    data_dir = tmp_path / "data"
    with Store.open(data_dir) as store:
        session = sit(store, clock, answers=2)
        (data_dir / "exam.db-wal").unlink()
        session.choose(3, "3c")
        session.choose(4, "4c")
        assert not session.unsaved
        copy = killed(data_dir, tmp_path / "left")
    assert answers(copy) == ALL


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be moved")
def test_what_is_answered_while_the_database_is_away_is_in_the_witness(tmp_path: Path, clock: FakeClock) -> None:
    data_dir = tmp_path / "data"
    with Store.open(data_dir) as store:
        session = sit(store, clock, answers=2)
        (data_dir / "exam.db").rename(tmp_path / "away.db")
        (data_dir / "exam.db-wal").rename(tmp_path / "away.db-wal")
        session.choose(3, "3c")
        session.choose(4, "4c")
        assert len(session.unsaved) == 2
        copy = killed(data_dir, tmp_path / "left")
    with pytest.raises(StoreError, match="exam doctor --restore"):
        Store.open(copy)
    restore_backup(copy, clock.now())
    assert answers(copy) == ALL


def test_what_the_disk_refused_is_put_in_later(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path / "data") as store:
        session = sit(store, clock, answers=1)
        (pages,) = store._database.execute("PRAGMA page_count").fetchone()
        store._database.execute(f"PRAGMA max_page_count = {pages}")
        for turn in range(2000):
            session.choose(turn % 4 + 1, f"{turn % 4 + 1}{'abcd'[turn // 4 % 4]}")
            if len(session.unsaved) > 3:
                break
        assert session.unsaved
        given = [one.response for one in session.attempt.progress]
        copy = killed(tmp_path / "data", tmp_path / "left")
    assert answers(copy) == given


@pytest.mark.slow
def test_backups_are_made_by_the_day_and_thinned_behind_sound_ones(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as store:
        assert not is_due(store, clock.now()), "where nothing was ever done"
        for day in range(60):
            sit(store, clock, f"attempt{day}", 1).leave()
            assert is_due(store, clock.now())
            made = back_up(store, clock.now())
            assert not is_due(store, clock.now())
            clock.advance(86_400)
            if day == 3:
                assert not is_due(store, clock.now()), "nothing has changed"
        kept = backups_of(tmp_path)
        assert kept[0] == made
        assert [path.stem[-5:] for path in kept[:7]] == [f"04-{day}" for day in range(30, 23, -1)]
        assert 3 <= len(kept) - 7 <= 4
        assert not any(fault_of(path) for path in kept)


def test_a_damaged_database_comes_back_from_backup_and_witness(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as store:
        sit(store, clock, "before11").end()
        back_up(store, clock.now())
        sit(store, clock).leave()
    (tmp_path / "exam.db").write_bytes(b"\0" * 5000)
    with pytest.raises(StoreError, match="exam doctor --restore"):
        Store.open(tmp_path)
    said = restore_backup(tmp_path, clock.now())
    assert f"Put back from {backups_of(tmp_path)[0]}" in said
    assert "What was there is now in" in said
    assert answers(tmp_path) == ALL
    with Store.open(tmp_path) as store:
        assert (store.remark, len(store.history())) == ("", 2)


def test_a_backup_that_is_no_good_is_not_put_back(tmp_path: Path, clock: FakeClock) -> None:
    with Store.open(tmp_path) as store:
        sit(store, clock).leave()
        backup = back_up(store, clock.now())
    backup.write_bytes(backup.read_bytes()[:5000])
    before = (tmp_path / "exam.db").read_bytes()
    with pytest.raises(StoreError, match="This backup cannot be used"):
        restore_backup(tmp_path, clock.now(), backup)
    assert (tmp_path / "exam.db").read_bytes() == before
    (tmp_path / "exam.db").unlink()
    assert "no good backup" in restore_backup(tmp_path, clock.now())
    assert answers(tmp_path) == ALL
