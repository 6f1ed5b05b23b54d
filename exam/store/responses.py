"""Owns what ended attempts came to, slot by slot, and where items were met first. Refuses to be the truth about it.

Written once, when an attempt ends; read by the tens of thousands. So item and section ids are words of a dictionary,
and an attempt's answers are one row of numbers (exam/store/packed.py).
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from exam.core.columns import Own, Results, Run
from exam.core.results import AUTHORED
from exam.store.packed import COLUMNS, Answer, Packed, met, packed

if TYPE_CHECKING:
    from exam.core.attempt import Attempt
    from exam.core.form import Slot

_ROW = ", ".join(("slots", *COLUMNS))


def project_responses(database: sqlite3.Connection, identifier: str, attempt: "Attempt") -> None:
    """Writes the responses of an attempt that has ended anew, and whether it met items first."""
    keep_answers(database, identifier, answers_of(attempt))
    _meet(database, "id = ?", (identifier,))


def answers_of(attempt: "Attempt") -> list[Answer]:
    """What every slot came to."""
    from exam.core.analysis import changed_answers
    from exam.core.scoring import score

    change = {one.n: one.change for one in changed_answers(attempt)}
    answers = []
    for mark, slot in zip(score(attempt).marks, attempt.form.slots, strict=True):
        progress = attempt.of(slot.n)
        homes = {option.id: _home(slot, option.id) for option in slot.options}
        answers.append(
            Answer(
                slot.item,
                slot.section,
                slot.kind,
                mark.outcome,
                tuple(dict.fromkeys(homes[name] for name in mark.response)),
                tuple(dict.fromkeys(homes.values())),
                round(1000 * mark.seconds),
                change.get(slot.n),
                progress.marked,
                progress.doubted,
            )
        )
    return answers


def keep_answers(
    database: sqlite3.Connection, identifier: str, answers: Sequence[Answer], known: dict[str, int] | None = None
) -> None:
    """Writes the row of an attempt anew. `known` are numbers of the dictionary, for whoever writes many rows."""
    number = {} if known is None else known
    _number(database, {text for answer in answers for text in answer.words}, number)
    values = (identifier, *packed(answers, number))
    database.execute(f"REPLACE INTO response VALUES ({', '.join('?' * len(values))})", values)


def find_meetings(database: sqlite3.Connection) -> None:
    """Finds anew where every item was met first."""
    database.execute("DELETE FROM meeting")
    _meet(database, "1", ())


def read_results(
    database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int, sections: Iterable[str] = ()
) -> Results:
    """The results of the newest `attempts` (negative: all) that `where` lets through, oldest first.

    Raises ValueError and the like where they are not what was written.
    """
    rows = database.execute(
        f"SELECT id, bank, ended_at, pace, drill, passed, {_ROW} FROM attempt LEFT JOIN response ON attempt = id "
        f"WHERE ended_at IS NOT NULL AND {where} ORDER BY started_at DESC, attempt.rowid DESC LIMIT ?",
        (*values, attempts),
    ).fetchall()
    rows = [row for row in reversed(rows) if row[6] is not None]
    runs = [
        Run(identifier, bank, datetime.fromisoformat(at), pace, bool(drill), bool(passed), slots)
        for identifier, bank, at, pace, drill, passed, slots, *_ in rows
    ]
    table = Packed([row[6:] for row in rows], dict(database.execute("SELECT id, text FROM word")))
    start = dict(zip((run.attempt for run in runs), accumulate((run.length for run in runs), initial=0), strict=False))
    met = [
        start[attempt] + n - 1 for attempt, n in database.execute("SELECT attempt, n FROM meeting") if attempt in start
    ]

    def read(name: Own) -> Sequence[Any]:
        if name != "first":
            return table.column(name)
        first = [False] * sum(table.slots)
        for place in met:
            first[place] = True
        return first

    found = Results(runs, read)
    only = set(sections)
    return found.within(only) if only else found


def _meet(database: sqlite3.Connection, where: str, values: tuple[object, ...]) -> None:
    """Enters what these attempts met where they met it first, or before it was met elsewhere."""
    rows = database.execute(
        f"SELECT learner, bank, ended_at, id, item, outcome FROM attempt JOIN response ON attempt = id "
        f"WHERE ended_at IS NOT NULL AND {where} ORDER BY ended_at, id",
        values,
    )
    database.executemany(
        "INSERT INTO meeting VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET at = excluded.at, attempt = excluded.attempt, n = excluded.n "
        "WHERE (excluded.at, excluded.attempt, excluded.n) < (meeting.at, meeting.attempt, meeting.n)",
        _met(rows),
    )


def _met(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    known = set()
    for learner, bank, at, attempt, items, outcomes in rows:
        for n, (item, reached) in enumerate(met(items, outcomes), start=1):
            if reached and (learner, bank, item) not in known:
                known.add((learner, bank, item))
                yield learner, bank, item, at, attempt, n


def _home(slot: "Slot", option: str) -> str:
    found = slot.option(option)
    if found.home is not None:
        return found.home
    # An option's id is another in every paper; its text is the same.
    return AUTHORED + hashlib.sha256(found.text.encode()).hexdigest()[:12]


def _number(database: sqlite3.Connection, texts: set[str], known: dict[str, int]) -> None:
    """Adds to `known` the number of each text in the dictionary, entered where it is new."""
    wanted = sorted(texts - known.keys())
    database.executemany("INSERT OR IGNORE INTO word (text) VALUES (?)", [(text,) for text in wanted])
    for text in wanted:
        (known[text],) = database.execute("SELECT id FROM word WHERE text = ?", (text,)).fetchone()
