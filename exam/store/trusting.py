"""What a witness tells that may be put in, where it is damaged or of another age."""

import sqlite3

from exam.store.bin import KEPT_FOR
from exam.store.records import RecordedAttempt, gather_attempts
from exam.store.rows import instant_in
from exam.store.witness import Witness


def trusted(database: sqlite3.Connection, witness: Witness) -> dict[str, RecordedAttempt]:
    """What a witness of this database tells. Where a line of it is damaged, that may be that something was discarded,
    so then it has no say in what lies in the bin. Raises OSError."""
    told = gather_attempts(witness.sound_records())
    return told if witness.is_whole() else _without_the_bin(database, told)


def _without_the_bin(database: sqlite3.Connection, told: dict[str, RecordedAttempt]) -> dict[str, RecordedAttempt]:
    """Without what lies in the bin, and without what is to go there and is among the attempts."""
    thrown = {name for (name,) in database.execute("SELECT attempt FROM discarded")}
    here = {name for (name,) in database.execute("SELECT id FROM attempt")}
    return {name: one for name, one in told.items() if name not in (here if one.discarded else thrown)}


def of_another_age(database: sqlite3.Connection, told: dict[str, RecordedAttempt]) -> dict[str, RecordedAttempt]:
    """What a witness of perhaps another age tells, without what may have been discarded since.

    That is all of it where so much time has passed that something can have been in the bin and be gone from there.
    """
    here = [text for (text,) in database.execute("SELECT at FROM discarded UNION ALL SELECT last_at FROM attempt")]
    now = max(filter(None, map(instant_in, here)), default=None)
    last = max(filter(None, (instant_in(one.last_at) for one in told.values())), default=None)
    if now is not None and (last is None or now - last >= KEPT_FOR):
        return {}
    return _without_the_bin(database, told)
