"""Owns what ended attempts came to, slot by slot, as rows of small numbers. Refuses to be the truth about any of it.

Written once, when an attempt ends; read by the tens of thousands. So item and section ids are words of a dictionary,
and an attempt's own facts stay in its own row.
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

from exam.core.results import AUTHORED, Change, Outcome, Result

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.form import Slot
    from exam.core.progress import Sitting

_OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_CHANGES: tuple[Change | None, ...] = (None, *get_args(Change))
_KINDS = ("direct", "choose_two", "reversed", "matching")

_ADDED = """
    ALTER TABLE attempt ADD COLUMN cut INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE attempt ADD COLUMN drill INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE attempt ADD COLUMN allowed REAL;
    ALTER TABLE attempt ADD COLUMN pace REAL NOT NULL DEFAULT 0;
    ALTER TABLE attempt ADD COLUMN learner TEXT NOT NULL DEFAULT '';
    CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE response (
        attempt TEXT NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
        n INTEGER NOT NULL, item INTEGER NOT NULL, section INTEGER NOT NULL, kind INTEGER NOT NULL,
        outcome INTEGER NOT NULL, chosen TEXT NOT NULL, offered TEXT NOT NULL, millis INTEGER NOT NULL,
        change INTEGER NOT NULL, flags INTEGER NOT NULL, PRIMARY KEY (attempt, n)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE meeting (
        learner TEXT NOT NULL, bank TEXT NOT NULL, item INTEGER NOT NULL, at TEXT NOT NULL, attempt TEXT NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY (learner, bank, item)
    ) STRICT, WITHOUT ROWID
"""


def project_responses(database: sqlite3.Connection, identifier: str, attempt: "Attempt") -> None:
    """Writes the responses of an attempt that has ended anew, and whether it met items first."""
    from exam.core.analysis import changed_answers
    from exam.core.scoring import score

    change = {one.n: one.change for one in changed_answers(attempt)}
    rows = []
    for mark, slot in zip(score(attempt).marks, attempt.form.slots, strict=True):
        progress = attempt.of(slot.n)
        homes = {option.id: _home(slot, option.id) for option in slot.options}
        chosen = dict.fromkeys(homes[name] for name in mark.response)
        offered = dict.fromkeys(homes.values())
        rows.append((slot, mark, list(chosen), list(offered), progress.marked + 2 * progress.doubted))
    texts = {text for slot, _, _, offered, _ in rows for text in (slot.item, slot.section, *offered)}
    number = _words(database, sorted(texts))
    database.execute("DELETE FROM response WHERE attempt = ?", (identifier,))
    database.executemany(
        "INSERT INTO response VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                identifier,
                slot.n,
                number[slot.item],
                number[slot.section],
                _KINDS.index(slot.kind),
                _OUTCOMES.index(mark.outcome),
                " ".join(str(number[home]) for home in chosen),
                " ".join(str(number[home]) for home in offered),
                round(1000 * mark.seconds),
                _CHANGES.index(change.get(slot.n)),
                flags,
            )
            for slot, mark, chosen, offered, flags in rows
        ],
    )
    database.execute(f"{_MEET} AND response.attempt = ? {_EARLIER}", (identifier,))


def find_meetings(database: sqlite3.Connection) -> None:
    """Finds anew where every item was met first."""
    database.execute("DELETE FROM meeting")
    database.execute(f"{_MEET} {_EARLIER}")


_MEET = f"""
    INSERT INTO meeting
    SELECT learner, bank, item, ended_at, attempt, n
    FROM response JOIN attempt ON id = attempt
    WHERE outcome <> {_OUTCOMES.index("not_reached")} AND ended_at IS NOT NULL
"""
_EARLIER = """
    ON CONFLICT DO UPDATE SET at = excluded.at, attempt = excluded.attempt, n = excluded.n
    WHERE (excluded.at, excluded.attempt, excluded.n) < (meeting.at, meeting.attempt, meeting.n)
"""


def begin_responses(database: sqlite3.Connection) -> None:
    """Brings a database without responses to one that has them. Runs inside a transaction."""
    from exam.store.log import Damaged, read_attempt
    from exam.store.projection import columns

    for statement in _ADDED.split(";"):
        database.execute(statement)
    ended = database.execute("SELECT id, body, events FROM attempt JOIN form ON attempt = id").fetchall()
    for identifier, form, count in ended:
        events = database.execute(
            "SELECT sequence, CAST(body AS BLOB), checksum FROM event WHERE attempt = ? ORDER BY sequence",
            (identifier,),
        )
        try:
            attempt = read_attempt(form, events, count)
        except (Damaged, ValueError, TypeError):
            continue
        known = columns(attempt)
        facts = (known["cut"], known["drill"], known["allowed"], known["pace"], identifier)
        database.execute("UPDATE attempt SET cut = ?, drill = ?, allowed = ?, pace = ? WHERE id = ?", facts)
        if attempt.ended_at is not None:
            project_responses(database, identifier, attempt)


def read_results(
    database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int, sections: Iterable[str] = ()
) -> list[Result]:
    """The results of the newest `attempts` (negative: all) that `where` lets through, oldest first."""
    word = dict(database.execute("SELECT id, text FROM word"))
    first = {(attempt, n) for attempt, n in database.execute("SELECT attempt, n FROM meeting")}
    only = set(sections)
    wanted = [number for number, text in word.items() if text in only] if only else None
    among = f" AND section IN ({', '.join(map(str, wanted)) or 'NULL'})" if wanted is not None else ""
    facts = {
        row[0]: (row[1], datetime.fromisoformat(row[2]), row[3], bool(row[4]), bool(row[5]))
        for row in database.execute(
            f"SELECT id, bank, ended_at, pace, drill, passed FROM attempt WHERE ended_at IS NOT NULL AND {where} "
            f"ORDER BY started_at DESC, rowid DESC LIMIT ?",
            (*values, attempts),
        )
    }
    homes: dict[str, tuple[str, ...]] = {"": ()}
    results = []
    query = (
        "SELECT n, item, section, kind, outcome, chosen, offered, millis, change, flags FROM response "
        f"WHERE attempt = ?{among} ORDER BY n"
    )
    for attempt in reversed(facts):
        bank, at, pace, drill, passed = facts[attempt]
        for n, item, section, kind, outcome, chosen, offered, millis, change, flags in database.execute(
            query, (attempt,)
        ):
            for text in (chosen, offered):
                if text not in homes:
                    homes[text] = tuple(word[int(number)] for number in text.split())
            results.append(
                Result(
                    attempt, n, bank, word[item], word[section], _KINDS[kind], _OUTCOMES[outcome], homes[chosen],
                    homes[offered], millis / 1000, _CHANGES[change], bool(flags & 1), bool(flags & 2),
                    (attempt, n) in first, at, pace, drill, passed,
                )
            )  # fmt: skip
    return results


def read_sittings(
    database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int
) -> "list[Sitting]":
    """The newest `attempts` (negative: all) that have ended and that `where` lets through, oldest first."""
    from exam.core.progress import Part, Sitting

    chosen = database.execute(
        "SELECT id, ended_at, bank, blueprint, mode, drill, cut, passed, allowed FROM attempt "
        f"WHERE ended_at IS NOT NULL AND {where} ORDER BY started_at DESC, rowid DESC LIMIT ?",
        (*values, attempts),
    ).fetchall()
    sittings = []
    fraction: dict[str, Fraction] = {}
    for identifier, ended_at, bank, blueprint, mode, drill, cut, passed, allowed in reversed(chosen):
        parts = []
        for section, title, points, possible, items, seconds in database.execute(
            "SELECT section, title, points, possible, items, seconds FROM section_score WHERE attempt = ? "
            "ORDER BY place",
            (identifier,),
        ):
            if points not in fraction:
                fraction[points] = Fraction(points)
            parts.append(Part(section, title, fraction[points], possible, items, seconds))
        whole = Part(
            "",
            "",
            sum((part.points for part in parts), Fraction()),
            sum(part.possible for part in parts),
            sum(part.items for part in parts),
            sum(part.seconds for part in parts),
        )
        sittings.append(
            Sitting(
                identifier, datetime.fromisoformat(ended_at), bank, blueprint, mode, bool(drill), cut, bool(passed),
                whole, allowed, tuple(parts),
            )
        )  # fmt: skip
    return sittings


def _home(slot: "Slot", option: str) -> str:
    found = slot.option(option)
    if found.home is not None:
        return found.home
    # An option's id is another in every paper; its text is the same.
    return AUTHORED + hashlib.sha256(found.text.encode()).hexdigest()[:12]


def _words(database: sqlite3.Connection, texts: list[str]) -> dict[str, int]:
    """The number of each text in the dictionary, entered where it is new."""
    database.executemany("INSERT OR IGNORE INTO word (text) VALUES (?)", [(text,) for text in texts])
    found: dict[str, Any] = {}
    for text in texts:
        (found[text],) = database.execute("SELECT id FROM word WHERE text = ?", (text,)).fetchone()
    return found
