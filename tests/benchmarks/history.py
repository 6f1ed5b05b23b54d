"""Measures a long history: ``python -m tests.benchmarks.history [--attempts N] [--directory DIR]``.

Makes one real attempt of 50 questions and copies it in the database, 10,000 times unless told otherwise (about
300 MB and half a minute), then asks what a user asks. The ratio is to the same question about ten attempts.
"""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, right, sample_form, wrong

ITEMS = 50
REPEATS = 9

COPY = """
    WITH RECURSIVE copy (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy WHERE k < :copies)
    INSERT INTO {table} SELECT {columns} FROM copy, {table} WHERE {name} = 'original'
"""


def main() -> None:
    options = argparse.ArgumentParser(description="What a long history costs.")
    options.add_argument("--attempts", type=int, default=10_000)
    options.add_argument("--directory", type=Path, help="where to measure; a temporary directory in it is used")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.directory) as directory:
        small, large = Path(directory) / "small", Path(directory) / "large"
        make_history(small, 10)
        size = make_history(large, asked.attempts)
        print(f"{asked.attempts} attempts of {ITEMS} questions, {size / 1e6:.0f} MB; medians of {REPEATS}")
        print(f"{'':44}{'ms':>9}{'ms for ten':>12}{'ratio':>8}")
        for name, ask in QUESTIONS.items():
            few, many = median(ask, small), median(ask, large)
            print(f"{name:44}{many:9.2f}{few:12.2f}{many / few:8.1f}")


def make_history(data_dir: Path, attempts: int) -> int:
    """A database of so many attempts; gives its size in bytes."""
    form, clock = sample_form(items=ITEMS, sections=14, minutes=60), FakeClock()
    with Store.open(data_dir) as store:
        session = Session.start("original", form, store, clock, mode="exam")
        for n in range(1, ITEMS + 1):
            session.visit(n)
            clock.advance(60)
            session.respond(n, right(form, n) if n % 4 else wrong(form, n))
        session.end()
        session.leave()
        path = store.path
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA journal_mode = OFF")
        for table in ("attempt", "form", "event", "section_score"):
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            name = "id" if table == "attempt" else "attempt"
            # Each copy is a day older than the one before it.
            old = "strftime('%Y-%m-%dT%H:%M:%S.000000+00:00', started_at, '-' || k || ' days')"
            new = {name: "printf('copy%06d', k)", "started_at": old}
            select = ", ".join(new.get(column, column) for column in columns)
            query = COPY.format(table=table, columns=select, name=name)
            database.execute(query, {"copies": attempts - 1})
        database.execute("PRAGMA journal_mode = WAL")
    with Store.open(data_dir) as store:
        rows = store.history()
        assert len(rows) == attempts
        assert rows[0].started_at - rows[-1].started_at == timedelta(days=attempts - 1)
        assert store.load(rows[-1].id).attempt.state == "closed"
    return path.stat().st_size


def in_store(ask: Callable[[Store], object]) -> Callable[[Path], object]:
    """The question, with opening and closing the database."""

    def answer(data_dir: Path) -> None:
        with Store.open(data_dir) as store:
            ask(store)

    return answer


def in_new_program(data_dir: Path) -> None:
    script = (
        "import sys, pathlib; from exam.store import Store\n"
        "with Store.open(pathlib.Path(sys.argv[1])) as store: store.history(20)"
    )
    subprocess.run([sys.executable, "-c", script, str(data_dir)], check=True)


QUESTIONS: dict[str, Callable[[Path], object]] = {
    "open and close": in_store(lambda store: None),
    "the whole history": in_store(Store.history),
    "the newest twenty": in_store(lambda store: store.history(20)),
    "what is unfinished": in_store(Store.unfinished),
    "the last attempt, whole": in_store(lambda store: store.load(store.find("last"))),
    "an attempt by the beginning of its name": in_store(lambda store: store.find("orig")),
    "the newest twenty, in a new interpreter": in_new_program,
}


def median(ask: Callable[[Path], object], data_dir: Path) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        ask(data_dir)
        times.append(1000 * (time.perf_counter() - began))
    return sorted(times)[REPEATS // 2]


if __name__ == "__main__":
    main()
