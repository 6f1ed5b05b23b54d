"""What banks/README.md tells an author is so: its examples load, and its tables have every field."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from exam.core.authored import Type
from exam.core.bank import Bank, Section
from exam.core.blueprint import Blueprint
from exam.core.item import ASPECTS, Item
from exam.formats import read_bank

README = (Path(__file__).parents[2] / "banks" / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def part(title: str) -> str:
    """What stands under one heading of three."""
    return README.partition(f"### {title}\n")[2].partition("\n## ")[0].partition("\n### ")[0]


def test_the_smallest_bank_and_what_is_added_to_it_load(tmp_path: Path) -> None:
    path = tmp_path / "my-bank.toml"
    path.write_text(EXAMPLES[0], "utf-8")
    assert len(read_bank(path).bank.items) == 1
    path.write_text(EXAMPLES[0] + "\n" + EXAMPLES[1], "utf-8")
    loaded = read_bank(path)
    assert len(loaded.bank.items) == 4
    assert loaded.warnings == ()


def test_so_do_the_others_within_a_bank(tmp_path: Path) -> None:
    path = tmp_path / "bank.toml"
    blueprint, group, marked, authored, kinds, exhibits = EXAMPLES[2:]
    others = [
        f'[[section.item]]\nid = "{name}"\nstem = "{name}?"\nstatements = ["{name}", "{name} two"]\n'
        for name in ("kubelet", "placement", "replica", *(f"q{n}" for n in range(60)))
    ]
    first = EXAMPLES[0].partition("[[section]]")
    kinds = kinds.replace('id = "pod"', 'id = "recalled-pod"')
    parts = [first[0], exhibits, *first[1:], group, marked, authored, kinds, *others, blueprint]
    path.write_text("\n".join(parts), "utf-8")
    loaded = read_bank(path)
    assert loaded.warnings == ()
    assert loaded.bank.item_by_id["scheduler"].lures == ("kubelet", "replica")
    assert loaded.bank.item_by_id["rolling-update"].key == ("a", "b")
    assert loaded.bank.siblings_of("controller") == ("node-daemon",)
    assert {item.type for item in loaded.bank.items if item.type} == {*get_args(Type)} - {"choice"}
    assert [exhibit.id for exhibit in loaded.bank.exhibits] == ["manifest", "usage", "topology"]


@pytest.mark.parametrize(
    ("title", "model"), [("The bank", Bank), ("A section", Section), ("An item", Item), ("A blueprint", Blueprint)]
)
def test_every_field_is_in_its_table_and_no_other(title: str, model: type[BaseModel]) -> None:
    rows = re.findall(r"^\| (`.*?) \|", part(title), re.MULTILINE)
    named = {name.rpartition(".")[2] for row in rows for name in re.findall(r"`(?:\[\[)?([\w.]+)(?:\]\])?`", row)}
    assert named == {field.alias or name for name, field in model.model_fields.items()}


def test_every_aspect_is_named() -> None:
    named = part("An item").partition("Aspects:")[2].partition("Another word")[0]
    assert set(re.findall(r"`(\w+)`", named)) == ASPECTS


def test_the_fault_that_it_shows_is_the_one_that_is_told(tmp_path: Path) -> None:
    from exam.formats import BankRefused

    path = tmp_path / "my-bank.toml"
    path.write_text(EXAMPLES[0].replace("statements", "statement"), "utf-8")
    with pytest.raises(BankRefused) as refused:
        read_bank(path)
    shown = str(refused.value.faults[-1]).replace(str(path), path.name)
    assert shown in README.splitlines()
