"""`exam attempts export` and `import`, `exam doctor`, and the report as a page."""

import json
import os
import stat
from pathlib import Path

import pytest

from exam.files.attempts import write_attempts
from exam.store import Store
from tests.cli.conftest import Run, Sit
from tests.support import cohort, sample_form


@pytest.fixture
def exported(run: Run, sit: Sit, tmp_path: Path) -> Path:
    """The file of two attempts that ended and not of one that did not."""
    sit("aa11", sample_form(), correct=3, incorrect=2)
    sit("bb22", sample_form(), correct=5)
    sit("cc33", sample_form(), correct=1, end=False)
    path = tmp_path / "attempts.jsonl"
    result = run("attempts", "export", str(path))
    assert (result.exit_code, result.stderr) == (0, "2 attempts written.\n")
    return path


@pytest.fixture
def elsewhere(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another machine: `run` works there from now on."""
    monkeypatch.setenv("EXAM_DATA_DIR", str(tmp_path / "elsewhere"))
    return tmp_path / "elsewhere"


def test_attempts_come_along_and_coming_twice_is_fine(run: Run, exported: Path, elsewhere: Path) -> None:
    assert run("attempts", "import", str(exported)).stderr == "2 attempts taken in, 0 were here already.\n"
    assert run("attempts", "import", str(exported), str(exported)).stderr.startswith("0 attempts taken in, 4 were")
    assert [row["attempt"] for row in json.loads(run("history", "--json").stdout)] == ["bb22", "aa11"]
    assert json.loads(run("report", "aa11", "--json").stdout)["score"]["points"] == 3
    again = exported.with_name("again.jsonl")
    run("attempts", "export", str(again))
    assert again.read_bytes() == exported.read_bytes()


def test_the_file_is_private_and_not_overwritten_unasked(run: Run, exported: Path) -> None:
    if os.name == "posix":
        assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    before = exported.read_bytes()
    exported.write_bytes(b"precious")
    result = run("attempts", "export", str(exported))
    assert result.exit_code == 1
    assert "--force" in result.stderr
    assert exported.read_bytes() == b"precious"
    assert run("attempts", "export", str(exported), "--force").exit_code == 0
    assert exported.read_bytes() == before


def test_a_file_with_one_bent_line_gives_nothing(run: Run, exported: Path, elsewhere: Path) -> None:
    *before, last = exported.read_text("utf-8").splitlines()
    exported.write_text("\n".join([*before, last.replace("submitted", "time_up")]), "utf-8")
    result = run("attempts", "import", str(exported))
    assert result.exit_code == 1
    assert f"{exported}:{len(before) + 1}:1: its checksum does not fit" in result.stderr
    assert json.loads(run("history", "--json").stdout) == []


@pytest.mark.slow
def test_another_persons_attempts_count_for_items_only(run: Run, exported: Path, elsewhere: Path, sit: Sit) -> None:
    assert run("attempts", "import", str(exported), "--learner", "Ada").exit_code == 0
    assert json.loads(run("history", "--json").stdout) == []
    assert run("progress").exit_code == 1
    assert json.loads(run("items", "sample", "--json").stdout)["attempts"] == 2
    assert run("items", "sample", "--mine").exit_code == 1
    assert run("attempts", "import", str(exported), "--learner", "two\nlines").exit_code == 2


def test_a_file_that_is_not_there_is_a_clear_word(run: Run, tmp_path: Path) -> None:
    result = run("attempts", "import", str(tmp_path / "nothing"))
    assert result.exit_code == 1
    assert "No such file" in result.stderr


def test_doctor_finds_damage_and_rebuilds_the_rest(run: Run, exported: Path, data_dir: Path) -> None:
    assert "3 attempts sound, 0 damaged" in run("doctor").stderr
    with Store.open(data_dir) as store:
        store._database.execute("UPDATE event SET body = replace(body, '1a', '1b') WHERE attempt = 'aa11'")
        store._database.execute("DELETE FROM response WHERE attempt = 'bb22'")
    found = run("doctor")
    assert found.exit_code == 1
    assert "Attempt aa11: event" in found.stdout
    assert "Attempt bb22: its rows in response do not follow from its answers." in found.stdout
    assert "2 attempts rebuilt, 1 damaged" in run("doctor", "--rebuild").stderr
    with Store.open(data_dir) as store:
        assert sum(result.attempt == "bb22" for result in store.results()) == 5
    mended = run("doctor", "--repair")
    assert (mended.exit_code, mended.stdout) == (0, "")
    assert "aa11 were put back" in mended.stderr
    assert [path.name for path in data_dir.glob("before-repair-*/exam.db")] == ["exam.db"]
    assert "3 attempts sound, 0 damaged" in run("doctor").stderr


def test_a_database_that_is_lost_is_put_back(run: Run, exported: Path, data_dir: Path) -> None:
    (data_dir / "exam.db").unlink()
    refused = run("history")
    assert refused.exit_code == 1
    assert "is gone, but its witness is still there" in refused.stderr
    assert "exam doctor --restore" in refused.stderr
    assert run("doctor", "--restore").exit_code == 0
    assert [row["attempt"] for row in json.loads(run("history", "--json").stdout)] == ["cc33", "bb22", "aa11"]
    assert run("doctor").exit_code == 0


@pytest.mark.slow
def test_a_report_as_a_page(run: Run, exported: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    assert run("report", "bb22", "--html", str(path)).exit_code == 0
    assert path.read_text("utf-8").startswith("<!doctype html>")
    assert run("report", "bb22", "--html", str(path)).exit_code == 1
    assert run("report", "bb22", "--html", str(path), "--force").exit_code == 0


def test_a_discarded_attempt_is_in_the_bin_left_out_of_exports_and_comes_back(
    run: Run, sit: Sit, tmp_path: Path
) -> None:
    sit("k7f3", sample_form(5, 2), correct=3)
    before = run("history", "--json").stdout
    assert "In the bin: k7f3." in run("attempts", "discard", "k7").stderr
    assert json.loads(run("history", "--json").stdout) == []
    assert "1 attempt in the bin left out" in run("attempts", "export", str(tmp_path / "out")).stderr
    assert "60 %  3 of 5" in run("attempts", "bin").stdout
    assert [one["id"] for one in json.loads(run("attempts", "bin", "--json").stdout)] == ["k7f3"]
    assert run("attempts", "restore", "k7f3").exit_code == 0
    assert run("history", "--json").stdout == before
    assert "The bin is empty." in run("attempts", "bin").stderr
    assert run("attempts", "restore", "k7f3").exit_code == 1


def test_other_people_are_named_only_where_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    pool, path = tmp_path / "pool.jsonl", tmp_path / "statements.json"
    pool.write_text("".join(write_attempts(cohort.cohort(["ABCDABCD"]))), "utf-8")
    assert run("attempts", "import", str(pool)).exit_code == 0
    assert run("attempts", "export", "--xapi", str(path)).exit_code == 0
    assert {one["actor"]["account"]["name"] for one in json.loads(path.read_text("utf-8"))} == {"learner-p0"}
    assert "Person" not in path.read_text("utf-8")
    assert run("attempts", "export", "--xapi", str(path)).exit_code == 1
    assert run("attempts", "export", "--xapi", str(path), "--names", "--force").exit_code == 0
    assert {one["actor"]["account"]["name"] for one in json.loads(path.read_text("utf-8"))} == {"Person 0"}
    assert run("attempts", "export", "--xapi", str(path), "--home-page", "me@example.org").exit_code == 2
    assert run("attempts", "export").exit_code == 2
