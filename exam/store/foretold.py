"""Reading what forecasts are made from, and what was told before attempts that have ended."""

import json
import sqlite3
from datetime import datetime

from exam.core.ended import Answer
from exam.core.forecast import PaperForecast, ToldAndCome


def read_answers_given(
    database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int
) -> list[Answer]:
    """Every question seen in the newest `attempts` that have ended and that `where` lets through, oldest first.

    What was recalled is there only where it earned points.
    """
    rows = database.execute(
        f"""
        WITH newest AS MATERIALIZED (
            SELECT id, ended_at, drill,
                items = (SELECT sum(items) FROM section_score WHERE attempt = id) AS all_count
            FROM attempt WHERE ended_at IS NOT NULL AND {where} ORDER BY started_at DESC, rowid DESC LIMIT ?
        )
        SELECT item, section, ended_at, outcome = 'correct', drill, id FROM newest JOIN response ON attempt = id
        WHERE outcome <> 'not_reached' AND (kind <> 'recall' OR all_count) ORDER BY ended_at, attempt, n
        """,
        (*values, attempts),
    )
    at: dict[str, datetime] = {}
    found = []
    for item, section, ended_at, right, drill, attempt in rows:
        when = at.get(ended_at) or at.setdefault(ended_at, datetime.fromisoformat(ended_at))
        found.append(Answer(item, section, when, right == 1, drill == 1, attempt))
    return found


def read_first_meetings(database: sqlite3.Connection, bank: str, learner: str) -> list[Answer]:
    """How each item of a bank went where a learner met it first, where that was no drill, oldest first."""
    rows = database.execute(
        """
        SELECT response.item, section, ended_at, outcome = 'correct'
        FROM meeting JOIN response USING (attempt, n) JOIN attempt ON id = attempt
        WHERE meeting.learner = ? AND meeting.bank = ? AND NOT drill AND (
            kind <> 'recall' OR items = (SELECT sum(items) FROM section_score WHERE attempt = id)
        ) ORDER BY ended_at, id, n
        """,
        (learner, bank),
    )
    return [Answer(item, section, datetime.fromisoformat(at), right == 1, False) for item, section, at, right in rows]


def read_first_attempts(database: sqlite3.Connection, bank: str, learner: str) -> list[tuple[int, int]]:
    """How many were right, and of how many, in the first attempt of every other learner that was no drill."""
    return database.execute(
        """
        SELECT sum(correct), sum(section_score.items) FROM (
            SELECT id, min(started_at) FROM attempt
            WHERE bank = ? AND learner <> ? AND ended_at IS NOT NULL AND NOT drill GROUP BY learner
        ) JOIN section_score ON attempt = id GROUP BY id HAVING sum(section_score.items) > 0 ORDER BY id
        """,
        (bank, learner),
    ).fetchall()


def read_forecasts(
    database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int
) -> list[ToldAndCome]:
    """What was told before each of the newest `attempts` that have ended, oldest first, and whether it passed."""
    rows = database.execute(
        f"""
        SELECT id, ended_at, blueprint, passed, body FROM (
            SELECT * FROM attempt WHERE ended_at IS NOT NULL AND NOT drill AND {where}
            ORDER BY started_at DESC, rowid DESC LIMIT ?
        ) JOIN event ON attempt = id AND sequence = 1
        WHERE substr(body, 1, 200) LIKE '%"forecast"%' ORDER BY ended_at, id
        """,
        (*values, attempts),
    )
    found = []
    for attempt, at, blueprint, passed, body in rows:
        event = json.loads(body)
        if event["kind"] == "forecast":
            passing, low, high = (float(event[name]) for name in ("passing", "low", "high"))
            told = PaperForecast(passing, low, high, int(event["answers"]))
            found.append(ToldAndCome(attempt, datetime.fromisoformat(at), blueprint, told, passed == 1))
    return found
