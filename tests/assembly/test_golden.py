"""Golden papers: the same code gives the same bytes on every machine, system and Python version.

A change here makes every exam code that was ever noted build another paper. If that is meant, raise the version of the
rules in ``exam/assembly/code.py``, run ``python -m tests.assembly.test_golden``, and say why in the commit.

``papers.json`` is of the small bank beside it, in which an author wrote the options of two items; ``without.json`` of
the same bank without these two; ``first.json`` of ``first.toml``, the first bank as it was in schema 1, whose papers
are as the first version of the rules made them; and ``siblings.json`` of the first bank as it ships.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import tomli

from exam.assembly import assemble, read_code, tailor
from exam.core.bank import Bank
from exam.files.places import shipped
from exam.formats import read_bank

GOLDEN = Path(__file__).parent / "golden"
Choices = Sequence[tuple[str, dict[str, Any], int]]
"""Preset, what is chosen in place of its own, and seed, of each paper."""

CHOICES: Choices = (
    ("full", {}, 0),
    ("full", {}, 2**30 - 1),
    ("full", {"difficulty": "near"}, 7),
    ("full", {"difficulty": "far", "options": 3}, 7),
    ("short", {}, 123_456_789),
    ("short", {"sections": ["section-2", "section-3"], "items": 7, "minutes": 9}, 42),
    ("drill", {}, 99),
)

FIRST_CHOICES: Choices = (
    *(("full", {}, seed) for seed in range(3)),
    *(("standard", {}, seed) for seed in range(6)),
    ("standard", {"difficulty": "near", "options": 5}, 7),
    ("standard", {"difficulty": "far", "reversed_": 6}, 8),
    ("quick", {}, 2**30 - 1),
    ("section", {}, 99),
)


def golden_bank() -> Bank:
    return Bank.model_validate(tomli.loads((GOLDEN / "bank.toml").read_text(encoding="utf-8")))


def without_authored_options() -> Bank:
    written = tomli.loads((GOLDEN / "bank.toml").read_text(encoding="utf-8"))
    for section in written["section"]:
        section["item"] = [item for item in section["item"] if "options" not in item]
    return Bank.model_validate(written)


def first_bank_in_schema_1() -> Bank:
    return read_bank(GOLDEN / "first.toml").bank


def first_bank() -> Bank:
    return read_bank(shipped("banks") / "orchestration-mlops-scheduling.toml").bank


def papers(bank: Bank, choices_of_each: Choices = CHOICES) -> dict[str, str]:
    """The SHA-256 of every golden paper's JSON, by its code."""
    made = {}
    for preset, choices, seed in choices_of_each:
        form = assemble(bank, tailor(bank, preset, **choices), seed)
        made[form.code] = hashlib.sha256(form.model_dump_json().encode()).hexdigest()
    return made


def test_the_bank_is_still_the_same_edition() -> None:
    assert {read_code(code).edition for code in json.loads((GOLDEN / "papers.json").read_text())} == {
        golden_bank().edition
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["papers", "without", "first", "siblings"])
def test_every_golden_paper_is_rebuilt_byte_by_byte(name: str) -> None:
    assert golden_papers()[name] == json.loads((GOLDEN / f"{name}.json").read_text())


def test_a_golden_paper_is_rebuilt_from_its_code_alone() -> None:
    bank = golden_bank()
    written = json.loads((GOLDEN / "drill.json").read_text(encoding="utf-8"))
    form = assemble(bank, *read_code(written["code"]).resolve(bank))
    assert form.model_dump(mode="json") == written


def golden_papers() -> dict[str, dict[str, str]]:
    return {
        "papers": papers(golden_bank()),
        "without": papers(without_authored_options()),
        "first": papers(first_bank_in_schema_1(), FIRST_CHOICES),
        "siblings": papers(first_bank(), FIRST_CHOICES),
    }


if __name__ == "__main__":
    for name, made in golden_papers().items():
        (GOLDEN / f"{name}.json").write_text(json.dumps(made, indent=2) + "\n")
    drill = assemble(golden_bank(), tailor(golden_bank(), "drill"), 99)
    (GOLDEN / "drill.json").write_text(drill.model_dump_json(indent=2) + "\n", encoding="utf-8")
