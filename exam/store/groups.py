"""Reading what a group's first exams came to."""

import sqlite3
from itertools import groupby
from operator import itemgetter

from exam.core.group import FirstExam, GroupSums, add_up_sheets

FIRST_EXAMS = """
    id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY learner ORDER BY started_at, id) AS nth
            FROM attempt WHERE bank = ? AND blueprint = ? AND ended_at IS NOT NULL AND NOT drill AND mode = 'exam'
        ) WHERE nth = 1
    )
"""
"""A condition over the attempt table: the first exam of each learner on a bank's preset."""


def read_most_sat(database: sqlite3.Connection, bank: str, blueprint: str | None) -> tuple[str, str, str] | None:
    """Titles of the bank and of the preset on which the most people sat an exam, or of this one, and the preset's id.

    None where nobody did.
    """
    found: tuple[str, str, str, int, str] | None = database.execute(
        "SELECT bank_title, blueprint_title, blueprint, count(DISTINCT learner), max(started_at) FROM attempt "
        "WHERE bank = ? AND ended_at IS NOT NULL AND NOT drill AND mode = 'exam' "
        "AND coalesce(?, blueprint) = blueprint GROUP BY blueprint ORDER BY 4 DESC, 3 LIMIT 1",
        (bank, blueprint),
    ).fetchone()
    return None if found is None else found[:3]


def read_group_sums(database: sqlite3.Connection, bank: str, blueprint: str) -> GroupSums:
    """The sums of the first exams on a bank's preset."""
    rows = database.execute(
        f"SELECT attempt, item, outcome = 'correct' FROM response WHERE attempt IN "
        f"(SELECT id FROM attempt WHERE {FIRST_EXAMS}) ORDER BY attempt, item",
        (bank, blueprint),
    )
    return add_up_sheets(
        FirstExam(tuple([item for _, item, _ in slots]), tuple([item for _, item, right in slots if right]))
        for slots in (list(some) for _, some in groupby(rows, itemgetter(0)))
    )
