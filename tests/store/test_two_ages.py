"""A database that is put together of two ages: an attempt may lie in the bin and be among the attempts as well."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from exam.sitting.session import Session
from exam.store import Store
from tests.support import FakeClock, right, sample_form

OLD = "INSERT OR REPLACE INTO main.{0} SELECT * FROM old.{0} WHERE {1} = 'sat'"


def test_what_is_in_both_places_is_where_it_was_put_last_and_can_be_put_back(tmp_path: Path, clock: FakeClock) -> None:
    data = tmp_path / "data"
    with Store.open(data) as store:
        form = sample_form()
        session = Session.start("sat", form, store, clock, mode="exam")
        session.respond(1, right(form, 1))
        session.end()
        before = store.load("sat").attempt
    old = shutil.copy(data / "exam.db", tmp_path / "old.db")
    with Store.open(data) as store:
        store.discard("sat", clock.advance(60))
    with closing(sqlite3.connect(data / "exam.db")) as database, database:
        database.execute("ATTACH ? AS old", (str(old),))
        for table, name in (("attempt", "id"), ("form", "attempt"), ("event", "attempt"), ("response", "attempt")):
            database.execute(OLD.format(table, name))
        database.execute("DELETE FROM main.witness")
        database.execute("INSERT INTO main.witness SELECT * FROM old.witness")
    with Store.open(data) as store:
        assert store.history() == []
        store.restore("sat")
        assert store.load("sat").attempt == before
