"""Every kind of broken bank is refused with all its faults at once, each with its place and a remedy.

A bank in `broken/` stands beside a file of what is said of it, which a person has read.
"""

from pathlib import Path

import pytest

from exam.formats import BankRefused, Fault, read_bank

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.toml"))


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(BankRefused) as refused:
        read_bank(path)
    return refused.value.faults


def test_there_are_more_than_ten_kinds() -> None:
    assert len(BROKEN) > 10


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_all_that_is_wrong_is_told_at_once(path: Path) -> None:
    told = [str(fault).replace(str(path), path.name) for fault in faults_of(path)]
    assert told == path.with_suffix(".faults").read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_fault_has_a_place_in_the_file_and_something_to_do(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    for fault in faults_of(path):
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert fault.message
        assert fault.remedy.endswith((".", "?"))


def test_the_refusal_itself_says_all_of_it_one_fault_a_line() -> None:
    path = next(path for path in BROKEN if path.stem == "misspelt")
    with pytest.raises(BankRefused) as refused:
        read_bank(path)
    assert str(refused.value).splitlines() == [str(fault) for fault in refused.value.faults]


def test_a_file_of_faults_alone_is_told_of_up_to_a_thousand(tmp_path: Path) -> None:
    path = tmp_path / "hopeless.toml"
    path.write_text('schema = 1\nid = "hopeless"\ntitle = "Hopeless"\n' + "[[section]]\n" * 2000, "utf-8")
    *faults, last = faults_of(path)
    assert len(faults) == 1000
    assert str(last) == f"{path}: there may be more than these 1,000. Mend some and look again."
