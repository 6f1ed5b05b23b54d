"""Whether database and witness agree, and making them agree again.

What the witness has and the database lacks is put in. Where the witness is what lacks something, it is begun anew.
Either is said once, in a sentence; only what a killed program leaves is not: one change that nobody was told of.
"""

import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from exam.store.bin import in_both_places, take_out
from exam.store.changes import lacking, put_in
from exam.store.merging import backup_knows_more, newest_day, put_in_from_backup
from exam.store.records import Mended, gather_attempts, kept_records
from exam.store.set_aside import keep_what_is_not_known, set_aside
from exam.store.trusting import of_another_age, trusted
from exam.store.witness import Header, LineEnd, Record, Witness

_NEWEST = 1000
"""Attempts that a witness begins with at most, beside the unfinished ones."""


_LACKS_EVENTS = "events > (SELECT count(*) FROM event WHERE attempt = id)"
_DIFFERENT = "is not what was written"
_ROUNDS = 3
"""A database that is put together of two ages lacks things at its end and in between."""


class WitnessRow(NamedTuple):
    """What the database knows of its witness."""

    database: str
    generation: int
    place: LineEnd


def read_witness_row(database: sqlite3.Connection) -> WitnessRow | None:
    """None: it has none yet. Raises ValueError where what stands there could not have been written."""
    match database.execute("SELECT database, generation, size, digest FROM witness").fetchone():
        case None:
            return None
        case (str(name), int(generation), int(size), str(digest)):
            return WitnessRow(name, generation, LineEnd(size, digest))
        case _:
            raise ValueError("the place of the witness is none")


def write_place(database: sqlite3.Connection, place: LineEnd) -> None:
    database.execute("UPDATE witness SET size = ?, digest = ?", place)


def agree(database: sqlite3.Connection, witness: Witness, *, thorough: bool) -> str:
    """Looks at both, and mends what can be mended; gives what is to be said of it, mostly nothing.

    `thorough`: every change that the witness has is looked for, not only whether it ends where the database says.
    """
    said: list[str] = []
    for _ in range(_ROUNDS):
        if _agrees(database, witness, thorough=thorough):
            break
        database.execute("BEGIN IMMEDIATE")
        try:
            # Another program may have been quicker.
            if not _agrees(database, witness, thorough=thorough):
                said.append(_settle(database, witness))
            database.execute("COMMIT")
        finally:
            if database.in_transaction:
                database.execute("ROLLBACK")
    return " ".join(filter(None, said))


def _agrees(database: sqlite3.Connection, witness: Witness, *, thorough: bool) -> bool:
    row = read_witness_row(database)
    try:
        header = witness.header()
        if row is None or header is None or header[:2] != row[:2] or witness.look(row.place) != "equal":
            return False
        if not thorough:
            return True
        whole = not lacking(database, trusted(database, witness)) and not in_both_places(database)
        return whole and not backup_knows_more(database, witness.path.parent)
    except OSError:
        return False


def _settle(database: sqlite3.Connection, witness: Witness) -> str:
    row = read_witness_row(database)
    try:
        header = witness.header()
    except FileNotFoundError:
        begin_witness(database, witness)
        if row is None or not row.place.digest:
            return ""
        query = f"SELECT 1 FROM attempt WHERE {_LACKS_EVENTS} OR id NOT IN (SELECT attempt FROM form) LIMIT 1"
        found = "'exam doctor' says what is damaged" if database.execute(query).fetchone() else "no attempt is missing"
        return f"The witness of your attempts was gone and is begun anew; {found}: {witness.path}."
    if header is None:
        return _replace(database, witness, "could not be read", ours=False)
    if row is None:
        return _take_all(database, witness, header, "an older one, or had lost its log")
    if header.database != row.database:
        return _replace(database, witness, "belongs to another database", ours=False)
    if header.generation < row.generation:
        return _replace(database, witness, "is an old one")
    if header.generation > row.generation:
        if (header.generation, header.follows) == (row.generation + 1, row.place.digest):
            # The program that began it was killed before it could say so. What it was given was there already.
            return _catch_up(database, witness, header, None, header.given)
        return _take_all(database, witness, header, "an older copy of itself")
    match witness.look(row.place):
        case "ahead":
            return _catch_up(database, witness, header, row.place, 0)
        case "equal":
            return _take_all(database, witness, header, "not the one that belongs to its log")
        case "behind":
            return _replace(database, witness, "was cut short")
        case _:
            return _replace(database, witness, _DIFFERENT if row.place.digest else "")


def _catch_up(database: sqlite3.Connection, witness: Witness, header: Header, after: LineEnd | None, given: int) -> str:
    """Puts in what the witness has behind a place. One change is what a killed program leaves, and is not told."""
    records, end = [], after
    for record, place in witness.records() if after is None else witness.read(after):
        records.append(record)
        end = place
    lost = put_in(database, gather_attempts(records))
    if lost.unplaced:
        return _take_all(database, witness, header, "not the one that belongs to its log")
    if end is not None and witness.has_line_after(end):
        return _take_all(database, witness, header, "behind its witness, in which a line is damaged")
    torn = False
    if end is None:
        keep_what_is_not_known(database, witness)
        begin_witness(database, witness)
    else:
        torn = witness.path.stat().st_size > end.size
        witness.cut(end)
        database.execute("UPDATE witness SET generation = ?", (header.generation,))
        write_place(database, end)
    news = len(records) - given
    if news + torn <= 1:
        return ""
    if torn and news <= 1:
        return "Database and witness of your attempts were both cut short. The last changes before that may be missing."
    return f"The database of your attempts, or its log, had lost its last changes. {lost.said}".strip()


def _take_all(database: sqlite3.Connection, witness: Witness, header: Header, what: str) -> str:
    """Puts in all that is known elsewhere: of the newest backup, then of the witness."""
    lost = put_in_from_backup(database, witness.path.parent)
    lost.add(put_in(database, trusted(database, witness)))
    for name in in_both_places(database):  # neither of them knows it; from the bin it can be put back
        take_out(database, name)
    kept = keep_what_is_not_known(database, witness)
    torn = (
        f" A line of its witness is damaged, so changes may be missing; it is now {kept}."
        if kept and _has_gap(witness)
        else ""
    )
    begin_witness(database, witness, after=header.generation)
    return f"The database of your attempts was {what}. {lost.said or 'Nothing is missing from it.'}{torn}"


def _has_gap(witness: Witness) -> bool:
    """Whether a line of it is damaged that is not the last one, which a killed program may leave as half a line."""
    places = [place for _, place in witness.read(LineEnd(0, ""))]
    return not places or witness.has_line_after(places[-1])


def _replace(database: sqlite3.Connection, witness: Witness, what: str, *, ours: bool = True) -> str:
    """Begins the witness anew, after what it may know was taken; keeps what was there beside it.

    `ours`: whether it can be of this database.
    """
    lost = Mended()
    if ours or _is_ours(database, witness):
        with suppress(OSError):
            lost = put_in(database, of_another_age(database, gather_attempts(witness.sound_records())))
    kept = set_aside(database, witness)
    begin_witness(database, witness)
    if not what:
        return lost.said
    return (
        f"The witness of your attempts {what}, so it is begun anew; what was there is now {kept}. {lost.said}".strip()
    )


def _is_ours(database: sqlite3.Connection, witness: Witness) -> bool:
    """Whether the witness has what was written to it last, whatever the names in it and in the database are."""
    row = read_witness_row(database)
    return row is not None and is_there(witness, row.place)


def begin_witness(
    database: sqlite3.Connection, witness: Witness, touched: Iterable[str] | None = None, *, after: int = 0
) -> None:
    """Begins the witness anew, with attempts that are unfinished or `touched`.

    None: it is not known which; then with all that changed since the day of the newest backup. Inside a transaction.
    `after` is the generation of a witness that is known otherwise.
    """
    row = read_witness_row(database)
    since = newest_day(witness.path.parent) if touched is None else "9999"
    records: list[Record] = []
    ids = [
        name
        for (name,) in database.execute(
            "SELECT id FROM (SELECT id, last_at FROM attempt WHERE last_at > ? ORDER BY last_at DESC LIMIT ?) "
            "UNION SELECT id FROM attempt WHERE state <> 'closed' UNION SELECT attempt FROM discarded WHERE at > ?",
            (since, _NEWEST, since),
        )
    ]
    for name in dict.fromkeys([*ids, *(touched or ())]):
        # One that lost its end is no witness of where that was.
        if not database.execute(f"SELECT 1 FROM attempt WHERE id = ? AND {_LACKS_EVENTS}", (name,)).fetchone():
            records += kept_records(database, name)
    name = row.database if row else secrets.token_hex(8)  # it need not be the same again, only another than others'
    generation = max(row.generation if row else 0, after) + 1
    header = Header(name, generation, row.place.digest if row else "", len(records))
    try:
        place = witness.begin(header, records)
    except OSError:
        place = LineEnd(0, "")
    database.execute("DELETE FROM witness")
    database.execute("INSERT INTO witness VALUES (?, ?, ?, ?)", (name, generation, *place))


def write_down(database: sqlite3.Connection, witness: Witness, records: Iterable[Record]) -> None:
    """Writes changes into the witness before they are committed.

    Never fails for a witness that cannot be written: the next opening or change begins it anew.
    """
    row = read_witness_row(database)
    if row is None:
        begin_witness(database, witness)
        return
    try:
        state = witness.look(row.place) if row.place.digest else "missing"
        place = row.place
        if state == "ahead":
            pending = list(witness.read(place))
            put_in(database, gather_attempts(record for record, _ in pending))
            place = pending[-1][1] if pending else place
            if witness.has_line_after(place):
                keep_what_is_not_known(database, witness)
            witness.cut(place)
            known = [record for record, _ in pending]
            records = (record for record in records if record not in known)
            state = "equal"
        if state == "equal":
            write_place(database, witness.append(place, records))
        else:
            if state != "missing":
                keep_what_is_not_known(database, witness)
            begin_witness(database, witness)
    except OSError:
        write_place(database, LineEnd(0, ""))


def is_there(witness: Witness, end: LineEnd) -> bool:
    """Whether the witness still has what was written to it up to its `end`."""
    try:
        return bool(end.digest) and witness.look(end) in ("equal", "ahead")
    except OSError:
        return False


def write_alone(witness: Witness, end: LineEnd, change: Record) -> LineEnd | None:
    """Writes a change into the witness that the database cannot take now, to be put in once it can.

    `end` is where the witness ended when it was written last. Gives its end; None: it cannot be written either.
    """
    try:
        if witness.look(end) == "ahead":
            pending = list(witness.read(end))
            end = pending[-1][1]
            if any(record == change for record, _ in pending):
                return end  # it was written before the database refused it
        return witness.append(end, [change]) if witness.look(end) == "equal" else None
    except (OSError, IndexError):
        return None
