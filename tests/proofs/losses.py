"""Loses, cuts and exchanges the files of a data directory: ``python -m tests.proofs.losses [CASES] [SEED]``.

A life of exams is lived once, and its files are copied after every change, as a killed program would leave them. A case
takes the files of some instant and harms one or two of them: the database, its log, the witness. What was acknowledged
until then must be there afterwards, at once or after `restore`, wherever one of them was left alone; where it is not,
that must have been said. The second half opens, kills and moves without any harm, and nothing may be said of it.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.store.backups import back_up
from exam.store.restoring import restore_backup
from tests.support import FakeClock, sample_form

Logs = dict[str, tuple[str, ...]]
"""The checksums of the events of each attempt, wherever it is; "bin" is among them for one that lies there."""
UNNOTICED = "both records harmed and nothing said"


@dataclass(frozen=True)
class Moment:
    """The files after a change, and what was acknowledged by then."""

    files: Path
    logs: Logs


def read_logs(store: Store) -> Logs:
    """What the database has, read without any of the verbs that are tried here."""
    import json

    logs: dict[str, tuple[str, ...]] = {}
    for name, checksum in store._database.execute(
        "SELECT attempt, lower(hex(checksum)) FROM event ORDER BY attempt, sequence"
    ):
        logs[name] = (*logs.get(name, ()), checksum)
    for name, events in store._database.execute("SELECT attempt, events FROM discarded"):
        logs[name] = ("bin", *(checksum for _, checksum in json.loads(events)))
    return logs


def live(place: Path) -> list[Moment]:
    """Five attempts, some left and taken up again, one in the bin; the database is closed twice and backed up once."""
    moments: list[Moment] = []
    clock, data_dir = FakeClock(), place / "data"

    def note(store: Store) -> None:
        files = place / f"moment-{len(moments)}"
        shutil.copytree(data_dir, files, ignore=shutil.ignore_patterns("open", "*-shm"))
        moments.append(Moment(files, read_logs(store)))

    def answer(session: Session, store: Store, numbers: range) -> None:
        for n in numbers:
            clock.advance(1)
            session.choose(n, f"{n}{'abcd'[n % 4]}")
            note(store)

    for name in ("first111", "second22"):
        with Store.open(data_dir) as store:
            session = Session.start(name, sample_form(items=8, minutes=600), store, clock, mode="exam")
            note(store)
            answer(session, store, range(1, 6))
            session.end() if name == "first111" else session.leave()
            note(store)
    with Store.open(data_dir) as store:
        back_up(store, clock.now())
        note(store)
        session = Session.resume("second22", store, clock)
        answer(session, store, range(6, 9))
        session.end()
        note(store)
        Session.start("thrown33", sample_form(items=8, minutes=600), store, clock, mode="exam").leave()
        note(store)
        store.discard("thrown33", clock.now())
        note(store)
        session = Session.start("fourth44", sample_form(items=8, minutes=600), store, clock, mode="exam")
        answer(session, store, range(1, 9))
        session.leave()
        note(store)
    with Store.open(data_dir) as store:
        back_up(store, clock.now() + timedelta(days=1))
        session = Session.resume("fourth44", store, clock)
        answer(session, store, range(1, 4))
        session = Session.start("fifth555", sample_form(items=8, minutes=600), store, clock, mode="exam")
        answer(session, store, range(1, 9))
    return moments


def remove(_dice: random.Random, path: Path, _older: Path) -> None:
    path.unlink(missing_ok=True)


def cut(dice: random.Random, path: Path, _older: Path) -> None:
    if path.exists() and path.stat().st_size:
        with path.open("r+b") as file:
            file.truncate(dice.randrange(path.stat().st_size))


def zero(dice: random.Random, path: Path, _older: Path) -> None:
    """Overwrites a page."""
    if path.exists() and path.stat().st_size:
        with path.open("r+b") as file:
            file.seek(dice.randrange(path.stat().st_size) // 4096 * 4096)
            file.write(b"\0" * 4096)


def garble(dice: random.Random, path: Path, _older: Path) -> None:
    path.write_bytes(dice.randbytes(dice.choice((0, 50, 5000))))


def put_older(_dice: random.Random, path: Path, older: Path) -> None:
    path.unlink(missing_ok=True)
    if older.exists():
        shutil.copyfile(older, path)


HARMS: tuple[Callable[[random.Random, Path, Path], None], ...] = (remove, cut, zero, garble, put_older)
TARGETS = (
    ("exam.db",),
    ("exam.db-wal",),
    ("exam.db", "exam.db-wal"),
    ("exam.witness",),
    ("exam.db-wal", "exam.witness"),
    ("exam.db", "exam.witness"),
)


def harm(dice: random.Random, moments: list[Moment], place: Path) -> tuple[str, str]:
    """One case: what was done, and how it ended: "whole", "said", or what is wrong."""
    at = dice.randrange(3, len(moments))
    moment, older = moments[at], moments[dice.randrange(at)]
    data_dir = Path(tempfile.mkdtemp(dir=place))
    shutil.rmtree(data_dir)
    shutil.copytree(moment.files, data_dir)
    targets = dice.choice(TARGETS)
    done = []
    for target in targets:
        one = dice.choice(HARMS)
        one(dice, data_dir / target, older.files / target)
        done.append(f"{one.__name__} {target}")
    what = f"moment {at} of {len(moments)}, older {older.files.name}: {', '.join(done)}"
    said = []
    for _ in range(2):
        try:
            with Store.open(data_dir) as store:
                said.append(store.remark)
                lost = missing(moment.logs, store)
            break
        except StoreError as error:
            said.append(str(error))
            said.append(restore_backup(data_dir, FakeClock().now() + timedelta(days=2)))
    else:
        return what, f"NOT REPAIRED: {said}"
    if not lost:
        return what, "whole"
    if len(targets) < 2 or "exam.witness" not in targets:
        return what, f"NOT REPAIRED: {lost} after {said}"
    # Of two records both harmed nothing may be left that knows better; mostly that is noticed all the same.
    return what, "said" if any(said) else UNNOTICED


def missing(logs: Logs, store: Store) -> list[str]:
    """What is not there of what was acknowledged, or cannot be read."""
    here, lost = read_logs(store), []
    for name, log in logs.items():
        if here.get(name, ())[: len(log)] != log:
            lost.append(f"{name}: {len(here.get(name, ()))} of {len(log)}")
        elif log[0] != "bin":
            store.load(name)
    return lost


def keep_well(dice: random.Random, moments: list[Moment], place: Path) -> str:
    """Opens, kills, moves and goes on without any harm; gives what was said all the same."""
    at = dice.randrange(len(moments))
    data_dir = Path(tempfile.mkdtemp(dir=place))
    shutil.rmtree(data_dir)
    shutil.copytree(moments[at].files, data_dir)
    if dice.random() < 0.3:
        # Killed between the witness and the commit: the files of the change before, with the witness after it.
        before = moments[max(0, at - 1)]
        if set(before.logs) == set(moments[at].logs) and one_more(before.logs, moments[at].logs):
            for name in ("exam.db", "exam.db-wal"):
                remove(dice, data_dir / name, data_dir)
                put_older(dice, data_dir / name, before.files / name)
    said, clock = [], FakeClock()
    clock.advance(10_000)
    for _ in range(dice.randrange(1, 4)):
        with Store.open(data_dir) as store:
            said.append(store.remark)
            said += [f"lost {one}" for one in missing(moments[at].logs, store)]
            for row in store.unfinished():
                session = Session.resume(row.id, store, clock)
                session.choose(1, f"1{dice.choice('abcd')}")
                session.leave()
            if dice.random() < 0.3:
                store.discard(dice.choice([row.id for row in store.history()]), clock.now())
                store.restore(store.discarded()[0].id)
            if dice.random() < 0.3:
                store.rebuild()
            if dice.random() < 0.3:
                back_up(store, clock.now() + timedelta(days=dice.randrange(60)))
            if dice.random() < 0.5:
                moved = Path(tempfile.mkdtemp(dir=place)) / "moved"
                shutil.copytree(data_dir, moved, ignore=shutil.ignore_patterns("*-shm"))  # as after a kill
                with Store.open(moved) as there:
                    said.append(there.remark)
    return " ".join(filter(None, said))


def one_more(before: Logs, after: Logs) -> bool:
    return sum(map(len, after.values())) == sum(map(len, before.values())) + 1


def main(cases: int, well: int, seed: int) -> int:
    """Gives the number of violations."""
    dice, ends, wrong = random.Random(seed), Counter[str](), 0
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        moments = live(place)
        for _ in range(cases):
            what, end = harm(dice, moments, place)
            ends[end.partition(":")[0]] += 1
            if end not in ("whole", "said", UNNOTICED):
                wrong += 1
                print(f"{what}\n    {end}")
        for _ in range(well):
            if said := keep_well(dice, moments, place):
                wrong += 1
                print(f"Nothing was wrong, and it was said: {said}")
    print(f"{cases} losses: {dict(ends)}; {well} without harm; {wrong} violations")
    return wrong


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    sys.exit(bool(main(count, 2 * count, int(sys.argv[2]) if len(sys.argv) > 2 else 14)))
