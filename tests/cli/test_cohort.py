"""Tables in columns: `exam attempts export --columns` and `exam items --from`, which says what `exam items` says."""

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from exam.core.events import Ended, Started
from exam.files.attempts import ExportedAttempt, write_attempts
from exam.learning import cohort_sql
from exam.store import Store
from tests.cli.conftest import Run
from tests.support import cohort, every_kind, lived

DOCS = Path(__file__).parents[2] / "docs" / "cohort.md"


def group() -> list[ExportedAttempt]:
    """150 first exams, one of them broken off early; a second exam of somebody, and one who practised."""
    made = list(cohort.cohort(cohort.chosen_by_people()))
    early = made[7]
    broken = (*early.events[:6], Ended(at=early.events[5].at, reason="submitted"))
    made[7] = ExportedAttempt(early.id, early.learner, early.form, broken)
    started = made[3].events[0]
    assert isinstance(started, Started)
    practice = (started.model_copy(update={"mode": "practice"}), *made[3].events[1:])
    return [
        *made,
        ExportedAttempt("again", made[0].learner, made[1].form, made[140].events),
        ExportedAttempt("practice", "Somebody else", made[3].form, practice),
    ]


def take_in(run: Run, tmp_path: Path, attempts: list[ExportedAttempt]) -> None:
    path = tmp_path / "group.jsonl"
    path.write_text("".join(write_attempts(attempts)), "utf-8")
    assert run("attempts", "import", str(path)).exit_code == 0


def agree(found: Any, expected: Any) -> None:
    """The same names and texts, and numbers to 1e-6."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for name, value in expected.items():
            agree(found[name], value)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            agree(one, other)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=1e-6)
    else:
        assert found == expected


@pytest.mark.slow
def test_a_cohort_in_columns_is_told_what_the_database_tells(run: Run, tmp_path: Path) -> None:
    take_in(run, tmp_path, group())
    folder = str(tmp_path / "columns")
    assert run("attempts", "export", "--columns", folder).exit_code == 0
    found = json.loads(run("items", "--from", folder, "--json").stdout)
    assert found["people"] == 150
    assert len(found["items"][0]["distractors"]) == 3
    agree(found, json.loads(run("items", "sample", "--group", "--json").stdout))
    assert run("items", "--from", folder).stdout == run("items", "sample", "--group").stdout


@pytest.mark.slow
def test_so_it_is_for_papers_of_their_own_and_for_every_kind_of_question(
    run: Run, tmp_path: Path, data_dir: Path
) -> None:
    with Store.open(data_dir) as store:
        lived.live(store, 5)
    form = every_kind.every_kind_form(tmp_path / "bank")
    sat = tuple(every_kind.sat(form, "partly"))
    take_in(run, tmp_path, [ExportedAttempt(f"e{at}", f"Person {at}", form, sat) for at in range(12)])
    folder = str(tmp_path / "columns")
    assert run("attempts", "export", "--columns", folder).exit_code == 0
    with Store.open(data_dir) as store:
        banks = [bank for bank, _, _ in store.banks()]
    for bank in (*banks, form.bank):
        agree(
            json.loads(run("items", bank, "--from", folder, "--json").stdout),
            json.loads(run("items", bank, "--group", "--json").stdout),
        )


def test_names_stay_here_unless_they_are_asked_for_and_folders_are_not_overwritten(run: Run, tmp_path: Path) -> None:
    take_in(run, tmp_path, list(cohort.cohort(["ABCDABCD", "BBCDABCD"])))
    folder = tmp_path / "columns"
    assert run("attempts", "export", "--columns", str(folder)).exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["attempts.parquet", "items.parquet", "responses.parquet"]

    def learners() -> list[str]:
        rows = duckdb.sql(f"SELECT learner FROM '{folder}/attempts.parquet' ORDER BY attempt").fetchall()
        return [name for (name,) in rows]

    assert learners() == ["learner-p0", "learner-p1"]
    assert run("attempts", "export", "--columns", str(folder)).exit_code == 1
    assert run("attempts", "export", "--columns", str(folder), "--force", "--names").exit_code == 0
    assert learners() == ["Person 0", "Person 1"]
    stems = duckdb.sql(f"SELECT stem FROM '{folder}/items.parquet' ORDER BY item").fetchall()
    assert stems[0] == ("What is question 1?",)
    first = duckdb.sql(f"SELECT chosen, offered FROM '{folder}/responses.parquet' WHERE attempt = 'p0' AND n = 1")
    assert first.fetchall() == [(["item-1"], ["item-1", "item-2", "item-3", "item-4"])]


def test_what_is_no_such_folder_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    assert "attempts.parquet is missing" in run("items", "--from", str(tmp_path)).stderr
    for name in ("attempts", "responses"):
        (tmp_path / f"{name}.parquet").write_bytes(b"PAR1 is not enough PAR1")
    result = run("items", "--from", str(tmp_path))
    assert (result.exit_code, "cannot be read" in result.stderr) == (1, True)
    duckdb.sql("SELECT 1 AS attempt").write_parquet(str(tmp_path / "attempts.parquet"))
    duckdb.sql("SELECT 1 AS attempt").write_parquet(str(tmp_path / "responses.parquet"))
    assert "cannot be read" in run("items", "--from", str(tmp_path)).stderr


def test_the_same_attempt_in_two_folders_is_noticed(run: Run, tmp_path: Path) -> None:
    take_in(run, tmp_path, list(cohort.cohort(["ABCDABCD"])))
    for name in ("one", "two"):
        assert run("attempts", "export", "--columns", str(tmp_path / name)).exit_code == 0
    result = run("items", "--from", str(tmp_path / "one"), "--from", str(tmp_path / "two"))
    assert "is in these folders twice" in result.stderr
    assert "Nobody has sat" in run("items", "none-such", "--from", str(tmp_path / "one")).stderr


def test_the_guide_has_the_statements_that_are_run() -> None:
    written = re.sub(r"\s+", " ", DOCS.read_text("utf-8"))
    statements = {name: text for name, text in vars(cohort_sql).items() if name.isupper()}
    assert len(statements) == 9
    for name, text in statements.items():
        assert re.sub(r"\s+", " ", text).strip() in written, name
