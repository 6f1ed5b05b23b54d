"""Times a cohort's figures from tables in columns, made with dice: ``python -m tests.benchmarks.cohort [PEOPLE]``.

Without a number 100,000 people, each with a paper of fifty out of four hundred questions. Says the time of
``exam items --from`` as a process, its largest memory, and whether its figures are those that the database's own way of
adding up gives of the same answers.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from exam.core.group import FirstExam, add_up_sheets
from exam.core.results import Result
from exam.learning.reliability import nested
from exam.learning.statistics import item_statistics

ITEMS, ASKED = 400, 50
MAKE_ATTEMPTS = """
COPY (
    SELECT 'a' || p AS attempt, 'learner-a' || p AS learner, 'dice' AS bank, 'Dice' AS bank_title,
        'standard' AS preset, 'Standard' AS preset_title, 'exam' AS mode, false AS drill,
        TIMESTAMP '2026-01-01' + to_seconds(p) AS started_at, TIMESTAMP '2026-01-01 01:00' + to_seconds(p) AS ended_at,
        'submitted' AS ended_reason, 3600.0 AS allowed, {asked} AS questions, 0.0 AS points, {asked} AS possible,
        70 AS cut, hash(p) % 3 = 0 AS passed
    FROM range({people}) AS people(p)
) TO '{folder}/attempts.parquet'
"""
MAKE_RESPONSES = """
COPY (
    WITH drawn AS (
        SELECT p, n, (p * 7 + n * 8 + hash(p, n) % 8) % {items} AS i, hash(p, n, 1) % 10000 / 10000.0 AS luck,
            0.55 + 0.35 * (hash(p, 2) % 1000 / 1000.0) AS able
        FROM range({people}) AS people(p), range({asked}) AS places(n)
    ), told AS (SELECT *, luck < able - 0.3 * (i % 10) / 10.0 AS good, hash(p, n, 3) % 3 + 1 AS picked FROM drawn)
    SELECT 'a' || p AS attempt, n::INTEGER + 1 AS n, 'item-' || i AS item, 'section-' || i % 7 AS section,
        'direct' AS kind,
        CASE WHEN hash(p, n, 4) % 50 = 0 THEN 'not_reached' WHEN good THEN 'correct' ELSE 'incorrect' END AS outcome,
        CASE WHEN hash(p, n, 4) % 50 = 0 THEN [] WHEN good THEN ['item-' || i] ELSE ['item-' || (i + picked) % {items}]
        END AS chosen,
        ['item-' || i, 'item-' || (i + 1) % {items}, 'item-' || (i + 2) % {items}, 'item-' || (i + 3) % {items}]
            AS offered,
        10 + hash(p, n, 5) % 60000 / 1000.0 AS seconds, NULL::VARCHAR AS change, false AS flagged, false AS unsure
    FROM told
) TO '{folder}/responses.parquet'
"""


def make(folder: Path, people: int) -> None:
    sizes = {"people": people, "items": ITEMS, "asked": ASKED, "folder": folder}
    for statement in (MAKE_ATTEMPTS, MAKE_RESPONSES):
        duckdb.sql(statement.format(**sizes))


def results(folder: Path) -> Iterator[Result]:
    """The same answers as the program itself has them."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    found = duckdb.connect().execute(
        f"SELECT attempt, n, item, section, kind, outcome, chosen, offered, seconds, passed "
        f"FROM '{folder}/responses.parquet' JOIN '{folder}/attempts.parquet' USING (attempt) ORDER BY attempt, n"
    )
    while rows := found.fetchmany(10_000):
        for attempt, n, item, section, kind, outcome, chosen, offered, seconds, passed in rows:
            yield Result(
                attempt, n, "dice", item, section, kind, outcome, tuple(chosen), tuple(offered), seconds, None, False,
                False, False, at, 72.0, False, passed,
            )  # fmt: skip


def compare(folder: Path, told: dict[str, Any]) -> float:
    """The largest difference between what was told and what is added up here."""
    ours = list(results(folder))
    sheets: dict[str, list[Result]] = {}
    for one in ours:
        sheets.setdefault(one.attempt, []).append(one)
    sums = add_up_sheets(
        FirstExam(tuple(sorted(one.item for one in some)), tuple(sorted(one.item for one in some if one.right)))
        for some in sheets.values()
    )
    assert sums.own is not None
    reliability = nested(sums.own)
    assert reliability is not None
    (said,) = told["reliability"]
    apart = [abs(reliability.coefficient - said["coefficient"]), abs(reliability.error - said["error_of_measurement"])]
    for one, other in zip(item_statistics(ours), told["items"], strict=True):
        assert (one.item, one.right.count, one.right.of) == (other["item"], *map(other["right"].get, ("count", "of")))
        assert [(d.home, d.rate.count, d.passing.count) for d in one.distractors] == [
            (d["home"], d["chosen"]["count"], d["chosen_by_passing"]["count"]) for d in other["distractors"]
        ]
        if one.discrimination is not None:
            apart.append(abs(one.discrimination - other["discrimination"]))
    return max(apart)


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, people)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        command = [sys.executable, "-m", "exam", "items", "--from", str(folder), "--json"]
        began = time.perf_counter()
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        passed = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        print(f"{people:,} people with {ASKED} questions ({size:.0f} MB): {passed:.1f} s, {memory:.2f} GB at most")
        print(f"largest difference to what is added up without DuckDB: {compare(folder, json.loads(said)):.1e}")


if __name__ == "__main__":
    main()
