"""The faces of the program on a large bank: they care no more about its size than about a small one's."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exam.assembly import Impossible
from exam.cli.group import exam
from exam.formats import read_bank
from exam.library.indexed_bank import IndexedBank
from exam.library.open import open_bank
from exam.tui.home.overview import read_overview
from exam.tui.setup.planned import PaperChoices, plan
from tests.benchmarks.grammar import bank_lines
from tests.support.clock import FakeClock
from tests.support.desk import AppDesk

ITEMS = 2_100


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("data")
    (directory / "banks").mkdir()
    (directory / "banks" / "plants.toml").write_text("\n".join(bank_lines(ITEMS)), "utf-8")
    return directory


@pytest.fixture
def file(data_dir: Path) -> Path:
    return data_dir / "banks" / "plants.toml"


def run(data_dir: Path, *words: str, typed: str | None = None) -> Result:
    result = CliRunner(env={"EXAM_DATA_DIR": str(data_dir)}).invoke(exam, words, input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.slow
def test_the_command_line_prints_lists_checks_and_sits_it(data_dir: Path, file: Path) -> None:
    made = json.loads(run(data_dir, "form", f"plants-{ITEMS}", "--seed", "4", "--json").stdout)
    assert len(made["slots"]) == 60
    (index,) = (data_dir / "cache").glob("*.index")
    index.unlink()
    again = json.loads(run(data_dir, "form", "--code", made["code"], "--json").stdout)
    assert again == made
    listed = json.loads(run(data_dir, "banks", "--json").stdout)[-1]
    assert (listed["items"], listed["edition"]) == (ITEMS, read_bank(file).bank.edition)
    assert run(data_dir, "form", str(file), "--items", "1000", "--section", "plant-0").exit_code == 1
    sat = run(data_dir, "take", str(file), "--items", "3", "--plain", typed="a\nb\nc\nend\nyes\n")
    assert "Traceback" not in sat.output
    assert "Question 1" in sat.output or "1." in sat.output


@pytest.mark.slow
def test_the_app_shows_and_arranges_it(data_dir: Path, file: Path, tmp_path: Path, clock: FakeClock) -> None:
    desk = AppDesk(tmp_path / "desk", clock)
    (desk.banks / "plants.toml").write_bytes(file.read_bytes())
    bank = next(bank for bank in read_overview(desk.context).banks if bank.id == f"plants-{ITEMS}")
    assert isinstance(bank, IndexedBank)
    assert plan(bank, PaperChoices("standard")).items == 60
    planned = plan(bank, PaperChoices("standard", sections=("plant-1",), items="12"))
    assert planned.items == 12
    with pytest.raises(Impossible, match="choose at most"):
        plan(bank, PaperChoices("standard", items="2101"))


@pytest.mark.slow
def test_a_bank_that_names_no_presets_offers_one_that_can_be_sat(tmp_path: Path) -> None:
    lines = list(bank_lines(ITEMS))
    at = lines.index("[[blueprint]]")
    del lines[at : at + 4]
    file = tmp_path / "plants.toml"
    file.write_text("\n".join(lines), "utf-8")
    whole, indexed = read_bank(file).bank, open_bank(file, tmp_path / "cache")
    assert [one.id for one in indexed.blueprints] == ["standard"]
    assert indexed.blueprints == whole.blueprints
    assert indexed.edition == whole.edition
