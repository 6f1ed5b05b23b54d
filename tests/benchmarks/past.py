"""Makes a long past as it might have been, for other benchmarks: ``make_past(data_dir, attempts)``.

One attempt is sat and copied (tests/benchmarks/history.py); what the copies came to is drawn with dice: fifty of four
hundred items, three wrong options out of the item's section, four attempts a day. A quarter of one's own attempts are
of a second bank, a third are practice, there are three papers, one attempt in twenty is a drill, and a fifth as many
attempts are those of another person.
"""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from exam.core.bank import Bank
from exam.store import Store
from exam.store.readings import insert_responses, note_first_meetings
from exam.store.rows import instant_text
from tests.benchmarks.history import ITEMS, make_history
from tests.support import sample_bank
from tests.support.desk import PRESETS

POOL, SECTIONS = 400, 14
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OTHER = "Ada"


class Answer(NamedTuple):
    """What one slot came to, as a row of the response table has it."""

    item: str
    section: str
    kind: str
    outcome: str
    chosen: str
    offered: str
    seconds: float
    change: str | None
    marked: int
    doubted: int


def bank(identifier: str = "sample") -> Bank:
    """The bank that the past is about, or the second one."""
    title = "Sample bank" if identifier == "sample" else "Second bank"
    return sample_bank(POOL, SECTIONS, id=identifier, title=title, blueprint=PRESETS)


def make_past(data_dir: Path, attempts: int) -> int:
    """So many attempts of one's own, and a fifth as many of another's; gives the size of the database in bytes."""
    make_history(data_dir, attempts + attempts // 5)
    with Store.open(data_dir) as store:
        path = store.path
    dice = random.Random(1)
    section_of = {item.id: section.id for section in bank().sections for item in section.items}
    titles = {section.id: section.title for section in bank().sections}
    inside: dict[str, list[str]] = {}
    for item, section in section_of.items():
        inside.setdefault(section, []).append(item)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        database.execute("DELETE FROM response")
        names = [name for (name,) in database.execute("SELECT id FROM attempt ORDER BY started_at DESC, rowid DESC")]
        for k, name in enumerate(names):
            at = instant_text(NOW - timedelta(hours=6 * k))
            answers = [_answer(item, section_of[item], inside, dice) for item in dice.sample(list(section_of), ITEMS)]
            right = sum(answer.outcome == "correct" for answer in answers)
            kept: dict[str, Any] = {
                "started_at": at,
                "last_at": at,
                "ended_at": at,
                "bank": "other" if k % 4 == 3 else "sample",
                "bank_title": "Second bank" if k % 4 == 3 else "Sample bank",
                "mode": "practice" if k % 3 == 0 else "exam",
                "blueprint": PRESETS[k % 5 % 3]["id"],
                "blueprint_title": PRESETS[k % 5 % 3]["title"],
                "drill": int(k % 20 == 7),
                "learner": OTHER if k % 6 == 5 else "",
                "cut": 70,
                "passed": int(right >= 35),
                "points": str(right),
            }
            sets = ", ".join(f"{column} = ?" for column in kept)
            database.execute(f"UPDATE attempt SET {sets} WHERE id = ?", (*kept.values(), name))
            insert_responses(database, [(name, n, *answer) for n, answer in enumerate(answers, start=1)])
            _keep_scores(database, name, answers, titles)
        note_first_meetings(database)
        database.execute("COMMIT")
    return path.stat().st_size


def _answer(item: str, section: str, inside: dict[str, list[str]], dice: random.Random) -> Answer:
    others = dice.sample([other for other in inside[section] if other != item], 3)
    outcome = "correct" if dice.random() < 0.75 else "incorrect"
    return Answer(
        item,
        section,
        "direct",
        outcome,
        item if outcome == "correct" else others[0],
        " ".join(dice.sample([item, *others], 4)),
        dice.randrange(20_000, 100_000) / 1000,
        dice.choice((None,) * 17 + ("wrong_to_right", "right_to_wrong", "wrong_to_wrong")),
        int(dice.random() < 0.1),
        int(dice.random() < 0.2),
    )


def _keep_scores(database: sqlite3.Connection, name: str, answers: list[Answer], titles: dict[str, str]) -> None:
    database.execute("DELETE FROM section_score WHERE attempt = ?", (name,))
    sections: dict[str, list[Answer]] = {}
    for answer in answers:
        sections.setdefault(answer.section, []).append(answer)
    rows = []
    for place, (section, asked) in enumerate(sorted(sections.items()), start=1):
        right = sum(answer.outcome == "correct" for answer in asked)
        seconds = sum(answer.seconds for answer in asked)
        rows.append((name, place, section, titles[section], str(right), len(asked), right, len(asked), seconds))
    database.executemany("INSERT INTO section_score VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
