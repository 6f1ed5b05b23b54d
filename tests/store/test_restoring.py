"""A damaged database is moved aside: what comes back is what backups, witnesses and the database itself still have."""

import shutil
from pathlib import Path

from exam.core.text import visible
from exam.sitting.session import Session
from exam.store import Store
from exam.store.backups import back_up
from exam.store.examining import examine_store
from exam.store.restoring import restore_backup
from exam.store.set_aside import witnesses_set_aside
from tests.proofs.losses import Logs, read_logs
from tests.store.several_faults import NO_MARK, NO_PAPER, acknowledged, alter, data_dir, opened_and_repaired
from tests.support import FakeClock, sample_form
from tests.support.three_attempts import ENDED, LEFT, THROWN

__all__ = ["acknowledged", "data_dir"]


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
