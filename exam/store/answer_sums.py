"""Reading what many answers come to, added up by the mode and the paper of their attempts.

The database adds up, and meanwhile other threads have the interpreter: to make results of forty thousand answers takes
as long, in Python, and the garbage collector looks through them from then on.
"""

import sqlite3
from collections import Counter, defaultdict
from datetime import datetime
from typing import get_args

from exam.core.results import ANSWERED, Change, Outcome
from exam.core.sums import (
    AnswerSums,
    ChangedSlot,
    Drilled,
    Elsewhere,
    HabitSums,
    Part,
    Showings,
    When,
    clean_rounds,
    share_beside,
)

_OUTCOMES: dict[str, Outcome] = {outcome: outcome for outcome in get_args(Outcome)}
_CHANGES: dict[str, Change] = {change: change for change in get_args(Change)}
_NEWEST = """
    WITH newest AS MATERIALIZED (
        SELECT id, ended_at, mode, blueprint, drill, passed, row_number() OVER (ORDER BY ended_at, id) - 1 AS place
        FROM (SELECT * FROM attempt WHERE ended_at IS NOT NULL AND {where} ORDER BY started_at DESC, rowid DESC LIMIT ?)
    )
"""
"""Attempts, and the place of each among them, the oldest first."""


def read_answer_sums(
    database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int
) -> dict[Part, AnswerSums]:
    """The sums of the newest `attempts` (negative: all) that `where` lets through.

    Raises LookupError, ValueError or TypeError where they are not what was written.
    """
    newest, asked_for = _NEWEST.format(where=where), (*values, attempts)
    ended = database.execute(f"{newest} SELECT ended_at, id, mode, blueprint FROM newest ORDER BY place", asked_for)
    found = ended.fetchall()
    times: list[When] = [(datetime.fromisoformat(at), identifier) for at, identifier, *_ in found]
    sums = {part: AnswerSums(count) for part, count in Counter((mode, name) for _, _, mode, name in found).items()}
    groups = [
        (*columns, [int(place) for place in places.split()])
        for *columns, places in database.execute(
            f"""{newest}
            SELECT mode, blueprint, item, kind = 'reversed', passed, outcome, section, max(place),
                group_concat(seconds, ' '), group_concat(offered, ' '), group_concat(place, ' ')
            FROM newest JOIN response ON attempt = id WHERE outcome <> 'not_reached'
            GROUP BY mode, blueprint, item, kind = 'reversed', passed, outcome""",
            asked_for,
        )
    ]
    asked, correct = Counter[int](), Counter[int]()
    for *_, outcome, _, _, _, _, places in groups:
        asked.update(places)
        if outcome == "correct":
            correct.update(places)
    for mode, blueprint, item, reversed_, passed, outcome, section, last, seconds, offered, places in groups:
        right = _OUTCOMES[outcome] == "correct"
        beside = [share_beside(right, correct[place], asked[place]) for place in places if asked[place] > 1]
        sums[mode, blueprint].showings.append(
            Showings(
                item, reversed_ == 1, passed == 1, right, section, times[last], len(places), beside, seconds,
                offered,
            )
        )  # fmt: skip
    everywhere: list[Elsewhere] = []
    for mode, blueprint, place, item, chosen, reversed_, passed, right in database.execute(
        f"""{newest}
        SELECT mode, blueprint, place, item, chosen, kind = 'reversed', passed, outcome = 'correct'
        FROM newest JOIN response ON attempt = id WHERE chosen <> item AND outcome <> 'not_reached' ORDER BY place""",
        asked_for,
    ):
        taken = [
            Elsewhere(times[place], item, home, reversed_ == 1, passed == 1, right == 1)
            for home in chosen.split()
            if home != item
        ]
        sums[mode, blueprint].elsewhere.extend(taken)
        everywhere += taken
    drilled: defaultdict[Part, list[Drilled]] = defaultdict(list)
    for mode, blueprint, place, item, right, offered in database.execute(
        f"""{newest}
        SELECT mode, blueprint, place, item, outcome = 'correct', offered
        FROM newest JOIN response ON attempt = id WHERE drill AND outcome <> 'not_reached'""",
        asked_for,
    ):
        drilled[mode, blueprint].append((times[place], item, right == 1, offered))
    for part, slots in drilled.items():
        sums[part].clean_rounds.extend(clean_rounds(slots, everywhere))
    return sums


def read_habit_sums(
    database: sqlite3.Connection, where: str, values: tuple[object, ...], attempts: int, latest: int
) -> dict[Part, HabitSums]:
    """How the answers of the newest `attempts` (negative: all) that `where` lets through were given.

    With the `latest` changed answers of each part. Raises LookupError, ValueError or TypeError where they are not what
    was written.
    """
    newest, asked_for = _NEWEST.format(where=where), (*values, attempts)
    sums: defaultdict[Part, HabitSums] = defaultdict(lambda: HabitSums(Counter(), Counter(), []))
    for mode, blueprint, outcome, doubted, change, count in database.execute(
        f"""{newest}
        SELECT mode, blueprint, outcome, doubted, change, count(*)
        FROM newest JOIN response ON attempt = id GROUP BY mode, blueprint, outcome, doubted, change""",
        asked_for,
    ):
        habits = sums[mode, blueprint]
        if _OUTCOMES[outcome] in ANSWERED:
            habits.answered[doubted == 1, outcome == "correct"] += count
        if change is not None:
            habits.changes[_CHANGES[change]] += count
    for mode, blueprint, at, attempt, n, item, change in database.execute(
        f"""{newest}
        SELECT mode, blueprint, ended_at, attempt, n, item, change FROM (
            SELECT *, row_number() OVER (PARTITION BY mode, blueprint ORDER BY place DESC, n DESC) AS nth
            FROM newest JOIN response ON attempt = id WHERE change IS NOT NULL
        ) WHERE nth <= ? ORDER BY nth""",
        (*asked_for, latest),
    ):
        changed = ChangedSlot(datetime.fromisoformat(at), attempt, n, item, _CHANGES[change])
        sums[mode, blueprint].latest.append(changed)
    return dict(sums)
