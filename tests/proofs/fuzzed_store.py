"""The kinds of `tests.proofs.fuzz` that end in a database: files of attempts, lines of plain mode, the database."""

import io
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from copy import deepcopy
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from exam.core.form import Form
from exam.core.text import visible
from exam.files.attempt_lines import checksum
from exam.files.attempts import AttemptsRefused, ExportedAttempt, read_replayed, write_attempts
from exam.plain.lines import LONGEST, Voice
from exam.plain.sitting import sit_line_by_line
from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.store.examining import examine_store
from exam.store.repairing import repair
from exam.store.restoring import restore_backup
from tests.proofs.fuzzed import altered, hold, hold_said
from tests.proofs.losses import Logs, missing, read_logs
from tests.support import FakeClock, sample_form
from tests.support.every_kind import every_kind_form
from tests.support.script import Script
from tests.support.three_attempts import write_three_attempts
from tests.support.worsening import HOSTILE, misworded, worse

_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1, 3, 10**18, 10**400, 1e308, "", "a", "1a", "\x1b[2J", "\u202e", "../x", "9" * 5000),
    *([], {}, [[]], [1, "a"], {"a": 1}, "2026-03-02T12:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
)
_WORDS = (
    *"a b c d e ab abc 1 2 3 12 99 -1 f u n p s".split(),
    *("next", "back", "flag", "unsure", "strike a", "clear", "sheet", "end", "yes", "no", "pause", "resume", "quit"),
    *("review", "missed", "note", "note it is so", "report", "report wrong", "go 3", "show", "exhibit", "help", "time"),
    *("1 = a", "1=kubelet", "gap 1", "begin", "", " ", "missed it", "right", "partly", "all", "incomplete", "flagged"),
)


def attempts(chance: Random, folder: Path) -> str:
    """What is taken in can be read, is found sound, and comes back as it is when it is written."""
    path = folder / "attempts.jsonl"
    if chance.random() < 0.7:
        path.write_text(_signed_anew(chance), "utf-8", "surrogatepass")
    else:
        path.write_bytes(altered(chance, {"attempts.jsonl": _exported()}, 200_000))
    try:
        read = list(read_replayed(path))
    except AttemptsRefused as refused:
        hold_said(refused, path.name)
        return "refused"
    path.write_text("".join(write_attempts(one for one, _ in read)), "utf-8")
    hold([one for one, _ in read_replayed(path)] == [one for one, _ in read], "they come back as others")
    with Store.open(folder / "data") as store:
        try:
            store.adopt_all((one.id, attempt, one.events, one.learner) for one, attempt in read)
        except StoreError as error:
            hold_said(error)
            return "refused"
        hold(not (found := examine_store(store)), f"what was taken in is not sound: {found}")
        _looked_through(store)
    return "taken"


def lines(chance: Random, folder: Path) -> str:
    """Whatever is typed, what the sitting has at its end is on the disk, and nothing said steers a terminal."""
    out, err, clock = io.StringIO(), io.StringIO(), FakeClock()
    form = _every_kind() if chance.random() < 0.5 else sample_form(items=5, choose=chance.choice((1, 2)))
    typed: list[str | float] = [_line(chance) for _ in range(chance.randrange(1, 30))]
    typed[chance.randrange(len(typed))] = chance.choice((1.0, 300.0, 5000.0))
    with Store.open(folder / "data") as store:
        session = Session.start("typed111", form, store, clock, mode=chance.choice(("exam", "practice")))
        sit_line_by_line(session, Script(clock, typed), Voice(out, err), attended=True)
        sat = session.attempt
    with Store.open(folder / "data") as store:
        if session.in_bin:  # as what was only looked at
            store.restore("typed111")
        hold(store.load("typed111").attempt == sat, "what was sat is not what is kept")
    for said in (out.getvalue(), err.getvalue()):
        hold(visible(said) == said, f"what is said steers a terminal: {said!r}")
    return "taken"


def database(chance: Random, folder: Path) -> str:
    """With the witness beside it, whatever is done to a database, all attempts are there in the end."""
    template, logs = _lived()
    data = folder / "data"
    shutil.copytree(template, data)
    path = data / "exam.db"
    if chance.random() < 0.5:
        changed = _rows_altered(chance, path)
    else:
        before = path.read_bytes()
        made = before
        for _ in range(chance.choice((1, 1, 3))):
            made = worse(chance, made, {"exam.db": before})
        path.write_bytes(made)
        changed = made != before
    shutil.copytree(data, folder / "as it was")
    how = _recovered(data, logs)
    shutil.rmtree(data)  # what the command is asked about is the harmed one
    (folder / "as it was").rename(data)
    return how if changed else "taken"


def _recovered(data: Path, logs: Logs) -> str:
    """ "taken" where nothing was amiss; "refused" where it was said and put right."""
    at = FakeClock().now() + timedelta(days=2)
    try:
        with Store.open(data) as store:
            how = "refused" if store.remark else "taken"
            try:
                _looked_through(store)
            except StoreError as error:
                hold_said(error)
                how = "refused"
            if examine_store(store):
                how = "refused"
                repair(store, at)
                left = [one for one in examine_store(store) if not one.what.startswith("the file: ")]
                hold(not left, f"it is not mended: {left}")
            _hold_whole(store, logs)
            if not examine_store(store):
                return how
    except StoreError as error:
        hold_said(error)
    said = restore_backup(data, at)
    hold(visible(said) == said, f"what is said steers a terminal: {said!r}")
    with Store.open(data) as store:
        _hold_whole(store, logs)
        hold(not (left := examine_store(store)), f"it is not sound after it was put back: {left}")
    return "refused"


def _hold_whole(store: Store, logs: Logs) -> None:
    hold(not (lost := missing(logs, store)), f"lost: {lost}")


def _looked_through(store: Store) -> None:
    """Asks for everything that pages ask for. Raises StoreError."""
    for row in store.history():
        store.load(row.id)
    store.unfinished()
    for bank, _, _ in store.banks():
        store.results(bank=bank)
        store.ended_attempts(bank=bank)
        store.answer_sums(bank=bank)
        store.items_met(bank)
        store.stems(bank)
    store.section_rates(8)
    store.discarded()
    store.own_words()


def _rows_altered(chance: Random, path: Path) -> bool:
    """Writes something else into some rows of some table, or takes them out; whether that changed anything."""
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        opened.text_factory = lambda data: data.decode("utf-8", "replace")
        opened.execute("PRAGMA foreign_keys = OFF")
        tables = "attempt form event section_score response meeting discarded".split()
        before = opened.total_changes
        for _ in range(chance.choice((1, 1, 2))):
            table = chance.choice(tables)
            columns = [row[1] for row in opened.execute(f"PRAGMA table_info({table})")]
            column, key = chance.choice(columns), columns[0]
            names = [row[0] for row in opened.execute(f"SELECT DISTINCT {key} FROM {table}")]
            name = chance.choice(names) if names else ""
            value = chance.choice(
                (None, 0, -1, 5, 10**15, 1e300, "", "x", "1/0", "9", "\x1b[2J", b"\0\xff", "[]", "{}")
            )
            try:
                if chance.random() < 0.2:
                    opened.execute(f"DELETE FROM {table} WHERE {key} = ?", (name,))
                elif chance.random() < 0.3:
                    opened.execute(f"UPDATE {table} SET {column} = CAST(x'c328' AS TEXT) WHERE {key} = ?", (name,))
                else:
                    opened.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, name))
            except (sqlite3.IntegrityError, OverflowError):
                continue
        return opened.total_changes > before


def _line(chance: Random) -> str:
    line = chance.choice(_WORDS)
    if chance.random() < 0.3:
        line = misworded(chance, line)
    if chance.random() < 0.05:
        line = chance.choice(HOSTILE).decode("utf-8", "replace")
    return line.replace("\n", " ")[:LONGEST]


def _signed_anew(chance: Random) -> str:
    """The lines of a file with some values altered, and checksums that fit what then stands there."""
    bodies = [json.loads(line) for line in _exported().decode().splitlines()]
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        _bend(chance, chance.choice(bodies))
    if chance.random() < 0.1:
        chance.shuffle(bodies)
    written, chain = [], ""
    for body in bodies:
        if not isinstance(body, dict):
            continue
        body.pop("sha256", None)
        if "exam_part" in body:
            chain = checksum(body, chain if body.get("number") else "")
            signature = chain
        else:
            signature = checksum(body, chain)
        written.append(json.dumps(body | {"sha256": signature}, separators=(",", ":")))
    return "\n".join(written) + "\n"


def _bend(chance: Random, body: Any) -> None:
    """Alters one value somewhere inside."""
    at = body
    while True:
        keys: list[Any] = [*at] if isinstance(at, dict) else [*range(len(at))]
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(at[key], dict | list) and at[key] and chance.random() < 0.85:
            at = at[key]
            continue
        match chance.randrange(6):
            case 0:
                del at[key]
            case 1 if isinstance(at, dict):
                at[chance.choice(("x", "sha256", "kind", "n", "at", "response"))] = at[key]
            case 2 if isinstance(at[key], str) and at[key]:
                at[key] = misworded(chance, at[key])
            case 3 if isinstance(at[key], int):
                at[key] += chance.choice((-1, 1, 1000))
            case _:
                at[key] = deepcopy(chance.choice(_VALUES)) if chance.random() < 0.6 else at[chance.choice(keys)]
        return


@cache
def _every_kind() -> Form:
    with tempfile.TemporaryDirectory() as folder:
        return every_kind_form(Path(folder))


@cache
def _lived() -> tuple[Path, Logs]:
    """A data directory with one attempt that ended, one that was left and one in the bin; and what is acknowledged."""
    data = Path(tempfile.mkdtemp(prefix="exam-fuzz-")) / "data"
    write_three_attempts(data, FakeClock(), items=6)
    with Store.open(data) as store:
        logs = read_logs(store)
    return data, logs


@cache
def _exported() -> bytes:
    """A file of attempts: a small paper, and one of every kind of question."""
    written = []
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        clock = FakeClock()
        for name, form in (("sample11", sample_form(items=4)), ("kinds222", _every_kind())):
            session = Session.start(name, form, store, clock, mode="exam")
            for n in range(1, 5):
                clock.advance(5)
                session.visit(n)
                session.mark(n, True)
            if name == "sample11":
                session.choose(1, "1b")
            session.end()
            written.append(ExportedAttempt(name, "", form, tuple(store.read_log(name)[1])))
    return "".join(write_attempts(written)).encode()
