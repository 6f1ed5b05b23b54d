"""The app and the command line find the same banks in one data directory: good, broken, double and large ones."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exam.cli.group import exam
from exam.cli.wiring import Root
from exam.files.faults import BankRefused
from exam.library.find import NoSuchBank, find_bank, find_edition
from exam.tui.home.overview import read_overview
from tests.benchmarks.grammar import bank_lines
from tests.support import bank_toml, sample_bank


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with two good banks, a copy that comes before one of them, a broken bank and a large one."""
    directory = tmp_path_factory.mktemp("data")
    banks = directory / "banks"
    banks.mkdir()
    (banks / "copy-of-sample.toml").write_text(bank_toml(sample_bank(title="The copy")), "utf-8")
    (banks / "sample.toml").write_text(bank_toml(sample_bank()), "utf-8")
    (banks / "other.toml").write_text(bank_toml(sample_bank(id="another", title="Another")), "utf-8")
    (banks / "broken.toml").write_text('schema = 1\nid = "broken"\n', "utf-8")
    (banks / "plants.toml").write_text("\n".join(bank_lines(2_100)), "utf-8")
    return directory


@pytest.fixture
def root(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Root:
    monkeypatch.setenv("EXAM_DATA_DIR", str(data_dir))
    return Root(data_dir)


def run(data_dir: Path, *words: str) -> Result:
    return CliRunner(env={"EXAM_DATA_DIR": str(data_dir)}).invoke(exam, words)


@pytest.mark.slow
def test_both_list_the_same_banks_and_the_same_faults(root: Root, data_dir: Path) -> None:
    overview = read_overview(root.app_context())
    listed = json.loads(run(data_dir, "banks", "--json").stdout)
    in_command = {(shape["id"], shape["title"], shape["edition"]) for shape in listed if not shape["faults"]}
    assert {(bank.id, bank.title, bank.edition) for bank in overview.banks} == in_command
    assert {name for name, _, _ in in_command} >= {"sample", "another", "plants-2100"}
    in_app = {(str(file.path), fault.message) for file in overview.broken for fault in file.faults}
    assert in_app == {(shape["path"], fault["message"]) for shape in listed for fault in shape["faults"]}
    assert {Path(file).name for file, _ in in_app} == {"broken.toml", "copy-of-sample.toml"}
    assert [file.path.name for file in overview.broken] == ["broken.toml", "copy-of-sample.toml"]


@pytest.mark.slow
@pytest.mark.parametrize("wanted", ["sample", "another", "plants-2100"])
def test_each_id_and_edition_that_the_app_shows_is_the_bank_that_the_command_takes(root: Root, wanted: str) -> None:
    (shown,) = (bank for bank in read_overview(root.app_context()).banks if bank.id == wanted)
    by_id = root.find_bank(wanted)
    by_edition = find_edition(root.bank_files(), root.open_bank, shown.edition)
    assert (by_id.title, by_id.edition) == (shown.title, shown.edition)
    assert (by_edition.id, by_edition.edition) == (shown.id, shown.edition)


def test_a_copy_can_be_taken_by_its_path(root: Root, data_dir: Path) -> None:
    assert root.find_bank(str(data_dir / "banks" / "copy-of-sample.toml")).title == "The copy"


@pytest.mark.slow
def test_a_broken_bank_is_found_by_the_name_of_its_file_and_says_what_is_wrong(root: Root) -> None:
    file = find_bank(root.bank_files(), root.open_bank, "broken")
    assert file.bank is None
    with pytest.raises(BankRefused, match="title: is missing"):
        file.usable()


@pytest.mark.slow
def test_what_is_not_there_is_said_with_what_to_do(root: Root) -> None:
    with pytest.raises(NoSuchBank, match="'exam banks' lists those there are"):
        root.find_bank("nowhere")
    with pytest.raises(NoSuchBank, match="is edition ZZZZ"):
        find_edition(root.bank_files(), root.open_bank, "ZZZZ")
