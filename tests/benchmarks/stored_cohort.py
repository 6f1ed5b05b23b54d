"""Holds `exam items --group` over a database of many people against plain SQL over the same rows.

Run as ``python -m tests.benchmarks.stored_cohort [PEOPLE]``; without a number 100,000 people, each with a paper of
fifty out of four hundred questions. The answers are made with dice and written into the tables of the database; DuckDB
reads these rows again and adds them up by queries that are written here and nowhere else. Says times, the largest
memory of `exam items`, and the largest difference of any figure. Fails where one is above 1e-6.
"""

import csv
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from exam.store import Store
from tests.benchmarks.cohort import ASKED, make

ROWS = 20_000
ATTEMPT = """
INSERT INTO attempt (id, alive_at, bank, bank_title, blueprint, blueprint_title, code, mode, items, state, events,
    answered, started_at, last_at, ended_at, ended_reason, points, possible, passed, cut, allowed, pace, learner)
VALUES (?, ?, 'dice', 'Dice', 'standard', 'Standard', 'none', 'exam', ?, 'closed', 0,
    ?, ?, ?, ?, 'submitted', '0', ?, ?, 70, 3600, 72, ?)
"""
RESPONSE = "INSERT INTO response VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, 0)"
READ = """
CREATE TABLE answers AS SELECT * FROM read_csv('{file}', header = false, columns = {{
    'attempt': 'VARCHAR', 'item': 'VARCHAR', 'outcome': 'VARCHAR', 'chosen': 'VARCHAR', 'offered': 'VARCHAR',
    'passed': 'INTEGER'}})
"""
SHEETS = """
CREATE TABLE sheets AS
SELECT attempt, count(*) AS asked, sum((outcome = 'correct')::INT) AS score,
    sum((outcome <> 'not_reached')::INT) AS reached
FROM answers GROUP BY attempt
"""
ITEMS = """
SELECT item, sum(good)::INT AS good, count(*) AS shown,
    sum((good - mean_good) * (rest - mean_rest))
        / sqrt(sum((good - mean_good) ** 2) * sum((rest - mean_rest) ** 2)) AS told
FROM (
    SELECT *, avg(good) OVER (PARTITION BY item) AS mean_good, avg(rest) OVER (PARTITION BY item) AS mean_rest
    FROM (
        SELECT item, (outcome = 'correct')::INT AS good,
            (score - (outcome = 'correct')::INT) / (reached - 1) AS rest
        FROM answers JOIN sheets USING (attempt) WHERE outcome <> 'not_reached'
    ) AS shown
) AS centred
GROUP BY item
"""
CHOSEN = """
SELECT item, chosen, count(*), sum(passed)::INT
FROM answers WHERE chosen NOT IN ('', item) AND outcome <> 'not_reached'
GROUP BY item, chosen
"""


def fill(folder: Path, database: Path) -> None:
    """Puts dice's answers into the tables of a database that was made by the program."""
    Store.open(database).close()
    (database / "exam.witness").unlink()
    dice = duckdb.connect()
    with sqlite3.connect(database / "exam.db") as connection:
        found = dice.execute(
            f"SELECT attempt, learner, started_at, ended_at, passed FROM '{folder}/attempts.parquet' ORDER BY attempt"
        )
        while rows := found.fetchmany(ROWS):
            connection.executemany(ATTEMPT, map(_attempt, rows))
        found = dice.execute(
            f"SELECT attempt, n, item, section, kind, outcome, chosen, offered, seconds "
            f"FROM '{folder}/responses.parquet' ORDER BY attempt, n"
        )
        while rows := found.fetchmany(ROWS):
            connection.executemany(RESPONSE, ((*row[:6], " ".join(row[6]), " ".join(row[7]), row[8]) for row in rows))
    connection.close()


def _attempt(row: tuple[Any, ...]) -> tuple[Any, ...]:
    name, learner, started, ended, passed = row
    began, over = (f"{one:%Y-%m-%dT%H:%M:%S.%f}+00:00" for one in (started, ended))
    return (name, over, ASKED, ASKED, began, over, over, ASKED, int(passed), learner)


def added_up(database: Path, file: Path) -> duckdb.DuckDBPyConnection:
    """The rows of the database, in DuckDB."""
    with file.open("w", newline="", encoding="utf-8") as out, sqlite3.connect(database / "exam.db") as connection:
        csv.writer(out).writerows(
            connection.execute(
                "SELECT attempt, item, outcome, chosen, offered, passed FROM response JOIN attempt ON id = attempt"
            )
        )
    connection.close()
    found = duckdb.connect()
    found.execute(READ.format(file=file))
    found.execute(SHEETS)
    return found


def differences(found: duckdb.DuckDBPyConnection, told: dict[str, Any]) -> list[float]:
    """How far each figure is from what was told; what is counted has to be the same."""
    apart: list[float] = []
    by_item = {item: rest for item, *rest in found.execute(ITEMS).fetchall()}
    assert len(by_item) == len(told["items"])
    chosen: dict[str, dict[str, tuple[int, int]]] = {}
    for item, home, times, passing in found.execute(CHOSEN).fetchall():
        chosen.setdefault(item, {})[home] = (times, passing)
    for one in told["items"]:
        good, shown, discrimination = by_item[one["item"]]
        assert (one["right"]["count"], one["right"]["of"]) == (good, shown), one["item"]
        apart.append(abs(one["discrimination"] - discrimination))
        for other in one["distractors"]:
            counts = chosen[one["item"]].get(other["home"], (0, 0))
            assert (other["chosen"]["count"], other["chosen_by_passing"]["count"]) == counts, one["item"]
    return apart


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, people)
        began = time.perf_counter()
        fill(folder, folder / "data")
        size = (folder / "data" / "exam.db").stat().st_size / 1e6
        print(
            f"{people:,} people with {ASKED} questions: {size:,.0f} MB, written in {time.perf_counter() - began:.0f} s"
        )
        command = [sys.executable, "-m", "exam", "items", "dice", "--group", "--json"]
        began = time.perf_counter()
        done = subprocess.run(
            [*command, "--data-dir", str(folder / "data")], check=True, capture_output=True, text=True
        )
        passed = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        print(f"exam items --group: {passed:.1f} s, {memory:.2f} GB at most")
        began = time.perf_counter()
        apart = differences(added_up(folder / "data", folder / "rows.csv"), json.loads(done.stdout))
        print(f"{len(apart)} items, counts alike; largest difference of a discrimination {max(apart):.1e}")
        print(f"({time.perf_counter() - began:.0f} s by DuckDB)")
        assert max(apart) <= 1e-6


if __name__ == "__main__":
    main()
