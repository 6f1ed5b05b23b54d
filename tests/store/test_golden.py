"""Databases of older versions, written by the programs of their day: they open, and tell what they told then.

Each file is an SQL dump of the same four attempts of five questions: an exam, a practice, an exam whose log was
damaged after its end, and an exam that was left.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exam.core.results import Result
from exam.store import Store
from exam.store.database import DATABASE_VERSION

GOLDEN = Path(__file__).with_name("golden")
WHOLE = ("exam1", "practice2")
KEPT_RESPONSES = (2, 3)


@pytest.fixture(params=range(1, DATABASE_VERSION))
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def data_dir(version: int, tmp_path: Path) -> Path:
    """A directory with the database of an older version."""
    with closing(sqlite3.connect(tmp_path / "exam.db")) as database:
        database.executescript((GOLDEN / f"version_{version}.sql").read_text("utf-8"))
    return tmp_path


def of_whole_attempts(store: Store) -> list[Result]:
    return [result for result in store.results() if result.attempt in WHOLE]


def layout(store: Store) -> dict[str, list[tuple[object, ...]]]:
    tables = [name for (name,) in store._database.execute("SELECT name FROM sqlite_schema ORDER BY name")]
    return {table: store._database.execute(f"PRAGMA table_xinfo({table})").fetchall() for table in tables}


def test_an_older_database_gets_the_layout_of_a_new_one(data_dir: Path, version: int, tmp_path: Path) -> None:
    with Store.open(data_dir) as updated, Store.open(tmp_path / "new") as new:
        assert layout(updated) == layout(new)
    with closing(sqlite3.connect(data_dir / f"exam.db.before-schema-{version + 1}")) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (version,)


def test_an_older_database_tells_what_it_told(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        assert [(row.id, row.state, row.points) for row in store.history()] == [
            ("open4", "suspended", None),
            ("broken3", "closed", 2),
            ("practice2", "closed", 2),
            ("exam1", "closed", 2),
        ]
        assert [
            (one.n, one.item, one.section, one.outcome, one.chosen, one.seconds, one.change, one.marked, one.first)
            for one in store.results()
            if one.attempt == "exam1"
        ] == [
            (1, "item-1", "section-1", "correct", ("item-1",), 10.0, None, True, True),
            (2, "item-2", "section-1", "incorrect", ("item-3",), 20.0, None, False, True),
            (3, "item-3", "section-1", "correct", ("item-3",), 30.0, "wrong_to_right", False, True),
            (4, "item-4", "section-2", "omitted", (), 40.0, None, False, True),
            (5, "item-5", "section-2", "not_reached", (), 0.0, None, False, False),
        ]
        assert [one.n for one in of_whole_attempts(store) if one.doubted] == [3, 3]
        assert {(one.pace, one.drill, one.passed) for one in of_whole_attempts(store)} == {(60.0, False, False)}
        assert [(one.attempt, one.whole.points, one.cut) for one in store.ended_attempts() if one.attempt in WHOLE] == [
            ("exam1", 2, 70),
            ("practice2", 2, 70),
        ]


def test_figures_after_the_update_are_those_of_a_rebuild(data_dir: Path) -> None:
    with Store.open(data_dir) as store:
        results, sittings, history = of_whole_attempts(store), store.ended_attempts(), store.history()
        assert len(results) == 10
        assert store.rebuild() == ["broken3"]
        assert of_whole_attempts(store) == results
        assert store.ended_attempts() == sittings
        assert store.history() == history


@pytest.mark.parametrize("version", KEPT_RESPONSES)
def test_responses_that_were_kept_are_carried_over_without_a_replay(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replay(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("exam.store.updates.load_stored", replay)
    told: list[tuple[int, int]] = []
    with Store.open(data_dir, lambda done, of: told.append((done, of))) as store:
        assert len(store.results()) == 15, "those of the damaged attempt are among them"
    assert (told[0], told[-1]) == ((0, 4), (4, 4)), "it is said before it begins"
