"""A byte that changed on the disk is found and said; what a newer program wrote is read as far as it can be."""

import hashlib
import json
import random
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exam.sitting.session import Session
from exam.store import Store, StoreError
from exam.store.log import next_checksum
from tests.support import FakeClock, sample_form


def keep_one(data_dir: Path, clock: FakeClock) -> Path:
    with Store.open(data_dir) as store:
        session = Session.start("abcd1234", sample_form(), store, clock, mode="exam")
        for n in range(1, 6):
            session.visit(n)
            session.choose(n, f"{n}b")
        session.leave()
    return data_dir / "exam.db"


@pytest.mark.slow
def test_any_flipped_bit_of_an_attempt_is_found(tmp_path: Path, clock: FakeClock) -> None:
    """Either it is said, or it was in a place that holds nothing of the attempt, which is then whole."""
    path = keep_one(tmp_path, clock)
    whole = path.read_bytes()
    with Store.open(tmp_path) as store:
        attempt = store.load("abcd1234").attempt
        rows = store._database.execute("SELECT body FROM event").fetchall()
    places = [whole.index(body.encode()) for (body,) in rows]
    dice = random.Random(6)
    said = []
    for _ in range(400):
        place = dice.choice(places) + dice.randrange(60) if dice.random() < 0.5 else dice.randrange(len(whole))
        torn = bytearray(whole)
        torn[place] ^= 1 << dice.randrange(8)
        path.write_bytes(torn)
        try:
            with Store.open(tmp_path) as store:
                assert store.load("abcd1234").attempt == attempt
        except StoreError as error:
            said.append(str(error))
    assert len(said) >= 200
    assert all(str(path) in words for words in said)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE event SET body = replace(body, '2b', '2c') WHERE sequence = 4", "event 4 is not what was written"),
        ("UPDATE event SET checksum = zeroblob(32) WHERE sequence = 7", "event 7 is not what was written"),
        ("DELETE FROM event WHERE sequence = 5", "event 5 is not what was written"),
        ("DELETE FROM event WHERE sequence > 8", "12 events were written and 9 are there"),
        ("UPDATE form SET body = zeroblob(100)", "its paper cannot be read"),
        ("UPDATE event SET body = CAST(x'ff' AS TEXT) WHERE sequence = 2", "event 2 is not what was written"),
        ("UPDATE attempt SET alive_at = 'noon'", "noon"),
    ],
)
def test_damage_is_said_with_its_place(store: Store, clock: FakeClock, harm: str, said: str) -> None:
    Session.start("healthy1", sample_form(), store, clock, mode="exam").leave()
    keep_one(store.path.parent, clock)
    of = "id" if "attempt SET" in harm else "attempt"
    store._database.execute(f"{harm} {'AND' if 'WHERE' in harm else 'WHERE'} {of} = 'abcd1234'")
    with pytest.raises(StoreError, match=f"Attempt abcd1234 was damaged on the disk.*{said}"):
        store.load("abcd1234")
    with pytest.raises(StoreError, match="damaged"):
        store.claim("abcd1234")
    assert store.load("healthy1").attempt.current == 1


def test_a_paper_that_was_exchanged_is_found(store: Store, clock: FakeClock) -> None:
    keep_one(store.path.parent, clock)
    ((body,),) = store._database.execute("SELECT body FROM form").fetchall()
    other = zlib.compress(zlib.decompress(body).replace(b'"key":["1a"]', b'"key":["1b"]'))
    store._database.execute("UPDATE form SET body = ?", (other,))
    with pytest.raises(StoreError, match="event 0 is not what was written"):
        store.load("abcd1234")


def test_fields_of_a_newer_program_are_passed_over(store: Store, clock: FakeClock) -> None:
    keep_one(store.path.parent, clock)
    expected = store.load("abcd1234").attempt

    def with_news(text: bytes) -> bytes:
        written = json.loads(text)
        written["mood"] = "calm"
        if "blueprint" in written:
            written["blueprint"]["colour"] = "green"
            written["slots"][0]["options"][0]["weight"] = 2
            written["slots"][0]["references"] = [{"title": "T", "url": "https://example.org", "pages": 3}]
        return json.dumps(written).encode()

    rewrite(store.path, with_news)
    read = store.load("abcd1234").attempt
    assert read.progress == expected.progress
    assert read.form.slot(1).references[0].title == "T"


def test_an_event_of_a_newer_program_is_refused_with_a_reason(store: Store, clock: FakeClock) -> None:
    keep_one(store.path.parent, clock)
    rewrite(store.path, lambda text: text.replace(b'"kind":"suspended"', b'"kind":"levitated"'))
    with pytest.raises(StoreError, match="event 11 cannot be understood; a newer exam may have written it"):
        store.load("abcd1234")


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Writes form and events as another program would have: changed, and with the right checksums."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        ((form,),) = database.execute("SELECT body FROM form").fetchall()
        body = change(zlib.decompress(form))
        database.execute("UPDATE form SET body = ?", (zlib.compress(body),))
        checksum = hashlib.sha256(body).digest()
        for sequence, event in database.execute("SELECT sequence, body FROM event ORDER BY sequence").fetchall():
            text = change(event.encode())
            checksum = next_checksum(checksum, text)
            database.execute(
                "UPDATE event SET body = ?, checksum = ? WHERE sequence = ?", (text.decode(), checksum, sequence)
            )


def test_a_name_or_title_that_would_steer_a_terminal_is_shown(store: Store, clock: FakeClock) -> None:
    keep_one(store.path.parent, clock)
    store._database.execute("PRAGMA foreign_keys = OFF")
    store._database.execute("UPDATE attempt SET bank_title = char(27) || '[2J', code = 'a' || char(10) || 'b'")
    (row,) = store.history()
    assert (row.bank_title, row.code) == ("␛[2J", "a b")
    store.discard("abcd1234", clock.now())
    store._database.execute("UPDATE discarded SET attempt = char(27) || 'c'")
    assert [(one.id, one.bank_title) for one in store.discarded()] == [("␛c", "␛[2J")]
