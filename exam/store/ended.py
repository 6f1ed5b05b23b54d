"""Reading what ended attempts came to: the result of every slot, and scores by section."""

import sqlite3
from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from typing import get_args

from exam.core.ended import EndedAttempt, PartScore, SectionRate
from exam.core.interval import Rate
from exam.core.results import Outcome, Result

_OUTCOMES: dict[str, Outcome] = {outcome: outcome for outcome in get_args(Outcome)}


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
    results: list[Result] = []
    for identifier, bank, ended_at, pace, drill, passed in reversed(ended):
        rows = database.execute(query, (identifier,)).fetchall()
        if not rows:
            continue
        # By columns, so that no slot takes a line of Python: forty thousand take a seventh less time (244 ms, not 287).
        n, item, section, kind, outcome, chosen, offered, seconds, change, marked, doubted = zip(*rows, strict=True)
        of_attempt = map(repeat, (datetime.fromisoformat(ended_at), pace, drill == 1, passed == 1))
        columns = zip(
            repeat(identifier), n, repeat(bank), item, section, kind, map(_OUTCOMES.__getitem__, outcome),
            map(_homes, chosen), offered, seconds, change, map(bool, marked),
            map(bool, doubted), map(met_first[identifier].__contains__, n), *of_attempt,
        )  # fmt: skip
        results += map(Result._make, columns)
    return results


def read_ended_attempts(
    database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int
) -> list[EndedAttempt]:
    """The newest `attempts` (negative: all) that have ended and that `where` lets through, oldest first."""
    chosen = f"FROM attempt WHERE ended_at IS NOT NULL AND {where} ORDER BY started_at DESC, rowid DESC LIMIT ?"
    facts = database.execute(
        "SELECT id, ended_at, bank, blueprint, mode, drill, cut, passed, points, possible, items, allowed, code "
        f"{chosen}",
        (*values, attempts),
    ).fetchall()
    parts: defaultdict[str, list[PartScore]] = defaultdict(list)
    for attempt, section, title, points, possible, items, seconds, correct in database.execute(
        "SELECT attempt, section, title, points, possible, items, seconds, correct FROM section_score "
        f"WHERE attempt IN (SELECT id {chosen}) ORDER BY attempt, place",
        (*values, attempts),
    ):
        parts[attempt].append(PartScore(section, title, _fraction(points), possible, items, seconds, correct))
    return [
        EndedAttempt(
            identifier, datetime.fromisoformat(at), bank, blueprint, mode, bool(drill), cut, bool(passed),
            PartScore("", "", _fraction(points), possible, sum(part.items for part in parts[identifier]),
                      sum(part.seconds for part in parts[identifier]),
                      sum(part.correct for part in parts[identifier])),
            items, allowed, tuple(parts[identifier]), code,
        )
        for identifier, at, bank, blueprint, mode, drill, cut, passed, points, possible, items, allowed, code
        in facts[::-1]
    ]  # fmt: skip


def read_section_rates(database: sqlite3.Connection, exams: int) -> list[SectionRate]:
    """How often each section was answered right in the newest `exams` of each bank that were no drills; one's own.

    Of banks that are among the newest `exams` of all. Questions never reached do not count. A section has the title
    that it had last.
    """
    rows = database.execute(
        """
        WITH ended AS (
            SELECT id, bank, started_at, row_number() OVER (ORDER BY started_at DESC, rowid DESC) AS place,
                row_number() OVER (PARTITION BY bank ORDER BY started_at DESC, rowid DESC) AS nth
            FROM attempt WHERE ended_at IS NOT NULL AND NOT drill AND learner = ''
        ), newest AS (
            SELECT * FROM ended WHERE nth <= ?1 AND bank IN (SELECT bank FROM ended WHERE ended.place <= ?1)
        )
        SELECT bank, section, title, sum(outcome = 'correct'), count(*), max(started_at)
        FROM newest JOIN response ON response.attempt = id JOIN section_score USING (attempt, section)
        WHERE outcome <> 'not_reached' GROUP BY bank, section ORDER BY bank, min(section_score.place)
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
