"""Times a pool of attempts of one preset, each on a paper of its own: written as a file, and taken in.

Run as ``python -m tests.benchmarks.pool [ATTEMPTS]`` (without a number 1,000). Says bytes and milliseconds an attempt.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from exam.assembly import assemble
from exam.core.bank import Bank
from exam.core.events import Ended, Event, Responded, Started, Visited
from exam.core.form import Form
from exam.files.attempts import ExportedAttempt, read_replayed, write_attempts
from exam.formats.bank import read_bank
from exam.store import Store
from tests.support.clock import NOON

BANK = Path(__file__).parents[2] / "banks" / "orchestration-mlops-scheduling.toml"


def pool(bank: Bank, attempts: int, preset: str = "standard") -> Iterator[ExportedAttempt]:
    """So many learners, each with a paper of their own, who change one answer in ten."""
    blueprint = next(one for one in bank.blueprints if one.id == preset)
    for number in range(attempts):
        form = assemble(bank, blueprint, number)
        yield ExportedAttempt(f"p{number}", f"Learner {number}", form, tuple(sat(form, number)))


def sat(form: Form, seed: int) -> list[Event]:
    """What a learner of an ability that the seed draws did."""
    dice = random.Random(seed)
    able = dice.betavariate(8, 4)
    at: datetime = NOON + timedelta(seconds=seed)
    events: list[Event] = [Started(at=at, mode="exam", seconds=form.minutes * 60)]
    for slot in form.slots:
        at += timedelta(microseconds=dice.randrange(200_000, 900_000))
        events.append(Visited(at=at, n=slot.n))
        for _ in range(1 + (dice.random() < 0.1)):
            at += timedelta(microseconds=dice.randrange(5_000_000, 20_000_000))
            others = [option.id for option in slot.options if option.id not in slot.key]
            chosen = slot.key if dice.random() < able else tuple(dice.sample(others, min(slot.choose, len(others))))
            if isinstance(before := events[-1], Responded) and set(before.response) == set(chosen):
                continue
            events.append(Responded(at=at, n=slot.n, response=chosen))
    events.append(Ended(at=at + timedelta(seconds=2), reason="submitted"))
    return events


def main() -> None:
    attempts = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    bank = read_bank(BANK).bank
    made = list(pool(bank, attempts))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pool.jsonl"
        began = time.perf_counter()
        path.write_text("".join(write_attempts(made)), "utf-8")
        wrote = time.perf_counter()
        lines = path.read_text("utf-8").splitlines(keepends=True)
        texts = sum(len(line.encode()) for line in lines if line.startswith('{"exam_part"'))
        each = (path.stat().st_size - texts) / attempts
        print(f"{attempts:,} attempts: {path.stat().st_size / 1e6:.1f} MB, {texts / 1e6:.2f} MB of it texts that are")
        print(f"told once, and {each:,.0f} bytes an attempt; written in {(wrote - began) / attempts * 1e3:.2f} ms each")
        began, used = time.perf_counter(), time.process_time()
        with Store.open(Path(folder) / "data") as store:
            taken = store.adopt_all((one.id, attempt, one.events, one.learner) for one, attempt in read_replayed(path))
        used = (time.process_time() - used) / attempts * 1e3
        passed = (time.perf_counter() - began) / attempts * 1e3
        print(f"{taken:,} taken in, {passed:.2f} ms each ({used:.2f} ms of work)")


if __name__ == "__main__":
    main()
