"""Reading what ended attempts came to: the result of every slot, and scores by section."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from sys import intern
from typing import get_args

from exam.core.ended import AnswerCount, EndedAttempt, PartScore, SectionRate
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
            map(_homes, chosen), map(_homes_once, offered), seconds, change, map(bool, marked),
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
        f"SELECT id, ended_at, bank, blueprint, mode, drill, cut, passed, points, possible, items, allowed {chosen}",
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
            items, allowed, tuple(parts[identifier]),
        )
        for identifier, at, bank, blueprint, mode, drill, cut, passed, points, possible, items, allowed in facts[::-1]
    ]  # fmt: skip


def read_answer_counts(
    database: sqlite3.Connection,
    where: str,
    values: tuple[object, ...],
    attempts: int,
    scores: Iterable[EndedAttempt],
) -> list[AnswerCount]:
    """How many questions of each section were answered right and wrong in each of the newest `attempts`.

    `attempts` are counted with drills and given without them; `scores` are theirs, as `read_ended_attempts` gives them.
    From the scores by section, less what was never reached: to group forty thousand slots takes the database four times
    as long (190 ms, not 45).
    """
    newest = f"""
        WITH newest AS (
            SELECT id FROM attempt WHERE ended_at IS NOT NULL AND {where}
            ORDER BY started_at DESC, rowid DESC LIMIT ?
        )
    """
    met_first = Counter(
        database.execute(
            f"""{newest} SELECT response.attempt, section, kind = 'recall', outcome = 'correct'
            FROM meeting JOIN response USING (attempt, n) JOIN newest ON id = response.attempt""",
            (*values, attempts),
        )
    )
    not_reached = Counter(
        database.execute(
            f"{newest} SELECT attempt, section, kind = 'recall' FROM newest JOIN response ON attempt = id "
            "WHERE outcome = 'not_reached'",
            (*values, attempts),
        )
    )
    counts = []
    for one in scores:
        # What was recalled is among the items only where all that was asked can earn points.
        kinds = (0, 1) if one.whole.items == one.questions else (0,)
        for part in () if one.drill else one.sections:
            key = one.attempt, part.section
            if seen := part.items - sum(not_reached.get((*key, recall), 0) for recall in kinds):
                firsts = (sum(met_first.get((*key, recall, outcome), 0) for recall in kinds) for outcome in (1, 0))
                counts.append(AnswerCount(part.section, one.at, part.correct, seen - part.correct, *firsts))
    return counts


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


def _homes_once(text: str) -> tuple[str, ...]:
    """Options stand in another order each time, so what is kept is each id: counted, it is found by being the same."""
    return tuple(map(intern, text.split()))


@lru_cache(maxsize=1024)
def _fraction(text: str) -> Fraction:
    return Fraction(text)
