"""What learning from a long past costs: opening the history, and every filter of the learning screens.

``python -m tests.benchmarks.progress [--attempts N]``. Ten thousand attempts of fifty questions are no year's work for
anyone; what is bearable there is not felt anywhere. Fails where opening takes over 300 ms, or a filter over 100 ms.
Figures that look at answers look at those of the newest thousand attempts, unless asked for more.
"""

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from exam.core.sums import habits_of
from exam.learning.candidates import candidates_like
from exam.learning.confusions import find_confusions
from exam.learning.evidence import Mix, gather_evidence
from exam.learning.progress import calibration, ledger_of_changes, section_table, trends
from exam.learning.readiness import Readiness, readiness
from exam.learning.records import records
from exam.learning.review import agenda
from exam.learning.statistics import item_statistics
from exam.store import Store
from tests.benchmarks.past import make_past

OPENING, FILTER = 300.0, 100.0
"""Milliseconds."""
REPEATS = 7
"""The best of them counts, in time of the processor: what else the machine does is not ours, and reading waits for
nothing once the file is in memory."""


def main() -> None:
    options = argparse.ArgumentParser(description="What learning from a long past costs.")
    options.add_argument("--attempts", type=int, default=10_000)
    asked = options.parse_args()
    late = []
    with tempfile.TemporaryDirectory() as directory:
        data_dir = Path(directory) / "data"
        make_past(data_dir, asked.attempts)
        size = (data_dir / "exam.db").stat().st_size
        with Store.open(data_dir) as store:
            (pages,) = (
                store._database.execute(
                    "SELECT sum(pgsize) FROM dbstat WHERE name IN ('response', 'meeting')"
                ).fetchone()
                if has_dbstat(store)
                else (0,)
            )
            print(f"{asked.attempts} attempts, {size / 1e6:.0f} MB, responses {pages / 1e6:.1f} MB; best of {REPEATS}")
            for name, (limit, ask) in questions(store).items():
                took = best(ask)
                print(f"{name:58}{took:9.1f} ms" + (f"   of {limit:.0f}" if limit else ""))
                if limit and took > limit:
                    late.append(name)
        opening = best(lambda: open_history(data_dir))
        print(f"{'open the store and list all attempts':58}{opening:9.1f} ms   of {OPENING:.0f}")
        if opening > OPENING:
            late.append("opening")
    if late:
        sys.exit(f"Too slow: {', '.join(late)}")


def open_history(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        store.history()
        trends(store.ended_attempts(), (None,))


def questions(store: Store) -> dict[str, tuple[float | None, Callable[[], object]]]:
    now = datetime(2026, 3, 3, tzinfo=UTC)
    results = store.results()
    return {
        "history, exams only": (FILTER, lambda: store.history(mode="exam")),
        "history, one blueprint, 500 lines": (FILTER, lambda: store.history(500, blueprint="full")),
        "history, a blueprint that is not there": (FILTER, lambda: store.history(blueprint="none")),
        "scores by section of the newest 1000": (FILTER, store.ended_attempts),
        "results of the newest 200 attempts": (FILTER, lambda: store.results(attempts=200)),
        "results of the newest 1000 attempts": (None, store.results),
        "trend of a section": (FILTER, lambda: trends(store.ended_attempts(), ("section-2",))),
        "section by attempt": (FILTER, lambda: section_table(store.ended_attempts())),
        "calibration of 50,000 results": (FILTER, lambda: calibration(habits_of(results))),
        "changed answers of 50,000 results": (FILTER, lambda: ledger_of_changes(habits_of(results))),
        "missed, of 50,000 results": (FILTER, lambda: records(results)),
        "readiness, of 1000 attempts": (FILTER, lambda: ready(store, now)),
        "confusions, of 50,000 results": (FILTER, lambda: find_confusions(results)),
        "agenda, of 50,000 results": (None, lambda: agenda(results, now)),
        "item statistics, of 50,000 results": (FILTER, lambda: item_statistics(results)),
        "missed, of the newest 200 attempts": (FILTER, lambda: records(store.results(attempts=200))),
        "confusions, of the newest 200 attempts": (FILTER, lambda: find_confusions(store.results(attempts=200))),
    }


def ready(store: Store, now: datetime) -> Readiness:
    """What the page about being ready takes."""
    paper = {f"section-{n}": Mix(25 / 14, 20 / 14, 5 / 14) for n in range(1, 15)}
    group = candidates_like(tuple(store.fellows("sample")))
    return readiness(gather_evidence(store.answers_given("sample"), now), paper, 70, group)


def has_dbstat(store: Store) -> bool:
    try:
        store._database.execute("SELECT 1 FROM dbstat LIMIT 1").fetchone()
    except sqlite3.Error:
        return False
    return True


def best(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.process_time()
        ask()
        times.append(1000 * (time.process_time() - began))
    return min(times)


if __name__ == "__main__":
    main()
