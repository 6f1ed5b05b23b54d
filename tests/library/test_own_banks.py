"""One's own banks: begun, renamed, removed and put back, with real files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exam.formats import BankRefused, read_bank
from exam.library.own_banks import (
    CannotChange,
    begin_bank,
    binned_banks,
    empty_bin,
    remove_bank,
    rename_bank,
    restore_bank,
)
from tests.support import bank_toml, sample_bank

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A bank of one's own, with a comment that nobody may lose."""
    path = tmp_path / "banks" / "sample.toml"
    path.parent.mkdir()
    path.write_text(f"# Mine, by hand\n{bank_toml(sample_bank())}", "utf-8")
    return path


def test_another_title_changes_that_line_and_nothing_else(own: Path, tmp_path: Path) -> None:
    before = own.read_text("utf-8").split("\n")
    assert rename_bank(own, tmp_path, title='The "new" one\x1b[2J') == own
    after = own.read_text("utf-8").split("\n")
    assert [line for line in after if line not in before] == ['title = "The \\"new\\" one␛[2J"']
    assert len(after) == len(before)
    assert after[0] == "# Mine, by hand"
    assert read_bank(own).bank.title == 'The "new" one␛[2J'


def test_another_id_moves_a_file_that_is_named_after_its_bank(own: Path, tmp_path: Path) -> None:
    new = rename_bank(own, tmp_path, id_="seas", ids={"sample"})
    assert new == own.with_name("seas.toml")
    assert not own.exists()
    assert read_bank(new).bank.id == "seas"


@pytest.mark.parametrize("wanted", ["", "Seas", "../x", "a/b", "a" * 65, "taken", ".hidden"])
def test_an_id_that_is_none_or_is_taken_changes_nothing(own: Path, tmp_path: Path, wanted: str) -> None:
    before = own.read_bytes()
    with pytest.raises(CannotChange):
        rename_bank(own, tmp_path, title="New", id_=wanted, ids={"sample", "taken"})
    assert own.read_bytes() == before
    assert [path.name for path in own.parent.iterdir()] == ["sample.toml"]


def test_a_file_that_would_be_in_the_way_stays_as_it_is(own: Path, tmp_path: Path) -> None:
    other = own.with_name("seas.toml")
    other.write_text("mine too", "utf-8")
    with pytest.raises(CannotChange, match=r"seas\.toml"):
        rename_bank(own, tmp_path, id_="seas")
    assert other.read_text("utf-8") == "mine too"
    assert read_bank(own).bank.id == "sample"


def test_what_is_removed_can_be_put_back_as_it_was(own: Path, tmp_path: Path) -> None:
    before = own.read_bytes()
    binned = remove_bank(own, tmp_path, NOW)
    assert not own.exists()
    assert binned_banks(tmp_path) == [binned]
    assert restore_bank(binned, tmp_path) == own
    assert own.read_bytes() == before
    assert binned_banks(tmp_path) == []


def test_two_banks_of_one_name_can_be_in_the_bin_and_none_takes_the_place_of_another(own: Path, tmp_path: Path) -> None:
    remove_bank(own, tmp_path, NOW)
    own.write_text("second", "utf-8")
    remove_bank(own, tmp_path, NOW)
    second, first = binned_banks(tmp_path)
    restore_bank(first, tmp_path)
    with pytest.raises(CannotChange, match="again"):
        restore_bank(second, tmp_path)
    assert second.path.read_text("utf-8") == "second"


def test_after_a_month_it_is_gone_and_not_a_day_before(own: Path, tmp_path: Path) -> None:
    remove_bank(own, tmp_path, NOW)
    strange = tmp_path / "bin" / "my notes.txt"
    strange.write_text("mine", "utf-8")
    empty_bin(tmp_path, NOW + timedelta(days=29))
    assert len(binned_banks(tmp_path)) == 1
    empty_bin(tmp_path, NOW + timedelta(days=31))
    assert binned_banks(tmp_path) == []
    assert strange.exists(), "what is not ours is left alone"


def test_nothing_outside_the_folder_of_ones_own_banks_is_touched(own: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_bytes(own.read_bytes())
    linked = own.with_name("linked.toml")
    linked.symlink_to(outside)
    for path in (outside, linked, own.parent / ".." / "outside.toml", own.parent / "sub" / "x.toml"):
        with pytest.raises(CannotChange):
            remove_bank(path, tmp_path, NOW)
        with pytest.raises(CannotChange):
            rename_bank(path, tmp_path, title="New")
    assert outside.read_bytes() == own.read_bytes()
    assert linked.is_symlink()


def test_a_file_that_is_no_toml_cannot_be_renamed_and_can_be_removed(own: Path, tmp_path: Path) -> None:
    own.write_text("title = “broken”", "utf-8")
    with pytest.raises(BankRefused):
        rename_bank(own, tmp_path, title="New")
    assert own.read_text("utf-8") == "title = “broken”"
    remove_bank(own, tmp_path, NOW)
    assert not own.exists()


def test_a_new_bank_has_the_title_asked_for_and_a_name_of_its_own(own: Path, tmp_path: Path) -> None:
    path = begin_bank("Sample", tmp_path, [own])
    assert path == own.with_name("sample-2.toml")
    bank = read_bank(path).bank
    assert (bank.id, bank.title) == ("sample-2", "Sample")
    assert {item.type for item in bank.items} >= {"short", "numeric", "ordering", "matching", "cloze", "recall"}
    with pytest.raises(CannotChange):
        begin_bank(" \n ", tmp_path, [own])
