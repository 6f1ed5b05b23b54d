"""A bank used without its faulty items, where somebody asks for that."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from exam.cli.group import exam
from exam.files.faults import BankRefused
from exam.formats import read_bank
from exam.library.open import open_bank

TIDES = """schema = 2
id = "sea"
title = "The sea"

[[section]]
id = "tides"
title = "Tides"

[[section.item]]
id = "moon"
stem = "What makes the tides?"
options = { a = "The moon", b = "The wind" }
key = "a"
enemies = ["wind"]

[[section.item]]
id = "wind"
stem = "What makes the waves?"
options = { a = "The moon", b = "The wind" }

[[section.item]]
id = "foam"
stem = "What is foam?"
statement = "Air and water"
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "sea.toml"
    path.write_text(TIDES, "utf-8")
    return path


def test_faulty_items_are_left_out_with_all_that_names_them(bank: Path) -> None:
    loaded = read_bank(bank, skip_faulty=True)
    assert [(item.id, item.enemies) for item in loaded.bank.items] == [("moon", ())]
    assert [(fault.line, fault.where.partition(" (")[2]) for fault in loaded.skipped] == [
        (19, "wind).options"),
        (21, "foam).statements"),
        (24, "foam).statement"),
    ]


def test_without_being_asked_the_bank_is_refused_and_where_nothing_is_left_too(bank: Path) -> None:
    with pytest.raises(BankRefused, match="has no key"):
        read_bank(bank)
    bank.write_text(TIDES.replace('stem = "What makes the tides?"', ""), "utf-8")
    with pytest.raises(BankRefused, match="is missing"):
        read_bank(bank, skip_faulty=True)


def test_a_fault_of_the_bank_itself_is_never_skipped(bank: Path) -> None:
    bank.write_text(TIDES.replace('title = "The sea"', ""), "utf-8")
    with pytest.raises(BankRefused, match="title: is missing"):
        read_bank(bank, skip_faulty=True)


@pytest.mark.slow
def test_a_large_bank_is_refused_although_it_was_once_used_without_its_faulty_items(tmp_path: Path) -> None:
    items = "".join(
        f'\n[[section.item]]\nid = "q{n}"\nstem = "What is {n}?"\noptions = {{ a = "{n}", b = "{-n}" }}\nkey = "a"\n'
        for n in range(1, 2101)
    )
    path = tmp_path / "large.toml"
    path.write_text(TIDES + items, "utf-8")
    assert len(open_bank(path, tmp_path / "cache", skip_faulty=True).items) == 2101
    assert len(open_bank(path, tmp_path / "cache", skip_faulty=True).items) == 2101
    with pytest.raises(BankRefused):
        open_bank(path, tmp_path / "cache")


def test_the_command_line_says_what_is_left_out(bank: Path, tmp_path: Path) -> None:
    words = ["--data-dir", str(tmp_path / "data"), "form", str(bank)]
    refused = CliRunner().invoke(exam, words)
    assert refused.exit_code == 1
    made = CliRunner().invoke(exam, [*words, "--skip-faulty"])
    assert made.exit_code == 0
    assert "What makes the tides?" in made.stdout
    assert "What is foam?" not in made.stdout
    assert f"{bank}:19:1: section[0].item[1] (wind).options: has no key." in made.stderr
    assert made.stderr.endswith("The items with faults are left out, as you asked.\n")
