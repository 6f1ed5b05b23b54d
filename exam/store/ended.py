"""Reading what ended attempts came to: the result of every slot, and scores by section."""

import sqlite3
from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from functools import lru_cache, partial
from typing import get_args

from exam.core.ended import EndedAttempt, PartScore, SectionRate
from exam.core.interval import Rate
from exam.core.results import Change, Outcome, Result

_OUTCOMES: dict[str, Outcome] = {outcome: outcome for outcome in get_args(Outcome)}
_CHANGES: dict[str | None, Change | None] = {None: None} | {change: change for change in get_args(Change)}

# Past the constructor, and with one tuple for all equal answers: reading forty thousand takes a sixth less time
# (tests/benchmarks/progress.py), and opening a long past is the slowest key of the app.
_result = partial(tuple.__new__, Result)


def read_results(database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int) -> list[Result]:
    """The results of the newest `attempts` (negative: all) that `where` lets through, oldest attempt first.

    Raises LookupError, ValueError or TypeError where they are not what was written.
    """
    ended = database.execute(
        "SELECT id, bank, ended_at, pace, drill, passed FROM attempt "
        f"WHERE ended_at IS NOT NULL AND {where} ORDER BY started_at DESC, rowid DESC LIMIT ?",
        (*values, attempts),
    ).fetchall()
    met_first: defaultdict[str, set[int]] = defaultdict(set)
    for identifier, n in database.execute("SELECT attempt, n FROM meeting"):
        met_first[identifier].add(n)
    query = (
        "SELECT n, item, section, kind, outcome, chosen, offered, seconds, change, marked, doubted "
        "FROM response WHERE attempt = ? ORDER BY n"
    )
    results = []
    for identifier, bank, ended_at, pace, drill, passed in reversed(ended):
        at, is_drill, has_passed = datetime.fromisoformat(ended_at), drill == 1, passed == 1
        firsts = met_first[identifier]
        for n, item, section, kind, outcome, chosen, offered, seconds, change, marked, doubted in database.execute(
            query, (identifier,)
        ):
            results.append(
                _result((
                    identifier, n, bank, item, section, kind, _OUTCOMES[outcome], _homes(chosen),
                    tuple(offered.split()), seconds, _CHANGES[change], marked == 1, doubted == 1, n in firsts,
                    at, pace, is_drill, has_passed,
                ))
            )  # fmt: skip
    return results


def read_ended_attempts(
    database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int
) -> list[EndedAttempt]:
    """The newest `attempts` (negative: all) that have ended and that `where` lets through, oldest first."""
    chosen = f"FROM attempt WHERE ended_at IS NOT NULL AND {where} ORDER BY started_at DESC, rowid DESC LIMIT ?"
    facts = database.execute(
        f"SELECT id, ended_at, bank, blueprint, mode, drill, cut, passed, points, possible, items, allowed {chosen}",
        (*values, attempts),
    ).fetchall()
    parts: defaultdict[str, list[PartScore]] = defaultdict(list)
    for attempt, section, title, points, possible, items, seconds in database.execute(
        "SELECT attempt, section, title, points, possible, items, seconds FROM section_score "
        f"WHERE attempt IN (SELECT id {chosen}) ORDER BY attempt, place",
        (*values, attempts),
    ):
        parts[attempt].append(PartScore(section, title, _fraction(points), possible, items, seconds))
    return [
        EndedAttempt(
            identifier, datetime.fromisoformat(at), bank, blueprint, mode, bool(drill), cut, bool(passed),
            PartScore("", "", _fraction(points), possible, items, sum(part.seconds for part in parts[identifier])),
            allowed, tuple(parts[identifier]),
        )
        for identifier, at, bank, blueprint, mode, drill, cut, passed, points, possible, items, allowed in facts[::-1]
    ]  # fmt: skip


def read_section_rates(database: sqlite3.Connection, exams: int) -> list[SectionRate]:
    """How often each section was answered right in the newest `exams` of one's own that have ended and were no drills.

    Questions never reached do not count. A section has the title that it had last.
    """
    rows = database.execute(
        """
        WITH newest AS (
            SELECT id, bank, started_at FROM attempt WHERE ended_at IS NOT NULL AND NOT drill AND learner = ''
            ORDER BY started_at DESC, rowid DESC LIMIT ?
        )
        SELECT bank, section, title, sum(outcome = 'correct'), count(*), max(started_at)
        FROM newest JOIN response ON response.attempt = id JOIN section_score USING (attempt, section)
        WHERE outcome <> 'not_reached' GROUP BY bank, section ORDER BY bank, place
        """,
        (exams,),
    )
    return [SectionRate(bank, section, title, Rate(right, seen)) for bank, section, title, right, seen, _ in rows]


@lru_cache(maxsize=4096)
def _homes(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@lru_cache(maxsize=1024)
def _fraction(text: str) -> Fraction:
    return Fraction(text)
