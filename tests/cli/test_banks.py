"""`exam banks` and `exam check`."""

import json
from pathlib import Path

import pytest

from exam.cli.wiring import Root
from tests.cli.conftest import Run
from tests.support import bank_toml, sample_bank

FAULTY = """schema = 1
id = "faulty"
title = "Faulty"

[[section]]
id = "one"
title = "One"

[[section.item]]
id = "a"
stem = "What is a?"
statemnts = ["Is spelt wrong"]

[[section.item]]
id = "a"
stem = "What is a again?"
statements = ["Repeats an id"]
lures = ["nowhere"]
"""


def put(data_dir: Path, name: str, text: str) -> Path:
    path = data_dir / "banks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.slow
def test_banks_for_people_and_for_programs(run: Run, data_dir: Path) -> None:
    path = put(data_dir, "mine.toml", bank_toml(sample_bank(12, 3)))
    told = run("banks").stdout
    assert "sample: Sample bank\n  12 questions in 3 sections, edition " in told
    shapes = json.loads(run("banks", "--json").stdout)
    shape = next(shape for shape in shapes if shape["id"] == "sample")
    assert list(shape) == ["id", "title", "path", "edition", "items", "questions", "sections", "blueprints", "faults"]
    assert (shape["path"], shape["items"], shape["faults"]) == (str(path), 12, [])
    assert shape["sections"][0] == {"id": "section-1", "title": "Section 1", "items": 4}
    assert [blueprint["id"] for blueprint in shape["blueprints"]] == ["full", "section"]


def test_a_bank_that_was_named_by_its_path_is_among_the_others_for_this_run(tmp_path: Path) -> None:
    (tmp_path / "banks").mkdir()
    there, elsewhere = tmp_path / "banks" / "mine.toml", tmp_path / "mine.toml"
    for path in (there, elsewhere):
        path.write_text(bank_toml(sample_bank()), encoding="utf-8")
    root = Root(tmp_path)
    assert root.bank_files().count(there) == 1
    root.find_bank(str(there))
    assert root.bank_files().count(there) == 1
    assert elsewhere not in root.bank_files()
    root.find_bank(str(elsewhere))
    assert root.bank_files()[-1] == elsewhere, "so that a new paper of it can be sat after the first"


@pytest.mark.slow
def test_a_faulty_bank_hides_no_other(run: Run, data_dir: Path) -> None:
    put(data_dir, "faulty.toml", FAULTY)
    put(data_dir, "mine.toml", bank_toml(sample_bank()))
    result = run("banks")
    assert result.exit_code == 0
    assert "sample: Sample bank" in result.stdout
    assert "faulty.toml:12:1:" in result.stderr
    shapes = {Path(shape["path"]).name: shape for shape in json.loads(run("banks", "--json").stdout)}
    assert shapes["faulty.toml"]["id"] is None
    fault = shapes["faulty.toml"]["faults"][0]
    assert list(fault) == ["file", "line", "column", "where", "message", "remedy"]


@pytest.mark.slow
def test_check_says_every_fault_with_its_place(run: Run, tmp_path: Path, bank: str) -> None:
    path = tmp_path / "faulty.toml"
    path.write_text(FAULTY, encoding="utf-8")
    result = run("check", str(path), bank)
    assert result.exit_code == 1
    faults = [line.strip() for line in result.stdout.splitlines() if line.startswith(f"  {path}:")]
    assert len(faults) >= 3
    assert all(line.removeprefix(f"{path}:").split(":")[0].isdigit() for line in faults)
    assert "faulty.toml: refused" in result.stderr
    assert "sample.toml: good, 60 questions in 6 sections" in result.stderr


@pytest.mark.slow
def test_check_by_id_and_of_what_is_not_there(run: Run, data_dir: Path) -> None:
    put(data_dir, "mine.toml", bank_toml(sample_bank()))
    assert run("check", "sample").exit_code == 0
    result = run("check", "nowhere")
    assert result.exit_code == 1
    assert "nowhere: there is no such bank" in result.stderr
    assert "orchestration-mlops-scheduling: good" in run("check").stderr


def test_a_faulty_bank_is_not_sat(run: Run, tmp_path: Path, data_dir: Path) -> None:
    path = tmp_path / "faulty.toml"
    path.write_text(FAULTY, encoding="utf-8")
    result = run("take", str(path), "--plain", input="")
    assert result.exit_code == 1
    assert f"{path}:12:1:" in result.stderr
    assert not list(data_dir.glob("exam.db"))


@pytest.mark.slow
def test_control_sequences_in_what_was_typed_reach_no_terminal(run: Run) -> None:
    result = run("check", "no\x1b[2Jwhere")
    assert "\x1b" not in result.output
    result = run("check", "./no\x1b[2Jwhere.toml")
    assert "\x1b" not in result.output
