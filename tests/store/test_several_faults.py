"""Two or three faults at once, in the database, in what it knows of its witness, in witness and backups."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.store.backups import back_up
from exam.store.examining import examine_store
from exam.store.log import next_checksum
from exam.store.repairing import repair
from exam.store.set_aside import KEPT, witnesses_set_aside
from tests.proofs.losses import Logs, read_logs
from tests.store.several_faults import NO_MARK, NO_PAPER, acknowledged, alter, data_dir, opened_and_repaired
from tests.support import FakeClock, sample_form
from tests.support.three_attempts import ENDED, LEFT, THROWN

__all__ = ["acknowledged", "data_dir"]


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


def test_what_lies_in_the_bin_under_a_made_up_name_goes_once_it_is_back_under_its_own(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    alter(data_dir, "UPDATE discarded SET attempt = '77'")
    assert opened_and_repaired(data_dir, clock)[2] == acknowledged


def test_nobody_gets_the_answers_of_another_attempt_on_the_same_paper(data_dir: Path, clock: FakeClock) -> None:
    """Both are drawn alike, so events without a name go with either paper."""
    with Store.open(data_dir) as store:
        back_up(store, clock.now())
    (data_dir / "exam.witness").unlink()
    alter(data_dir, f"DELETE FROM event WHERE attempt = '{LEFT}'")
    alter(data_dir, f"UPDATE event SET attempt = '77' WHERE attempt = '{ENDED}'")
    with closing(sqlite3.connect(next((data_dir / "backups").glob("*.db")))) as backup:
        backup.execute("PRAGMA foreign_keys = OFF")
        for table, key in (("event", "attempt"), ("form", "attempt"), ("attempt", "id")):
            backup.execute(f"DELETE FROM {table} WHERE {key} = '{LEFT}'")
        backup.commit()
    assert LEFT not in opened_and_repaired(data_dir, clock)[2]


def test_events_in_the_bin_that_are_none_end_no_repair_in_an_error(data_dir: Path, clock: FakeClock) -> None:
    (data_dir / "exam.witness").unlink()
    for events in ("9", "[1]", "9 9", '[["{}", "no checksum"]]'):
        alter(data_dir, f"UPDATE discarded SET events = '{events}'")
        with Store.open(data_dir) as store:
            repair(store, clock.now())


def test_an_event_of_a_newer_exam_and_a_damaged_instant_are_told_and_end_nothing_in_an_error(
    data_dir: Path, acknowledged: Logs, clock: FakeClock
) -> None:
    (data_dir / "exam.witness").unlink()
    body = '{"kind":"levitated","at":"2026-03-02T13:00:00Z"}'
    checksum = next_checksum(bytes.fromhex(acknowledged[LEFT][5]), body.encode()).hex()
    alter(
        data_dir,
        f"UPDATE attempt SET alive_at = 'x' WHERE id = '{LEFT}'",
        f"UPDATE event SET body = '{body}', checksum = x'{checksum}' WHERE attempt = '{LEFT}' AND sequence = 6",
    )
    with Store.open(data_dir) as store:
        (found,) = examine_store(store)
        assert "a newer exam may have written it" in found.what
        repair(store, clock.now())
        assert LEFT in {one.attempt for one in examine_store(store)}
        assert read_logs(store)[LEFT][6] == checksum


def test_a_table_that_is_gone_and_a_damaged_line_of_the_witness_are_mended_together(
    data_dir: Path, clock: FakeClock
) -> None:
    witness = data_dir / "exam.witness"
    witness.write_bytes(witness.read_bytes().replace(b'"5b"', b'"5c"').replace(b'[\\"3b\\"]', b'[\\"3c\\"]', 1))
    alter(data_dir, "DROP TABLE discarded", NO_PAPER)
    with Store.open(data_dir) as store:
        repair(store, clock.now())
        assert examine_store(store) == []
        assert ENDED in read_logs(store)
