"""Two or three faults at once, in the database, in what it knows of its witness, in witness and backups."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exam.core.text import visible
from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.store.backups import back_up
from exam.store.examining import examine_store
from exam.store.repairing import repair
from exam.store.restoring import restore_backup
from exam.store.set_aside import KEPT, witnesses_set_aside
from tests.proofs.losses import Logs, read_logs
from tests.support import FakeClock, sample_form
from tests.support.three_attempts import ENDED, LEFT, THROWN, write_three_attempts

NO_PAPER = f"UPDATE form SET body = zeroblob(99) WHERE attempt = '{ENDED}'"
NO_MARK = "UPDATE witness SET digest = 'x'"


@pytest.fixture
def data_dir(tmp_path: Path, clock: FakeClock) -> Path:
    """An attempt that ended, one that was left, and one in the bin; all known to the witness, and no backup."""
    write_three_attempts(tmp_path / "data", clock)
    return tmp_path / "data"


@pytest.fixture
def acknowledged(data_dir: Path) -> Logs:
    with Store.open(data_dir) as store:
        return read_logs(store)


def alter(data_dir: Path, *statements: str) -> None:
    with closing(sqlite3.connect(data_dir / "exam.db", isolation_level=None)) as database:
        for statement in ("PRAGMA foreign_keys = OFF", *statements):
            database.execute(statement)


def opened_and_repaired(data_dir: Path, clock: FakeClock) -> tuple[str, str, Logs]:
    """What doctor says, what its repair says, and what is there then; nothing may be left to mend."""
    with Store.open(data_dir) as store:
        found = " ".join(one.what for one in examine_store(store))
        _, mended = repair(store, clock.now())
        assert examine_store(store) == []
        return found, mended.said, read_logs(store)


def test_an_attempt_is_told_and_taken_from_a_witness_that_was_set_aside(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(data_dir, NO_PAPER, NO_MARK)
    with Store.open(data_dir) as store:
        assert "begun anew" in store.remark
    found, said, logs = opened_and_repaired(data_dir, clock)
    assert "its paper cannot be read; exam.witness.old has it" in found
    assert ENDED in said
    assert logs == acknowledged


def test_one_that_was_set_aside_is_not_pushed_out_by_later_ones(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(data_dir, NO_PAPER)
    for _ in range(KEPT + 3):
        alter(data_dir, NO_MARK)
        Store.open(data_dir).close()
    assert len(witnesses_set_aside(data_dir)) == KEPT
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_a_line_of_it_that_is_damaged_hides_none_behind_it(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(data_dir, NO_PAPER, NO_MARK)
    witness = data_dir / "exam.witness"
    witness.write_bytes(witness.read_bytes().replace(THROWN.encode(), b"thrown99", 1))
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_names_that_were_exchanged_leave_nothing_under_a_made_up_one(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(
        data_dir,
        f"UPDATE attempt SET id = '77' WHERE id = '{LEFT}'",
        f"UPDATE form SET attempt = '77' WHERE attempt = '{ENDED}'",
    )
    _, said, logs = opened_and_repaired(data_dir, clock)
    assert "under 77 is in that folder alone now" in said
    assert logs == acknowledged


def test_without_witness_and_backup_papers_find_the_attempts_that_they_are_of(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(
        data_dir,
        f"UPDATE form SET attempt = '77' WHERE attempt = '{ENDED}'",
        f"UPDATE event SET attempt = '78' WHERE attempt = '{LEFT}'",
    )
    (data_dir / "exam.witness").unlink()
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_what_no_file_has_whole_is_put_together_of_several(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    witness = data_dir / "exam.witness"
    witness.write_bytes(witness.read_bytes().replace(b'[\\"3b\\"]', b'[\\"3c\\"]'))
    alter(data_dir, NO_PAPER, NO_MARK, f"DELETE FROM event WHERE attempt = '{ENDED}' AND sequence = 3")
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_a_checksum_is_made_anew_of_what_follows_from_it(data_dir: Path, acknowledged: Logs, clock: FakeClock) -> None:
    alter(data_dir, f"UPDATE event SET checksum = zeroblob(32) WHERE attempt = '{ENDED}' AND sequence = 2")
    (data_dir / "exam.witness").unlink()
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_what_was_discarded_stays_in_the_bin_where_the_witness_lost_the_line_that_says_so(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    witness = data_dir / "exam.witness"
    witness.write_bytes(witness.read_bytes().replace(b'"discarded":"2', b'"discarded":"3'))
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_an_attempt_that_went_from_the_bin_for_good_does_not_come_back(data_dir: Path, clock: FakeClock) -> None:
    alter(data_dir, NO_MARK)
    Store.open(data_dir).close()
    assert THROWN in (data_dir / "exam.witness.old").read_text()
    clock.advance(31 * 86_400)
    with Store.open(data_dir) as store:
        store.discard(LEFT, clock.now())  # with it goes what has been there for too long
    alter(data_dir, NO_PAPER, NO_MARK)
    _, _, logs = opened_and_repaired(data_dir, clock)
    assert (THROWN in logs, ENDED in logs) == (False, True)
    (data_dir / "exam.db").write_bytes(b"damaged")
    assert THROWN not in restore_backup(data_dir, clock.now())
    with Store.open(data_dir) as store:
        assert [one.id for one in store.discarded()] == [LEFT]


def test_the_witness_of_somebody_else_that_was_set_aside_gives_nothing(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    with Store.open(data_dir.parent / "other") as other:
        Session.start("stranger", sample_form(), other, clock, mode="exam").leave()
    shutil.copyfile(data_dir.parent / "other" / "exam.witness", data_dir / "exam.witness")
    alter(data_dir, f"UPDATE attempt SET answered = 0 WHERE id = '{LEFT}'")
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged
    assert "exam.witness.old" in {one.path.name for one in witnesses_set_aside(data_dir)}
    (data_dir / "exam.db").write_bytes(b"damaged")
    restore_backup(data_dir, clock.now())
    with Store.open(data_dir) as store:
        assert "stranger" not in read_logs(store)


def test_a_copy_of_the_folder_that_went_another_way_gives_what_both_have(
    data_dir: Path, clock: FakeClock, tmp_path: Path
) -> None:
    """Its own later answers are not taken for those that were given here."""
    shutil.copytree(data_dir, tmp_path / "copy")
    clock.advance(100)
    for place, choice in ((data_dir, "1c"), (tmp_path / "copy", "1d")):
        with Store.open(place) as store:
            session = Session.resume(LEFT, store, clock)
            session.choose(1, choice)
            session.leave()
    with Store.open(data_dir) as store:
        acknowledged = read_logs(store)
    shutil.copyfile(tmp_path / "copy" / "exam.witness", data_dir / "exam.witness")
    alter(data_dir, f"UPDATE form SET body = zeroblob(99) WHERE attempt = '{LEFT}'")
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_a_backup_that_is_damaged_is_no_fault_of_the_database(data_dir: Path, clock: FakeClock) -> None:
    with Store.open(data_dir) as store:
        backup = back_up(store, clock.now())
    backup.write_bytes(backup.read_bytes()[:9000] + bytes(60_000))
    with Store.open(data_dir) as store:
        assert examine_store(store) == []


def test_the_bin_of_a_damaged_database_is_taken_from_it_too(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    """Neither witness nor a good backup knows what lies in it: the witness began anew with a backup that is damaged."""
    with Store.open(data_dir) as store:
        backup = back_up(store, clock.now())
    backup.unlink()
    alter(data_dir, f"UPDATE attempt SET bank = CAST(x'c328' AS TEXT) WHERE id = '{ENDED}'")
    assert "still found in the damaged database" in restore_backup(data_dir, clock.now())
    with Store.open(data_dir) as store:
        assert read_logs(store) == acknowledged
        assert examine_store(store) == []


def test_what_cannot_be_read_and_is_nowhere_else_is_named(data_dir: Path, clock: FakeClock) -> None:
    (data_dir / "exam.witness").unlink()
    alter(data_dir, f"UPDATE form SET body = zeroblob(9), attempt = char(27) || '[2J' WHERE attempt = '{ENDED}'")
    alter(data_dir, f"UPDATE attempt SET bank = CAST(x'c328' AS TEXT) WHERE id = '{LEFT}'")
    alter(data_dir, f"UPDATE discarded SET events = CAST(x'c328' AS TEXT) WHERE attempt = '{THROWN}'")
    said = restore_backup(data_dir, clock.now())
    assert f"{THROWN} there is something in the damaged database that cannot be read, and nothing elsewhere" in said
    assert "␛[2J" in said, "its name is shown, and does not steer a terminal"
    assert visible(said) == said


def test_a_witness_is_kept_that_is_begun_anew_from_a_damaged_attempt(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(data_dir, "DELETE FROM witness", f"UPDATE event SET body = '{{}}' WHERE attempt = '{LEFT}' AND sequence = 2")
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_what_stands_behind_a_damaged_line_of_the_witness_is_put_in(
    data_dir: Path, clock: FakeClock, tmp_path: Path
) -> None:
    older = tmp_path / "older.db"
    shutil.copyfile(data_dir / "exam.db", older)
    clock.advance(100)
    with Store.open(data_dir) as store:
        for name in ("later111", "later222"):
            Session.start(name, sample_form(), store, clock, mode="exam").leave()
        logs = read_logs(store)
    shutil.copyfile(older, data_dir / "exam.db")
    witness = data_dir / "exam.witness"
    witness.write_bytes(witness.read_bytes().replace(b"later111", b"later999", 1))
    with Store.open(data_dir) as store:
        assert "A line of its witness is damaged, so changes may be missing" in store.remark
        assert read_logs(store)["later222"] == logs["later222"]


def test_an_attempt_that_lost_its_end_is_given_as_far_as_it_goes_and_that_is_said(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    (data_dir / "exam.witness").unlink()
    alter(data_dir, f"DELETE FROM event WHERE attempt = '{LEFT}' AND sequence > 3")
    with Store.open(data_dir) as store:
        assert "'exam doctor' says what is damaged" in store.remark
        with pytest.raises(StoreError, match="7 events were written and 4 are there"):
            store.load(LEFT)
    _, said, logs = opened_and_repaired(data_dir, clock)
    assert f"The last changes of {LEFT} are lost; all before them are there." in said
    assert logs[LEFT] == acknowledged[LEFT][:4]


def test_an_attempt_without_any_event_is_told_and_taken_out(data_dir: Path, clock: FakeClock) -> None:
    (data_dir / "exam.witness").unlink()
    alter(data_dir, f"DELETE FROM event WHERE attempt = '{LEFT}'", f"UPDATE attempt SET events = 0 WHERE id = '{LEFT}'")
    alter(data_dir, "UPDATE discarded SET events = '[]'")
    found, said, logs = opened_and_repaired(data_dir, clock)
    assert "it has no event" in found
    assert f"under {LEFT}, {THROWN} is in that folder alone now" in said
    assert [*logs] == [ENDED]


def test_events_that_lost_their_name_are_found_in_a_damaged_database(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    (data_dir / "exam.witness").unlink()
    alter(data_dir, f"UPDATE event SET attempt = '77' WHERE attempt = '{LEFT}'")
    alter(data_dir, f"UPDATE attempt SET bank = CAST(x'c328' AS TEXT) WHERE id = '{ENDED}'")
    restore_backup(data_dir, clock.now())
    with Store.open(data_dir) as store:
        assert read_logs(store) == acknowledged
        assert examine_store(store) == []


def test_an_index_that_leaves_something_out_is_made_anew_first(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    """Otherwise what it leaves out would be put in a second time, under the same name."""
    path = data_dir / "exam.db"
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_discarded_1'"
        (page,) = database.execute(query).fetchone()
    pages = path.read_bytes()
    begin, end = (page - 1) * 4096, page * 4096
    path.write_bytes(pages[:begin] + pages[begin:end].replace(THROWN.encode(), b"thrown44") + pages[end:])
    alter(data_dir, "UPDATE discarded SET form = zeroblob(9)")
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_events_without_their_paper_do_not_give_way_to_fewer_of_a_damaged_witness(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    witness = data_dir / "exam.witness"
    lines = witness.read_bytes().splitlines(keepends=True)
    at = [n for n, line in enumerate(lines) if LEFT.encode() in line][2]
    lines[at] = lines[at].replace(b"responded", b"rxsponded")
    witness.write_bytes(b"".join(lines))
    alter(data_dir, f"DELETE FROM form WHERE attempt = '{LEFT}'")
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged
